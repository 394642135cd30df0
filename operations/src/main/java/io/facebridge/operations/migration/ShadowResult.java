package io.facebridge.operations.migration;

import io.facebridge.gallery.PersonId;
import java.util.Objects;

/**
 * The decisions of the old and the new gallery about one question.
 *
 * @param person the person in the probe
 * @param image the name of the probe in the image source
 * @param question the question
 * @param source the decision of the old gallery
 * @param target the decision of the new gallery
 */
public record ShadowResult(PersonId person, String image, Question question, Decision source, Decision target) {
    /**
     * Creates a result.
     *
     * @param person the person in the probe
     * @param image the name of the probe in the image source
     * @param question the question
     * @param source the decision of the old gallery
     * @param target the decision of the new gallery
     */
    public ShadowResult {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
    }

    /**
     * Returns whether both galleries decided the same.
     *
     * @return {@code false} also if neither could decide
     */
    public boolean agree() {
        return source == target && source != Decision.NO_DECISION;
    }

    /** Returns text with the question and the decisions, without the person. */
    @Override
    public String toString() {
        return "ShadowResult[" + question + ": " + source + ", " + target + "]";
    }

    /** The operation that decides about a probe. Stored in journals, and part of {@link MigrationReport#toJson}. */
    public enum Question {
        /** A verification of the person in the probe. */
        VERIFY,
        /** A verification of another, enrolled person; a match is a false match. */
        VERIFY_OTHER_PERSON,
        /** An identification. */
        IDENTIFY
    }

    /** The decision of one gallery. Stored in journals, and part of {@link MigrationReport#toJson}. */
    public enum Decision {
        /** Match with the claimed person; in a search, with the person in the probe. */
        MATCH,
        /** In a search: match with another person. */
        MATCH_OF_OTHER_PERSON,
        /** Review by a human is required. */
        REVIEW,
        /** No match with the claimed person; in a search, with no enrolled person. */
        NO_MATCH,
        /** The images allow no decision. */
        INCONCLUSIVE,
        /** The provider rejected the probe, or the person is not enrolled there. */
        NO_DECISION
    }
}
