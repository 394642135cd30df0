package io.facebridge.local.internal;

/** The 68 points of a face (numbered as in the iBUG 300-W annotation) in pixels of a frame: x and y of each in turn. */
final class Points {
    private final double[] xy;

    Points(double[] xy) {
        this.xy = xy;
    }

    double x(int point) {
        return xy[2 * point];
    }

    double y(int point) {
        return xy[2 * point + 1];
    }

    /** Left eye, right eye, nose, left and right corner of the mouth: x and y of each in turn. */
    double[] five() {
        return new double[] {
            mean(0, 37, 38, 40, 41), mean(1, 37, 38, 40, 41),
            mean(0, 43, 44, 46, 47), mean(1, 43, 44, 46, 47),
            x(30), y(30),
            mean(0, 48, 60), mean(1, 48, 60),
            mean(0, 54, 64), mean(1, 54, 64)
        };
    }

    private double mean(int axis, int... points) {
        double sum = 0;
        for (int point : points) {
            sum += xy[2 * point + axis];
        }
        return sum / points.length;
    }
}
