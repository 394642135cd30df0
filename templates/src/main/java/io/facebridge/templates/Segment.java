package io.facebridge.templates;

import io.facebridge.templates.RowMemory.Floats;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a gallery, each three times: as sign bits, as bytes, and in full. One thread writes rows behind those that
 * readers know of; rows that were removed are cleared and never used again.
 */
final class Segment<P, F> {
    /** A coordinate of a row is off by half a step at most; six standard deviations of the sum over a probe of length 1. */
    private static final float SLACK = 1.75f;

    /** Rounding of sums of floats. */
    private static final float ROUNDING = 2e-6f;

    /** Where the segment begins in its gallery. */
    final int base;

    private final int dimension;
    private final int words;
    private final long[] bits;
    private final byte[] codes;
    private final float[] steps;
    private final Floats floats;
    private final @Nullable Entry<P, F>[] owners;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Segment(int base, int capacity, int dimension, int words, Floats floats) {
        this.base = base;
        this.dimension = dimension;
        this.words = words;
        this.floats = floats;
        bits = new long[capacity * words];
        codes = new byte[capacity * dimension];
        steps = new float[capacity];
        owners = new Entry[capacity];
    }

    int capacity() {
        return owners.length;
    }

    void write(int row, Entry<P, F> owner, TemplateRow from) {
        System.arraycopy(from.codes, 0, codes, row * dimension, dimension);
        System.arraycopy(from.bits, 0, bits, row * words, words);
        steps[row] = from.step;
        floats.write(row, from.vector);
        owners[row] = owner;
    }

    void clear(int row) {
        owners[row] = null;
        Arrays.fill(bits, row * words, (row + 1) * words, 0);
        Arrays.fill(codes, row * dimension, (row + 1) * dimension, (byte) 0);
        steps[row] = 0;
        floats.clear(row, dimension);
    }

    @Nullable
    Entry<P, F> owner(int row) {
        return owners[row];
    }

    void read(int row, float[] into) {
        floats.read(row, into);
    }

    /** The cosine of a row and a probe, with the arithmetic of {@link io.facebridge.match.FaceTemplate#cosine}. */
    double cosine(int row, float[] probe, float[] scratch) {
        floats.read(row, scratch);
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += (double) scratch[i] * probe[i];
        }
        return Math.max(-1, Math.min(1, sum));
    }

    /** What the cosine of a row cannot exceed, by the row's bytes. */
    float boundByCodes(int row, float[] probe) {
        int at = row * dimension;
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        int i = 0;
        for (; i + 3 < dimension; i += 4) {
            first += codes[at + i] * probe[i];
            second += codes[at + i + 1] * probe[i + 1];
            third += codes[at + i + 2] * probe[i + 2];
            fourth += codes[at + i + 3] * probe[i + 3];
        }
        for (; i < dimension; i++) {
            first += codes[at + i] * probe[i];
        }
        return steps[row] * (first + second + third + fourth + SLACK);
    }

    /** What the cosine of a row cannot exceed, by the row itself. */
    float boundByFloats(int row, float[] probe, float[] scratch) {
        floats.read(row, scratch);
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        int i = 0;
        for (; i + 3 < dimension; i += 4) {
            first += scratch[i] * probe[i];
            second += scratch[i + 1] * probe[i + 1];
            third += scratch[i + 2] * probe[i + 2];
            fourth += scratch[i + 3] * probe[i + 3];
        }
        for (; i < dimension; i++) {
            first += scratch[i] * probe[i];
        }
        return first + second + third + fourth + ROUNDING;
    }

    void offer(NearestCodes nearest, long[] probe, int rows) {
        if (words == 8) {
            offerOfEight(nearest, probe, rows);
        } else if (words == 2) {
            offerOfTwo(nearest, probe, rows);
        } else {
            offerOfAny(nearest, probe, rows);
        }
    }

    private void offerOfEight(NearestCodes nearest, long[] probe, int rows) {
        long a = probe[0];
        long b = probe[1];
        long c = probe[2];
        long d = probe[3];
        long e = probe[4];
        long f = probe[5];
        long g = probe[6];
        long h = probe[7];
        int limit = nearest.limit();
        for (int row = 0, at = 0; row < rows; row++, at += 8) {
            int distance = Long.bitCount(bits[at] ^ a)
                    + Long.bitCount(bits[at + 1] ^ b)
                    + Long.bitCount(bits[at + 2] ^ c)
                    + Long.bitCount(bits[at + 3] ^ d)
                    + Long.bitCount(bits[at + 4] ^ e)
                    + Long.bitCount(bits[at + 5] ^ f)
                    + Long.bitCount(bits[at + 6] ^ g)
                    + Long.bitCount(bits[at + 7] ^ h);
            if (distance < limit && owners[row] != null) {
                nearest.offer(distance, base + row);
                limit = nearest.limit();
            }
        }
    }

    private void offerOfTwo(NearestCodes nearest, long[] probe, int rows) {
        long a = probe[0];
        long b = probe[1];
        int limit = nearest.limit();
        for (int row = 0, at = 0; row < rows; row++, at += 2) {
            int distance = Long.bitCount(bits[at] ^ a) + Long.bitCount(bits[at + 1] ^ b);
            if (distance < limit && owners[row] != null) {
                nearest.offer(distance, base + row);
                limit = nearest.limit();
            }
        }
    }

    private void offerOfAny(NearestCodes nearest, long[] probe, int rows) {
        int limit = nearest.limit();
        for (int row = 0, at = 0; row < rows; row++, at += words) {
            int distance = 0;
            for (int word = 0; word < words; word++) {
                distance += Long.bitCount(bits[at + word] ^ probe[word]);
            }
            if (distance < limit && owners[row] != null) {
                nearest.offer(distance, base + row);
                limit = nearest.limit();
            }
        }
    }
}
