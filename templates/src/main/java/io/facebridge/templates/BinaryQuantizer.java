package io.facebridge.templates;

import java.util.SplittableRandom;

/**
 * One bit for each direction of a vector: its sign after a rotation that spreads every coordinate over all others (a
 * Hadamard matrix after random signs), so that coordinates that say little do not count as much as those that say much.
 * The share of bits in which two vectors differ is, on average, their angle divided by 180 degrees.
 */
final class BinaryQuantizer {
    private static final long SEED = 0x5eed_b175L;

    private final int size;
    private final float[] flips;

    BinaryQuantizer(int dimension) {
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
        int half = 1;
        for (; 8 * half <= size; half *= 8) {
            turnEights(rotated, half);
        }
        for (; half < size; half *= 2) {
            turnPairs(rotated, half);
        }
        for (int word = 0; word < words(); word++) {
            long bits = 0;
            for (int i = 0; i < Long.SIZE; i++) {
                bits |= (long) (~Float.floatToRawIntBits(rotated[word * Long.SIZE + i]) >>> 31) << i;
            }
            into[offset + word] = bits;
        }
    }

    private void turnPairs(float[] r, int half) {
        for (int block = 0; block < size; block += 2 * half) {
            for (int i = block; i < block + half; i++) {
                float a = r[i];
                float b = r[i + half];
                r[i] = a + b;
                r[i + half] = a - b;
            }
        }
    }

    /** Three of these steps in one, because most of the time goes into reading and writing. */
    private void turnEights(float[] r, int half) {
        for (int block = 0; block < size; block += 8 * half) {
            for (int i = block; i < block + half; i++) {
                float a = r[i] + r[i + half];
                float b = r[i] - r[i + half];
                float c = r[i + 2 * half] + r[i + 3 * half];
                float d = r[i + 2 * half] - r[i + 3 * half];
                float e = r[i + 4 * half] + r[i + 5 * half];
                float f = r[i + 4 * half] - r[i + 5 * half];
                float g = r[i + 6 * half] + r[i + 7 * half];
                float h = r[i + 6 * half] - r[i + 7 * half];
                float ac = a + c;
                float bd = b + d;
                float aMinusC = a - c;
                float bMinusD = b - d;
                float eg = e + g;
                float fh = f + h;
                float eMinusG = e - g;
                float fMinusH = f - h;
                r[i] = ac + eg;
                r[i + half] = bd + fh;
                r[i + 2 * half] = aMinusC + eMinusG;
                r[i + 3 * half] = bMinusD + fMinusH;
                r[i + 4 * half] = ac - eg;
                r[i + 5 * half] = bd - fh;
                r[i + 6 * half] = aMinusC - eMinusG;
                r[i + 7 * half] = bMinusD - fMinusH;
            }
        }
    }
}
