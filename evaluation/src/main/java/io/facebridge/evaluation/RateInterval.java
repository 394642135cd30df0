package io.facebridge.evaluation;

/**
 * A confidence interval of an error rate. {@link Evaluation}, {@link SearchEvaluation} and {@link AttackPoint} return it.
 *
 * @param low the lower limit, 0 to 1
 * @param high the upper limit, at least {@code low}, at most 1
 * @param confidence the confidence, for example 0.95
 * @param method the method of the interval
 * @param effectiveSize the number of independent comparisons with the same information; the number of comparisons where
 *     they were treated as independent
 */
public record RateInterval(double low, double high, double confidence, Method method, double effectiveSize) {
    /** The method of a confidence interval. */
    public enum Method {
        /** Exact for independent comparisons (Clopper and Pearson 1934). */
        CLOPPER_PEARSON,
        /** The score interval for independent comparisons (Wilson 1927). */
        WILSON,
        /**
         * The score interval for as many comparisons as share no person. Used where no variance can be estimated, because
         * none or all comparisons err.
         */
        WILSON_ADJUSTED,
        /**
         * The exact interval for the effective number of comparisons, which accounts for comparisons that share a person,
         * with Student's quantile because that number is estimated (Korn and Graubard 1998; the variance by Fogliato, Patil
         * and Perona 2024).
         */
        KORN_GRAUBARD;

        /**
         * Returns whether the interval accounts for comparisons that share a person.
         *
         * @return {@code false} if it treats every comparison as independent
         */
        public boolean byPersons() {
            return this == WILSON_ADJUSTED || this == KORN_GRAUBARD;
        }
    }
}
