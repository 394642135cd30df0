package io.facebridge.image;

/** Turns and mirrors pixels as the EXIF orientation says. */
final class Upright {
    // Of a turned image one side is read across rows; a block of 32 x 32 pixels stays in the first-level cache.
    private static final int BLOCK = 32;

    private Upright() {}

    /** Returns the same pixels if they are upright already. */
    static Pixels turn(Pixels stored, int orientation) {
        if (orientation == 1) {
            return stored;
        }
        int w = stored.width();
        int h = stored.height();
        // Where the upright image's first pixel is stored, and how far to go there for one pixel right and one down.
        int x0 = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8 ? w - 1 : 0;
        int y0 = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7 ? h - 1 : 0;
        int stepX = x0 == 0 ? 1 : -1;
        int stepY = (y0 == 0 ? 1 : -1) * w;
        return orientation < 5
                ? walk(stored, w, h, y0 * w + x0, stepX, stepY)
                : walk(stored, h, w, y0 * w + x0, stepY, stepX);
    }

    private static Pixels walk(Pixels stored, int width, int height, int start, int right, int down) {
        Pixels upright = Pixels.allocate(width, height);
        byte[] from = stored.bgr();
        byte[] to = upright.bgr();
        for (int top = 0; top < height; top += BLOCK) {
            int bottom = Math.min(top + BLOCK, height);
            for (int left = 0; left < width; left += BLOCK) {
                int end = Math.min(left + BLOCK, width);
                for (int y = top; y < bottom; y++) {
                    int source = Pixels.BYTES * (start + left * right + y * down);
                    int target = Pixels.BYTES * (y * width + left);
                    for (int x = left; x < end; x++) {
                        to[target] = from[source];
                        to[target + 1] = from[source + 1];
                        to[target + 2] = from[source + 2];
                        source += Pixels.BYTES * right;
                        target += Pixels.BYTES;
                    }
                }
            }
        }
        return upright;
    }
}
