package io.facebridge.image;

import java.util.Arrays;

/**
 * The blocks of a GIF up to the end of its first frame. What follows is not read. The screen is as large as the header
 * says or, where its first frame reaches beyond that, just large enough to hold the frame.
 */
final class GifStructure {
    private static final int SCREEN = 13;
    private static final int IMAGE_DESCRIPTOR = 10;
    private static final int GRAPHIC_CONTROL = 0xF9;

    private final byte[] bytes;
    private final Slices essential;
    private int at = SCREEN;
    private int left;
    private int top;
    private int frameWidth;
    private int frameHeight;

    private GifStructure(byte[] bytes) {
        this.bytes = bytes;
        this.essential = new Slices(bytes);
    }

    /** Walks to the end of the first frame. */
    static GifStructure of(byte[] bytes) {
        GifStructure structure = new GifStructure(bytes);
        structure.walk(false);
        return structure;
    }

    /** Walks to the descriptor of the first frame: enough for the sizes. */
    static GifStructure head(byte[] bytes) {
        GifStructure structure = new GifStructure(bytes);
        structure.walk(true);
        return structure;
    }

    int width() {
        return Math.max(unsigned16(6), left + frameWidth);
    }

    int height() {
        return Math.max(unsigned16(8), top + frameHeight);
    }

    /** Whether the first frame lies on the screen of the header. */
    boolean isCertain() {
        return width() == unsigned16(6) && height() == unsigned16(8);
    }

    /** The screen, the colors, the first frame with its transparency. */
    Slices essential() {
        return essential;
    }

    int left() {
        return left;
    }

    int top() {
        return top;
    }

    int frameWidth() {
        return frameWidth;
    }

    int frameHeight() {
        return frameHeight;
    }

    private void walk(boolean headOnly) {
        int colorsFrom = at;
        skip(0, colors(10));
        int colorsTo = at;
        int controlFrom = 0;
        int controlTo = 0;
        while (true) {
            int start = at;
            int introducer = unsigned8(at);
            if (introducer == '!') {
                boolean control = unsigned8(at + 1) == GRAPHIC_CONTROL;
                skip(2, 0);
                subBlocks();
                if (control) {
                    controlFrom = start;
                    controlTo = at;
                }
            } else if (introducer == ',') {
                descriptor(start);
                if (!headOnly) {
                    screen();
                    essential.add(colorsFrom, colorsTo);
                    essential.add(controlFrom, controlTo);
                    frame(start);
                }
                return;
            } else {
                throw Invalid.corrupt(ImageFormat.GIF, "there is no frame where one should begin");
            }
        }
    }

    private void descriptor(int start) {
        need(start + IMAGE_DESCRIPTOR);
        left = unsigned16(start + 1);
        top = unsigned16(start + 3);
        frameWidth = unsigned16(start + 5);
        frameHeight = unsigned16(start + 7);
        if (frameWidth == 0 || frameHeight == 0) {
            throw Invalid.corrupt(ImageFormat.GIF, "its first frame is " + frameWidth + " x " + frameHeight);
        }
    }

    /** A screen that holds the frame. */
    private void screen() {
        byte[] head = Arrays.copyOf(bytes, SCREEN);
        int width = Math.min(width(), 0xFFFF);
        int height = Math.min(height(), 0xFFFF);
        head[6] = (byte) width;
        head[7] = (byte) (width >> 8);
        head[8] = (byte) height;
        head[9] = (byte) (height >> 8);
        essential.add(head);
    }

    private void frame(int start) {
        skip(IMAGE_DESCRIPTOR, colors(start + 9));
        skip(1, 0); // the code size
        essential.add(start, at);
        int size;
        do {
            // Whether all rows are there shows when they are decoded; the end of the blocks may be missing.
            size = at < bytes.length ? bytes[at] & 0xFF : 0;
            int there = Math.min(size, bytes.length - at - 1);
            if (there > 0) {
                if (there == size) {
                    essential.add(at, at + 1);
                } else {
                    essential.add(new byte[] {(byte) there});
                }
                essential.add(at + 1, at + 1 + there);
            }
            at += 1 + size;
        } while (size > 0);
        essential.add(new byte[] {0, ';'});
    }

    private int colors(int flagsAt) {
        int flags = unsigned8(flagsAt);
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private void subBlocks() {
        int size;
        do {
            size = unsigned8(at);
            skip(1, size);
        } while (size > 0);
    }

    private void skip(int fixed, int more) {
        need(at + fixed + more);
        at += fixed + more;
    }

    private void need(int end) {
        if (end > bytes.length) {
            throw Invalid.truncated(ImageFormat.GIF, "its first frame is incomplete");
        }
    }

    private int unsigned8(int index) {
        need(index + 1);
        return bytes[index] & 0xFF;
    }

    private int unsigned16(int index) {
        return unsigned8(index) | (unsigned8(index + 1) << 8);
    }
}
