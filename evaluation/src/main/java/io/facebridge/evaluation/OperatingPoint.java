package io.facebridge.evaluation;

/**
 * The errors at one threshold, as counts and as rates.
 *
 * @param threshold a comparison matches when its score is at least this; infinite if nothing shall match
 * @param falseMatches non-mated comparisons that match
 * @param nonMated completed non-mated comparisons
 * @param falseNonMatches mated comparisons that do not match
 * @param mated completed mated comparisons
 */
public record OperatingPoint(double threshold, long falseMatches, long nonMated, long falseNonMatches, long mated) {
    /**
     * The false match rate (FMR; in some papers and vendor pages FAR, 误识率): the share of completed non-mated comparisons
     * that match.
     *
     * @return 0 to 1; NaN if there are no non-mated comparisons
     */
    public double fmr() {
        return falseMatches / (double) nonMated;
    }

    /**
     * The false non-match rate (FNMR; in some papers FRR; 1 - recall): the share of completed mated comparisons that do not
     * match.
     *
     * @return 0 to 1; NaN if there are no mated comparisons
     */
    public double fnmr() {
        return falseNonMatches / (double) mated;
    }

    /**
     * The half total error rate: the mean of both.
     *
     * @return 0 to 1
     */
    public double hter() {
        return (fmr() + fnmr()) / 2;
    }

    /**
     * The 95 % confidence interval of the false match rate, were the comparisons independent (Clopper and Pearson).
     * {@link Evaluation#fmrInterval} knows which of them share persons.
     *
     * @return the interval
     */
    public RateInterval fmrInterval() {
        return Intervals.clopperPearson(falseMatches, nonMated, 0.95);
    }

    /**
     * The 95 % confidence interval of the false non-match rate, were the comparisons independent (Clopper and
     * Pearson). {@link Evaluation#fnmrInterval} knows which of them share persons.
     *
     * @return the interval
     */
    public RateInterval fnmrInterval() {
        return Intervals.clopperPearson(falseNonMatches, mated, 0.95);
    }

    /**
     * Returns the precision: the share of comparisons that match which are of the same person. It depends on how many of all
     * comparisons are mated, which a data set seldom has as use has; recall, 1 - FNMR, does not.
     *
     * @param matedShare the share of comparisons of the same person in use (the prevalence), 0 to 1
     * @return 0 to 1; NaN if nothing matches
     * @throws IllegalArgumentException if the share is not within [0, 1]
     */
    public double precision(double matedShare) {
        Intervals.requireShare("matedShare", matedShare);
        double right = matedShare == 0 ? 0 : matedShare * (1 - fnmr());
        double wrong = matedShare == 1 ? 0 : (1 - matedShare) * fmr();
        return right / (right + wrong);
    }

    /**
     * The false accept rate of a transaction, in which a failure to acquire is a rejection: FMR (1 - FTA).
     *
     * @param failureToAcquire share of attempts without a usable face (FTA), 0 to 1
     * @return 0 to 1
     */
    public double falseAcceptRate(double failureToAcquire) {
        return fmr() * (1 - Intervals.requireShare("failureToAcquire", failureToAcquire));
    }

    /**
     * The false reject rate of a transaction, in which a failure to acquire is a rejection: FTA + FNMR (1 - FTA).
     *
     * @param failureToAcquire share of attempts without a usable face (FTA), 0 to 1
     * @return 0 to 1
     */
    public double falseRejectRate(double failureToAcquire) {
        Intervals.requireShare("failureToAcquire", failureToAcquire);
        return failureToAcquire + fnmr() * (1 - failureToAcquire);
    }

    /**
     * Returns the generalized false accept rate, which assumes that no impostor is accepted as a person who could not be
     * enrolled: FMR (1 - FTA) (1 - FTE).
     *
     * @param failureToAcquire share of attempts without a usable face (FTA), 0 to 1
     * @param failureToEnroll share of persons who could not be enrolled (FTE), 0 to 1
     * @return 0 to 1
     */
    public double generalizedFalseAcceptRate(double failureToAcquire, double failureToEnroll) {
        return falseAcceptRate(failureToAcquire) * (1 - Intervals.requireShare("failureToEnroll", failureToEnroll));
    }

    /**
     * Returns the generalized false reject rate, which assumes that every person who could not be enrolled is rejected: FTE +
     * (1 - FTE) (FTA + (1 - FTA) FNMR).
     *
     * @param failureToAcquire share of attempts without a usable face (FTA), 0 to 1
     * @param failureToEnroll share of persons who could not be enrolled (FTE), 0 to 1
     * @return 0 to 1
     */
    public double generalizedFalseRejectRate(double failureToAcquire, double failureToEnroll) {
        Intervals.requireShare("failureToEnroll", failureToEnroll);
        return failureToEnroll + (1 - failureToEnroll) * falseRejectRate(failureToAcquire);
    }
}
