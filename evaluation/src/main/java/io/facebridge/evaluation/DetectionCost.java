package io.facebridge.evaluation;

/**
 * What errors cost (NIST speaker recognition evaluations): Cmiss P FNMR + Cfa (1 - P) FMR.
 *
 * @param matedShare share of mated comparisons in use (P), greater than 0 and less than 1
 * @param missCost cost of a false non-match (Cmiss), greater than 0
 * @param falseMatchCost cost of a false match (Cfa), greater than 0
 */
public record DetectionCost(double matedShare, double missCost, double falseMatchCost) {
    /**
     * Checks the numbers.
     *
     * @param matedShare see the record
     * @param missCost see the record
     * @param falseMatchCost see the record
     * @throws IllegalArgumentException if one is not within its range
     */
    public DetectionCost {
        Intervals.requireRate("matedShare", matedShare);
        if (!(missCost > 0 && falseMatchCost > 0) || missCost + falseMatchCost == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "costs must be finite and greater than 0 but were " + missCost + " and " + falseMatchCost);
        }
    }

    /**
     * Both errors cost the same.
     *
     * @param matedShare share of mated comparisons in use, greater than 0 and less than 1
     * @return the cost
     * @throws IllegalArgumentException if the share is not between 0 and 1
     */
    public static DetectionCost atShare(double matedShare) {
        return new DetectionCost(matedShare, 1, 1);
    }

    /**
     * What the errors at a threshold cost.
     *
     * @param point the errors
     * @return 0 or more
     */
    public double of(OperatingPoint point) {
        return missCost * matedShare * point.fnmr() + falseMatchCost * (1 - matedShare) * point.fmr();
    }

    /**
     * What the better of two systems costs that look at no picture: the one that always matches, and the one that never does.
     *
     * @return greater than 0
     */
    public double blind() {
        return Math.min(missCost * matedShare, falseMatchCost * (1 - matedShare));
    }

    /** Of scores that are logarithms of likelihood ratios: where the expected cost is least. */
    double bayesThreshold() {
        return Math.log(falseMatchCost * (1 - matedShare) / (missCost * matedShare));
    }
}
