package io.facebridge.image.internal.webp;

import java.io.EOFException;

/** Reads the coefficients of blocks (RFC 6386, section 13). */
final class Tokens {
    /** The types of blocks, in the order of the tables. */
    static final int LUMA_WITHOUT_DC = 0;

    static final int SECOND_ORDER = 1;
    static final int CHROMA = 2;
    static final int LUMA_WITH_DC = 3;

    private static final int COUNT = 16;
    private static final int[] PLACES = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};

    /** The band of each coefficient, and of the one after the last, which is never looked at. */
    private static final int[] BANDS = {0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0};

    /** The bits of large values, from the highest, and the least such value. */
    private static final int[][] EXTRA = {
        {173, 148, 140},
        {176, 155, 140, 135},
        {180, 157, 141, 134, 130},
        {254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129}
    };

    private static final int[] MIN_VALUES = {11, 19, 35, 67};

    private final int[] probabilities;

    Tokens(int[] probabilities) {
        this.probabilities = probabilities;
    }

    /** Reads and multiplies coefficients, and returns where they end: the index after the last one, or {@code first}. */
    int read(
            BoolDecoder partition, int type, int context, int first, int dcStep, int acStep, int[] coefficients, int at)
            throws EOFException {
        int index = first;
        int node = node(type, index, context);
        while (index < COUNT) {
            if (partition.bit(probabilities[node]) == 0) {
                return index;
            }
            while (partition.bit(probabilities[node + 1]) == 0) {
                index++;
                if (index == COUNT) {
                    return COUNT;
                }
                node = node(type, index, 0);
            }
            int value;
            int next;
            if (partition.bit(probabilities[node + 2]) == 0) {
                value = 1;
                next = 1;
            } else {
                value = large(partition, node);
                next = 2;
            }
            value *= index == 0 ? dcStep : acStep;
            coefficients[at + PLACES[index]] = partition.flag() ? -value : value;
            index++;
            node = node(type, index, next);
        }
        return COUNT;
    }

    private static int node(int type, int index, int context) {
        return ((type * Vp8Tables.BANDS + BANDS[index]) * Vp8Tables.CONTEXTS + context) * Vp8Tables.NODES;
    }

    private int large(BoolDecoder partition, int node) throws EOFException {
        if (partition.bit(probabilities[node + 3]) == 0) {
            return partition.bit(probabilities[node + 4]) == 0 ? 2 : 3 + partition.bit(probabilities[node + 5]);
        }
        if (partition.bit(probabilities[node + 6]) == 0) {
            if (partition.bit(probabilities[node + 7]) == 0) {
                return 5 + partition.bit(159);
            }
            int high = partition.bit(165);
            return 7 + 2 * high + partition.bit(145);
        }
        int high = partition.bit(probabilities[node + 8]);
        int category = 2 * high + partition.bit(probabilities[node + 9 + high]);
        int extra = 0;
        for (int probability : EXTRA[category]) {
            extra = 2 * extra + partition.bit(probability);
        }
        return MIN_VALUES[category] + extra;
    }
}
