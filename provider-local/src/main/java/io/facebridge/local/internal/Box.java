package io.facebridge.local.internal;

/** A rectangle in pixels of a frame. */
record Box(double left, double top, double right, double bottom) {
    double width() {
        return right - left;
    }

    double height() {
        return bottom - top;
    }

    double centerX() {
        return (left + right) / 2;
    }

    double centerY() {
        return (top + bottom) / 2;
    }

    double area() {
        return width() * height();
    }

    double intersection(Box other) {
        double across = Math.min(right, other.right) - Math.max(left, other.left);
        double down = Math.min(bottom, other.bottom) - Math.max(top, other.top);
        return across > 0 && down > 0 ? across * down : 0;
    }

    double iou(Box other) {
        double common = intersection(other);
        return common / (area() + other.area() - common);
    }

    /** How much of the smaller box lies in the other one. */
    double containment(Box other) {
        return intersection(other) / Math.min(area(), other.area());
    }
}
