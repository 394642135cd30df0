package io.facebridge.evaluation;

/**
 * The errors at one threshold, as counts and as rates (ISO/IEC 19795-1). {@link Evaluation} returns it.
 *
 * @param threshold the lowest score that is a match; infinite if no score is a match
 * @param falseMatches the number of non-mated comparisons that match
 * @param nonMated the number of completed non-mated comparisons
 * @param falseNonMatches the number of mated comparisons that do not match
 * @param mated the number of completed mated comparisons
 */
public record OperatingPoint(double threshold, long falseMatches, long nonMated, long falseNonMatches, long mated) {
    /**
     * Returns the false match rate (FMR; in some papers and vendor pages FAR, 误识率): the proportion of completed non-mated
     * comparisons that match.
     *
     * @return the rate, 0 to 1; NaN if there are no non-mated comparisons
     */
    public double fmr() {
        return falseMatches / (double) nonMated;
    }

    /**
     * Returns the false non-match rate (FNMR; in some papers FRR; 1 - recall): the proportion of completed mated
     * comparisons that do not match.
     *
     * @return the rate, 0 to 1; NaN if there are no mated comparisons
     */
    public double fnmr() {
        return falseNonMatches / (double) mated;
    }

    /** {@return the half total error rate (HTER), the mean of FMR and FNMR, 0 to 1; NaN if either rate is NaN} */
    public double hter() {
        return (fmr() + fnmr()) / 2;
    }

    /**
     * Returns the 95 % confidence interval of the false match rate under the assumption that comparisons are independent
     * (Clopper and Pearson). {@link Evaluation#fmrInterval} accounts for comparisons that share a person.
     *
     * @return the interval; 0 to 1 if there are no non-mated comparisons
     */
    public RateInterval fmrInterval() {
        return Intervals.clopperPearson(falseMatches, nonMated, 0.95);
    }

    /**
     * Returns the 95 % confidence interval of the false non-match rate under the assumption that comparisons are
     * independent (Clopper and Pearson). {@link Evaluation#fnmrInterval} accounts for comparisons that share a person.
     *
     * @return the interval; 0 to 1 if there are no mated comparisons
     */
    public RateInterval fnmrInterval() {
        return Intervals.clopperPearson(falseNonMatches, mated, 0.95);
    }

    /**
     * Returns the precision: the proportion of matches that are mated. It depends on the proportion of mated comparisons,
     * which in a data set seldom equals that in use. Recall, 1 - FNMR, does not depend on it.
     *
     * @param matedShare the proportion of comparisons that are mated in use (the prevalence), 0 to 1
     * @return the precision, 0 to 1; NaN if no comparison matches
     * @throws IllegalArgumentException if the share is not in [0, 1]
     */
    public double precision(double matedShare) {
        Intervals.requireShare("matedShare", matedShare);
        double right = matedShare == 0 ? 0 : matedShare * (1 - fnmr());
        double wrong = matedShare == 1 ? 0 : (1 - matedShare) * fmr();
        return right / (right + wrong);
    }

    /**
     * Returns the false accept rate (FAR) of a transaction in which a failure to acquire is a rejection: FMR (1 - FTA), by
     * ISO/IEC 19795-1.
     *
     * @param failureToAcquire the proportion of attempts without a usable face (FTA), 0 to 1
     * @return the rate, 0 to 1
     * @throws IllegalArgumentException if {@code failureToAcquire} is not in [0, 1]
     */
    public double falseAcceptRate(double failureToAcquire) {
        return fmr() * (1 - Intervals.requireShare("failureToAcquire", failureToAcquire));
    }

    /**
     * Returns the false reject rate (FRR) of a transaction in which a failure to acquire is a rejection: FTA + FNMR (1 -
     * FTA), by ISO/IEC 19795-1.
     *
     * @param failureToAcquire the proportion of attempts without a usable face (FTA), 0 to 1
     * @return the rate, 0 to 1
     * @throws IllegalArgumentException if {@code failureToAcquire} is not in [0, 1]
     */
    public double falseRejectRate(double failureToAcquire) {
        Intervals.requireShare("failureToAcquire", failureToAcquire);
        return failureToAcquire + fnmr() * (1 - failureToAcquire);
    }

    /**
     * Returns the generalized false accept rate (GFAR), under the assumption that no impostor is accepted as a person who
     * could not be enrolled: FMR (1 - FTA) (1 - FTE).
     *
     * @param failureToAcquire the proportion of attempts without a usable face (FTA), 0 to 1
     * @param failureToEnroll the proportion of people who could not be enrolled (FTE), 0 to 1
     * @return the rate, 0 to 1
     * @throws IllegalArgumentException if {@code failureToAcquire} or {@code failureToEnroll} is not in [0, 1]
     */
    public double generalizedFalseAcceptRate(double failureToAcquire, double failureToEnroll) {
        return falseAcceptRate(failureToAcquire) * (1 - Intervals.requireShare("failureToEnroll", failureToEnroll));
    }

    /**
     * Returns the generalized false reject rate (GFRR), under the assumption that every person who could not be enrolled is
     * rejected: FTE + (1 - FTE) (FTA + (1 - FTA) FNMR).
     *
     * @param failureToAcquire the proportion of attempts without a usable face (FTA), 0 to 1
     * @param failureToEnroll the proportion of people who could not be enrolled (FTE), 0 to 1
     * @return the rate, 0 to 1
     * @throws IllegalArgumentException if {@code failureToAcquire} or {@code failureToEnroll} is not in [0, 1]
     */
    public double generalizedFalseRejectRate(double failureToAcquire, double failureToEnroll) {
        Intervals.requireShare("failureToEnroll", failureToEnroll);
        return failureToEnroll + (1 - failureToEnroll) * falseRejectRate(failureToAcquire);
    }
}
