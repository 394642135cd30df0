package io.facebridge.testkit;

import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.Point;
import java.util.Comparator;
import java.util.List;

/** Computations on detected faces that several contracts share. */
final class Faces {
    static final Comparator<DetectedFace> LARGEST_FIRST =
            Comparator.comparingDouble((DetectedFace face) -> face.box().area()).reversed();

    private Faces() {}

    static List<BoundingBox> boxes(List<DetectedFace> faces) {
        return faces.stream().map(DetectedFace::box).toList();
    }

    /** Returns all reported data of the faces, for comparison by equals. */
    static List<List<Object>> numbers(List<DetectedFace> faces) {
        return faces.stream()
                .map(face -> List.<Object>of(
                        face.box(),
                        face.confidence(),
                        face.landmarks(),
                        face.pose(),
                        face.quality().map(Object::toString).orElse("")))
                .toList();
    }

    /** Returns the same box in the mirrored image. */
    static BoundingBox mirrored(BoundingBox box) {
        return new BoundingBox(1 - box.right(), box.top(), box.width(), box.height());
    }

    /** Returns the face whose box overlaps a place most. */
    static DetectedFace at(BoundingBox place, List<DetectedFace> faces) {
        return faces.stream()
                .max(Comparator.comparingDouble(face -> face.box().iou(place)))
                .orElseThrow(() -> new AssertionError("no face was found at all"));
    }

    /** Returns the largest distance between the edges of two boxes, in fractions of the frame. */
    static double largestShift(BoundingBox a, BoundingBox b) {
        double across = Math.max(Math.abs(a.left() - b.left()), Math.abs(a.right() - b.right()));
        double down = Math.max(Math.abs(a.top() - b.top()), Math.abs(a.bottom() - b.bottom()));
        return Math.max(across, down);
    }

    /** Returns whether a point is in a box that was grown on every side by a proportion of its own size. */
    static boolean isNear(Point point, BoundingBox box, double share) {
        return point.x() >= box.left() - share * box.width()
                && point.x() <= box.right() + share * box.width()
                && point.y() >= box.top() - share * box.height()
                && point.y() <= box.bottom() + share * box.height();
    }
}
