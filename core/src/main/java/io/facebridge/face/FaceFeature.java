package io.facebridge.face;

/**
 * A feature that a caller may request of a detector in addition to box and confidence. Input only; more may be added.
 */
public enum FaceFeature {
    /** The five points of {@link Landmarks}. */
    LANDMARKS,
    /** The contours of {@link Landmarks}, together with the five points. */
    CONTOURS,
    /** The {@link HeadPose}. */
    POSE,
    /** The {@link FaceQuality}. */
    QUALITY,
    /** The {@link FaceAttributes}. */
    ATTRIBUTES
}
