package io.facebridge.local.internal;

/**
 * Where a pixel of a model's input comes from in the frame: {@code x' = a x + b y + c}, {@code y' = d x + e y + f}. Whole
 * numbers are pixel corners, so that a pixel's center is at half.
 */
record Affine(double a, double b, double c, double d, double e, double f) {
    /** Fits a rectangle of the frame into an input of the given size, stretched. */
    static Affine crop(double left, double top, double width, double height, int inputWidth, int inputHeight) {
        return new Affine(width / inputWidth, 0, left, 0, height / inputHeight, top);
    }

    double x(double x, double y) {
        return a * x + b * y + c;
    }

    double y(double x, double y) {
        return d * x + e * y + f;
    }

    /** Pixels of the frame per pixel of the input. */
    double scale() {
        return Math.sqrt(Math.abs(a * e - b * d));
    }

    boolean isAxisAligned() {
        return b == 0 && d == 0;
    }
}
