package io.facebridge.aws.internal;

import static software.amazon.awssdk.services.rekognition.model.LandmarkType.*;

import io.facebridge.face.Landmarks;
import io.facebridge.face.Landmarks.FaceContour;
import io.facebridge.face.Point;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rekognition.model.Landmark;
import software.amazon.awssdk.services.rekognition.model.LandmarkType;

/** Converts the service's 30 points of a face: the five points that every provider has, and contours. */
final class Landmarks30 {
    private static final Map<FaceContour, List<LandmarkType>> CONTOURS = Map.of(
            FaceContour.FACE_OUTLINE,
            List.of(UPPER_JAWLINE_LEFT, MID_JAWLINE_LEFT, CHIN_BOTTOM, MID_JAWLINE_RIGHT, UPPER_JAWLINE_RIGHT),
            FaceContour.LEFT_EYEBROW,
            List.of(LEFT_EYE_BROW_LEFT, LEFT_EYE_BROW_UP, LEFT_EYE_BROW_RIGHT),
            FaceContour.RIGHT_EYEBROW,
            List.of(RIGHT_EYE_BROW_LEFT, RIGHT_EYE_BROW_UP, RIGHT_EYE_BROW_RIGHT),
            FaceContour.NOSE_BASE,
            List.of(NOSE_LEFT, NOSE_RIGHT),
            FaceContour.LEFT_EYE,
            List.of(LEFT_EYE_LEFT, LEFT_EYE_UP, LEFT_EYE_RIGHT, LEFT_EYE_DOWN),
            FaceContour.RIGHT_EYE,
            List.of(RIGHT_EYE_LEFT, RIGHT_EYE_UP, RIGHT_EYE_RIGHT, RIGHT_EYE_DOWN),
            FaceContour.OUTER_LIPS,
            List.of(MOUTH_LEFT, MOUTH_UP, MOUTH_RIGHT, MOUTH_DOWN));

    private Landmarks30() {}

    /** Returns the landmarks; empty unless the five are present that every provider has. The service's left is the viewer's. */
    static Optional<Landmarks> of(List<Landmark> landmarks) {
        Map<LandmarkType, Point> points = landmarks.stream()
                .filter(point -> point.x() != null && point.y() != null)
                .filter(point -> point.type() != UNKNOWN_TO_SDK_VERSION && point.type() != null)
                .collect(Collectors.toMap(
                        Landmark::type,
                        point -> new Point(point.x(), point.y()),
                        (one, other) -> one,
                        () -> new EnumMap<>(LandmarkType.class)));
        Point leftEye = points.get(EYE_LEFT);
        Point rightEye = points.get(EYE_RIGHT);
        Point nose = points.get(NOSE);
        Point mouthLeft = points.get(MOUTH_LEFT);
        Point mouthRight = points.get(MOUTH_RIGHT);
        if (leftEye == null || rightEye == null || nose == null || mouthLeft == null || mouthRight == null) {
            return Optional.empty();
        }
        Map<FaceContour, List<Point>> contours = new EnumMap<>(FaceContour.class);
        CONTOURS.forEach((contour, types) -> {
            List<Point> line = types.stream()
                    .flatMap(type -> Stream.ofNullable(points.get(type)))
                    .toList();
            if (line.size() == types.size()) {
                contours.put(contour, line);
            }
        });
        return Optional.of(new Landmarks(leftEye, rightEye, nose, mouthLeft, mouthRight, contours));
    }
}
