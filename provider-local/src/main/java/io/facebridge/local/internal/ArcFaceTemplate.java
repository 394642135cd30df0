package io.facebridge.local.internal;

/** The positions of left eye, right eye, nose, left and right corner of the mouth in an aligned face, as ArcFace has them. */
public final class ArcFaceTemplate {
    private static final int SIDE = 112;
    private static final double[] POINTS = {
        38.2946, 51.6963, 73.5318, 51.5014, 56.0252, 71.7366, 41.5493, 92.3655, 70.7299, 92.2041
    };

    private ArcFaceTemplate() {}

    /** Returns the points for an image of a size: x and y of each in turn, in pixels. */
    public static double[] of(int width, int height) {
        double[] points = POINTS.clone();
        for (int i = 0; i < points.length; i += 2) {
            points[i] *= (double) width / SIDE;
            points[i + 1] *= (double) height / SIDE;
        }
        return points;
    }
}
