package io.facebridge.face;

/** What can be asked of a detector beyond box and confidence. Input only; more may be added. */
public enum FaceFeature {
    /** The five points of {@link Landmarks}. */
    LANDMARKS,
    /** The contours of {@link Landmarks}; the five points come with them. */
    CONTOURS,
    /** {@link HeadPose}. */
    POSE,
    /** {@link FaceQuality}. */
    QUALITY,
    /** {@link FaceAttributes}. */
    ATTRIBUTES
}
