package io.facebridge.face;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The five points that all vendors share, and the contours that a vendor adds. Left and right are the viewer's: the
 * left eye is the one nearer to the left edge of the image when the head is upright.
 *
 * @param leftEye center of the left eye
 * @param rightEye center of the right eye
 * @param nose tip of the nose
 * @param mouthLeft left corner of the mouth
 * @param mouthRight right corner of the mouth
 * @param contours points along parts of the face, in the order that {@link FaceContour} documents; a part that was not
 * requested or is not offered is absent; unmodifiable
 */
public record Landmarks(
        Point leftEye,
        Point rightEye,
        Point nose,
        Point mouthLeft,
        Point mouthRight,
        Map<FaceContour, List<Point>> contours) {
    /**
     * Creates landmarks. Copies the contours.
     *
     * @param leftEye center of the left eye
     * @param rightEye center of the right eye
     * @param nose tip of the nose
     * @param mouthLeft left corner of the mouth
     * @param mouthRight right corner of the mouth
     * @param contours points along parts of the face, in the order that {@link FaceContour} documents; a part that was not
     * requested or is not offered is absent; unmodifiable
     */
    public Landmarks {
        Objects.requireNonNull(leftEye, "leftEye");
        Objects.requireNonNull(rightEye, "rightEye");
        Objects.requireNonNull(nose, "nose");
        Objects.requireNonNull(mouthLeft, "mouthLeft");
        Objects.requireNonNull(mouthRight, "mouthRight");
        contours = contours.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, contour -> List.copyOf(contour.getValue())));
    }

    /**
     * Returns the same five points without contours. For responses to requests that did not include contours.
     *
     * @return new landmarks
     */
    public Landmarks withoutContours() {
        return contours.isEmpty() ? this : new Landmarks(leftEye, rightEye, nose, mouthLeft, mouthRight, Map.of());
    }

    /** The names of contours. Left and right are the viewer's. More may be added. */
    public enum FaceContour {
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
}
