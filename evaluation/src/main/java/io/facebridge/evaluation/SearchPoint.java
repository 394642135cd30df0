package io.facebridge.evaluation;

/**
 * The errors of searches at one threshold.
 *
 * @param threshold a candidate counts when its score is at least this
 * @param rank how many candidates are considered
 * @param falsePositives completed non-mated searches with a candidate at or above the threshold
 * @param nonMatedSearches completed non-mated searches
 * @param falseCandidates candidates at or above the threshold that those return
 * @param misses searches for an enrolled person that do not find them, failed ones included
 * @param misidentifications searches for an enrolled person whose first candidate is another person at or above the threshold
 * @param matedSearches searches for an enrolled person, failed ones included
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
     * Returns the false positive identification rate (FPIR): the share of non-mated searches with a candidate at or above the threshold.
     *
     * @return 0 to 1; NaN if there are none
     */
    public double fpir() {
        return falsePositives / (double) nonMatedSearches;
    }

    /**
     * The false negative identification rate (FNIR): the share of searches for an enrolled person that do not find them among
     * the first {@code rank} at or above the threshold.
     *
     * @return 0 to 1; NaN if there are none
     */
    public double fnir() {
        return misses / (double) matedSearches;
    }

    /**
     * The true positive identification rate (TPIR; at rank 1 also DIR, detection and identification rate): 1 - FNIR.
     *
     * @return 0 to 1; NaN if there are none
     */
    public double tpir() {
        return (matedSearches - misses) / (double) matedSearches;
    }

    /**
     * Returns the selectivity (SEL): the mean number of candidates at or above the threshold in a completed non-mated search.
     *
     * @return 0 or more; NaN if no non-mated search was completed
     */
    public double selectivity() {
        return falseCandidates / (double) nonMatedSearches;
    }

    /**
     * The 95 % confidence interval of the false positive identification rate, were all searches independent (Clopper
     * and Pearson). {@link SearchEvaluation#fpirInterval} knows which of them share persons.
     *
     * @return the interval
     */
    public RateInterval fpirInterval() {
        return Intervals.clopperPearson(falsePositives, nonMatedSearches, 0.95);
    }

    /**
     * The 95 % confidence interval of the false negative identification rate, were all searches independent (Clopper
     * and Pearson). {@link SearchEvaluation#fnirInterval} knows which of them share persons.
     *
     * @return the interval
     */
    public RateInterval fnirInterval() {
        return Intervals.clopperPearson(misses, matedSearches, 0.95);
    }
}
