package io.facebridge.face;

/** Which face of a picture is meant when it holds several. */
public enum FaceSelection {
    /** The picture must hold exactly one face. */
    ONLY,
    /** The face whose box has the largest area. */
    LARGEST,
    /** The face whose box's center is nearest to the center of the picture, measured in pixels. */
    CENTRAL
}
