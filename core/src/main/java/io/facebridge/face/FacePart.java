package io.facebridge.face;

/** Names of contours. Left and right are the viewer's. More may be added. */
public enum FacePart {
    /** The jaw line, from beside the left eye by way of the chin to beside the right eye. */
    FACE_OUTLINE,
    /** The left eyebrow, from left to right. */
    LEFT_EYEBROW,
    /** The right eyebrow, from left to right. */
    RIGHT_EYEBROW,
    /** The bridge of the nose, from between the eyes down to the tip. */
    NOSE_BRIDGE,
    /** The lower edge of the nose, from left to right. */
    NOSE_BASE,
    /** The edge of the left eye, closed, clockwise from its left corner. */
    LEFT_EYE,
    /** The edge of the right eye, closed, clockwise from its left corner. */
    RIGHT_EYE,
    /** The outer edge of the lips, closed, clockwise from the left corner. */
    OUTER_LIPS,
    /** The inner edge of the lips, closed, clockwise from the left corner. */
    INNER_LIPS
}
