package io.facebridge.image.internal;

import io.facebridge.image.ImageFormat;

/** Where a BMP says that its pixels are. */
final class BmpStructure {
    /** File header and the fixed part of every bitmap header. */
    static final int LONGEST_HEAD = 14 + 40;

    private static final int FILE_HEADER = 14;
    private static final int CORE_HEADER = 12;
    private static final int INFO_HEADER = 40;
    private static final int UNCOMPRESSED = 0;
    private static final int BIT_FIELDS = 3;

    private BmpStructure() {}

    /** Whether the bitmap header has a length that exists; two letters alone are too little to go by. */
    static boolean looksLikeOne(byte[] bytes, int headerAt) {
        if (bytes.length < headerAt + 4) {
            return false;
        }
        return switch (int32(bytes, headerAt)) {
            case CORE_HEADER, 16, INFO_HEADER, 52, 56, 64, 108, 124 -> true;
            default -> false;
        };
    }

    /** Checks that the file is as long as its pixels, and returns the whole of it. */
    static Slices essential(byte[] bytes, int width, int height) {
        int headerSize = int32(bytes, FILE_HEADER);
        boolean core = headerSize == CORE_HEADER;
        int bitsAt = FILE_HEADER + (core ? 10 : 14);
        if (bytes.length < FILE_HEADER + headerSize) {
            throw Invalid.truncated(ImageFormat.BMP, "its header is not whole");
        }
        int bits = int16(bytes, bitsAt);
        int compression = headerSize < INFO_HEADER ? UNCOMPRESSED : int32(bytes, FILE_HEADER + 16);
        if (compression != UNCOMPRESSED && compression != BIT_FIELDS) {
            throw Invalid.unsupported("A compressed BMP (method " + compression + ")");
        }
        if (bits != 1 && bits != 4 && bits != 8 && bits != 16 && bits != 24 && bits != 32) {
            throw Invalid.corrupt(ImageFormat.BMP, "it has " + bits + " bits a pixel");
        }
        long offset = int32(bytes, 10) & 0xFFFFFFFFL;
        long row = ((long) width * bits + 31) / 32 * 4;
        if (offset < FILE_HEADER + headerSize) {
            throw Invalid.corrupt(ImageFormat.BMP, "its pixels begin inside its header");
        }
        if (offset + row * height > bytes.length) {
            throw Invalid.truncated(
                    ImageFormat.BMP, "it needs " + (offset + row * height) + " bytes but has " + bytes.length);
        }
        Slices all = new Slices(bytes);
        all.add(0, bytes.length);
        return all;
    }

    private static int int16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
    }

    private static int int32(byte[] bytes, int at) {
        return int16(bytes, at) | (int16(bytes, at + 2) << 16);
    }
}
