package io.facebridge.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The header of a BMP. Sizes of the file and of the image, resolutions, planes, and an offset of the pixels that cannot be
 * are not trusted: what the decoder reads has a header written here, of a length that it supports.
 */
final class BmpStructure {
    private static final int FILE_HEADER = 14;
    private static final int CORE_HEADER = 12;
    private static final int INFO_HEADER = 40;
    private static final int OS2_HEADER = 64;
    private static final int V4_HEADER = 108;
    private static final int MASKS = 12;
    private static final int UNCOMPRESSED = 0;
    private static final int BIT_FIELDS = 3;
    private static final int SRGB = 0x73524742;

    private final byte[] bytes;
    private final int headerSize;
    private final int width;
    private final int height;
    private final int bits;
    private final int compression;

    private BmpStructure(byte[] bytes) {
        this.bytes = bytes;
        if (bytes.length < FILE_HEADER + 4) {
            throw Invalid.truncated(ImageFormat.BMP, "its header is incomplete");
        }
        this.headerSize = int32(FILE_HEADER);
        if (bytes.length < FILE_HEADER + headerSize) {
            throw Invalid.truncated(ImageFormat.BMP, "its header is incomplete");
        }
        boolean core = headerSize == CORE_HEADER;
        this.width = core ? int16(18) : int32(18);
        this.height = core ? int16(20) : int32(22);
        this.bits = int16(core ? 24 : 28);
        this.compression = headerSize < INFO_HEADER ? UNCOMPRESSED : int32(30);
    }

    /** Reads the header. */
    static BmpStructure of(byte[] bytes) {
        return new BmpStructure(bytes);
    }

    /** Whether the bitmap header has a length that exists; two letters alone are too little to go by. */
    static boolean looksLikeOne(byte[] bytes) {
        if (bytes.length < FILE_HEADER + 4) {
            return false;
        }
        return switch (ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(FILE_HEADER)) {
            case CORE_HEADER, 16, INFO_HEADER, 52, 56, OS2_HEADER, V4_HEADER, 124 -> true;
            default -> false;
        };
    }

    int width() {
        return width;
    }

    /** Not negative, also where the rows run from top to bottom. */
    int height() {
        return Math.abs(height);
    }

    /** Whether the offset of the pixels is possible, and the length of the header one that all readers support. */
    boolean isCertain() {
        long offset = int32(10) & 0xFFFFFFFFL;
        boolean common = headerSize == CORE_HEADER || headerSize == INFO_HEADER || headerSize >= V4_HEADER;
        return common && offset >= FILE_HEADER + headerSize && offset < bytes.length;
    }

    /** The bytes that a decoder keeps for a pixel beside those that become ours. */
    int bytesPerPixel() {
        return bits == 24 ? 0 : (bits + 7) / 8;
    }

    /** Checks that all rows are there, and returns them behind a header that holds nothing doubtful. */
    Slices essential() {
        boolean masks = compression == BIT_FIELDS && headerSize != OS2_HEADER;
        if (compression != UNCOMPRESSED && !masks) {
            throw Invalid.unsupported("a compressed BMP (method " + compression + ")");
        }
        if (bits != 1 && bits != 4 && bits != 8 && bits != 16 && bits != 24 && bits != 32) {
            throw Invalid.corrupt(ImageFormat.BMP, "it has " + bits + " bits a pixel");
        }
        int masksSize = masks && headerSize == INFO_HEADER ? MASKS : 0;
        int colorsAt = FILE_HEADER + headerSize + masksSize;
        int colorSize = headerSize == CORE_HEADER ? 3 : 4;
        int colors = bits <= 8 ? 1 << bits : 0;
        long offset = int32(10) & 0xFFFFFFFFL;
        if (offset < colorsAt || offset >= bytes.length) {
            offset = colorsAt + (long) colorsUsed(colors) * colorSize;
        }
        long row = ((long) width * bits + 31) / 32 * 4;
        long end = offset + row * height();
        // The padding of the last row is no part of the image.
        long needed = end - row + ((long) width * bits + 7) / 8;
        if (needed > bytes.length) {
            throw Invalid.truncated(ImageFormat.BMP, "it needs " + needed + " bytes but has " + bytes.length);
        }
        int there = (int) Math.min(colors, (offset - colorsAt) / colorSize);
        Slices essential = new Slices(bytes);
        essential.add(header(masks, colorsAt, colors, there, colorSize));
        essential.add((int) offset, (int) Math.min(end, bytes.length));
        essential.add(new byte[(int) Math.max(0, end - bytes.length)]);
        return essential;
    }

    private int colorsUsed(int maxColors) {
        long used = headerSize >= INFO_HEADER ? int32(46) & 0xFFFFFFFFL : 0;
        return used == 0 || used > maxColors ? maxColors : (int) used;
    }

    private byte[] header(boolean masks, int colorsAt, int colors, int there, int colorSize) {
        boolean alpha = masks && headerSize >= 56;
        int size = alpha ? V4_HEADER : INFO_HEADER;
        int length = FILE_HEADER + size + (masks && !alpha ? MASKS : 0) + 4 * colors;
        ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 'B').put((byte) 'M').putInt(0).putInt(0).putInt(length);
        header.putInt(size).putInt(width).putInt(height).putShort((short) 1).putShort((short) bits);
        header.putInt(masks ? BIT_FIELDS : UNCOMPRESSED);
        long image = ((long) width * bits + 31) / 32 * 4 * height();
        header.putInt((int) image).putInt(0).putInt(0).putInt(0).putInt(0);
        header.putInt(2, (int) Math.min(length + image, Integer.MAX_VALUE));
        if (masks) {
            header.put(bytes, FILE_HEADER + INFO_HEADER, alpha ? 16 : MASKS);
        }
        if (alpha) {
            header.putInt(SRGB).position(FILE_HEADER + V4_HEADER);
        }
        for (int i = 0; i < there; i++) {
            header.put(bytes, colorsAt + i * colorSize, 3).put((byte) 0);
        }
        return header.array();
    }

    private int int16(int at) {
        return (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
    }

    private int int32(int at) {
        return int16(at) | (int16(at + 2) << 16);
    }
}
