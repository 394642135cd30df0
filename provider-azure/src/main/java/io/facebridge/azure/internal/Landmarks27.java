package io.facebridge.azure.internal;

import io.facebridge.face.Landmarks;
import io.facebridge.face.Landmarks.FaceContour;
import io.facebridge.face.Point;
import io.facebridge.image.FaceImage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts the service's 27 points of a face: the five points that every provider has, and contours. */
final class Landmarks27 {
    private Landmarks27() {}

    /** Returns the landmarks; empty unless the five are present that every provider has. The service's left is the viewer's. */
    static Optional<Landmarks> of(Json face, FaceImage sent) {
        Points points = new Points(face.get("faceLandmarks"), sent);
        Point leftEye = points.get("pupilLeft");
        Point rightEye = points.get("pupilRight");
        Point nose = points.get("noseTip");
        Point mouthLeft = points.get("mouthLeft");
        Point mouthRight = points.get("mouthRight");
        if (leftEye == null || rightEye == null || nose == null || mouthLeft == null || mouthRight == null) {
            return Optional.empty();
        }
        Map<FaceContour, List<Point>> contours = new EnumMap<>(FaceContour.class);
        points.contour(contours, FaceContour.LEFT_EYEBROW, "eyebrowLeftOuter", "eyebrowLeftInner");
        points.contour(contours, FaceContour.RIGHT_EYEBROW, "eyebrowRightInner", "eyebrowRightOuter");
        points.contour(contours, FaceContour.LEFT_EYE, "eyeLeftOuter", "eyeLeftTop", "eyeLeftInner", "eyeLeftBottom");
        points.contour(
                contours, FaceContour.RIGHT_EYE, "eyeRightInner", "eyeRightTop", "eyeRightOuter", "eyeRightBottom");
        points.contour(contours, FaceContour.NOSE_BASE, "noseLeftAlarOutTip", "noseRightAlarOutTip");
        points.contour(contours, FaceContour.OUTER_LIPS, "mouthLeft", "upperLipTop", "mouthRight", "underLipBottom");
        points.contour(contours, FaceContour.INNER_LIPS, "mouthLeft", "upperLipBottom", "mouthRight", "underLipTop");
        Point rootLeft = points.get("noseRootLeft");
        Point rootRight = points.get("noseRootRight");
        if (rootLeft != null && rootRight != null) {
            Point root = new Point((rootLeft.x() + rootRight.x()) / 2, (rootLeft.y() + rootRight.y()) / 2);
            contours.put(FaceContour.NOSE_BRIDGE, List.of(root, nose));
        }
        return Optional.of(new Landmarks(leftEye, rightEye, nose, mouthLeft, mouthRight, contours));
    }

    private record Points(Json landmarks, FaceImage sent) {
        @Nullable
        Point get(String name) {
            Json point = landmarks.get(name);
            Optional<Double> x = point.get("x").number();
            Optional<Double> y = point.get("y").number();
            return x.isPresent() && y.isPresent() ? new Point(x.get() / sent.width(), y.get() / sent.height()) : null;
        }

        void contour(Map<FaceContour, List<Point>> contours, FaceContour contour, String... names) {
            List<Point> points = new ArrayList<>();
            for (String name : names) {
                Point point = get(name);
                if (point == null) {
                    return;
                }
                points.add(point);
            }
            contours.put(contour, points);
        }
    }
}
