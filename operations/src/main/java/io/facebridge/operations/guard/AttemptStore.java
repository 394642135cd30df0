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
     * @return {@link Attempts#NONE} if nothing is stored, or if it was forgotten
     */
    Attempts find(String subject);

    /**
     * Stores attempts unless another version was stored since. Atomic.
     *
     * @param subject the subject
     * @param expected the version that was found
     * @param attempts the new attempts, to be stored under a version that the subject has not had before, also not before it
     *     was removed or forgotten: a caller that read an older value must not replace a newer one
     * @param keepUntil the instant from which it may be forgotten
     * @return whether it was stored; {@code false} if another version is stored by now
     */
    boolean replace(String subject, long expected, List<Attempt> attempts, Instant keepUntil);

    /**
     * Removes everything that is stored for a subject, for example because the person is erased. Idempotent.
     *
     * <p>It ends a lock-out, and the subject's sessions are not accepted any more. A caller that wants the lock-out to last
     * removes the subject after {@link LivenessGuard#lockOut} is empty. Concurrent calls of a guard for the subject take
     * effect before or after the removal: nothing that was removed comes back.
     *
     * @param subject the subject; it may be unknown
     */
    void remove(String subject);

    /**
     * Creates a store in the memory of this process: for tests.
     *
     * @return a new, empty store
     */
    static AttemptStore inMemory() {
        return new InMemoryAttemptStore();
    }

    /**
     * The attempts stored for a subject.
     *
     * @param version 0 if nothing is stored; else 1 or more
     * @param attempts oldest first; unmodifiable
     */
    record Attempts(long version, List<Attempt> attempts) {
        /** Nothing is stored. */
        public static final Attempts NONE = new Attempts(0, List.of());

        /**
         * Copies the list.
         *
         * @param version 0 if nothing is stored; else 1 or more
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
     * @param opened when it was opened
     * @param expires when it ends by itself
     * @param state its state
     * @param counted the instant from which it counts: when it failed, or when it was opened as long as it has not failed.
     *     {@link #CLEARED} if a reviewer has cleared it
     * @param withReference whether it was opened with an image to compare the person with, so that it is not accepted without
     *     that comparison
     */
    record Attempt(
            String session, Instant opened, Instant expires, State state, Instant counted, boolean withReference) {
        /** When a failure counts from that a reviewer has cleared: so long ago that it does not count. */
        public static final Instant CLEARED = Instant.EPOCH;

        /**
         * Checks that all are there.
         *
         * @param session see the record
         * @param opened see the record
         * @param expires see the record
         * @param state see the record
         * @param counted see the record
         * @param withReference see the record
         */
        public Attempt {
            Objects.requireNonNull(session, "session");
            Objects.requireNonNull(opened, "opened");
            Objects.requireNonNull(expires, "expires");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(counted, "counted");
        }

        /**
         * A session that was opened without an image to compare the person with.
         *
         * @param session see the record
         * @param opened see the record
         * @param expires see the record
         * @param state see the record
         * @param counted see the record
         */
        public Attempt(String session, Instant opened, Instant expires, State state, Instant counted) {
            this(session, opened, expires, state, counted, false);
        }

        /** The same, ended. */
        Attempt ended(State how, Instant from) {
            return new Attempt(session, opened, expires, how, from, withReference);
        }

        /** The same, counting from another time. */
        Attempt countedFrom(Instant from) {
            return new Attempt(session, opened, expires, state, from, withReference);
        }

        /** Contains what became of it, and not of which session. */
        @Override
        public String toString() {
            return "Attempt[" + state + "]";
        }
    }

    /** The state of an attempt. */
    enum State {
        /** No verdict yet. An open attempt that has expired has failed. */
        OPEN,
        /** The verdict was ACCEPTED; does not count any more, not even if a listener kept the verdict from the caller. */
        SUCCEEDED,
        /** Every other verdict. */
        FAILED
    }
}
