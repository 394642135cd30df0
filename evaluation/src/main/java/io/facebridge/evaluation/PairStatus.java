package io.facebridge.evaluation;

/** Whether a comparison was completed. */
public enum PairStatus {
    /** There is a score. */
    OK,
    /** No usable face was found in the probe (failure to acquire, FTA). */
    FTA_PROBE,
    /** No usable face was found in the reference (failure to acquire, FTA). */
    FTA_REFERENCE,
    /** The reference could not be enrolled (failure to enroll, FTE). */
    FTE
}
