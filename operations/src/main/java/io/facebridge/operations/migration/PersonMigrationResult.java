package io.facebridge.operations.migration;

import io.facebridge.gallery.PersonId;
import java.util.List;
import java.util.Objects;

/**
 * The result of migrating one person.
 *
 * @param person the person
 * @param outcome the outcome
 * @param reason the name of a failure, or another reason that the outcome does not contain; otherwise empty
 * @param images a result for each image that was read; unmodifiable
 */
public record PersonMigrationResult(
        PersonId person, Outcome outcome, String reason, List<ImageMigrationResult> images) {
    /**
     * Creates a result and copies the list.
     *
     * @param person the person
     * @param outcome the outcome
     * @param reason the reason; may be empty
     * @param images a result for each image; copied
     */
    public PersonMigrationResult {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
        images = List.copyOf(images);
    }

    static PersonMigrationResult of(PersonId person, Outcome outcome) {
        return new PersonMigrationResult(person, outcome, "", List.of());
    }

    /** {@return the number of images that are enrolled in the new gallery; 0 or more} */
    public int enrolled() {
        return (int) images.stream()
                .filter(image -> image.outcome() == ImageMigrationResult.Outcome.ENROLLED)
                .count();
    }

    /** Returns text with the outcome and the numbers of images, without the person. */
    @Override
    public String toString() {
        return "PersonMigrationResult[" + outcome + (reason.isEmpty() ? "" : " " + reason) + ", " + enrolled() + " of "
                + images.size() + " images]";
    }

    /** The outcome for a person. Stored in journals, and part of {@link MigrationReport#toJson}. */
    public enum Outcome {
        /** Every image that was sent is enrolled. */
        MOVED("moved"),
        /** Some images are enrolled, and some could not be used. */
        PARTLY_MOVED("partly moved"),
        /**
         * No image could be used, or the new provider does not accept the person's id. The next run tries again if the images,
         * the selected face or the quality gate have changed.
         */
        NOT_MOVED("not moved"),
        /** The person is enrolled in the old gallery, and the image source has no image of them. */
        NO_IMAGES("without images"),
        /**
         * The image source has images of the person, who is not in the old gallery and may have been removed there. Not
         * moved.
         */
        NOT_IN_OLD_GALLERY("not in the old gallery"),
        /** The person was enrolled in the new gallery independently of this migration, and was not changed. */
        ALREADY_ENROLLED("already enrolled"),
        /** The person was erased from the journal ({@link MigrationJournal#erase}), and no run with it moves them. */
        ERASED("erased"),
        /** The provider failed. The next run tries again. */
        FAILED("failed"),
        /** The images were sent, and it is unknown which are enrolled. The next run determines it. */
        UNKNOWN("unknown"),
        /** Not attempted yet. */
        PENDING("pending");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        /** Returns whether faces that this migration enrolled are in the new gallery. */
        boolean isMoved() {
            return this == MOVED || this == PARTLY_MOVED;
        }
    }
}
