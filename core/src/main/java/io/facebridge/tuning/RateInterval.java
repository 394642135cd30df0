package io.facebridge.tuning;

/**
 * A confidence interval of an error rate.
 *
 * @param low lower limit, 0 to 1
 * @param high upper limit, at least {@code low}, at most 1
 * @param confidence for example 0.95
 * @param method how it was worked out
 * @param effectiveSize how many independent comparisons the data is worth; the number of comparisons where they were taken
 *     as independent
 */
public record RateInterval(double low, double high, double confidence, Method method, double effectiveSize) {
    /** How an interval was worked out. */
    public enum Method {
        /** Exact for independent comparisons (Clopper and Pearson 1934). */
        CLOPPER_PEARSON,
        /** The score interval for independent comparisons (Wilson 1927). */
        WILSON,
        /**
         * The score interval over as many comparisons as the data is worth, because comparisons that share a person are
         * alike (Fogliato, Patil and Perona 2024).
         */
        WILSON_ADJUSTED
    }
}
