package io.facebridge.evaluation;

/**
 * Three zones: at least {@code accept.threshold()} is accepted, below {@code reject.threshold()} is rejected, and the rest
 * goes to a human.
 *
 * @param reject the lower threshold: its false non-match rate is that of rejecting without a human
 * @param accept the upper threshold, at least the lower: its false match rate is that of accepting without a human
 */
public record DecisionZones(OperatingPoint reject, OperatingPoint accept) {
    /**
     * Checks the order.
     *
     * @param reject see the record
     * @param accept see the record
     * @throws IllegalArgumentException if rejecting begins above accepting
     */
    public DecisionZones {
        if (reject.threshold() > accept.threshold()) {
            throw new IllegalArgumentException(
                    "reject " + reject.threshold() + " must not be above accept " + accept.threshold());
        }
    }

    /**
     * Which share of mated comparisons goes to a human.
     *
     * @return 0 to 1
     */
    public double matedReviewRate() {
        return (accept.falseNonMatches() - reject.falseNonMatches()) / (double) accept.mated();
    }

    /**
     * Which share of non-mated comparisons goes to a human.
     *
     * @return 0 to 1
     */
    public double nonMatedReviewRate() {
        return (reject.falseMatches() - accept.falseMatches()) / (double) accept.nonMated();
    }

    /**
     * Which share of all comparisons goes to a human.
     *
     * @param nonMatedShare how many of them are non-mated in use (the share of impostors), 0 to 1
     * @return 0 to 1
     * @throws IllegalArgumentException if the share is not in [0, 1]
     */
    public double reviewRate(double nonMatedShare) {
        Intervals.requireShare("nonMatedShare", nonMatedShare);
        return (1 - nonMatedShare) * matedReviewRate() + nonMatedShare * nonMatedReviewRate();
    }
}
