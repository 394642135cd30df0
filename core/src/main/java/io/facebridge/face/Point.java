package io.facebridge.face;

/**
 * A position in the upright image. It may lie slightly outside the image where the frame cuts a face.
 *
 * @param x fraction of the image's width, from the left; finite
 * @param y fraction of the image's height, from the top; finite
 */
public record Point(double x, double y) {
    /**
     * Creates a point.
     *
     * @param x fraction of the image's width, from the left; finite
     * @param y fraction of the image's height, from the top; finite
     * @throws IllegalArgumentException if a coordinate is not finite
     */
    public Point {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException("a point needs finite fractions but was " + x + ", " + y);
        }
    }
}
