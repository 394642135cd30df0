package io.facebridge.liveness;

import io.facebridge.error.NotFoundException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Under what name a service knows a subject that it counts attempts of: a random UUID (version 4), and never the subject's own
 * id. It stays the same for a subject, because a new one would reset the service's count of suspicious attempts; a memory that
 * a restart forgets is therefore for tests only. Thread-safe, and safe for several processes on one store
 * ({@code JdbcStores.correlationIds()}).
 */
public interface CorrelationIdStore {
    /**
     * Returns the correlation id of a subject, created by the first call for the subject. Atomic: all callers get the same
     * id.
     *
     * @param subject the application's own id of the person, not blank
     * @return a UUID of version 4
     * @throws IllegalArgumentException if the subject is blank
     */
    UUID idOf(String subject);

    /**
     * Returns the id of a subject without making one.
     *
     * @param subject the application's own id of the person
     * @return empty if the subject has none
     */
    Optional<UUID> find(String subject);

    /**
     * Gives a subject another id, after a reviewer has looked into it. What was done is recorded until the subject is removed.
     *
     * @param subject who has an id
     * @param reviewer the reviewer who decided it, not blank
     * @param reason why, not blank
     * @return the new id
     * @throws NotFoundException (kind PERSON) if the subject has no id yet
     * @throws IllegalArgumentException if something is blank
     */
    UUID rotate(String subject, String reviewer, String reason);

    /**
     * Returns the rotations of a subject's ids.
     *
     * @param subject the subject
     * @return oldest first; empty if there was none
     */
    List<Rotation> rotations(String subject);

    /**
     * Removes the id of a subject and its rotations, for example because the person is erased. Idempotent. The subject would
     * get another id if it came back, and the service would count from zero.
     *
     * @param subject who; it may be unknown
     */
    void remove(String subject);

    /**
     * Remembers in this process, as long as it runs: for tests.
     *
     * @param clock dates the rotations
     * @param random makes UUIDs of version 4, for example {@code UUID::randomUUID}
     * @return a new, empty memory
     */
    static CorrelationIdStore inMemory(Clock clock, Supplier<UUID> random) {
        return new InMemoryCorrelationIdStore(clock, random);
    }

    /**
     * One rotation of a correlation id, kept for audits.
     *
     * @param subject the subject
     * @param reviewer the reviewer who decided it
     * @param reason the reviewer's reason
     * @param at the time of the rotation
     * @param oldId the id before the rotation
     * @param newId the id since the rotation
     */
    record Rotation(String subject, String reviewer, String reason, Instant at, UUID oldId, UUID newId) {
        /**
         * Checks that all are there.
         *
         * @param subject the subject
         * @param reviewer the reviewer who decided it
         * @param reason the reviewer's reason
         * @param at the time of the rotation
         * @param oldId the id before the rotation
         * @param newId the id since the rotation
         * @throws IllegalArgumentException if a text is blank
         */
        public Rotation {
            requireText("subject", subject);
            requireText("reviewer", reviewer);
            requireText("reason", reason);
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(oldId, "oldId");
            Objects.requireNonNull(newId, "newId");
        }

        /** Returns text with the time, without the subject and without the ids. */
        @Override
        public String toString() {
            return "Rotation[" + at + "]";
        }

        private static void requireText(String name, String value) {
            if (value.isBlank()) {
                throw new IllegalArgumentException("a correlation id needs a " + name + " but it was blank");
            }
        }
    }
}
