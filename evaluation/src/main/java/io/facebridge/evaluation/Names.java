package io.facebridge.evaluation;

import java.util.Arrays;

/**
 * Numbers for names, in the order in which they are first seen. The names themselves are not kept: a name is known by 64
 * bits of hash, so that ten million of them fit.
 */
final class Names {
    private long[] hashes = new long[1 << 10];
    private int[] codes = new int[1 << 10];
    private long[] keys = new long[1 << 9];
    private int size;

    int size() {
        return size;
    }

    /** Returns the key of a name, equal in every set. */
    long key(int code) {
        return keys[code];
    }

    long[] keys() {
        return Arrays.copyOf(keys, size);
    }

    int codeOf(char[] text, int from, int length) {
        long hash = 0xCBF29CE484222325L;
        for (int i = from; i < from + length; i++) {
            hash = (hash ^ text[i]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return codeOf(mixed(hash));
    }

    int codeOf(String text) {
        return codeOf(text.toCharArray(), 0, text.length());
    }

    private int codeOf(long hash) {
        long key = hash == 0 ? 1 : hash;
        int mask = hashes.length - 1;
        int slot = (int) key & mask;
        while (hashes[slot] != 0) {
            if (hashes[slot] == key) {
                return codes[slot];
            }
            slot = (slot + 1) & mask;
        }
        hashes[slot] = key;
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
        }
        keys[size] = key;
        codes[slot] = size++;
        if (size * 2 > hashes.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldCodes = codes;
        hashes = new long[oldHashes.length * 2];
        codes = new int[hashes.length];
        int mask = hashes.length - 1;
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldHashes[i] != 0) {
                int slot = (int) oldHashes[i] & mask;
                while (hashes[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                hashes[slot] = oldHashes[i];
                codes[slot] = oldCodes[i];
            }
        }
        Arrays.fill(oldHashes, 0);
    }

    static long mixed(long hash) {
        long z = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
