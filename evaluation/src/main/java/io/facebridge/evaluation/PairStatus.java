package io.facebridge.evaluation;

/** The status of a comparison: completed, or the reason why it has no score. */
public enum PairStatus {
    /** The comparison is completed and has a score. */
    OK,
    /** No usable face was found in the probe (failure to acquire, FTA). */
    FTA_PROBE,
    /** No usable face was found in the reference (failure to acquire, FTA). */
    FTA_REFERENCE,
    /** The reference could not be enrolled (failure to enroll, FTE). */
    FTE
}
