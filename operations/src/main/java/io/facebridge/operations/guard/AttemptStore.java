package io.facebridge.operations.guard;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Stores the attempts of each subject for a {@link LivenessGuard}. Thread-safe; several processes must share one, for example
 * {@link io.facebridge.operations.jdbc.JdbcStores#attempts}. Each stored value has a version: the guard reads it, and
 * replaces it only if no other caller has replaced it since.
 */
public interface AttemptStore {
    /**
     * Returns the attempts stored for a subject.
     *
     * @param subject the subject
     * @return the attempts and their version; {@link Attempts#NONE} if nothing is stored, or it has expired
     */
    Attempts find(String subject);

    /**
     * Stores attempts, unless another version was stored in the meantime. Atomic.
     *
     * @param subject the subject
     * @param expected the version that {@link #find} returned
     * @param attempts the new attempts, to be stored under a version that the subject has never had, not even before it was
     *     removed or expired: a caller that read an older value must not replace a newer one
     * @param keepUntil the instant from which the attempts may be removed
     * @return whether they were stored; {@code false} if another version is stored
     */
    boolean replace(String subject, long expected, List<Attempt> attempts, Instant keepUntil);

    /**
     * Removes everything that is stored for a subject, for example because the person is erased. Idempotent.
     *
     * <p>Ends a lock-out; the subject's open sessions are no longer accepted. To preserve a lock-out, remove the subject after
     * {@link LivenessGuard#lockOut} is empty. Concurrent calls of a guard for the subject take effect before or after the
     * removal: no removed attempt is stored again.
     *
     * @param subject the subject; may be unknown
     */
    void remove(String subject);

    /**
     * Creates a store in the memory of this process, for tests.
     *
     * @return a new, empty store
     */
    static AttemptStore inMemory() {
        return new InMemoryAttemptStore();
    }

    /**
     * The attempts stored for a subject.
     *
     * @param version 0 if nothing is stored; otherwise 1 or more
     * @param attempts oldest first; unmodifiable
     */
    record Attempts(long version, List<Attempt> attempts) {
        /** The value for a subject without attempts: version 0. */
        public static final Attempts NONE = new Attempts(0, List.of());

        /**
         * Creates a value and copies the list.
         *
         * @param version 0 if nothing is stored; otherwise 1 or more
         * @param attempts oldest first; copied
         */
        public Attempts {
            attempts = List.copyOf(attempts);
        }
    }

    /**
     * One session of a subject.
     *
     * @param session a digest of the session's id, or a random value while the session is being opened
     * @param opened when the session was opened
     * @param expires when the session expires
     * @param state the state of the attempt
     * @param counted the instant from which it counts: when it failed, or when it was opened if it has not failed;
     *     {@link #CLEARED} if a reviewer has cleared it
     * @param withReference whether the session was opened with an image to compare the person with, so that it is not accepted
     *     without that comparison
     */
    record Attempt(
            String session, Instant opened, Instant expires, State state, Instant counted, boolean withReference) {
        /** The value of {@link #counted()} for a failure that a reviewer has cleared: too long ago to count. */
        public static final Instant CLEARED = Instant.EPOCH;

        /**
         * Creates an attempt.
         *
         * @param session a digest of the session's id, or a random value
         * @param opened when the session was opened
         * @param expires when the session expires
         * @param state the state of the attempt
         * @param counted the instant from which it counts
         * @param withReference whether the session was opened with an image to compare with
         */
        public Attempt {
            Objects.requireNonNull(session, "session");
            Objects.requireNonNull(opened, "opened");
            Objects.requireNonNull(expires, "expires");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(counted, "counted");
        }

        /**
         * Creates an attempt of a session that was opened without an image to compare with.
         *
         * @param session a digest of the session's id, or a random value
         * @param opened when the session was opened
         * @param expires when the session expires
         * @param state the state of the attempt
         * @param counted the instant from which it counts
         */
        public Attempt(String session, Instant opened, Instant expires, State state, Instant counted) {
            this(session, opened, expires, state, counted, false);
        }

        /** Returns this attempt with its final state. */
        Attempt ended(State how, Instant from) {
            return new Attempt(session, opened, expires, how, from, withReference);
        }

        /** Returns this attempt, counting from another instant. */
        Attempt countedFrom(Instant from) {
            return new Attempt(session, opened, expires, state, from, withReference);
        }

        /** Returns text with the state, without the session. */
        @Override
        public String toString() {
            return "Attempt[" + state + "]";
        }
    }

    /** The state of an attempt. */
    enum State {
        /** No verdict yet. An open attempt whose session has expired counts as failed. */
        OPEN,
        /** The verdict was ACCEPTED. No longer counts, even if a listener's exception replaced the verdict. */
        SUCCEEDED,
        /** The verdict was not ACCEPTED. */
        FAILED
    }
}
