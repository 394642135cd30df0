package io.facebridge.local.internal;

import io.facebridge.face.BoundingBox;
import io.facebridge.face.HeadPose;
import io.facebridge.face.Landmarks;
import io.facebridge.face.Landmarks.FaceContour;
import io.facebridge.face.Point;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** From pixels of the image the network saw to fractions of the upright image. Pure functions. */
final class LocalMapper {
    private LocalMapper() {}

    static BoundingBox box(Box box, QuarterTurn turn) {
        Box upright = turn.back(box);
        return new BoundingBox(
                upright.left() / turn.width(),
                upright.top() / turn.height(),
                upright.width() / turn.width(),
                upright.height() / turn.height());
    }

    /** The five points, and the contours of the 68 as the iBUG annotation numbers them. */
    static Landmarks landmarks(Points points, QuarterTurn turn, boolean withContours) {
        double[] five = points.five();
        Map<FaceContour, List<Point>> contours = new EnumMap<>(FaceContour.class);
        if (withContours) {
            contours.put(FaceContour.FACE_OUTLINE, run(points, turn, 0, 16));
            contours.put(FaceContour.LEFT_EYEBROW, run(points, turn, 17, 21));
            contours.put(FaceContour.RIGHT_EYEBROW, run(points, turn, 22, 26));
            contours.put(FaceContour.NOSE_BRIDGE, run(points, turn, 27, 30));
            contours.put(FaceContour.NOSE_BASE, run(points, turn, 31, 35));
            contours.put(FaceContour.LEFT_EYE, run(points, turn, 36, 41));
            contours.put(FaceContour.RIGHT_EYE, run(points, turn, 42, 47));
            contours.put(FaceContour.OUTER_LIPS, run(points, turn, 48, 59));
            contours.put(FaceContour.INNER_LIPS, run(points, turn, 60, 67));
        }
        return new Landmarks(
                point(five[0], five[1], turn),
                point(five[2], five[3], turn),
                point(five[4], five[5], turn),
                point(five[6], five[7], turn),
                point(five[8], five[9], turn),
                contours);
    }

    /** A head that stood upright once the image was turned clockwise is turned counter-clockwise in the image. */
    static HeadPose pose(HeadPose seen, QuarterTurn turn) {
        double roll = seen.roll() - turn.degrees();
        return new HeadPose(seen.yaw(), seen.pitch(), roll < -180 ? roll + 360 : roll);
    }

    private static List<Point> run(Points points, QuarterTurn turn, int first, int last) {
        List<Point> run = new ArrayList<>(last - first + 1);
        for (int i = first; i <= last; i++) {
            run.add(point(points.x(i), points.y(i), turn));
        }
        return run;
    }

    private static Point point(double x, double y, QuarterTurn turn) {
        return new Point(turn.backX(x, y) / turn.width(), turn.backY(x, y) / turn.height());
    }
}
