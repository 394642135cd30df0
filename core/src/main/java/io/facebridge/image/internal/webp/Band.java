package io.facebridge.image.internal.webp;

import java.io.IOException;

/**
 * Two rows of macroblocks, the later of which is being decoded. Samples leave it once the filter cannot change them any
 * more: a picture is never held as a whole.
 */
final class Band {
    private static final int LUMA = 16;
    private static final int CHROMA = 8;

    /** The filter of the row below still changes this many rows of luma, or what of chroma they are made of. */
    private static final int UNSETTLED = 8;

    final byte[] luma;
    final byte[] blue;
    final byte[] red;
    final int lumaStride;
    final int chromaStride;

    private final int width;
    private final int height;
    private final byte[] bgr;
    private int emitted;

    Band(int width, int height) {
        this.width = width;
        this.height = height;
        this.lumaStride = (width + LUMA - 1) / LUMA * LUMA;
        this.chromaStride = lumaStride / 2;
        this.luma = new byte[2 * LUMA * lumaStride];
        this.blue = new byte[2 * CHROMA * chromaStride];
        this.red = new byte[2 * CHROMA * chromaStride];
        this.bgr = new byte[3 * width];
    }

    /** Where the macroblock of a column begins in the row that is being decoded. */
    int lumaAt(int column) {
        return LUMA * lumaStride + LUMA * column;
    }

    int chromaAt(int column) {
        return CHROMA * chromaStride + CHROMA * column;
    }

    /** Hands on what is settled now that a row of macroblocks is decoded and filtered, and makes room for the next. */
    void finish(int row, Rows rows) throws IOException {
        int bottom = LUMA * (row + 1);
        int settled = bottom >= height ? height : bottom - UNSETTLED;
        for (; emitted < settled; emitted++) {
            if (rows.wants(emitted)) {
                convert(emitted, row);
                rows.accept(emitted, bgr);
            }
        }
        moveUp(luma);
        moveUp(blue);
        moveUp(red);
    }

    private static void moveUp(byte[] plane) {
        System.arraycopy(plane, plane.length / 2, plane, 0, plane.length / 2);
    }

    private void convert(int y, int row) {
        int near = y >> 1;
        int far = Math.max(0, Math.min((height + 1) / 2 - 1, (y & 1) == 0 ? near - 1 : near + 1));
        int top = CHROMA * (row - 1); // the picture's row of chroma with which this band begins
        int nearAt = (near - top) * chromaStride;
        int farAt = (far - top) * chromaStride;
        int lumaAt = (y - LUMA * (row - 1)) * lumaStride;
        for (int x = 0; x < width; x++) {
            int beside = (x & 1) == 0 ? -1 : 1;
            int column = x >> 1;
            boolean edge = x == 0 || (x == width - 1 && beside == 1);
            int b = edge
                    ? mixed(blue, nearAt + column, farAt + column)
                    : mixed(blue, nearAt + column, farAt + column, beside);
            int r = edge
                    ? mixed(red, nearAt + column, farAt + column)
                    : mixed(red, nearAt + column, farAt + column, beside);
            int bright = scaled(luma[lumaAt + x] & 0xFF, 19077);
            bgr[3 * x] = level(bright + scaled(b, 33050) - 17685);
            bgr[3 * x + 1] = level(bright - scaled(b, 6419) - scaled(r, 13320) + 8708);
            bgr[3 * x + 2] = level(bright + scaled(r, 26149) - 14234);
        }
    }

    /** Weighs the four samples of chroma around a pixel 9 : 3 : 3 : 1, rounding twice as the reference does. */
    private static int mixed(byte[] plane, int near, int far, int beside) {
        int nearest = plane[near] & 0xFF;
        int sides = (plane[near + beside] & 0xFF) + (plane[far] & 0xFF);
        int opposite = plane[far + beside] & 0xFF;
        return (((nearest + 3 * sides + opposite + 8) >> 3) + nearest) >> 1;
    }

    private static int mixed(byte[] plane, int near, int far) {
        return (3 * (plane[near] & 0xFF) + (plane[far] & 0xFF) + 2) >> 2;
    }

    /** The factors are those of ITU-R BT.601 for the narrow range, in 1 / 16384. */
    private static int scaled(int sample, int factor) {
        return (sample * factor) >> 8;
    }

    private static byte level(int value) {
        return (byte) Transforms.sample(value >> 6);
    }
}
