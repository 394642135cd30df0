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
     * What is stored for a subject.
     *
     * @param subject who
     * @return {@link Attempts#NONE} if nothing is, or if it was forgotten
     */
    Attempts find(String subject);

    /**
     * Stores attempts unless something else was stored since: one atomic step.
     *
     * @param subject who
     * @param expected the version that was found
     * @param attempts what is to be stored, under a version that the subject has not had before, also not before it was removed
     *     or forgotten: who read an older value must not replace a newer one
     * @param keepUntil from when on it may be forgotten
     * @return whether it was stored; {@code false} if there is another version by now
     */
    boolean replace(String subject, long expected, List<Attempt> attempts, Instant keepUntil);

    /**
     * Removes all that is stored for a subject, for example because the person is erased. Idempotent.
     *
     * <p>It ends a lock-out, and the subject's sessions are not accepted any more. A caller that wants the lock-out to last
     * removes the subject after {@link LivenessGuard#lockOut} is empty. What a guard does at the same time for the subject it
     * does before or after: nothing that was removed comes back.
     *
     * @param subject who; it may be unknown
     */
    void remove(String subject);

    /**
     * Remembers in this process, as long as it runs: for tests.
     *
     * @return a new, empty memory
     */
    static AttemptStore inMemory() {
        return new InMemoryAttemptStore();
    }

    /**
     * What is stored for a subject.
     *
     * @param version 0 if nothing is; else 1 or more
     * @param attempts oldest first; unmodifiable
     */
    record Attempts(long version, List<Attempt> attempts) {
        /** Nothing is stored. */
        public static final Attempts NONE = new Attempts(0, List.of());

        /**
         * Copies the list in.
         *
         * @param version see the record
         * @param attempts see the record
         */
        public Attempts {
            attempts = List.copyOf(attempts);
        }
    }

    /**
     * One session of a subject.
     *
     * @param session a digest of the session's id, or of nothing but chance while the session is being opened
     * @param opened when it was opened
     * @param expires when it ends by itself
     * @param state what became of it
     * @param counted when it failed, or when it was opened as long as it has not: from when on it counts. {@link #CLEARED} if a
     *     reviewer has cleared it
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

    /** What became of a session. */
    enum State {
        /** Not asked for a result yet. Once it has expired it has failed. */
        OPEN,
        /** The verdict was ACCEPTED; does not count any more, not even if a listener kept the verdict from the caller. */
        SUCCEEDED,
        /** Anything else. */
        FAILED
    }
}
