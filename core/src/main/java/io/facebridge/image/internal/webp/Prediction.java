package io.facebridge.image.internal.webp;

import java.util.Arrays;

/**
 * Predicts samples from those above and to the left (RFC 6386, section 12). All arrays hold one row above and one column
 * to the left of what is predicted.
 */
final class Prediction {
    /** Of 16 x 16 luma and of chroma. */
    static final int DC = 0;

    static final int VERTICAL = 1;
    static final int HORIZONTAL = 2;
    static final int TRUE_MOTION = 3;

    /** Of 4 x 4 luma, in the order of the specification. */
    static final int BLOCK_DC = 0;

    static final int BLOCK_TRUE_MOTION = 1;
    static final int BLOCK_VERTICAL = 2;
    static final int BLOCK_HORIZONTAL = 3;
    static final int BLOCK_LEFT_DOWN = 4;
    static final int BLOCK_RIGHT_DOWN = 5;
    static final int BLOCK_VERTICAL_RIGHT = 6;
    static final int BLOCK_VERTICAL_LEFT = 7;
    static final int BLOCK_HORIZONTAL_DOWN = 8;
    static final int BLOCK_HORIZONTAL_UP = 9;
    static final int BLOCK_MODES = 10;

    private static final int NEUTRAL = 128;
    private static final int SIDE = 4;

    /** Left from below, the corner at 4, and eight above; what would follow on either end is the end itself. */
    private final int[] edge = new int[13];

    private final int[] pairs = new int[12]; // the mean of an edge sample and the next
    private final int[] triples = new int[13]; // the weighted mean of an edge sample, twice, and those beside it

    /** Predicts a square of 16 x 16 or 8 x 8 samples. */
    static void square(int[] samples, int corner, int stride, int side, int mode, boolean above, boolean left) {
        switch (mode) {
            case VERTICAL -> {
                for (int row = 0; row < side; row++) {
                    System.arraycopy(samples, corner - stride, samples, corner + row * stride, side);
                }
            }
            case HORIZONTAL -> {
                for (int row = 0; row < side; row++) {
                    int at = corner + row * stride;
                    Arrays.fill(samples, at, at + side, samples[at - 1]);
                }
            }
            case TRUE_MOTION -> trueMotion(samples, corner, stride, side);
            default -> {
                int level = mean(samples, corner, stride, side, above, left);
                for (int row = 0; row < side; row++) {
                    int at = corner + row * stride;
                    Arrays.fill(samples, at, at + side, level);
                }
            }
        }
    }

    private static int mean(int[] samples, int corner, int stride, int side, boolean above, boolean left) {
        int sum = 0;
        int count = 0;
        if (above) {
            for (int i = 0; i < side; i++) {
                sum += samples[corner - stride + i];
            }
            count += side;
        }
        if (left) {
            for (int i = 0; i < side; i++) {
                sum += samples[corner - 1 + i * stride];
            }
            count += side;
        }
        return count == 0 ? NEUTRAL : (sum + count / 2) / count;
    }

    private static void trueMotion(int[] samples, int corner, int stride, int side) {
        int above = corner - stride;
        for (int row = 0; row < side; row++) {
            int at = corner + row * stride;
            int slope = samples[at - 1] - samples[above - 1];
            for (int column = 0; column < side; column++) {
                samples[at + column] = Transforms.sample(samples[above + column] + slope);
            }
        }
    }

    /** Predicts a block of 4 x 4 samples, for which four more above to the right are looked at. */
    void block(int[] samples, int corner, int stride, int mode) {
        switch (mode) {
            case BLOCK_DC -> square(samples, corner, stride, SIDE, DC, true, true);
            case BLOCK_TRUE_MOTION -> trueMotion(samples, corner, stride, SIDE);
            default -> directed(samples, corner, stride, mode);
        }
    }

    private void directed(int[] samples, int corner, int stride, int mode) {
        for (int i = 0; i < SIDE; i++) {
            edge[i] = samples[corner + (SIDE - 1 - i) * stride - 1];
        }
        System.arraycopy(samples, corner - stride - 1, edge, SIDE, edge.length - SIDE);
        int last = edge.length - 1;
        for (int i = 0; i < last; i++) {
            pairs[i] = (edge[i] + edge[i + 1] + 1) >> 1;
            triples[i] = (edge[Math.max(0, i - 1)] + 2 * edge[i] + edge[i + 1] + 2) >> 2;
        }
        triples[last] = (edge[last - 1] + 3 * edge[last] + 2) >> 2;
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                samples[corner + row * stride + column] = directed(mode, row, column);
            }
        }
    }

    private int directed(int mode, int row, int column) {
        return switch (mode) {
            case BLOCK_VERTICAL -> triples[5 + column];
            case BLOCK_HORIZONTAL -> triples[3 - row];
            case BLOCK_LEFT_DOWN -> triples[6 + row + column];
            case BLOCK_RIGHT_DOWN -> triples[4 - row + column];
            case BLOCK_VERTICAL_RIGHT -> {
                int along = 2 * column - row;
                yield along < -1
                        ? triples[4 + along + 1]
                        : (row & 1) == 0 ? pairs[4 + along / 2] : triples[4 + (along + 1) / 2];
            }
            case BLOCK_VERTICAL_LEFT -> {
                if (column == 3 && row >= 2) {
                    yield triples[8 + row];
                }
                yield (row & 1) == 0 ? pairs[5 + column + row / 2] : triples[6 + column + row / 2];
            }
            case BLOCK_HORIZONTAL_DOWN -> {
                int along = 2 * row - column;
                yield along < -1
                        ? triples[3 + column - 2 * row]
                        : (column & 1) == 0 ? pairs[3 - along / 2] : triples[4 - (along + 1) / 2];
            }
            default -> { // BLOCK_HORIZONTAL_UP
                int along = column + 2 * row;
                if (along > 5) {
                    yield edge[0];
                }
                yield (along & 1) == 0 ? pairs[2 - along / 2] : triples[2 - along / 2];
            }
        };
    }
}
