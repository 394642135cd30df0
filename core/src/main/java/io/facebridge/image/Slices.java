package io.facebridge.image;

import java.util.Arrays;

/** Parts of a file's bytes and of bytes that replace others, in order; parts that touch are joined. */
final class Slices {
    private final byte[] file;
    private byte[][] sources = new byte[8][];
    private int[] bounds = new int[16];
    private int count;
    private long length;

    Slices(byte[] file) {
        this.file = file;
    }

    /** Appends bytes of the file. */
    void add(int from, int to) {
        add(file, from, to);
    }

    /** Appends bytes that are not in the file. */
    void add(byte[] bytes) {
        add(bytes, 0, bytes.length);
    }

    /** Appends what others consist of. */
    void add(Slices others) {
        for (int i = 0; i < others.count; i++) {
            add(others.sources[i], others.bounds[2 * i], others.bounds[2 * i + 1]);
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private void add(byte[] source, int from, int to) {
        if (from >= to) {
            return;
        }
        length += to - from;
        if (count > 0 && sources[count - 1] == source && bounds[2 * count - 1] == from) {
            bounds[2 * count - 1] = to;
            return;
        }
        if (count == sources.length) {
            sources = Arrays.copyOf(sources, count * 2);
            bounds = Arrays.copyOf(bounds, count * 4);
        }
        sources[count] = source;
        bounds[2 * count] = from;
        bounds[2 * count + 1] = to;
        count++;
    }

    byte[] source(int slice) {
        return sources[slice];
    }

    int count() {
        return count;
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
