package io.facebridge.spi.templates;

import java.util.SplittableRandom;

/**
 * One bit for each direction of a vector: its sign after a rotation that spreads every coordinate over all others (a
 * Hadamard matrix after random signs), so that coordinates that say little do not count as much as those that say much.
 * The share of bits in which two vectors differ is, on average, their angle divided by 180 degrees.
 */
final class Signs {
    private static final long SEED = 0x5eed_b175L;

    private final int size;
    private final float[] flips;

    Signs(int dimension) {
        size = Math.max(Long.SIZE, Integer.highestOneBit(2 * dimension - 1));
        flips = new float[dimension];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < dimension; i++) {
            flips[i] = random.nextBoolean() ? 1 : -1;
        }
    }

    int words() {
        return size / Long.SIZE;
    }

    int bits() {
        return size;
    }

    void write(float[] vector, long[] into, int offset) {
        float[] rotated = new float[size];
        for (int i = 0; i < vector.length; i++) {
            rotated[i] = vector[i] * flips[i];
        }
        for (int half = 1; half < size; half *= 2) {
            for (int block = 0; block < size; block += 2 * half) {
                for (int i = block; i < block + half; i++) {
                    float a = rotated[i];
                    float b = rotated[i + half];
                    rotated[i] = a + b;
                    rotated[i + half] = a - b;
                }
            }
        }
        for (int word = 0; word < words(); word++) {
            long bits = 0;
            for (int i = 0; i < Long.SIZE; i++) {
                if (rotated[word * Long.SIZE + i] >= 0) {
                    bits |= 1L << i;
                }
            }
            into[offset + word] = bits;
        }
    }
}
