package io.facebridge.image.internal;

import java.util.Arrays;

/** Parts of an array, in order; parts that touch are joined. */
final class Slices {
    private final byte[] bytes;
    private int[] bounds = new int[16];
    private int used;
    private long length;

    Slices(byte[] bytes) {
        this.bytes = bytes;
    }

    void add(int from, int to) {
        if (from >= to) {
            return;
        }
        length += to - from;
        if (used > 0 && bounds[used - 1] == from) {
            bounds[used - 1] = to;
            return;
        }
        if (used == bounds.length) {
            bounds = Arrays.copyOf(bounds, used * 2);
        }
        bounds[used++] = from;
        bounds[used++] = to;
    }

    byte[] bytes() {
        return bytes;
    }

    int count() {
        return used / 2;
    }

    int from(int slice) {
        return bounds[2 * slice];
    }

    int to(int slice) {
        return bounds[2 * slice + 1];
    }

    long length() {
        return length;
    }
}
