package io.facebridge.local.internal;

import java.nio.ByteBuffer;

/**
 * A digest of a set of rows that is kept up to date by adding and subtracting: the sum of their codes, in four lanes modulo 2^64.
 * It proves something only while the codes are secret, so it is never written.
 */
record SetDigest(long a, long b, long c, long d) {
    static final int BYTES = 4 * Long.BYTES;
    static final SetDigest EMPTY = new SetDigest(0, 0, 0, 0);

    /** Of one row, by its code of 32 bytes. */
    static SetDigest of(byte[] code) {
        ByteBuffer lanes = ByteBuffer.wrap(code);
        return new SetDigest(lanes.getLong(), lanes.getLong(), lanes.getLong(), lanes.getLong());
    }

    SetDigest plus(SetDigest other) {
        return new SetDigest(a + other.a, b + other.b, c + other.c, d + other.d);
    }

    SetDigest minus(SetDigest other) {
        return new SetDigest(a - other.a, b - other.b, c - other.c, d - other.d);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(a)
                .putLong(b)
                .putLong(c)
                .putLong(d)
                .array();
    }

    /** Shows no number of it. */
    @Override
    public String toString() {
        return "SetDigest";
    }
}
