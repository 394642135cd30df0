package io.facebridge.local.internal;

/**
 * Leads places of an image that was turned clockwise back to the image as it was.
 *
 * @param degrees 0, 90, 180 or 270
 * @param width of the image before it was turned, in pixels
 * @param height of the image before it was turned, in pixels
 */
record QuarterTurn(int degrees, int width, int height) {
    static QuarterTurn none(Frame frame) {
        return new QuarterTurn(0, frame.width(), frame.height());
    }

    double backX(double x, double y) {
        return switch (degrees) {
            case 90 -> y;
            case 180 -> width - x;
            case 270 -> width - y;
            default -> x;
        };
    }

    double backY(double x, double y) {
        return switch (degrees) {
            case 90 -> height - x;
            case 180 -> height - y;
            case 270 -> x;
            default -> y;
        };
    }

    Box back(Box box) {
        double x0 = backX(box.left(), box.top());
        double y0 = backY(box.left(), box.top());
        double x1 = backX(box.right(), box.bottom());
        double y1 = backY(box.right(), box.bottom());
        return new Box(Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1));
    }
}
