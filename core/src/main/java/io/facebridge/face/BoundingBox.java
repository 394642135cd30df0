package io.facebridge.face;

/**
 * A rectangle in the upright image, in fractions of its width and height, origin top left. It may extend beyond the
 * image where the frame cuts a face.
 *
 * @param left the left edge, as a fraction of the image's width; finite
 * @param top the top edge, as a fraction of the image's height; finite
 * @param width fraction of the image's width, greater than 0
 * @param height fraction of the image's height, greater than 0
 */
public record BoundingBox(double left, double top, double width, double height) {
    /**
     * Creates a box.
     *
     * @param left the left edge, as a fraction of the image's width; finite
     * @param top the top edge, as a fraction of the image's height; finite
     * @param width fraction of the image's width, greater than 0
     * @param height fraction of the image's height, greater than 0
     * @throws IllegalArgumentException if a number is not finite
     * @throws IllegalArgumentException if the width or height is not greater than 0
     */
    public BoundingBox {
        if (!Double.isFinite(left) || !Double.isFinite(top) || !Double.isFinite(width) || !Double.isFinite(height)) {
            throw new IllegalArgumentException(
                    "a box needs finite fractions but was " + left + ", " + top + ", " + width + ", " + height);
        }
        if (width <= 0 || height <= 0) {
            throw new IllegalArgumentException("a box needs width and height > 0 but was " + width + " x " + height);
        }
    }

    /** {@return the right edge, {@code left + width}} */
    public double right() {
        return left + width;
    }

    /** {@return the bottom edge, {@code top + height}} */
    public double bottom() {
        return top + height;
    }

    /** {@return the center, halfway between the edges} */
    public Point center() {
        return new Point(left + width / 2, top + height / 2);
    }

    /** {@return the area, as a fraction of the image's area} */
    public double area() {
        return width * height;
    }

    /**
     * Returns the intersection over union of this and another box.
     *
     * @param other another box in the same image
     * @return 0 for boxes without a common area, 1 for the same box
     */
    public double iou(BoundingBox other) {
        if (equals(other)) {
            return 1;
        }
        double common = intersection(other);
        return common / (area() + other.area() - common);
    }

    /**
     * Returns the common area of this and another box.
     *
     * @param other another box in the same image
     * @return fraction of the image's area; 0 if they do not overlap
     */
    public double intersection(BoundingBox other) {
        double across = Math.min(right(), other.right()) - Math.max(left, other.left);
        double down = Math.min(bottom(), other.bottom()) - Math.max(top, other.top);
        return across > 0 && down > 0 ? Math.min(across * down, Math.min(area(), other.area())) : 0;
    }
}
