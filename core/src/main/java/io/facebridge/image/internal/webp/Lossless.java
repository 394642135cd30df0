package io.facebridge.image.internal.webp;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** An image in the lossless format of WebP (RFC 9649, section 3). */
public final class Lossless {
    /** How many bytes say how large an image is. */
    public static final int HEAD = 5;

    private static final int SIGNATURE = 0x2F;
    private static final int SIDE_BITS = 14;

    private static final int LITERALS = 256;
    private static final int LENGTHS = 24;
    private static final int DISTANCES = 40;
    private static final int MAX_CACHE_BITS = 11;
    private static final int MAX_ALPHABET_SIZE = LITERALS + LENGTHS + (1 << MAX_CACHE_BITS);

    /** The codes of one group: green with lengths and cache, red, blue, alpha, distances. */
    private static final int GROUP = 5;

    /** A file of a few megabytes could ask for thousands of megabytes of codes; an encoder needs a few. */
    private static final long MAX_CODES = 32L << 20;

    /** The smallest code takes four bits, and five of them less than seven hundred bytes. */
    private static final long CODES_OF_A_BYTE = 280;

    private static final int PULSE = 1 << 16;

    private static final int[] LENGTH_ORDER = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    /** Columns to the left and rows up of the short distances. */
    private static final int[] NEAR = numbers("""
        0 1 1 0 1 1 -1 1 0 2 2 0 1 2 -1 2 2 1 -2 1 2 2 -2 2
        0 3 3 0 1 3 -1 3 3 1 -3 1 2 3 -2 3 3 2 -3 2 0 4 4 0
        1 4 -1 4 4 1 -4 1 3 3 -3 3 2 4 -2 4 4 2 -4 2 0 5 3 4
        -3 4 4 3 -4 3 5 0 1 5 -1 5 5 1 -5 1 2 5 -2 5 5 2 -5 2
        4 4 -4 4 3 5 -3 5 5 3 -5 3 0 6 6 0 1 6 -1 6 6 1 -6 1
        2 6 -2 6 6 2 -6 2 4 5 -4 5 5 4 -5 4 3 6 -3 6 6 3 -6 3
        0 7 7 0 1 7 -1 7 5 5 -5 5 7 1 -7 1 4 6 -4 6 6 4 -6 4
        2 7 -2 7 7 2 -7 2 3 7 -3 7 7 3 -7 3 5 6 -5 6 6 5 -6 5
        8 0 4 7 -4 7 7 4 -7 4 8 1 8 2 6 6 -6 6 8 3 5 7 -5 7
        7 5 -7 5 8 4 6 7 -6 7 7 6 -7 6 8 5 7 7 -7 7 8 6 8 7
        """);

    private final BitReader in;
    private final Runnable pulse;
    private long codeBytes;

    private Lossless(BitReader in, Runnable pulse) {
        this.in = in;
        this.pulse = pulse;
    }

    /**
     * Returns whether the first byte is that of the format.
     *
     * @param bytes the file
     * @param from where the image begins
     * @return whether it may go on
     */
    public static boolean starts(byte[] bytes, int from) {
        return (bytes[from] & 0xFF) == SIGNATURE;
    }

    /**
     * Reads the width from the first {@link #HEAD} bytes.
     *
     * @param bytes the file
     * @param from where the image begins
     * @return pixels, at least 1
     */
    public static int width(byte[] bytes, int from) {
        return side(bytes, from, 0);
    }

    /**
     * Reads the height from the first {@link #HEAD} bytes.
     *
     * @param bytes the file
     * @param from where the image begins
     * @return pixels, at least 1
     */
    public static int height(byte[] bytes, int from) {
        return side(bytes, from, SIDE_BITS);
    }

    private static int side(byte[] bytes, int from, int shift) {
        int bits = (bytes[from + 1] & 0xFF)
                | (bytes[from + 2] & 0xFF) << 8
                | (bytes[from + 3] & 0xFF) << 16
                | (bytes[from + 4] & 0xFF) << 24;
        return 1 + (bits >>> shift & (1 << SIDE_BITS) - 1);
    }

    /**
     * Returns about how much is allocated to decode an image.
     *
     * @param width pixels
     * @param height pixels
     * @param length how many bytes it is encoded in
     * @return bytes
     */
    public static long workingBytes(int width, int height, int length) {
        // The pixels, and at most a sixteenth of them for each part that controls how they are read.
        return 5L * width * height + Math.min(MAX_CODES, CODES_OF_A_BYTE * length);
    }

    /**
     * Decodes an image.
     *
     * @param bytes the file
     * @param from where the image begins
     * @param to where it ends
     * @param pulse called repeatedly while decoding; an exception that it throws ends the decoding
     * @return the pixels row by row, alpha in the highest byte, then red, green and blue
     * @throws IOException if the image is incomplete or damaged
     */
    public static int[] decode(byte[] bytes, int from, int to, Runnable pulse) throws IOException {
        if (to - from < HEAD) {
            throw new EOFException("the image's header is incomplete");
        }
        BitReader in = new BitReader(bytes, from, to);
        if (in.read(8) != SIGNATURE) {
            throw new IOException("the signature is missing");
        }
        int width = 1 + in.read(SIDE_BITS);
        int height = 1 + in.read(SIDE_BITS);
        in.skip(1); // a hint whether alpha is in use
        if (in.read(3) != 0) {
            throw new IOException("the version is unknown");
        }
        return new Lossless(in, pulse).picture(width, height);
    }

    /** Decodes an image without a header, as alpha is stored. */
    static int[] decode(byte[] bytes, int from, int to, int width, int height, Runnable pulse) throws IOException {
        return new Lossless(new BitReader(bytes, from, to), pulse).picture(width, height);
    }

    private int[] picture(int width, int height) throws IOException {
        Deque<LosslessTransform> transforms = new ArrayDeque<>();
        int seen = 0;
        int codedWidth = width;
        while (in.flag()) {
            int type = in.read(2);
            if ((seen >> type & 1) == 1) {
                throw new IOException("a transform occurs twice");
            }
            seen |= 1 << type;
            LosslessTransform transform = transform(type, codedWidth, height);
            transforms.push(transform);
            codedWidth = transform.codedWidth();
        }
        int[] pixels = new int[Math.multiplyExact(width, height)];
        pixels(pixels, codedWidth, height, true);
        for (LosslessTransform transform : transforms) {
            pulse.run();
            transform.undo(pixels);
        }
        return pixels;
    }

    private LosslessTransform transform(int type, int width, int height) throws IOException {
        return switch (type) {
            case LosslessTransform.PREDICTOR, LosslessTransform.CROSS_COLOR -> {
                int bits = in.read(3) + 2;
                yield new LosslessTransform(type, width, height, bits, part(parts(width, bits), parts(height, bits)));
            }
            case LosslessTransform.PALETTE -> {
                int colors = in.read(8) + 1;
                int bits = colors > 16 ? 0 : colors > 4 ? 1 : colors > 2 ? 2 : 3;
                int[] palette = part(colors, 1);
                for (int i = 1; i < colors; i++) {
                    palette[i] = LosslessTransform.sum(palette[i], palette[i - 1]);
                }
                yield new LosslessTransform(type, width, height, bits, palette);
            }
            default -> new LosslessTransform(type, width, height, 0, new int[0]);
        };
    }

    static int parts(int side, int bits) {
        return (side + (1 << bits) - 1) >> bits;
    }

    private int[] part(int width, int height) throws IOException {
        int[] pixels = new int[width * height];
        pixels(pixels, width, height, false);
        return pixels;
    }

    private void pixels(int[] pixels, int width, int height, boolean grouped) throws IOException {
        int cacheBits = 0;
        if (in.flag()) {
            cacheBits = in.read(4);
            if (cacheBits < 1 || cacheBits > MAX_CACHE_BITS) {
                throw new IOException("the color cache has an impossible size");
            }
        }
        int groupBits = 0;
        int @Nullable [] groupOf = null;
        int groups = 1;
        if (grouped && in.flag()) {
            groupBits = in.read(3) + 2;
            groupOf = part(parts(width, groupBits), parts(height, groupBits));
            for (int i = 0; i < groupOf.length; i++) {
                groupOf[i] = groupOf[i] >> 8 & 0xFFFF;
                groups = Math.max(groups, groupOf[i] + 1);
            }
        }
        new Decoding(pixels, width, height, cacheBits, groupBits, groupOf, codes(groups, groupOf, cacheBits)).run();
    }

    /** Reads the codes of every group, and keeps those of the groups that some pixel uses. */
    private PrefixCode[][] codes(int groups, int @Nullable [] groupOf, int cacheBits) throws IOException {
        boolean[] used = new boolean[groups];
        if (groupOf == null) {
            used[0] = true;
        } else {
            for (int group : groupOf) {
                used[group] = true;
            }
        }
        int cache = cacheBits == 0 ? 0 : 1 << cacheBits;
        int[] alphabets = {LITERALS + LENGTHS + cache, LITERALS, LITERALS, LITERALS, DISTANCES};
        int[] lengths = new int[MAX_ALPHABET_SIZE];
        PrefixCode[][] codes = new PrefixCode[groups][];
        PrefixCode[] none = {};
        for (int group = 0; group < groups; group++) {
            if (group % LENGTHS == 0) {
                pulse.run();
            }
            PrefixCode[] own = new PrefixCode[GROUP];
            for (int i = 0; i < GROUP; i++) {
                own[i] = code(alphabets[i], lengths);
                codeBytes += used[group] ? own[i].size() : 0;
            }
            if (codeBytes > MAX_CODES) {
                throw new IOException("it has more prefix codes than any encoder writes");
            }
            codes[group] = used[group] ? own : none;
        }
        return codes;
    }

    private PrefixCode code(int alphabet, int[] lengths) throws IOException {
        Arrays.fill(lengths, 0, alphabet, 0);
        if (in.flag()) {
            boolean two = in.flag();
            mark(in.read(in.flag() ? 8 : 1), alphabet, lengths);
            if (two) {
                mark(in.read(8), alphabet, lengths);
            }
        } else {
            readLengths(alphabet, lengths);
        }
        return PrefixCode.of(lengths, alphabet);
    }

    private static void mark(int symbol, int alphabet, int[] lengths) throws IOException {
        if (symbol >= alphabet) {
            throw new IOException("a prefix code has a symbol that does not exist");
        }
        lengths[symbol] = 1;
    }

    private void readLengths(int alphabet, int[] lengths) throws IOException {
        int[] own = new int[LENGTH_ORDER.length];
        int count = in.read(4) + 4;
        for (int i = 0; i < count; i++) {
            own[LENGTH_ORDER[i]] = in.read(3);
        }
        PrefixCode code = PrefixCode.of(own, own.length);
        int left = alphabet;
        if (in.flag()) {
            left = 2 + in.read(2 + 2 * in.read(3));
            if (left > alphabet) {
                throw new IOException("a prefix code has more lengths than symbols");
            }
        }
        int previous = 8;
        for (int symbol = 0; symbol < alphabet && left > 0; left--) {
            int length = code.read(in);
            if (length <= PrefixCode.MAX_LENGTH) {
                lengths[symbol++] = length;
                previous = length == 0 ? previous : length;
                continue;
            }
            int times =
                    switch (length) {
                        case 16 -> 3 + in.read(2);
                        case 17 -> 3 + in.read(3);
                        default -> 11 + in.read(7);
                    };
            if (symbol + times > alphabet) {
                throw new IOException("a prefix code has more lengths than symbols");
            }
            Arrays.fill(lengths, symbol, symbol + times, length == 16 ? previous : 0);
            symbol += times;
        }
    }

    private static int[] numbers(String text) {
        return Arrays.stream(text.trim().split("\\s+"))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    /** One image, or one part that controls another, being read. */
    private final class Decoding {
        private static final int HASH = 0x1E35A7BD;

        private final int[] pixels;
        private final int width;
        private final int count;
        private final int[] cache;
        private final int cacheBits;
        private final int groupBits;
        private final int @Nullable [] groupOf;
        private final PrefixCode[][] codes;
        private int at;

        Decoding(
                int[] pixels,
                int width,
                int height,
                int cacheBits,
                int groupBits,
                int @Nullable [] groupOf,
                PrefixCode[][] codes) {
            this.pixels = pixels;
            this.width = width;
            this.count = width * height;
            this.cache = new int[cacheBits == 0 ? 0 : 1 << cacheBits];
            this.cacheBits = cacheBits;
            this.groupBits = groupBits;
            this.groupOf = groupOf;
            this.codes = codes;
        }

        void run() throws IOException {
            int next = 0;
            while (at < count) {
                if (at >= next) {
                    pulse.run();
                    next = at + PULSE;
                }
                PrefixCode[] group = group();
                int symbol = group[0].read(in);
                if (symbol < LITERALS) {
                    int red = group[1].read(in);
                    int blue = group[2].read(in);
                    int alpha = group[3].read(in);
                    put(alpha << 24 | red << 16 | symbol << 8 | blue);
                } else if (symbol < LITERALS + LENGTHS) {
                    int length = number(symbol - LITERALS);
                    copy(length, distance(number(group[4].read(in))));
                } else {
                    put(cache[symbol - LITERALS - LENGTHS]);
                }
            }
        }

        private PrefixCode[] group() {
            if (groupOf == null) {
                return codes[0];
            }
            int x = at % width;
            int y = at / width;
            return codes[groupOf[(y >> groupBits) * parts(width, groupBits) + (x >> groupBits)]];
        }

        private void put(int color) {
            pixels[at++] = color;
            if (cacheBits > 0) {
                cache[(HASH * color) >>> (Integer.SIZE - cacheBits)] = color;
            }
        }

        private void copy(int length, int distance) throws IOException {
            if (distance > at || length > count - at) {
                throw new IOException("it repeats pixels that do not exist");
            }
            for (int i = 0; i < length; i++) {
                put(pixels[at - distance]);
            }
        }

        private int number(int symbol) throws IOException {
            if (symbol < 4) {
                return symbol + 1;
            }
            int extra = (symbol - 2) >> 1;
            return ((2 + (symbol & 1)) << extra) + in.read(extra) + 1;
        }

        private int distance(int code) {
            int near = NEAR.length / 2;
            if (code > near) {
                return code - near;
            }
            return Math.max(1, NEAR[2 * code - 2] + NEAR[2 * code - 1] * width);
        }
    }
}
