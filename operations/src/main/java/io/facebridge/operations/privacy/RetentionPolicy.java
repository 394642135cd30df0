package io.facebridge.operations.privacy;

import io.facebridge.FaceGalleries;
import io.facebridge.FaceProvider;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which people become due for erasure: those whose consent has expired, those without a record, and those who
 * have been enrolled for too long. Read-only; {@link Erasure} erases the people that the application decides to erase.
 * Immutable.
 *
 * <pre>{@code
 * RetentionPolicy retention = RetentionPolicy.consentExpired().withoutRecord().enrolledLongerThan(Duration.ofDays(365));
 * for (RetentionPolicy.Due due : retention.find(provider, gallery, records, clock.instant())) {
 *     ErasureReceipt receipt = Erasure.of(provider).records(records).erase(due.person());
 * }
 * }</pre>
 */
public final class RetentionPolicy {
    private final boolean withoutRecord;
    private final @Nullable Duration maxTime;

    private RetentionPolicy(boolean withoutRecord, @Nullable Duration maxTime) {
        this.withoutRecord = withoutRecord;
        this.maxTime = maxTime;
    }

    /**
     * Creates a policy by which people become due when their consent has expired.
     *
     * @return a policy
     */
    public static RetentionPolicy consentExpired() {
        return new RetentionPolicy(false, null);
    }

    /**
     * Adds people who are enrolled without a record.
     *
     * @return a new policy
     */
    public RetentionPolicy withoutRecord() {
        return new RetentionPolicy(true, maxTime);
    }

    /**
     * Adds people who have been enrolled for longer than a duration, even if their consent is valid.
     *
     * @param time the maximum duration, more than zero
     * @return a new policy
     * @throws IllegalArgumentException if the duration is zero or negative
     */
    public RetentionPolicy enrolledLongerThan(Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("maximum time of enrollment must be more than zero but was " + time);
        }
        return new RetentionPolicy(withoutRecord, time);
    }

    /** The reason for which a person is due. */
    public enum Reason {
        /** The consent has expired. */
        CONSENT_EXPIRED,
        /** The person is enrolled without a record. */
        NO_RECORD,
        /** The person has been enrolled for longer than the maximum time. */
        ENROLLED_TOO_LONG
    }

    /**
     * A person who is due for erasure.
     *
     * @param person the person
     * @param reason the first reason that applies, in the order of {@link Reason}
     */
    public record Due(PersonId person, Reason reason) {
        /**
         * Creates an entry.
         *
         * @param person the person
         * @param reason the reason
         */
        public Due {
            Objects.requireNonNull(person, "person");
            Objects.requireNonNull(reason, "reason");
        }

        /** Returns text with the reason, without the person. */
        @Override
        public String toString() {
            return "Due[" + reason + "]";
        }
    }

    /**
     * Returns the people in a gallery who are due for erasure. Read-only. Sends one request per page of people.
     *
     * @param faces the provider; must support galleries
     * @param gallery the gallery
     * @param records the store of the records
     * @param now the instant at which the policy is evaluated
     * @return in the order in which the gallery lists them; empty if no person is due; unmodifiable. Records of people who are
     *     not enrolled are ignored
     * @throws io.facebridge.error.UnsupportedCapabilityException if the provider does not support galleries
     * @throws io.facebridge.error.FaceBridgeException if the gallery or the records cannot be read
     */
    public List<Due> find(FaceProvider faces, GalleryId gallery, PersonRecordStore records, Instant now) {
        Map<PersonId, PersonRecord> known = new HashMap<>();
        records.list(faces.id(), gallery).forEach(record -> known.put(record.person(), record));
        List<Due> due = new ArrayList<>();
        for (PersonId person : faces.require(FaceGalleries.class).open(gallery).list()) {
            Reason reason = reason(known.get(person), now);
            if (reason != null) {
                due.add(new Due(person, reason));
            }
        }
        return List.copyOf(due);
    }

    private @Nullable Reason reason(@Nullable PersonRecord record, Instant now) {
        if (record == null) {
            return withoutRecord ? Reason.NO_RECORD : null;
        }
        if (!now.isBefore(record.consent().expires())) {
            return Reason.CONSENT_EXPIRED;
        }
        boolean isTooLong =
                maxTime != null && Duration.between(record.enrolledAt(), now).compareTo(maxTime) > 0;
        return isTooLong ? Reason.ENROLLED_TOO_LONG : null;
    }

    @Override
    public String toString() {
        return "RetentionPolicy[consent expired" + (withoutRecord ? ", without a record" : "")
                + (maxTime == null ? "" : ", enrolled longer than " + maxTime) + "]";
    }
}
