package io.facebridge.face;

/**
 * A rectangle in the upright picture, in fractions of its width and height, origin top left. It may reach beyond the
 * picture where a face is cut by the frame.
 *
 * @param left of its left edge, fraction of the picture's width
 * @param top of its top edge, fraction of the picture's height
 * @param width fraction of the picture's width, greater than 0
 * @param height fraction of the picture's height, greater than 0
 */
public record BoundingBox(double left, double top, double width, double height) {
    /**
     * Checks the numbers.
     *
     * @param left see the record
     * @param top see the record
     * @param width see the record
     * @param height see the record
     * @throws IllegalArgumentException if a number is not finite, or width or height is not greater than 0
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

    /**
     * The right edge.
     *
     * @return {@code left + width}
     */
    public double right() {
        return left + width;
    }

    /**
     * The bottom edge.
     *
     * @return {@code top + height}
     */
    public double bottom() {
        return top + height;
    }

    /**
     * The center.
     *
     * @return halfway between the edges
     */
    public Point center() {
        return new Point(left + width / 2, top + height / 2);
    }

    /**
     * The area.
     *
     * @return fraction of the picture's area
     */
    public double area() {
        return width * height;
    }

    /**
     * Intersection over union.
     *
     * @param other another box in the same picture
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
     * The common area.
     *
     * @param other another box in the same picture
     * @return fraction of the picture's area; 0 if they do not meet
     */
    public double intersection(BoundingBox other) {
        double across = Math.min(right(), other.right()) - Math.max(left, other.left);
        double down = Math.min(bottom(), other.bottom()) - Math.max(top, other.top);
        return across > 0 && down > 0 ? Math.min(across * down, Math.min(area(), other.area())) : 0;
    }
}
