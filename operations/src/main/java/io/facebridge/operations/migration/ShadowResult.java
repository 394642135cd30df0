package io.facebridge.operations.migration;

import io.facebridge.gallery.PersonId;
import java.util.List;
import java.util.Objects;

/**
 * The decisions of the old and the new gallery about one question.
 *
 * @param person the person that the probe shows
 * @param picture the probe's name in the image source
 * @param question the question
 * @param source the decision of the old gallery
 * @param target the decision of the new gallery
 */
public record ShadowResult(PersonId person, String picture, Question question, Answer source, Answer target) {
    /**
     * Checks that all are there.
     *
     * @param person see the record
     * @param picture see the record
     * @param question see the record
     * @param source what the old gallery decided
     * @param target what the new gallery decided
     */
    public ShadowResult {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(picture, "picture");
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
    }

    static ShadowResult of(List<String> words) {
        return new ShadowResult(
                new PersonId(words.get(0)),
                words.get(1),
                Question.valueOf(words.get(2)),
                Answer.valueOf(words.get(3)),
                Answer.valueOf(words.get(4)));
    }

    List<String> words() {
        return List.of(person.value(), picture, question.name(), source.name(), target.name());
    }

    /**
     * Whether both decided the same.
     *
     * @return {@code false} too if neither could answer
     */
    public boolean agree() {
        return source == target && source != Answer.NO_ANSWER;
    }

    /** Returns text with the question and the decisions, without the person. */
    @Override
    public String toString() {
        return "ShadowResult[" + question + ": " + source + ", " + target + "]";
    }

    /** What can be asked about a probe. */
    public enum Question {
        /** Is it the person it shows? */
        VERIFY,
        /** Is it another person, who is enrolled? A match is a false one. */
        VERIFY_SOMEBODY_ELSE,
        /** Who is it? */
        IDENTIFY
    }

    /** What can be answered. */
    public enum Answer {
        /** It is the claimed person; in a search, the person that the probe shows. */
        MATCH,
        /** In a search: it is another person. */
        MATCH_OF_SOMEBODY_ELSE,
        /** A human has to look. */
        REVIEW,
        /** It is not the claimed person; in a search, no enrolled person matches. */
        NO_MATCH,
        /** The probe does not allow a decision. */
        INCONCLUSIVE,
        /** The provider did not take the probe, or the person is not enrolled there. */
        NO_ANSWER
    }
}
