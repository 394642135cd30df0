package io.facebridge.operations.migration;

import java.util.Objects;

/**
 * What became of one picture.
 *
 * @param picture its name in the image source
 * @param outcome what
 * @param reason why it was not enrolled, in a few words, for example {@code LowQuality TOO_SMALL}, with {@code BY_SERVICE} at
 *     the end if the service and not the quality gate judged it; empty if it was
 */
public record ImageMigrationResult(String picture, Outcome outcome, String reason) {
    /**
     * Checks that all are there.
     *
     * @param picture see the record
     * @param outcome see the record
     * @param reason see the record
     */
    public ImageMigrationResult {
        Objects.requireNonNull(picture, "picture");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
    }

    /** Returns text with the outcome and its reason, without the image's name. */
    @Override
    public String toString() {
        return "ImageMigrationResult[" + outcome + (reason.isEmpty() ? "" : " " + reason) + "]";
    }

    /** What can become of a picture. */
    public enum Outcome {
        /** It is enrolled in the new gallery. */
        ENROLLED,
        /** The new provider, or the quality gate, did not take it. */
        REFUSED,
        /** The image source could not read it, so that it was not sent. */
        UNREADABLE,
        /** It was not sent because there are more than were wanted of one person. */
        LEFT_OUT,
        /** It would be sent: nothing was yet. */
        WAITING,
        /** It was sent, and whether it is enrolled is not known. Running again finds out. */
        UNKNOWN
    }
}
