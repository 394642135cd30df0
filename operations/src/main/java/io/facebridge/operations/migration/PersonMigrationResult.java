package io.facebridge.operations.migration;

import io.facebridge.gallery.PersonId;
import java.util.List;
import java.util.Objects;

/**
 * What became of one person.
 *
 * @param person who
 * @param outcome what
 * @param reason why, where the outcome does not say it: the name of a failure; else empty
 * @param pictures a verdict for each picture that was looked at; unmodifiable
 */
public record PersonMigrationResult(
        PersonId person, Outcome outcome, String reason, List<ImageMigrationResult> pictures) {
    /**
     * Copies the pictures.
     *
     * @param person see the record
     * @param outcome see the record
     * @param reason see the record
     * @param pictures see the record
     */
    public PersonMigrationResult {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
        pictures = List.copyOf(pictures);
    }

    static PersonMigrationResult of(PersonId person, Outcome outcome) {
        return new PersonMigrationResult(person, outcome, "", List.of());
    }

    /**
     * How many pictures are enrolled in the new gallery.
     *
     * @return 0 or more
     */
    public int enrolled() {
        return (int) pictures.stream()
                .filter(picture -> picture.outcome() == ImageMigrationResult.Outcome.ENROLLED)
                .count();
    }

    /** Returns text with the outcome and the numbers of images, without the person. */
    @Override
    public String toString() {
        return "PersonMigrationResult[" + outcome + (reason.isEmpty() ? "" : " " + reason) + ", " + enrolled() + " of "
                + pictures.size() + " pictures]";
    }

    /** What can become of a person. */
    public enum Outcome {
        /** Every picture that was wanted is enrolled. */
        MOVED("moved"),
        /** Some pictures are enrolled, and some could not be used. */
        PARTLY_MOVED("partly moved"),
        /**
         * None of the pictures could be used, or the new provider does not accept the person's id. The next run tries again if
         * the pictures or what is asked about them are other ones.
         */
        NOT_MOVED("not moved"),
        /** The person is in the old gallery, and the image source has no image of them. */
        NO_PICTURES("without pictures"),
        /**
         * The image source has images of the person, who is not in the old gallery and may have been removed there. Not
         * moved.
         */
        NOT_IN_OLD_GALLERY("not in the old gallery"),
        /** The person was in the new gallery, added there independently of this migration, and was not changed. */
        ALREADY_THERE("already there"),
        /** Was erased ({@link MigrationJournal#forget}), and is not moved by this journal any more. */
        ERASED("erased"),
        /** The provider failed. Running again tries again. */
        FAILED("failed"),
        /** Was sent, and what is enrolled is not known. Running again finds out. */
        UNKNOWN("unknown"),
        /** Not tried yet. */
        WAITING("waiting");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        /** Whether faces of this migration are in the new gallery. */
        boolean isThere() {
            return this == MOVED || this == PARTLY_MOVED;
        }
    }
}
