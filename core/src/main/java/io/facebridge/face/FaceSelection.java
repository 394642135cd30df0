package io.facebridge.face;

/** The rule that selects a face of an image that contains several. */
public enum FaceSelection {
    /** The only face: the image must contain exactly one. */
    ONLY,
    /** The face whose box has the largest area. */
    LARGEST,
    /** The face whose box's center is nearest to the center of the image, measured in pixels. */
    CENTRAL
}
