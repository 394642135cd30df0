package io.facebridge.image.internal.webp;

import java.io.EOFException;

/** Reads bits of an array, the lowest of each byte first. */
final class BitReader {
    private static final int MAX_BITS_AT_ONCE = 32;

    private final byte[] bytes;
    private final int end;
    private int at;
    private long loaded;
    private int count;

    BitReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /** The next bits without taking them; those after the end are zero. */
    int peek(int bits) {
        if (count < MAX_BITS_AT_ONCE) {
            while (count <= Long.SIZE - Byte.SIZE && at < end) {
                loaded |= (bytes[at++] & 0xFFL) << count;
                count += Byte.SIZE;
            }
        }
        return (int) (loaded & ((1L << bits) - 1));
    }

    void skip(int bits) throws EOFException {
        if (bits > count) {
            throw new EOFException("the image's data is incomplete");
        }
        loaded >>>= bits;
        count -= bits;
    }

    int read(int bits) throws EOFException {
        int value = peek(bits);
        skip(bits);
        return value;
    }

    boolean flag() throws EOFException {
        return read(1) == 1;
    }
}
