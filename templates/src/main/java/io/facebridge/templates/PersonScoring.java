package io.facebridge.templates;

/**
 * How the templates of one person make one score: the mean of the best few. With one that is the best, which is what
 * {@link io.facebridge.FaceVerifier} and {@link io.facebridge.FaceIdentifier} are calibrated by elsewhere. A mean of several
 * is less easily lifted by one bad picture; its scores are other scores, and need a calibration of their own.
 *
 * @param templates how many of the best are averaged, or as many as the person has; 1 to 100
 */
public record PersonScoring(int templates) {
    /** The best template of a person counts. */
    public static final PersonScoring BEST = new PersonScoring(1);

    /**
     * Checks the number.
     *
     * @param templates see the record
     * @throws IllegalArgumentException if it is outside 1 to 100
     */
    public PersonScoring {
        if (templates < 1 || templates > 100) {
            throw new IllegalArgumentException(
                    "the best 1 to 100 templates of a person are averaged but it was " + templates);
        }
    }
}
