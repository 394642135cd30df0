package io.facebridge.templates;

/**
 * The rule by which the scores of a person's templates become one score: the mean of the highest few. Use {@link #BEST} unless one
 * poor image must not decide alone; a mean of several is a different score and needs a calibration of its own.
 *
 * @param templates the number of highest scores that are averaged, or all if the person has fewer templates; 1 to 100
 */
public record PersonScoring(int templates) {
    /** The score of the person's most similar template. */
    public static final PersonScoring BEST = new PersonScoring(1);

    /**
     * Creates a rule.
     *
     * @param templates the number of highest scores that are averaged, or all if the person has fewer templates; 1 to 100
     * @throws IllegalArgumentException if {@code templates} is outside 1 to 100
     */
    public PersonScoring {
        if (templates < 1 || templates > 100) {
            throw new IllegalArgumentException("templates must be in [1, 100] but was " + templates);
        }
    }
}
