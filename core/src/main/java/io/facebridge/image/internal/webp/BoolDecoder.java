package io.facebridge.image.internal.webp;

import java.io.EOFException;

/** Reads the bits of one partition, each coded with its probability (RFC 6386, section 7). */
final class BoolDecoder {
    private static final int EVEN = 128;
    private static final int LOADED = 48;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int range = 255;

    /** What was loaded and not yet used; {@link #below} bits of it lie below the eight that are compared with a split. */
    private long value;

    private int below = -8;

    BoolDecoder(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /** Reads a bit that is 0 with a probability of {@code probability} / 256. */
    int bit(int probability) throws EOFException {
        if (below < 0) {
            load();
        }
        int split = 1 + (((range - 1) * probability) >> 8);
        long bound = (long) split << below;
        int bit;
        if (value < bound) {
            range = split;
            bit = 0;
        } else {
            range -= split;
            value -= bound;
            bit = 1;
        }
        int shift = Integer.numberOfLeadingZeros(range) - 24;
        range <<= shift;
        below -= shift;
        return bit;
    }

    boolean flag() throws EOFException {
        return bit(EVEN) == 1;
    }

    int unsigned(int bits) throws EOFException {
        int number = 0;
        for (int i = 0; i < bits; i++) {
            number = number << 1 | bit(EVEN);
        }
        return number;
    }

    /** The sign follows the magnitude. */
    int signed(int bits) throws EOFException {
        int magnitude = unsigned(bits);
        return flag() ? -magnitude : magnitude;
    }

    /** Reads a flag and, if it is set, a signed number; else 0. */
    int optionalSigned(int bits) throws EOFException {
        return flag() ? signed(bits) : 0;
    }

    private void load() throws EOFException {
        if (at == end) {
            throw new EOFException("a partition is incomplete");
        }
        while (below < LOADED && at < end) {
            value = value << 8 | (bytes[at++] & 0xFF);
            below += 8;
        }
    }
}
