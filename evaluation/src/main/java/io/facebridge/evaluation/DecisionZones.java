package io.facebridge.evaluation;

/**
 * Three score ranges of a decision with human review: scores of at least {@code accept.threshold()} are accepted, scores
 * below {@code reject.threshold()} are rejected, and scores in between go to review. Use it to weigh the amount of review
 * against the error rates.
 *
 * @param reject the lower threshold; its FNMR is that of rejection without review
 * @param accept the upper threshold, at least the lower one; its FMR is that of acceptance without review
 */
public record DecisionZones(OperatingPoint reject, OperatingPoint accept) {
    /**
     * Creates the zones.
     *
     * @param reject the lower threshold
     * @param accept the upper threshold, at least the lower one
     * @throws IllegalArgumentException if the lower threshold is above the upper one
     */
    public DecisionZones {
        if (reject.threshold() > accept.threshold()) {
            throw new IllegalArgumentException(
                    "reject " + reject.threshold() + " must not be above accept " + accept.threshold());
        }
    }

    /** {@return the proportion of mated comparisons that go to review, 0 to 1} */
    public double matedReviewRate() {
        return (accept.falseNonMatches() - reject.falseNonMatches()) / (double) accept.mated();
    }

    /** {@return the proportion of non-mated comparisons that go to review, 0 to 1} */
    public double nonMatedReviewRate() {
        return (reject.falseMatches() - accept.falseMatches()) / (double) accept.nonMated();
    }

    /**
     * Returns the proportion of all comparisons that go to review.
     *
     * @param nonMatedShare the proportion of comparisons that are non-mated in use, 0 to 1
     * @return the proportion, 0 to 1
     * @throws IllegalArgumentException if the share is not in [0, 1]
     */
    public double reviewRate(double nonMatedShare) {
        Intervals.requireShare("nonMatedShare", nonMatedShare);
        return (1 - nonMatedShare) * matedReviewRate() + nonMatedShare * nonMatedReviewRate();
    }
}
