package io.facebridge.face;

/**
 * A place in the upright picture. May lie a little outside it, where a face is cut by the frame.
 *
 * @param x fraction of the picture's width, from the left
 * @param y fraction of the picture's height, from the top
 */
public record Point(double x, double y) {
    /**
     * Checks the numbers.
     *
     * @param x see the record
     * @param y see the record
     * @throws IllegalArgumentException if one is not finite
     */
    public Point {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException("a point needs finite fractions but was " + x + ", " + y);
        }
    }
}
