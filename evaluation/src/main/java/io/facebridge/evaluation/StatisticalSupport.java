package io.facebridge.evaluation;

/**
 * How well the data supports a rate. Errors are counted as so many independent ones as they are worth where the persons of the
 * comparisons are known, and each by itself where they are not.
 */
public enum StatisticalSupport {
    /**
     * With 95 % confidence the true rate is at most the target. Where the persons are known even the upper end of the 95 %
     * interval is, and it is never said of fewer than 50 of them; where they are not known every comparison is taken as
     * independent and the one-sided limit counts.
     */
    ASSURED,
    /** Errors worth 30 or more were seen: the true rate is within 30 % of the measured one with 90 % confidence. */
    OK,
    /** At least 3 errors were to be expected, and fewer were seen, or of fewer than 50 persons: a rough estimate. */
    WEAK,
    /** Fewer than 3 errors were to be expected, or too many scores are equal: no threshold is answered. */
    UNSUPPORTED
}
