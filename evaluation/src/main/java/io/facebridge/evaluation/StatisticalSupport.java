package io.facebridge.evaluation;

/**
 * The statistical support of a rate by the data. Check it before you rely on a threshold. Where the persons of the
 * comparisons are known, errors count by their effective number; otherwise each error counts as independent.
 */
public enum StatisticalSupport {
    /**
     * With 95 % confidence the true rate is at most the target. Where the persons are known, the upper end of the 95 %
     * interval is at most the target and there are at least 50 persons. Otherwise every comparison is treated as
     * independent and the one-sided limit is at most the target.
     */
    ASSURED,
    /** At least 30 effective errors occurred: the true rate is within 30 % of the measured one with 90 % confidence. */
    OK,
    /** At least 3 errors were expected, but fewer than 30 occurred, or there are fewer than 50 persons: a rough estimate. */
    WEAK,
    /** Fewer than 3 errors were expected, or too many scores are equal: there is no threshold. */
    UNSUPPORTED
}
