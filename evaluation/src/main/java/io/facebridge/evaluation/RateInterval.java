package io.facebridge.evaluation;

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
         * The score interval over as many comparisons as have no person in common, where no variance can be estimated because
         * none or all of them err.
         */
        WILSON_ADJUSTED,
        /**
         * The exact interval over as many comparisons as the data is worth, because comparisons that share a person are alike,
         * with Student's quantile because that number is estimated (Korn and Graubard 1998; the variance as by Fogliato, Patil and
         * Perona 2024).
         */
        KORN_GRAUBARD;

        /**
         * Returns whether the interval knows which comparisons share a person.
         *
         * @return false if it takes every comparison as independent
         */
        public boolean byPersons() {
            return this == WILSON_ADJUSTED || this == KORN_GRAUBARD;
        }
    }
}
