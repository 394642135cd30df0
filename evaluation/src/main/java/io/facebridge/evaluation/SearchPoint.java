package io.facebridge.evaluation;

/**
 * The errors of searches at one threshold (ISO/IEC 19795-1). {@link SearchEvaluation#at} returns it.
 *
 * @param threshold the lowest score at which a candidate counts
 * @param rank the number of candidates considered
 * @param falsePositives the number of completed non-mated searches with a candidate at or above the threshold
 * @param nonMatedSearches the number of completed non-mated searches
 * @param falseCandidates the number of candidates at or above the threshold that non-mated searches return
 * @param misses the number of mated searches that do not return their person, failed ones included
 * @param misidentifications the number of mated searches whose first candidate is another person at or above the threshold
 * @param matedSearches the number of mated searches, failed ones included
 */
public record SearchPoint(
        double threshold,
        int rank,
        long falsePositives,
        long nonMatedSearches,
        long falseCandidates,
        long misses,
        long misidentifications,
        long matedSearches) {
    /**
     * Returns the false positive identification rate (FPIR): the proportion of non-mated searches with a candidate at or
     * above the threshold.
     *
     * @return the rate, 0 to 1; NaN if there are no completed non-mated searches
     */
    public double fpir() {
        return falsePositives / (double) nonMatedSearches;
    }

    /**
     * Returns the false negative identification rate (FNIR): the proportion of mated searches without their person among
     * the first {@code rank} candidates at or above the threshold.
     *
     * @return the rate, 0 to 1; NaN if there are no mated searches
     */
    public double fnir() {
        return misses / (double) matedSearches;
    }

    /**
     * Returns the true positive identification rate (TPIR; at rank 1 also DIR, detection and identification rate): 1 -
     * FNIR.
     *
     * @return the rate, 0 to 1; NaN if there are no mated searches
     */
    public double tpir() {
        return (matedSearches - misses) / (double) matedSearches;
    }

    /**
     * Returns the selectivity (SEL): the mean number of candidates at or above the threshold in a completed non-mated search.
     *
     * @return the selectivity, 0 or more; NaN if no non-mated search was completed
     */
    public double selectivity() {
        return falseCandidates / (double) nonMatedSearches;
    }

    /**
     * Returns the 95 % confidence interval of the FPIR under the assumption that searches are independent (Clopper and
     * Pearson). {@link SearchEvaluation#fpirInterval} accounts for searches that share a person.
     *
     * @return the interval; 0 to 1 if there are no non-mated searches
     */
    public RateInterval fpirInterval() {
        return Intervals.clopperPearson(falsePositives, nonMatedSearches, 0.95);
    }

    /**
     * Returns the 95 % confidence interval of the FNIR under the assumption that searches are independent (Clopper and
     * Pearson). {@link SearchEvaluation#fnirInterval} accounts for searches that share a person.
     *
     * @return the interval; 0 to 1 if there are no mated searches
     */
    public RateInterval fnirInterval() {
        return Intervals.clopperPearson(misses, matedSearches, 0.95);
    }
}
