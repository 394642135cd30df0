package io.facebridge.image.internal.webp;

import java.io.IOException;

/** A canonical prefix code: a table for short words, counting for the others, so that thousands of codes stay small. */
final class PrefixCode {
    static final int MAX_LENGTH = 15;

    private static final int DIRECT = 8;
    private static final int LENGTH_BITS = 4;

    /** By the next bits: symbol and length of the word; 0 where the word is longer than the table is deep. */
    private final char[] direct;

    private final int depth;
    private final char[] symbols; // by length, then by symbol
    private final int[] counts = new int[MAX_LENGTH + 1];

    private PrefixCode(int[] lengths, int alphabet) throws IOException {
        int used = 0;
        int longest = 0;
        for (int symbol = 0; symbol < alphabet; symbol++) {
            if (lengths[symbol] > 0) {
                counts[lengths[symbol]]++;
                longest = Math.max(longest, lengths[symbol]);
                used++;
            }
        }
        symbols = new char[used];
        int[] next = new int[MAX_LENGTH + 1];
        for (int length = 1; length < MAX_LENGTH; length++) {
            next[length + 1] = next[length] + counts[length];
        }
        for (int symbol = 0; symbol < alphabet; symbol++) {
            if (lengths[symbol] > 0) {
                symbols[next[lengths[symbol]]++] = (char) symbol;
            }
        }
        if (used == 1) { // takes no bits, whatever its length
            depth = 0;
            direct = new char[] {(char) (symbols[0] << LENGTH_BITS)};
            return;
        }
        checkComplete();
        depth = Math.min(longest, DIRECT);
        direct = new char[1 << depth];
        fill();
    }

    static PrefixCode of(int[] lengths, int alphabet) throws IOException {
        return new PrefixCode(lengths, alphabet);
    }

    /** About how many bytes it occupies. */
    int size() {
        return 2 * (direct.length + symbols.length) + 4 * counts.length + 64;
    }

    int read(BitReader in) throws IOException {
        int entry = direct[in.peek(depth)];
        int length = entry & MAX_LENGTH;
        if (length > 0 || depth == 0) {
            in.skip(length);
            return entry >> LENGTH_BITS;
        }
        return readLong(in);
    }

    private int readLong(BitReader in) throws IOException {
        int bits = in.peek(MAX_LENGTH);
        int word = 0;
        int first = 0; // the first word of a length
        int index = 0; // the place of its symbol
        for (int length = 1; length <= MAX_LENGTH; length++) {
            word |= bits >> (length - 1) & 1;
            int beyond = word - first - counts[length];
            if (beyond < 0) {
                in.skip(length);
                return symbols[index + word - first];
            }
            index += counts[length];
            first = (first + counts[length]) << 1;
            word <<= 1;
        }
        throw new IOException("a prefix code has no such word");
    }

    private void checkComplete() throws IOException {
        int open = 1;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            open = 2 * open - counts[length];
            if (open < 0) {
                throw new IOException("a prefix code has too many words");
            }
        }
        if (open > 0) {
            throw new IOException("a prefix code is not complete");
        }
    }

    private void fill() {
        int word = 0;
        int index = 0;
        for (int length = 1; length <= depth; length++) {
            for (int i = 0; i < counts[length]; i++, word++, index++) {
                int reversed = Integer.reverse(word) >>> (Integer.SIZE - length);
                for (int at = reversed; at < direct.length; at += 1 << length) {
                    direct[at] = (char) (symbols[index] << LENGTH_BITS | length);
                }
            }
            word <<= 1;
        }
    }
}
