package io.facebridge.image.internal;

import io.facebridge.image.ImageFormat;

/** The blocks of a GIF up to the end of its first frame. What follows is not looked at. */
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

    static GifStructure of(byte[] bytes) {
        GifStructure structure = new GifStructure(bytes);
        structure.walk();
        return structure;
    }

    /** The screen, the colours, the first frame with its transparency. */
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

    private void walk() {
        skip(0, colours(10));
        essential.add(0, at);
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
                frame(start);
                essential.add(controlFrom, controlTo);
                essential.add(start, at);
                return;
            } else {
                throw Invalid.corrupt(ImageFormat.GIF, "there is no frame where one should begin");
            }
        }
    }

    private void frame(int start) {
        need(start + IMAGE_DESCRIPTOR);
        left = unsigned16(start + 1);
        top = unsigned16(start + 3);
        frameWidth = unsigned16(start + 5);
        frameHeight = unsigned16(start + 7);
        skip(IMAGE_DESCRIPTOR, colours(start + 9));
        skip(1, 0); // the code size
        subBlocks();
        if (frameWidth == 0 || frameHeight == 0) {
            throw Invalid.corrupt(ImageFormat.GIF, "its first frame is " + frameWidth + " x " + frameHeight);
        }
        if (left + frameWidth > unsigned16(6) || top + frameHeight > unsigned16(8)) {
            throw Invalid.corrupt(ImageFormat.GIF, "its first frame reaches beyond the picture");
        }
    }

    private int colours(int flagsAt) {
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
            throw Invalid.truncated(ImageFormat.GIF, "its first frame is not whole");
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
