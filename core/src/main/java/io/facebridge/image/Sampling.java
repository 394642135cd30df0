package io.facebridge.image;

import java.util.Arrays;

/** Every n-th pixel, beginning in the middle of the first n so that the image does not move. */
final class Sampling {
    private Sampling() {}

    static int offset(int side, int step) {
        return Math.min((step - 1) / 2, side - 1);
    }

    static int size(int side, int step) {
        return (side - offset(side, step) + step - 1) / step;
    }

    /** Puts a frame onto a white screen and takes every n-th pixel of that. */
    static Pixels place(Pixels frame, int left, int top, int width, int height, int step) {
        if (step == 1 && frame.width() == width && frame.height() == height) {
            return frame;
        }
        Pixels screen = Pixels.allocate(size(width, step), size(height, step));
        Arrays.fill(screen.bgr(), (byte) 0xFF);
        int at = 0;
        for (int row = 0; row < screen.height(); row++) {
            int y = offset(height, step) + row * step - top;
            for (int column = 0; column < screen.width(); column++, at += Pixels.BYTES) {
                int x = offset(width, step) + column * step - left;
                if (x >= 0 && y >= 0 && x < frame.width() && y < frame.height()) {
                    System.arraycopy(
                            frame.bgr(), (y * frame.width() + x) * Pixels.BYTES, screen.bgr(), at, Pixels.BYTES);
                }
            }
        }
        return screen;
    }
}
