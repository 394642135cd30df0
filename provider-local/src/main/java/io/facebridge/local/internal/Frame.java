package io.facebridge.local.internal;

import io.facebridge.image.ImageDecoder.DecodedImage;

/**
 * Upright pixels as the models look at them.
 *
 * @param bgr row by row, blue, green, red; never changed
 * @param width in pixels
 * @param height in pixels
 */
@SuppressWarnings("ArrayRecordComponent")
public record Frame(byte[] bgr, int width, int height) {
    static Frame of(DecodedImage image) {
        return new Frame(image.bgr(), image.width(), image.height());
    }

    /** This image turned clockwise by 0, 90, 180 or 270 degrees. */
    Frame turned(int degrees) {
        if (degrees == 0) {
            return this;
        }
        boolean sideways = degrees != 180;
        int outWidth = sideways ? height : width;
        int outHeight = sideways ? width : height;
        byte[] out = new byte[bgr.length];
        for (int y = 0; y < height; y++) {
            int from = y * width * 3;
            for (int x = 0; x < width; x++, from += 3) {
                int column = degrees == 90 ? height - 1 - y : degrees == 180 ? width - 1 - x : y;
                int row = degrees == 90 ? x : degrees == 180 ? height - 1 - y : width - 1 - x;
                int to = (row * outWidth + column) * 3;
                out[to] = bgr[from];
                out[to + 1] = bgr[from + 1];
                out[to + 2] = bgr[from + 2];
            }
        }
        return new Frame(out, outWidth, outHeight);
    }
}
