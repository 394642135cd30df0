package io.facebridge.tencent.internal;

import com.tencentcloudapi.iai.v20200303.models.FaceShape;
import com.tencentcloudapi.iai.v20200303.models.Point;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.Landmarks;
import io.facebridge.face.Landmarks.FaceContour;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Converts the service's 90 points of a face: the five points that every provider has, and contours. */
final class Landmarks90 {
    private static final int EYE_POINTS = 8;
    private static final int EYEBROW_POINTS = 8;
    private static final int PROFILE_POINTS = 21;
    private static final int MOUTH_POINTS = 22;
    private static final int NOSE_POINTS = 13;

    private Landmarks90() {}

    /**
     * Returns the provider-neutral landmarks. The eyes are the centers of their contours, and not the pupils, which the service
     * sometimes locates elsewhere; the tip of the nose is the first of its points.
     */
    static Optional<Landmarks> of(FaceShape shape, TencentMapper.Size size) {
        List<io.facebridge.face.Point> leftEye = points(shape.getLeftEye(), EYE_POINTS, size);
        List<io.facebridge.face.Point> rightEye = points(shape.getRightEye(), EYE_POINTS, size);
        List<io.facebridge.face.Point> nose = points(shape.getNose(), NOSE_POINTS, size);
        List<io.facebridge.face.Point> mouth = points(shape.getMouth(), MOUTH_POINTS, size);
        List<io.facebridge.face.Point> profile = points(shape.getFaceProfile(), PROFILE_POINTS, size);
        List<io.facebridge.face.Point> leftBrow = points(shape.getLeftEyeBrow(), EYEBROW_POINTS, size);
        List<io.facebridge.face.Point> rightBrow = points(shape.getRightEyeBrow(), EYEBROW_POINTS, size);
        if (leftEye.isEmpty() || rightEye.isEmpty() || nose.isEmpty() || mouth.isEmpty()) {
            return Optional.empty();
        }
        Map<FaceContour, List<io.facebridge.face.Point>> contours = new EnumMap<>(FaceContour.class);
        if (!profile.isEmpty()) {
            contours.put(FaceContour.FACE_OUTLINE, profile);
        }
        if (!leftBrow.isEmpty()) {
            contours.put(FaceContour.LEFT_EYEBROW, pick(leftBrow, 0, 7, 6, 5, 4));
        }
        if (!rightBrow.isEmpty()) {
            contours.put(FaceContour.RIGHT_EYEBROW, pick(rightBrow, 4, 5, 6, 7, 0));
        }
        contours.put(FaceContour.NOSE_BRIDGE, pick(nose, 1, 0));
        contours.put(FaceContour.NOSE_BASE, pick(nose, 5, 6, 7, 8, 9));
        // The service goes counterclockwise from the outer corner of the left eye, clockwise from that of the right
        // one.
        contours.put(FaceContour.LEFT_EYE, pick(leftEye, 0, 7, 6, 5, 4, 3, 2, 1));
        contours.put(FaceContour.RIGHT_EYE, pick(rightEye, 4, 5, 6, 7, 0, 1, 2, 3));
        contours.put(FaceContour.OUTER_LIPS, pick(mouth, 0, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1));
        contours.put(FaceContour.INNER_LIPS, pick(mouth, 12, 21, 20, 19, 18, 17, 16, 15, 14, 13));
        return Optional.of(
                new Landmarks(middle(leftEye), middle(rightEye), nose.get(0), mouth.get(0), mouth.get(6), contours));
    }

    /** Returns the smallest box around a face's landmarks. */
    static Optional<BoundingBox> around(FaceShape shape, TencentMapper.Size size) {
        List<io.facebridge.face.Point> all = Stream.of(
                        points(shape.getFaceProfile(), PROFILE_POINTS, size),
                        points(shape.getLeftEyeBrow(), EYEBROW_POINTS, size),
                        points(shape.getRightEyeBrow(), EYEBROW_POINTS, size),
                        points(shape.getMouth(), MOUTH_POINTS, size))
                .flatMap(List::stream)
                .toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        double left =
                all.stream().mapToDouble(io.facebridge.face.Point::x).min().orElseThrow();
        double top = all.stream().mapToDouble(io.facebridge.face.Point::y).min().orElseThrow();
        double right =
                all.stream().mapToDouble(io.facebridge.face.Point::x).max().orElseThrow();
        double bottom =
                all.stream().mapToDouble(io.facebridge.face.Point::y).max().orElseThrow();
        return right > left && bottom > top
                ? Optional.of(new BoundingBox(left, top, right - left, bottom - top))
                : Optional.empty();
    }

    private static List<io.facebridge.face.Point> points(
            Point @Nullable [] points, int expected, TencentMapper.Size size) {
        if (points == null || points.length != expected) {
            return List.of();
        }
        List<io.facebridge.face.Point> all = new ArrayList<>();
        for (Point point : points) {
            if (point == null || point.getX() == null || point.getY() == null) {
                return List.of();
            }
            all.add(new io.facebridge.face.Point(
                    (double) point.getX() / size.width(), (double) point.getY() / size.height()));
        }
        return all;
    }

    private static List<io.facebridge.face.Point> pick(List<io.facebridge.face.Point> points, int... indices) {
        return IntStream.of(indices).mapToObj(points::get).toList();
    }

    private static io.facebridge.face.Point middle(List<io.facebridge.face.Point> points) {
        return new io.facebridge.face.Point(
                points.stream()
                        .mapToDouble(io.facebridge.face.Point::x)
                        .average()
                        .orElseThrow(),
                points.stream()
                        .mapToDouble(io.facebridge.face.Point::y)
                        .average()
                        .orElseThrow());
    }
}
