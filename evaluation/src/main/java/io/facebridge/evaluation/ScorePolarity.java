package io.facebridge.evaluation;

/** Which way scores point where they come from. */
public enum ScorePolarity {
    /** Higher is more alike. */
    SIMILARITY,
    /** Lower is more alike. Such scores are negated when they are taken in, and thresholds are those of the negated ones. */
    DISTANCE
}
