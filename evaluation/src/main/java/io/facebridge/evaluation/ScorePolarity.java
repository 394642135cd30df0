package io.facebridge.evaluation;

/** The direction of scores in their source. */
public enum ScorePolarity {
    /** A higher score means more similar. */
    SIMILARITY,
    /** A lower score means more similar. Such scores are negated when added; thresholds are on the negated scale. */
    DISTANCE
}
