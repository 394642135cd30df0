package io.facebridge.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * EXIF in a PNG's text, as writers kept it before there was a chunk of its own: under the key "Raw profile type exif" an
 * empty line, the name, the number of bytes in decimal digits, and the bytes in hexadecimal digits.
 */
final class PngText {
    private static final byte[] KEY = "Raw profile type exif\0".getBytes(StandardCharsets.ISO_8859_1);

    // Two digits a byte, a line feed after every 36, and the lines before.
    private static final int MAX_TEXT_BYTES = 5 * PngStructure.MAX_EXIF_BYTES / 2;

    private PngText() {}

    /** Returns none if the chunk is no such text. */
    static byte @Nullable [] exif(byte[] bytes, int chunk, int length) {
        boolean plain = PngStructure.isType(bytes, chunk, "tEXt");
        boolean compressed = PngStructure.isType(bytes, chunk, "zTXt");
        boolean international = PngStructure.isType(bytes, chunk, "iTXt");
        int from = chunk + 8;
        int end = from + length;
        if (!(plain || compressed || international)
                || length < KEY.length
                || !Arrays.equals(bytes, from, from + KEY.length, KEY, 0, KEY.length)) {
            return null;
        }
        int at = from + KEY.length;
        if (international) {
            if (end - at < 2) {
                return null;
            }
            compressed = bytes[at] != 0;
            at = afterZero(bytes, afterZero(bytes, at + 2, end), end); // a language, and the key in it
        } else if (compressed) {
            at++; // the method
        }
        if (at >= end) {
            return null;
        }
        byte[] text = compressed
                ? PngStructure.inflate(bytes, at, end - at, MAX_TEXT_BYTES)
                : Arrays.copyOfRange(bytes, at, Math.min(end, at + MAX_TEXT_BYTES));
        return text == null ? null : unhex(text);
    }

    private static int afterZero(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != 0) {
            at++;
        }
        return at + 1;
    }

    /** The bytes in the lines after the third line feed, as far as they are digits. */
    private static byte[] unhex(byte[] text) {
        int at = 0;
        for (int lines = 0; at < text.length && lines < 3; at++) {
            lines += text[at] == '\n' ? 1 : 0;
        }
        byte[] found = new byte[(text.length - at + 1) / 2];
        int digits = 0;
        for (; at < text.length; at++) {
            int digit = Character.digit(text[at], 16);
            if (digit >= 0) {
                found[digits / 2] |= (byte) (digit << (digits % 2 == 0 ? 4 : 0));
                digits++;
            } else if (text[at] > ' ') {
                break;
            }
        }
        return Arrays.copyOf(found, digits / 2);
    }
}
