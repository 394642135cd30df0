package io.facebridge.image;

import java.io.ByteArrayOutputStream;

/** Baseline JPEGs of one plain color each, of any size and of one to four components, none of them subsampled. */
final class TinyJpeg {
    private static final byte[] END = {(byte) 0xFF, (byte) 0xD9};

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int bits;
    private int count;

    private TinyJpeg() {}

    /** All components in one scan. */
    static byte[] plain(int width, int height, int components, int... levels) {
        TinyJpeg jpeg = new TinyJpeg();
        jpeg.head(width, height, components);
        int[] all = new int[components];
        for (int i = 0; i < components; i++) {
            all[i] = i;
        }
        jpeg.scan(blocks(width, height), levels, all);
        return SyntheticImages.join(jpeg.out.toByteArray(), END);
    }

    /** Three components in a scan each. */
    static byte[] scanByScan(int width, int height, int... levels) {
        TinyJpeg jpeg = new TinyJpeg();
        jpeg.head(width, height, levels.length);
        for (int i = 0; i < levels.length; i++) {
            jpeg.scan(blocks(width, height), levels, new int[] {i});
        }
        return SyntheticImages.join(jpeg.out.toByteArray(), END);
    }

    private static int blocks(int width, int height) {
        return (width + 7) / 8 * ((height + 7) / 8);
    }

    private void head(int width, int height, int components) {
        bytes(0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0);
        for (int i = 0; i < 64; i++) {
            out.write(8); // a coefficient of 1 is a level of 1
        }
        bytes(0xFF, 0xC0, 0, 8 + 3 * components, 8, height >> 8, height, width >> 8, width, components);
        for (int i = 0; i < components; i++) {
            bytes(i + 1, 0x11, 0);
        }
        // Differences of 0 in one bit, of 5 to 8 bits in two to five; the end of a block in one bit.
        bytes(0xFF, 0xC4, 0, 24, 0x00, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 6, 7, 8);
        bytes(0xFF, 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private void scan(int blocks, int[] levels, int[] components) {
        bytes(0xFF, 0xDA, 0, 6 + 2 * components.length, components.length);
        for (int component : components) {
            bytes(component + 1, 0);
        }
        bytes(0, 63, 0);
        for (int block = 0; block < blocks; block++) {
            for (int component : components) {
                int level = component < levels.length ? levels[component] : 128;
                difference(block == 0 ? level - 128 : 0);
                put(0, 1);
            }
        }
        while (count != 0) {
            put(1, 1);
        }
    }

    private void difference(int value) {
        if (value == 0) {
            put(0, 1);
            return;
        }
        int size = 32 - Integer.numberOfLeadingZeros(Math.abs(value));
        if (size < 5) {
            throw new IllegalArgumentException(
                    "levels must be 128 or at least 16 away from it but one was " + (128 + value));
        }
        put((1 << (size - 3)) - 2, size - 3); // 10, 110, 1110, 11110
        put(value > 0 ? value : value + (1 << size) - 1, size);
    }

    private void put(int value, int size) {
        for (int i = size - 1; i >= 0; i--) {
            bits = bits << 1 | (value >> i & 1);
            if (++count == 8) {
                out.write(bits);
                if ((bits & 0xFF) == 0xFF) {
                    out.write(0);
                }
                bits = 0;
                count = 0;
            }
        }
    }

    private void bytes(int... values) {
        for (int value : values) {
            out.write(value);
        }
    }
}
