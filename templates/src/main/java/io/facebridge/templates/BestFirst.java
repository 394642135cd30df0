package io.facebridge.templates;

/** Rows by an upper bound of their score, highest first: a heap, because few of many are taken. */
final class BestFirst {
    private final long[] heap;
    private int size;

    BestFirst(int capacity) {
        heap = new long[capacity];
    }

    void add(float bound, int row) {
        heap[size++] = (long) sortable(bound) << 32 | (0xffff_ffffL & ~row);
    }

    /** To be called once, after everything was added. */
    void order() {
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    float bound() {
        return unsortable((int) (heap[0] >> 32));
    }

    int take() {
        int row = ~(int) heap[0];
        size--;
        heap[0] = heap[size];
        sink(0);
        return row;
    }

    private void sink(int start) {
        int at = start;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                return;
            }
            if (child + 1 < size && heap[child + 1] > heap[child]) {
                child++;
            }
            if (heap[at] >= heap[child]) {
                return;
            }
            long swap = heap[at];
            heap[at] = heap[child];
            heap[child] = swap;
            at = child;
        }
    }

    private static int sortable(float value) {
        int bits = Float.floatToIntBits(value);
        return bits < 0 ? bits ^ 0x7fff_ffff : bits;
    }

    private static float unsortable(int bits) {
        return Float.intBitsToFloat(bits < 0 ? bits ^ 0x7fff_ffff : bits);
    }
}
