package io.facebridge.image.internal.webp;

import java.io.IOException;

/**
 * Two rows of macroblocks, the later of which is being decoded. Samples leave it once the filter cannot change them any
 * more: an image is never held as a whole.
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
        int top = CHROMA * (row - 1); // the image's row of chroma with which this band begins
        int nearAt = (near - top) * chromaStride;
        int farAt = (far - top) * chromaStride;
        int lumaAt = (y - LUMA * (row - 1)) * lumaStride;
        put(0, luma[lumaAt], atEdge(blue, nearAt, farAt), atEdge(red, nearAt, farAt));
        int leftBlueNear = blue[nearAt] & 0xFF;
        int leftBlueFar = blue[farAt] & 0xFF;
        int leftRedNear = red[nearAt] & 0xFF;
        int leftRedFar = red[farAt] & 0xFF;
        int last = (width - 1) / 2;
        for (int column = 1; column <= last; column++) {
            int blueNear = blue[nearAt + column] & 0xFF;
            int blueFar = blue[farAt + column] & 0xFF;
            int redNear = red[nearAt + column] & 0xFF;
            int redFar = red[farAt + column] & 0xFF;
            int x = 2 * column;
            put(
                    x - 1,
                    luma[lumaAt + x - 1],
                    mixed(leftBlueNear, blueNear + leftBlueFar, blueFar),
                    mixed(leftRedNear, redNear + leftRedFar, redFar));
            put(
                    x,
                    luma[lumaAt + x],
                    mixed(blueNear, leftBlueNear + blueFar, leftBlueFar),
                    mixed(redNear, leftRedNear + redFar, leftRedFar));
            leftBlueNear = blueNear;
            leftBlueFar = blueFar;
            leftRedNear = redNear;
            leftRedFar = redFar;
        }
        if (width % 2 == 0) {
            put(
                    width - 1,
                    luma[lumaAt + width - 1],
                    atEdge(blue, nearAt + last, farAt + last),
                    atEdge(red, nearAt + last, farAt + last));
        }
    }

    private void put(int x, byte sample, int b, int r) {
        int bright = scaled(sample & 0xFF, 19077);
        bgr[3 * x] = level(bright + scaled(b, 33050) - 17685);
        bgr[3 * x + 1] = level(bright - scaled(b, 6419) - scaled(r, 13320) + 8708);
        bgr[3 * x + 2] = level(bright + scaled(r, 26149) - 14234);
    }

    /** Weighs the four samples of chroma around a pixel 9 : 3 : 3 : 1, rounding twice as the reference does. */
    private static int mixed(int nearest, int sides, int opposite) {
        return (((nearest + 3 * sides + opposite + 8) >> 3) + nearest) >> 1;
    }

    private static int atEdge(byte[] plane, int near, int far) {
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
