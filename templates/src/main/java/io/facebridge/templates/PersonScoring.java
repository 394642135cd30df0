package io.facebridge.templates;

/**
 * The rule by which the templates of one person make one score: the mean of the best few. With one, it is the best, for
 * which {@link io.facebridge.FaceVerifier} and {@link io.facebridge.FaceIdentifier} are calibrated elsewhere. A mean of
 * several is raised less by one poor image; its scores differ, and need a calibration of their own.
 *
 * @param templates the maximum number of best templates that are averaged; all of the person's if there are fewer; 1 to
 * 100
 */
public record PersonScoring(int templates) {
    /** The rule that uses the best template of a person. */
    public static final PersonScoring BEST = new PersonScoring(1);

    /**
     * Creates a rule.
     *
     * @param templates the maximum number of best templates that are averaged; all of the person's if there are fewer;
     * 1 to 100
     * @throws IllegalArgumentException if the number is outside 1 to 100
     */
    public PersonScoring {
        if (templates < 1 || templates > 100) {
            throw new IllegalArgumentException("templates must be in [1, 100] but was " + templates);
        }
    }
}
