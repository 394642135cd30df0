package io.facebridge.evaluation;

/**
 * The cost of errors (NIST speaker recognition evaluations): Cmiss P FNMR + Cfa (1 - P) FMR. Use it to choose a threshold
 * by cost instead of by an error rate.
 *
 * @param matedShare the proportion of comparisons that are mated in use (P), greater than 0 and less than 1
 * @param missCost the cost of a false non-match (Cmiss), finite and greater than 0
 * @param falseMatchCost the cost of a false match (Cfa), finite and greater than 0
 */
public record DetectionCost(double matedShare, double missCost, double falseMatchCost) {
    /**
     * Creates a cost.
     *
     * @param matedShare the proportion of comparisons that are mated in use (P), greater than 0 and less than 1
     * @param missCost the cost of a false non-match (Cmiss), finite and greater than 0
     * @param falseMatchCost the cost of a false match (Cfa), finite and greater than 0
     * @throws IllegalArgumentException if a value is out of its range
     */
    public DetectionCost {
        Intervals.requireRate("matedShare", matedShare);
        if (!(missCost > 0 && falseMatchCost > 0) || missCost + falseMatchCost == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "costs must be finite and greater than 0 but were " + missCost + " and " + falseMatchCost);
        }
    }

    /**
     * Creates a cost under which a false match and a false non-match cost the same.
     *
     * @param matedShare the proportion of comparisons that are mated in use, greater than 0 and less than 1
     * @return the cost
     * @throws IllegalArgumentException if the share is not greater than 0 and less than 1
     */
    public static DetectionCost atShare(double matedShare) {
        return new DetectionCost(matedShare, 1, 1);
    }

    /**
     * Returns the expected cost at a threshold.
     *
     * @param point the errors at the threshold
     * @return the cost, 0 or more
     */
    public double of(OperatingPoint point) {
        return missCost * matedShare * point.fnmr() + falseMatchCost * (1 - matedShare) * point.fmr();
    }

    /**
     * {@return the expected cost of the better system that ignores the images: one that always matches or one that never
     * matches; greater than 0}
     */
    public double blind() {
        return Math.min(missCost * matedShare, falseMatchCost * (1 - matedShare));
    }

    /** Returns the threshold with the least expected cost on scores that are log-likelihood ratios. */
    double bayesThreshold() {
        return Math.log(falseMatchCost * (1 - matedShare) / (missCost * matedShare));
    }
}
