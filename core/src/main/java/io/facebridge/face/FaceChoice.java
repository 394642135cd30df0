package io.facebridge.face;

/** Which face of a picture is meant when it holds several. */
public enum FaceChoice {
    /** The picture must hold exactly one face. */
    ONLY,
    /** The face whose box has the largest area. */
    LARGEST,
    /** The face whose box's centre is nearest to the centre of the picture, measured in pixels. */
    CENTRAL
}
