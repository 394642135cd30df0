package io.facebridge.operations.migration;

import java.util.Objects;

/**
 * The result of migrating one image of a person.
 *
 * @param image the name of the image in the image source
 * @param outcome the outcome
 * @param reason why the image was not enrolled, for example {@code LowQuality TOO_SMALL}, followed by {@code BY_SERVICE} if the
 *     service and not the quality gate judged it; empty if it was enrolled or omitted, or is pending
 */
public record ImageMigrationResult(String image, Outcome outcome, String reason) {
    /**
     * Creates a result.
     *
     * @param image the name of the image in the image source
     * @param outcome the outcome
     * @param reason why the image was not enrolled; may be empty
     */
    public ImageMigrationResult {
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
    }

    /** Returns text with the outcome and its reason, without the image's name. */
    @Override
    public String toString() {
        return "ImageMigrationResult[" + outcome + (reason.isEmpty() ? "" : " " + reason) + "]";
    }

    /** The outcome for an image. Stored in journals, and part of {@link MigrationReport#toJson}. */
    public enum Outcome {
        /** Enrolled in the new gallery. */
        ENROLLED,
        /** Rejected by the new provider or by the quality gate. */
        REJECTED,
        /** Not readable by the image source, and therefore not sent. */
        UNREADABLE,
        /** Not sent, because the person has more images than {@link GalleryMigration#maxImagesPerPerson}. */
        OMITTED,
        /** Not sent yet; a run would send it. */
        PENDING,
        /** Sent, and it is unknown whether it was enrolled. The next run determines it. */
        UNKNOWN
    }
}
