package io.facebridge.image.internal.webp;

/** The inverse transforms of VP8 (RFC 6386, section 14). */
final class Transforms {
    private static final int SIDE = 4;
    private static final int COSINE = 20091; // sqrt(2) * cos(pi / 8) - 1, in 1 / 65536
    private static final int SINE = 35468; // sqrt(2) * sin(pi / 8), in 1 / 65536

    private final int[] half = new int[SIDE * SIDE];

    /** Turns the second-order coefficients into the DC of each of the 16 luma blocks, 16 places apart. */
    void walshHadamard(int[] from, int[] to) {
        for (int i = 0; i < SIDE; i++) {
            int outer = from[i] + from[12 + i];
            int inner = from[4 + i] + from[8 + i];
            int innerRest = from[4 + i] - from[8 + i];
            int outerRest = from[i] - from[12 + i];
            half[i] = outer + inner;
            half[4 + i] = outerRest + innerRest;
            half[8 + i] = outer - inner;
            half[12 + i] = outerRest - innerRest;
        }
        for (int row = 0; row < half.length; row += SIDE) {
            int outer = half[row] + half[row + 3] + 3;
            int inner = half[row + 1] + half[row + 2];
            int innerRest = half[row + 1] - half[row + 2];
            int outerRest = half[row] - half[row + 3] + 3;
            int at = row * 16;
            to[at] = (outer + inner) >> 3;
            to[at + 16] = (outerRest + innerRest) >> 3;
            to[at + 32] = (outer - inner) >> 3;
            to[at + 48] = (outerRest - innerRest) >> 3;
        }
    }

    /** Adds the inverse cosine transform of 16 coefficients to a block of 4 x 4 samples. */
    void addCosine(int[] coefficients, int at, int[] samples, int corner, int stride) {
        for (int i = 0; i < SIDE; i++) {
            int first = coefficients[at + i];
            int second = coefficients[at + 4 + i];
            int third = coefficients[at + 8 + i];
            int fourth = coefficients[at + 12 + i];
            int sum = first + third;
            int difference = first - third;
            int turned = sine(second) - cosine(fourth);
            int kept = cosine(second) + sine(fourth);
            half[i] = sum + kept;
            half[4 + i] = difference + turned;
            half[8 + i] = difference - turned;
            half[12 + i] = sum - kept;
        }
        for (int row = 0; row < SIDE; row++) {
            int from = row * SIDE;
            int sum = half[from] + half[from + 2] + 4;
            int difference = half[from] - half[from + 2] + 4;
            int turned = sine(half[from + 1]) - cosine(half[from + 3]);
            int kept = cosine(half[from + 1]) + sine(half[from + 3]);
            int to = corner + row * stride;
            samples[to] = sample(samples[to] + ((sum + kept) >> 3));
            samples[to + 1] = sample(samples[to + 1] + ((difference + turned) >> 3));
            samples[to + 2] = sample(samples[to + 2] + ((difference - turned) >> 3));
            samples[to + 3] = sample(samples[to + 3] + ((sum - kept) >> 3));
        }
    }

    /** The same for a block of which only the first coefficient is not zero. */
    static void addConstant(int coefficient, int[] samples, int corner, int stride) {
        int level = (coefficient + 4) >> 3;
        for (int row = 0; row < SIDE; row++) {
            int to = corner + row * stride;
            for (int column = 0; column < SIDE; column++) {
                samples[to + column] = sample(samples[to + column] + level);
            }
        }
    }

    static int sample(int value) {
        return (value & ~0xFF) == 0 ? value : value < 0 ? 0 : 255;
    }

    private static int cosine(int value) {
        return value + ((value * COSINE) >> 16);
    }

    private static int sine(int value) {
        return (value * SINE) >> 16;
    }
}
