package io.facebridge.emulator.internal.tencent;

import io.facebridge.emulator.internal.Output;
import io.facebridge.face.Landmarks;
import io.facebridge.face.Landmarks.FaceContour;
import io.facebridge.face.Point;
import io.facebridge.image.FaceImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The service's 90 points out of the backing's contours: each of the service's lines gets its number of points at equal
 * distances along the backing's line, so that they lie on what was measured, but between its points.
 */
final class LandmarkOutput {
    private final Landmarks landmarks;
    private final FaceImage image;

    private LandmarkOutput(Landmarks landmarks, FaceImage image) {
        this.landmarks = landmarks;
        this.image = image;
    }

    /** Empty if the backing gives no contours. */
    static Optional<Output> of(Landmarks landmarks, FaceImage image) {
        return landmarks.contours().keySet().containsAll(List.of(FaceContour.values()))
                ? Optional.of(new LandmarkOutput(landmarks, image).shape())
                : Optional.empty();
    }

    private Output shape() {
        return new Output()
                .with("FaceProfile", pixels(open(FaceContour.FACE_OUTLINE, 21)))
                .with("LeftEye", pixels(counterclockwise(closed(FaceContour.LEFT_EYE, 8))))
                .with("RightEye", pixels(fromTheMiddle(closed(FaceContour.RIGHT_EYE, 8))))
                .with("LeftEyeBrow", pixels(thereAndBack(open(FaceContour.LEFT_EYEBROW, 5))))
                .with("RightEyeBrow", pixels(thereAndBack(reversed(open(FaceContour.RIGHT_EYEBROW, 5)))))
                .with("Mouth", pixels(mouth()))
                .with("Nose", pixels(nose()))
                .with("LeftPupil", pixels(List.of(landmarks.leftEye())))
                .with("RightPupil", pixels(List.of(landmarks.rightEye())));
    }

    /** The outer edge and then the inner one, each from its left corner along below and back above. */
    private List<Point> mouth() {
        List<Point> mouth = new ArrayList<>(counterclockwise(closed(FaceContour.OUTER_LIPS, 12)));
        mouth.addAll(counterclockwise(closed(FaceContour.INNER_LIPS, 10)));
        return mouth;
    }

    /** The tip, the top of the bridge, down the left side, along the base, up the right side. */
    private List<Point> nose() {
        List<Point> bridge = landmarks.contours().getOrDefault(FaceContour.NOSE_BRIDGE, List.of());
        List<Point> base = resampled(landmarks.contours().getOrDefault(FaceContour.NOSE_BASE, List.of()), 5);
        Point top = bridge.get(0);
        List<Point> nose = new ArrayList<>(List.of(landmarks.nose(), top));
        List<Point> left = resampled(List.of(top, base.get(0)), 5);
        List<Point> right = resampled(List.of(base.get(4), top), 5);
        nose.addAll(left.subList(1, 4));
        nose.addAll(base);
        nose.addAll(right.subList(1, 4));
        return nose;
    }

    private List<Point> open(FaceContour contour, int count) {
        return resampled(landmarks.contours().getOrDefault(contour, List.of()), count);
    }

    private List<Point> closed(FaceContour contour, int count) {
        List<Point> line = new ArrayList<>(landmarks.contours().getOrDefault(contour, List.of()));
        line.add(line.get(0));
        return resampled(line, count + 1).subList(0, count);
    }

    /** From the same first point in the other direction. */
    private static List<Point> counterclockwise(List<Point> line) {
        List<Point> turned = new ArrayList<>(List.of(line.get(0)));
        turned.addAll(reversed(line.subList(1, line.size())));
        return turned;
    }

    private static List<Point> fromTheMiddle(List<Point> line) {
        List<Point> turned = new ArrayList<>(line);
        Collections.rotate(turned, -line.size() / 2);
        return turned;
    }

    /** Along the lower edge, and back along the upper one, which are the same line here. */
    private static List<Point> thereAndBack(List<Point> line) {
        List<Point> both = new ArrayList<>(line);
        both.addAll(reversed(line.subList(1, 4)));
        return both;
    }

    private static List<Point> reversed(List<Point> line) {
        List<Point> turned = new ArrayList<>(line);
        Collections.reverse(turned);
        return turned;
    }

    /** Points at equal distances along a line, its ends among them. */
    private static List<Point> resampled(List<Point> line, int count) {
        double[] reached = new double[line.size()];
        for (int i = 1; i < line.size(); i++) {
            reached[i] = reached[i - 1] + distance(line.get(i - 1), line.get(i));
        }
        double whole = reached[line.size() - 1];
        List<Point> points = new ArrayList<>();
        int segment = 1;
        for (int i = 0; i < count; i++) {
            double at = whole * i / (count - 1);
            while (segment < line.size() - 1 && reached[segment] < at) {
                segment++;
            }
            double length = reached[segment] - reached[segment - 1];
            double share = length == 0 ? 0 : Math.max(0, Math.min(1, (at - reached[segment - 1]) / length));
            Point from = line.get(segment - 1);
            Point to = line.get(segment);
            points.add(new Point(from.x() + share * (to.x() - from.x()), from.y() + share * (to.y() - from.y())));
        }
        return points;
    }

    private static double distance(Point one, Point other) {
        return Math.hypot(one.x() - other.x(), one.y() - other.y());
    }

    private List<Map<String, Object>> pixels(List<Point> points) {
        return points.stream()
                .map(point -> new Output()
                        .with("X", Math.round(point.x() * image.width()))
                        .with("Y", Math.round(point.y() * image.height()))
                        .members())
                .toList();
    }
}
