package io.facebridge.operations.migration;

import io.facebridge.gallery.PersonId;
import java.util.List;
import java.util.Objects;

/**
 * What the old and the new gallery decided about one question.
 *
 * @param person whom the probe shows
 * @param picture the probe's name in the image source
 * @param question what was asked
 * @param before what the old gallery decided
 * @param after what the new gallery decided
 */
public record ShadowAnswers(PersonId person, String picture, Question question, Answer before, Answer after) {
    /**
     * Checks that all are there.
     *
     * @param person see the record
     * @param picture see the record
     * @param question see the record
     * @param before see the record
     * @param after see the record
     */
    public ShadowAnswers {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(picture, "picture");
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
    }

    static ShadowAnswers of(List<String> words) {
        return new ShadowAnswers(
                new PersonId(words.get(0)),
                words.get(1),
                Question.valueOf(words.get(2)),
                Answer.valueOf(words.get(3)),
                Answer.valueOf(words.get(4)));
    }

    List<String> words() {
        return List.of(person.value(), picture, question.name(), before.name(), after.name());
    }

    /**
     * Whether both decided the same.
     *
     * @return {@code false} too if neither could answer
     */
    public boolean agree() {
        return before == after && before != Answer.NO_ANSWER;
    }

    /** Tells not who. */
    @Override
    public String toString() {
        return "ShadowAnswers[" + question + ": " + before + ", " + after + "]";
    }

    /** What can be asked about a probe. */
    public enum Question {
        /** Is it the person it shows? */
        VERIFY,
        /** Is it somebody else, who is enrolled? A match is a false one. */
        VERIFY_SOMEBODY_ELSE,
        /** Who is it? */
        IDENTIFY
    }

    /** What can be answered. */
    public enum Answer {
        /** It is the person who was claimed; in a search, the person whom the probe shows. */
        MATCH,
        /** In a search: it is somebody else. */
        MATCH_OF_SOMEBODY_ELSE,
        /** A human has to look. */
        REVIEW,
        /** It is not the person who was claimed; in a search, it is nobody enrolled. */
        NO_MATCH,
        /** The probe does not allow a decision. */
        INCONCLUSIVE,
        /** The provider did not take the probe, or the person is not enrolled there. */
        NO_ANSWER
    }
}
