package io.facebridge.templates;

import java.util.Arrays;

/**
 * The rows whose signs differ least from a probe's: of all that are offered in ascending order, the {@code max} with the
 * smallest distance, and of equally near ones the first.
 */
final class NearestCodes {
    private static final int FIRST = 4_096;

    private final int max;
    private final int[] histogram;
    private long[] found;
    private int size;
    private int limit;

    /** Takes what differs in less than {@code limit} of the bits. */
    NearestCodes(int max, int bits, int limit) {
        this.max = max;
        this.limit = limit;
        histogram = new int[bits + 2];
        found = new long[Math.min(2 * max, FIRST)];
    }

    /** A row is worth offering if its distance is less than this. */
    int limit() {
        return limit;
    }

    void offer(int distance, int row) {
        if (size == found.length) {
            if (size < 2 * max) {
                found = Arrays.copyOf(found, (int) Math.min(2L * max, 2L * size));
            } else {
                shrink();
                if (distance >= limit) {
                    return;
                }
            }
        }
        found[size++] = (long) distance << 32 | row;
    }

    /** Takes in what another one has found in other rows. */
    void addAll(NearestCodes other) {
        long[] all = Arrays.copyOf(found, size + other.size);
        System.arraycopy(other.found, 0, all, size, other.size);
        Arrays.sort(all);
        size = Math.min(max, all.length);
        found = Arrays.copyOf(all, size + 1);
    }

    /** The nearest rows, each as distance and row, in no order. */
    long[] nearest() {
        if (size > max) {
            shrink();
        }
        return Arrays.copyOf(found, size);
    }

    private void shrink() {
        Arrays.fill(histogram, 0);
        for (int i = 0; i < size; i++) {
            histogram[(int) (found[i] >>> 32)]++;
        }
        int cut = 0;
        int below = 0;
        while (below + histogram[cut] < max) {
            below += histogram[cut];
            cut++;
        }
        int ties = max - below;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            int distance = (int) (found[i] >>> 32);
            if (distance < cut || (distance == cut && ties-- > 0)) {
                found[kept++] = found[i];
            }
        }
        size = kept;
        limit = cut;
    }
}
