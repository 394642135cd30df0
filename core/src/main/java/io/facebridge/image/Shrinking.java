package io.facebridge.image;

import java.util.Arrays;

/** Makes pixels fewer by averaging: every new pixel is the mean of the area it covers. */
final class Shrinking {
    private Shrinking() {}

    /**
     * Shrinks.
     *
     * @param pixels left as they are
     * @param width new width, at most the old one
     * @param height new height, at most the old one
     * @return new pixels, or the same if the size is the same
     */
    public static Pixels to(Pixels pixels, int width, int height) {
        if (width == pixels.width() && height == pixels.height()) {
            return pixels;
        }
        Pixels result = Pixels.allocate(width, height);
        double rowsEach = (double) pixels.height() / height;
        Columns columns = new Columns(pixels.width(), width);
        float[] sum = new float[width * Pixels.BYTES];
        float[] line = new float[width * Pixels.BYTES];
        int row = 0;
        for (int y = 0; y < pixels.height(); y++) {
            columns.average(pixels.bgr(), y * pixels.width() * Pixels.BYTES, line);
            double bottom = Math.min((row + 1) * rowsEach, pixels.height());
            double within = Math.min(1, bottom - y);
            add(sum, line, (float) (within / rowsEach));
            if (y + 1 >= bottom && row < height) {
                store(sum, result.bgr(), row * sum.length);
                row++;
                Arrays.fill(sum, 0);
                add(sum, line, (float) ((1 - within) / rowsEach));
            }
        }
        if (row < height) { // rounding can leave the last row a hair short
            store(sum, result.bgr(), row * sum.length);
        }
        return result;
    }

    private static void add(float[] sum, float[] line, float weight) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += line[i] * weight;
        }
    }

    private static void store(float[] sum, byte[] target, int at) {
        for (int i = 0; i < sum.length; i++) {
            target[at + i] = (byte) Math.min(255, (int) (sum[i] + 0.5f));
        }
    }

    /** Which columns a new column covers, the first and the last of them in part. */
    private static final class Columns {
        private final int[] first;
        private final int[] last;
        private final float[] firstPart;
        private final float[] lastPart;
        private final float each;

        Columns(int from, int to) {
            first = new int[to];
            last = new int[to];
            firstPart = new float[to];
            lastPart = new float[to];
            double size = (double) from / to;
            each = (float) (1 / size);
            for (int i = 0; i < to; i++) {
                double left = i * size;
                double right = Math.min((i + 1) * size, from);
                first[i] = (int) left;
                last[i] = Math.min((int) Math.ceil(right), from) - 1;
                firstPart[i] = (float) (Math.min(first[i] + 1, right) - left);
                lastPart[i] = (float) (right - last[i]);
            }
        }

        void average(byte[] bgr, int row, float[] line) {
            for (int i = 0; i < first.length; i++) {
                float blue = 0;
                float green = 0;
                float red = 0;
                int at = row + first[i] * Pixels.BYTES;
                for (int x = first[i]; x <= last[i]; x++) {
                    float part = x == first[i] ? firstPart[i] : x == last[i] ? lastPart[i] : 1;
                    blue += part * (bgr[at++] & 0xFF);
                    green += part * (bgr[at++] & 0xFF);
                    red += part * (bgr[at++] & 0xFF);
                }
                line[Pixels.BYTES * i] = blue * each;
                line[Pixels.BYTES * i + 1] = green * each;
                line[Pixels.BYTES * i + 2] = red * each;
            }
        }
    }
}
