package io.facebridge.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes inputs apart. */
public final class Input {
    private Input() {}

    /** One of some, by the byte at a place; the first if the input is shorter. */
    public static int choice(byte[] input, int at, int count) {
        return at < input.length ? (input[at] & 0xff) % count : 0;
    }

    /** What follows the first bytes. */
    public static byte[] after(byte[] input, int count) {
        return Arrays.copyOfRange(input, Math.min(count, input.length), input.length);
    }

    /** The bytes as text; what is not UTF-8 is replaced. */
    public static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    /** A text as bytes. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Parts one after the other. */
    public static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
