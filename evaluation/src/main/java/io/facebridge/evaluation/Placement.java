package io.facebridge.evaluation;

/** Where a threshold is placed among those at which no more than the target share matches. */
public enum Placement {
    /**
     * On the lowest non-mated score that may be reached. On average over samples the true rate at it is at most the target.
     */
    NON_MATED,
    /** On the lowest score of either label, as many tools do: lower, and on average above the target. */
    LOWEST_POOLED,
    /** Halfway between the lowest non-mated score that may be reached and the highest that may not. */
    MIDPOINT
}
