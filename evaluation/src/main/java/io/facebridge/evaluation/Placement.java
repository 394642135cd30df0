package io.facebridge.evaluation;

/**
 * The placement of a threshold among those at which the proportion of matches is at most the target. Use the default,
 * {@link #NON_MATED}, unless results must agree with another tool.
 */
public enum Placement {
    /**
     * At the lowest permitted non-mated score. On average over samples the true rate at it is at most the target.
     */
    NON_MATED,
    /** At the lowest permitted score of either label, as in many tools; lower, with a rate above the target on average. */
    LOWEST_POOLED,
    /** Halfway between the lowest permitted non-mated score and the highest one that is not permitted. */
    MIDPOINT
}
