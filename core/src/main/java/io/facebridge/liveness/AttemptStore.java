package io.facebridge.liveness;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Remembers the attempts of each subject for a {@link LivenessGuard}. Thread-safe; several processes need one that they share.
 * What is stored is a value with a version: the guard reads it, and replaces it only if nobody else has since.
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
     * @param attempts what is to be stored, under the version {@code expected + 1}
     * @param keepUntil from when on it may be forgotten
     * @return whether it was stored; {@code false} if there is another version by now
     */
    boolean replace(String subject, long expected, List<Attempt> attempts, Instant keepUntil);

    /**
     * Remembers in this process, as long as it runs: for tests.
     *
     * @return a new, empty memory
     */
    static AttemptStore inMemory() {
        return new AttemptsInMemory();
    }

    /**
     * Remembers in a database, which several processes may share.
     *
     * @param database where {@link io.facebridge.store.JdbcTables} are
     * @param clock tells what may be forgotten
     * @return a memory; its methods may throw {@link io.facebridge.store.StoreException}
     */
    static AttemptStore jdbc(DataSource database, Clock clock) {
        return new AttemptsInJdbc(database, clock);
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
     * @param counted when it failed, or when it was opened as long as it has not: from when on it counts
     */
    record Attempt(String session, Instant opened, Instant expires, State state, Instant counted) {
        /**
         * Checks that all are there.
         *
         * @param session see the record
         * @param opened see the record
         * @param expires see the record
         * @param state see the record
         * @param counted see the record
         */
        public Attempt {
            Objects.requireNonNull(session, "session");
            Objects.requireNonNull(opened, "opened");
            Objects.requireNonNull(expires, "expires");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(counted, "counted");
        }

        /** Tells what became of it, and not of which session. */
        @Override
        public String toString() {
            return "Attempt[" + state + "]";
        }
    }

    /** What became of a session. */
    enum State {
        /** Not asked for a result yet. Once it has expired it has failed. */
        OPEN,
        /** The person was let on; does not count any more. */
        SUCCEEDED,
        /** Anything else. */
        FAILED
    }
}
