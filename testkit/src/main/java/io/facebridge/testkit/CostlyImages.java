package io.facebridge.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Creates small files that are costly to decode: each is valid, shows a single color, and is a few hundred kilobytes at most. */
public final class CostlyImages {
    private static final int MAX_RUN_LENGTH = 32767;
    private static final int COEFFICIENTS = 64;
    private static final int MAX_WORDS = 4080;

    private CostlyImages() {}

    /**
     * Creates a progressive JPEG of three components in full resolution, whose scans except the first are empty: a few bytes
     * for a pass over all pixels.
     *
     * @param width pixels, in [1, 65535]
     * @param height pixels, in [1, 65535]
     * @param scans the number of scans, in [1, 379]
     * @return the file: 306 kB at 7000 x 7000 pixels and 200 scans, 8.8 kB at 1000 x 1000
     * @throws IllegalArgumentException if a number is out of its range
     */
    public static byte[] progressive(int width, int height, int scans) {
        return progressive(width, height, 1, scans);
    }

    /**
     * Creates a progressive JPEG as cameras do, with colors of half the resolution.
     *
     * @param width pixels, in [1, 65535]
     * @param height pixels, in [1, 65535]
     * @param scans the number of scans, in [1, 379]
     * @return the file: 145 kB at 7000 x 7000 pixels and ten scans
     * @throws IllegalArgumentException if a number is out of its range
     */
    public static byte[] halvedProgressive(int width, int height, int scans) {
        return progressive(width, height, 2, scans);
    }

    private static byte[] progressive(int width, int height, int halved, int scans) {
        require(width, 65535, "width");
        require(height, 65535, "height");
        require(scans, 1 + 3 * 63 * 2, "scans");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bytes(out, 0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0);
        bytes(out, 0xFF, 0xDB, 0, 67, 0);
        for (int i = 0; i < COEFFICIENTS; i++) {
            out.write(8);
        }
        int luma = (halved << 4) | halved;
        bytes(out, 0xFF, 0xC2, 0, 17, 8, height >> 8, height, width >> 8, width, 3);
        bytes(out, 1, luma, 0, 2, 0x11, 0, 3, 0x11, 0);
        // Differences of DC: none, in one bit. Of AC: runs of blocks that end at once, each length in four bits.
        bytes(out, 0xFF, 0xC4, 0, 20, 0x00, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        bytes(out, 0xFF, 0xC4, 0, 34, 0x10, 0, 0, 0, 15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        for (int run = 0; run < 15; run++) {
            out.write(run << 4);
        }
        int across = blocks(width, halved);
        int down = blocks(height, halved);
        bytes(out, 0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 0, 0);
        zeros(out, (long) across * down * (halved * halved + 2));
        int written = 1;
        for (int missing = 1; missing >= 0; missing--) {
            int precision = missing == 1 ? 0x01 : 0x10;
            for (int component = 1; component <= 3; component++) {
                // Without the others a component has no blocks beyond its own edges.
                int own = component == 1 ? 1 : halved;
                long count = (long) blocks(width, own) * blocks(height, own);
                for (int coefficient = 1; coefficient < COEFFICIENTS && written < scans; coefficient++) {
                    bytes(out, 0xFF, 0xDA, 0, 8, 1, component, 0, coefficient, coefficient, precision);
                    emptyBlocks(out, count);
                    written++;
                }
            }
        }
        bytes(out, 0xFF, 0xD9);
        return out.toByteArray();
    }

    private static int blocks(int side, int halved) {
        int pixels = 8 * halved;
        return (side + pixels - 1) / pixels;
    }

    private static void zeros(ByteArrayOutputStream out, long bits) {
        out.writeBytes(new byte[(int) (bits / 8)]);
        if (bits % 8 > 0) {
            out.write(0xFF >> (int) (bits % 8));
        }
    }

    /** Runs of up to 32767 blocks: the length's number of bits, 14 at most, then those bits. */
    private static void emptyBlocks(ByteArrayOutputStream out, long blocks) {
        Bits bits = new Bits(out);
        for (long left = blocks; left > 0; ) {
            int run = (int) Math.min(left, MAX_RUN_LENGTH);
            int length = 31 - Integer.numberOfLeadingZeros(run);
            bits.write(length, 4);
            bits.write(run - (1 << length), length);
            left -= run;
        }
        bits.end();
    }

    /**
     * Creates a GIF of a single frame in one color.
     *
     * @param width pixels, in [1, 65535]
     * @param height pixels, in [1, 65535]
     * @return the file: 33 kB at 7000 x 7000 pixels
     * @throws IllegalArgumentException if a number is out of its range
     */
    public static byte[] gif(int width, int height) {
        require(width, 65535, "width");
        require(height, 65535, "height");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("GIF89a".getBytes(StandardCharsets.US_ASCII));
        bytes(out, width, width >> 8, height, height >> 8, 0x80, 0, 0, 128, 128, 128, 255, 255, 255);
        bytes(out, ',', 0, 0, 0, 0, width, width >> 8, height, height >> 8, 0, 2);
        byte[] data = lzw((long) width * height);
        for (int at = 0; at < data.length; at += 255) {
            int length = Math.min(255, data.length - at);
            out.write(length);
            out.write(data, at, length);
        }
        bytes(out, 0, ';');
        return out.toByteArray();
    }

    /** Words that are longer by one pixel each, until the table is full. */
    private static byte[] lzw(long pixels) {
        Codes codes = new Codes();
        codes.write(4); // clear the table
        int known = 1; // how many pixels the longest word has
        for (long left = pixels; left > 0; ) {
            int length = (int) Math.min(left, known);
            codes.write(length == 1 ? 0 : length + 4);
            left -= length;
            known++;
            if (known == MAX_WORDS) {
                codes.write(4);
                known = 1;
            }
        }
        codes.write(5);
        return codes.end();
    }

    /**
     * Creates a lossless WebP whose pixels take no bits at all.
     *
     * @param width pixels, in [1, 16384]
     * @param height pixels, in [1, 16384]
     * @return the file: 36 bytes, whatever the size
     * @throws IllegalArgumentException if a number is out of its range
     */
    public static byte[] webp(int width, int height) {
        require(width, 16384, "width");
        require(height, 16384, "height");
        ByteBuffer out = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(28);
        out.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII)).putInt(15).put((byte) 0x2F);
        out.putInt((width - 1) | ((height - 1) << 14));
        // No transform, no cache, one group; five codes of one symbol each: 128 for the colors, 255, 0.
        long bits = 0;
        int at = 3;
        for (int symbol : new int[] {128, 128, 128, 255}) {
            bits |= (0b101L | ((long) symbol << 3)) << at;
            at += 11;
        }
        bits |= 0b001L << at;
        return out.putLong(bits).array();
    }

    private static void require(int number, int max, String name) {
        if (number < 1 || number > max) {
            throw new IllegalArgumentException(name + " must be in [1, " + max + "] but was " + number);
        }
    }

    private static void bytes(ByteArrayOutputStream out, int... values) {
        for (int value : values) {
            out.write(value);
        }
    }

    /** Codes of the lengths that a GIF of two colors begins with, from the lowest bit on. */
    private static final class Codes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private long pending;
        private int count;
        private int size = 3;
        private int entries = 5; // the decoder's table has one more with each code but the first

        void write(int code) {
            pending |= (long) code << count;
            for (count += size; count >= 8; count -= 8) {
                out.write((int) pending);
                pending >>>= 8;
            }
            if (code == 4) {
                size = 3;
                entries = 5;
            } else if (++entries == 1 << size && size < 12) {
                size++;
            }
        }

        byte[] end() {
            out.write((int) pending);
            return out.toByteArray();
        }
    }

    /** Bits from the highest on, with a zero behind each byte of ones. */
    private static final class Bits {
        private final ByteArrayOutputStream out;
        private int pending;
        private int count;

        Bits(ByteArrayOutputStream out) {
            this.out = out;
        }

        void write(int value, int length) {
            for (int bit = length - 1; bit >= 0; bit--) {
                pending = (pending << 1) | ((value >> bit) & 1);
                if (++count == 8) {
                    put(pending);
                }
            }
        }

        void end() {
            while (count > 0) {
                write(1, 1);
            }
        }

        private void put(int value) {
            out.write(value);
            if ((value & 0xFF) == 0xFF) {
                out.write(0);
            }
            pending = 0;
            count = 0;
        }
    }
}
