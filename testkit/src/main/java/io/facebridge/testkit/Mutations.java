package io.facebridge.testkit;

import java.util.Arrays;
import java.util.Random;

/**
 * Damages bytes, reproducibly by a seed: flips bits, sets bytes to boundary values, truncates, removes a part, duplicates one,
 * and overwrites numbers. Not thread-safe.
 */
public final class Mutations {
    private static final byte[] OFTEN_FORGOTTEN = {0, -1, 1, 0x7f, (byte) 0x80, '"', '{', '}', '[', ']', '-', '9', 'e'};

    private final Random random;

    private Mutations(long seed) {
        random = new Random(seed);
    }

    /**
     * Creates a sequence of damages.
     *
     * @param seed determines the whole sequence
     * @return a new sequence, at its beginning
     */
    public static Mutations of(long seed) {
        return new Mutations(seed);
    }

    /**
     * Damages bytes.
     *
     * @param original the bytes; not changed
     * @return a copy with one to four kinds of damage; rarely equal to the original
     */
    public byte[] next(byte[] original) {
        byte[] bytes = original.clone();
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times && bytes.length > 0; i++) {
            bytes = damaged(bytes);
        }
        return bytes;
    }

    private byte[] damaged(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(Math.min(16, bytes.length - at));
        return switch (random.nextInt(6)) {
            case 0 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                yield bytes;
            }
            case 1 -> {
                bytes[at] = OFTEN_FORGOTTEN[random.nextInt(OFTEN_FORGOTTEN.length)];
                yield bytes;
            }
            case 2 -> Arrays.copyOf(bytes, at);
            case 3 -> joined(bytes, at, at + length);
            case 4 -> joined(bytes, at + length, at);
            default -> {
                for (int i = at; i < at + length; i++) {
                    bytes[i] = (byte) random.nextInt(1 << Byte.SIZE);
                }
                yield bytes;
            }
        };
    }

    private static byte[] joined(byte[] bytes, int head, int tail) {
        byte[] joined = Arrays.copyOf(bytes, head + bytes.length - tail);
        System.arraycopy(bytes, tail, joined, head, bytes.length - tail);
        return joined;
    }

    @Override
    public String toString() {
        return "Mutations[]";
    }
}
