package io.facebridge.tuning;

/** How well the data supports a rate. */
public enum Support {
    /** With 95 % confidence the true rate is at most the target, were the comparisons independent. */
    ASSURED,
    /** 30 or more errors were seen: the true rate is within 30 % of the measured one with 90 % confidence. */
    OK,
    /** At least 3 errors were to be expected, and fewer than 30 were seen: a rough estimate. */
    WEAK,
    /** Fewer than 3 errors were to be expected, or too many scores are equal: no threshold is answered. */
    UNSUPPORTED
}
