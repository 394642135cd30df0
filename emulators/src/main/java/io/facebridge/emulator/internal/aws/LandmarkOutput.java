package io.facebridge.emulator.internal.aws;

import io.facebridge.emulator.internal.Output;
import io.facebridge.face.Landmarks;
import io.facebridge.face.Landmarks.FaceContour;
import io.facebridge.face.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The service's 30 landmarks out of the backing's contours, but the pupils; without contours five. */
final class LandmarkOutput {
    private final List<Object> points = new ArrayList<>();

    private LandmarkOutput() {}

    static List<Object> of(Landmarks landmarks) {
        LandmarkOutput output = new LandmarkOutput();
        output.add("eyeLeft", landmarks.leftEye());
        output.add("eyeRight", landmarks.rightEye());
        output.add("mouthLeft", landmarks.mouthLeft());
        output.add("mouthRight", landmarks.mouthRight());
        output.add("nose", landmarks.nose());
        Map<FaceContour, List<Point>> contours = landmarks.contours();
        output.brow("leftEyeBrow", contours.get(FaceContour.LEFT_EYEBROW));
        output.brow("rightEyeBrow", contours.get(FaceContour.RIGHT_EYEBROW));
        output.eye("leftEye", contours.get(FaceContour.LEFT_EYE));
        output.eye("rightEye", contours.get(FaceContour.RIGHT_EYE));
        List<Point> base = contours.get(FaceContour.NOSE_BASE);
        if (base != null) {
            output.add("noseLeft", base.get(0));
            output.add("noseRight", base.get(base.size() - 1));
        }
        List<Point> lips = contours.get(FaceContour.OUTER_LIPS);
        if (lips != null) {
            output.add("mouthUp", lips.get(lips.size() / 4));
            output.add("mouthDown", lips.get(3 * lips.size() / 4));
        }
        List<Point> outline = contours.get(FaceContour.FACE_OUTLINE);
        if (outline != null) {
            int last = outline.size() - 1;
            output.add("upperJawlineLeft", outline.get(0));
            output.add("midJawlineLeft", outline.get(last / 4));
            output.add("chinBottom", outline.get(last / 2));
            output.add("midJawlineRight", outline.get(3 * last / 4));
            output.add("upperJawlineRight", outline.get(last));
        }
        return output.points;
    }

    private void brow(String name, @Nullable List<Point> brow) {
        if (brow != null) {
            add(name + "Left", brow.get(0));
            add(name + "Right", brow.get(brow.size() - 1));
            add(name + "Up", brow.get(brow.size() / 2));
        }
    }

    /** The edge goes clockwise from the left corner: the first half of it is above. */
    private void eye(String name, @Nullable List<Point> edge) {
        if (edge != null) {
            int half = edge.size() / 2;
            add(name + "Left", edge.get(0));
            add(name + "Right", edge.get(half));
            add(name + "Up", middle(edge.subList(1, half)));
            add(name + "Down", middle(edge.subList(half + 1, edge.size())));
        }
    }

    private static Point middle(List<Point> points) {
        double x = points.stream().mapToDouble(Point::x).average().orElseThrow();
        double y = points.stream().mapToDouble(Point::y).average().orElseThrow();
        return new Point(x, y);
    }

    private void add(String type, Point point) {
        points.add(new Output()
                .with("Type", type)
                .with("X", (float) point.x())
                .with("Y", (float) point.y())
                .members());
    }
}
