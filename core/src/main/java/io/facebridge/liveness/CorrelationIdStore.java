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
 * Maps each subject to a random UUID (version 4) that is sent to a service instead of the subject's own id, for
 * services that count the attempts of a subject. The mapping must survive a restart, because a new id would reset the
 * service's count of suspicious attempts: the in-memory store is for tests only. Thread-safe, and safe for several
 * processes on one store ({@code JdbcStores.correlationIds()}).
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
     * Returns the id of a subject without creating one.
     *
     * @param subject the application's own id of the person
     * @return empty if the subject has none
     */
    Optional<UUID> find(String subject);

    /**
     * Replaces the id of a subject after a review. The rotation is recorded until the subject is removed.
     *
     * @param subject the subject, which has an id
     * @param reviewer the reviewer who decided it, not blank
     * @param reason the reason, not blank
     * @return the new id
     * @throws NotFoundException if the subject has no id; of kind PERSON
     * @throws IllegalArgumentException if the reviewer or the reason is blank
     */
    UUID rotate(String subject, String reviewer, String reason);

    /**
     * Returns the rotations of a subject.
     *
     * @param subject the subject
     * @return oldest first; empty if there are none
     */
    List<Rotation> rotations(String subject);

    /**
     * Removes the id of a subject and its rotations, for example because the person is erased. Idempotent. If the
     * subject returns, it gets another id, and the service counts from zero.
     *
     * @param subject the subject, which need not have an id
     */
    void remove(String subject);

    /**
     * Creates a store that keeps ids in this process, as long as it runs: for tests.
     *
     * @param clock the clock that dates the rotations
     * @param random creates UUIDs of version 4, for example {@code UUID::randomUUID}
     * @return a new, empty store
     */
    static CorrelationIdStore inMemory(Clock clock, Supplier<UUID> random) {
        return new InMemoryCorrelationIdStore(clock, random);
    }

    /**
     * One rotation, as it is stored for an audit.
     *
     * @param subject the subject, not blank
     * @param reviewer the reviewer who decided it, not blank
     * @param reason the reason, not blank
     * @param at when it was rotated
     * @param oldId the id before
     * @param newId the id since
     */
    record Rotation(String subject, String reviewer, String reason, Instant at, UUID oldId, UUID newId) {
        /**
         * Creates a rotation.
         *
         * @param subject the subject, not blank
         * @param reviewer the reviewer who decided it, not blank
         * @param reason the reason, not blank
         * @param at when it was rotated
         * @param oldId the id before
         * @param newId the id since
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
