package io.facebridge.emulator.internal.azure;

import io.facebridge.emulator.internal.Output;
import io.facebridge.face.Landmarks;
import io.facebridge.face.Landmarks.FaceContour;
import io.facebridge.face.Point;
import io.facebridge.image.FaceImage;
import java.util.List;
import java.util.Map;

/**
 * The service's 27 points, out of the backing's contours where it has them. Without contours only the pupils, the tip of the
 * nose and the corners of the mouth are there.
 */
final class LandmarkOutput {
    private final Output output = new Output();
    private final FaceImage image;

    private LandmarkOutput(FaceImage image) {
        this.image = image;
    }

    static Output of(Landmarks landmarks, FaceImage image) {
        LandmarkOutput points = new LandmarkOutput(image);
        points.add("pupilLeft", landmarks.leftEye());
        points.add("pupilRight", landmarks.rightEye());
        points.add("noseTip", landmarks.nose());
        points.add("mouthLeft", landmarks.mouthLeft());
        points.add("mouthRight", landmarks.mouthRight());
        Map<FaceContour, List<Point>> contours = landmarks.contours();
        points.brow(contours, FaceContour.LEFT_EYEBROW, "eyebrowLeftOuter", "eyebrowLeftInner");
        points.eye(contours, FaceContour.LEFT_EYE, "eyeLeft", "Outer", "Inner");
        points.brow(contours, FaceContour.RIGHT_EYEBROW, "eyebrowRightInner", "eyebrowRightOuter");
        points.eye(contours, FaceContour.RIGHT_EYE, "eyeRight", "Inner", "Outer");
        points.nose(contours);
        points.lips(contours);
        return points.output;
    }

    private void add(String name, Point point) {
        output.with(
                name,
                new Output()
                        .with("x", Math.round(10 * point.x() * image.width()) / 10f)
                        .with("y", Math.round(10 * point.y() * image.height()) / 10f));
    }

    private void brow(Map<FaceContour, List<Point>> contours, FaceContour contour, String left, String right) {
        List<Point> brow = contours.getOrDefault(contour, List.of());
        if (!brow.isEmpty()) {
            add(left, brow.get(0));
            add(right, brow.get(brow.size() - 1));
        }
    }

    /** The edge goes clockwise from the left corner: the first half of it is above. */
    private void eye(
            Map<FaceContour, List<Point>> contours, FaceContour contour, String name, String left, String right) {
        List<Point> edge = contours.getOrDefault(contour, List.of());
        if (!edge.isEmpty()) {
            int half = edge.size() / 2;
            add(name + left, edge.get(0));
            add(name + "Top", middle(edge.subList(1, half)));
            add(name + "Bottom", middle(edge.subList(half + 1, edge.size())));
            add(name + right, edge.get(half));
        }
    }

    /** The roots lie at both sides of the bridge's upper end, the tops of the wings halfway from there to its base. */
    private void nose(Map<FaceContour, List<Point>> contours) {
        List<Point> bridge = contours.getOrDefault(FaceContour.NOSE_BRIDGE, List.of());
        List<Point> base = contours.getOrDefault(FaceContour.NOSE_BASE, List.of());
        if (bridge.isEmpty() || base.isEmpty()) {
            return;
        }
        Point top = bridge.get(0);
        Point left = base.get(0);
        Point right = base.get(base.size() - 1);
        double quarter = (right.x() - left.x()) / 4;
        add("noseRootLeft", new Point(top.x() - quarter, top.y()));
        add("noseRootRight", new Point(top.x() + quarter, top.y()));
        add("noseLeftAlarTop", new Point((top.x() - quarter + left.x()) / 2, (top.y() + left.y()) / 2));
        add("noseRightAlarTop", new Point((top.x() + quarter + right.x()) / 2, (top.y() + right.y()) / 2));
        add("noseLeftAlarOutTip", left);
        add("noseRightAlarOutTip", right);
    }

    private void lips(Map<FaceContour, List<Point>> contours) {
        List<Point> outer = contours.getOrDefault(FaceContour.OUTER_LIPS, List.of());
        List<Point> inner = contours.getOrDefault(FaceContour.INNER_LIPS, List.of());
        if (outer.isEmpty() || inner.isEmpty()) {
            return;
        }
        add("upperLipTop", outer.get(outer.size() / 4));
        add("upperLipBottom", inner.get(inner.size() / 4));
        add("underLipTop", inner.get(3 * inner.size() / 4));
        add("underLipBottom", outer.get(3 * outer.size() / 4));
    }

    private static Point middle(List<Point> points) {
        double x = points.stream().mapToDouble(Point::x).average().orElseThrow();
        double y = points.stream().mapToDouble(Point::y).average().orElseThrow();
        return new Point(x, y);
    }
}
