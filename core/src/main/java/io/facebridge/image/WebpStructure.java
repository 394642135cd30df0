package io.facebridge.image;

import io.facebridge.error.InvalidImageException;
import io.facebridge.image.internal.webp.AlphaPlane;
import io.facebridge.image.internal.webp.KeyFrame;
import io.facebridge.image.internal.webp.Lossless;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The chunks of a WebP file (RFC 9649, section 2). Of an animation, those up to the end of its first frame. */
final class WebpStructure {
    private static final int FILE_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int EXTENDED = 10;
    private static final int FRAME_HEADER = 16;

    private static final int HAS_PROFILE = 0x20;
    private static final int HAS_EXIF = 0x08;
    private static final int IS_ANIMATION = 0x02;

    private static final int MAX_PROFILE_BYTES = 4 << 20;
    private static final String EXIF_PREAMBLE = "Exif\0\0";

    private final byte[] bytes;
    private int flags;
    private int width;
    private int height;
    private @Nullable Part alpha;
    private @Nullable Part picture;
    private @Nullable Part profile;
    private @Nullable Part exif;
    private boolean lossless;
    private int left;
    private int top;
    private int frameWidth;
    private int frameHeight;
    private @Nullable InvalidImageException fault;

    private WebpStructure(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether the bytes begin like a WebP file. */
    static boolean starts(byte[] bytes) {
        return bytes.length >= FILE_HEADER && isType(bytes, 0, "RIFF") && isType(bytes, 8, "WEBP");
    }

    /** Finds out how large the image is, and what more there is up to the first fault. */
    static WebpStructure of(byte[] bytes) {
        WebpStructure structure = new WebpStructure(bytes);
        try {
            structure.walk();
        } catch (InvalidImageException e) {
            if (structure.width == 0) {
                throw e;
            }
            structure.fault = e;
        }
        return structure;
    }

    /** Throws the fault, if there is one. */
    void check() {
        if (fault != null) {
            throw fault;
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    ExifOrientation orientation() {
        if (exif == null) {
            return ExifOrientation.NONE;
        }
        int preamble = EXIF_PREAMBLE.length();
        int end = Math.min(exif.to, bytes.length);
        boolean skips = exif.from + preamble <= end
                && new String(bytes, exif.from, preamble, StandardCharsets.ISO_8859_1).equals(EXIF_PREAMBLE);
        return ExifOrientation.read(bytes, exif.from + (skips ? preamble : 0), end);
    }

    byte @Nullable [] profile() {
        return profile == null || profile.to - profile.from > MAX_PROFILE_BYTES
                ? null
                : Arrays.copyOfRange(bytes, profile.from, profile.to);
    }

    boolean isLossless() {
        return lossless;
    }

    /** The bit stream of the first frame, once it is known that nothing is wrong. */
    Part picture() {
        check();
        if (picture == null) {
            throw noPicture();
        }
        return picture;
    }

    @Nullable
    Part alpha() {
        return alpha;
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

    /** About how many bytes decoding takes besides the pixels that come out. */
    long workingBytes() {
        if (lossless) {
            return Lossless.workingBytes(frameWidth, frameHeight, picture == null ? 0 : picture.to - picture.from);
        }
        long forAlpha =
                alpha == null ? 0 : AlphaPlane.workingBytes(bytes, alpha.from, alpha.to, frameWidth, frameHeight);
        return KeyFrame.workingBytes(frameWidth) + forAlpha;
    }

    private void walk() {
        long size = CHUNK_HEADER + unsigned32(4);
        if (size < FILE_HEADER + CHUNK_HEADER) {
            throw Invalid.corrupt(ImageFormat.WEBP, "it declares a size of " + size + " bytes");
        }
        int end = (int) Math.min(size, bytes.length);
        Part first = chunk(FILE_HEADER, end);
        if (isType(bytes, FILE_HEADER, "VP8X")) {
            extended(first, end);
        } else if (!isPicture(FILE_HEADER)) {
            throw Invalid.corrupt(ImageFormat.WEBP, "its first chunk is of an unknown type");
        } else {
            picture(FILE_HEADER, first);
            width = frameWidth;
            height = frameHeight;
        }
        whole(first);
        if (size > bytes.length) {
            throw Invalid.truncated(
                    ImageFormat.WEBP, "it declares a size of " + size + " bytes but has " + bytes.length);
        }
        if (picture == null) {
            throw noPicture();
        }
    }

    private void extended(Part header, int end) {
        if (header.to - header.from < EXTENDED) {
            throw header.cut || header.to == bytes.length
                    ? Invalid.truncated(ImageFormat.WEBP, "its header is incomplete")
                    : Invalid.corrupt(ImageFormat.WEBP, "its header has " + (header.to - header.from) + " bytes");
        }
        flags = bytes[header.from];
        width = 1 + unsigned24(header.from + 4);
        height = 1 + unsigned24(header.from + 7);
        Part part = header;
        int at = part.next();
        while (at < end) {
            part = chunk(at, end);
            if (isType(bytes, at, "ICCP") && (flags & HAS_PROFILE) != 0 && profile == null) {
                profile = part.cut ? null : part;
            } else if (isType(bytes, at, "EXIF") && (flags & HAS_EXIF) != 0 && exif == null) {
                exif = part; // as far as it goes
            } else if (isType(bytes, at, "ANMF") && (flags & IS_ANIMATION) != 0 && picture == null) {
                frame(part);
            } else if ((flags & IS_ANIMATION) == 0 && picture == null) {
                still(at, part);
            }
            whole(part);
            at = part.next();
        }
        if (picture != null && (flags & IS_ANIMATION) == 0 && (frameWidth != width || frameHeight != height)) {
            throw Invalid.corrupt(
                    ImageFormat.WEBP,
                    "its pixels are " + frameWidth + " x " + frameHeight + " where its header declares " + width + " x "
                            + height);
        }
    }

    private void still(int at, Part part) {
        if (isType(bytes, at, "ALPH") && alpha == null) {
            alpha = part;
        } else if (isPicture(at)) {
            picture(at, part);
        }
    }

    private void frame(Part frame) {
        if (frame.to - frame.from < FRAME_HEADER) {
            whole(frame);
            throw Invalid.corrupt(ImageFormat.WEBP, "its first frame has no header");
        }
        left = 2 * unsigned24(frame.from);
        top = 2 * unsigned24(frame.from + 3);
        int declaredWidth = 1 + unsigned24(frame.from + 6);
        int declaredHeight = 1 + unsigned24(frame.from + 9);
        int at = frame.from + FRAME_HEADER;
        while (at < frame.to && picture == null) {
            Part part = chunk(at, frame.to);
            still(at, part);
            whole(part);
            at = part.next();
        }
        whole(frame);
        if (picture == null) {
            throw noPicture();
        }
        if (frameWidth != declaredWidth || frameHeight != declaredHeight) {
            throw Invalid.corrupt(
                    ImageFormat.WEBP,
                    "its first frame is " + frameWidth + " x " + frameHeight + " where its header declares "
                            + declaredWidth + " x " + declaredHeight);
        }
        if ((long) left + frameWidth > width || (long) top + frameHeight > height) {
            throw Invalid.corrupt(ImageFormat.WEBP, "its first frame extends beyond the image");
        }
    }

    private boolean isPicture(int at) {
        return isType(bytes, at, "VP8 ") || isType(bytes, at, "VP8L");
    }

    private void picture(int at, Part part) {
        lossless = isType(bytes, at, "VP8L");
        if (part.to - part.from < (lossless ? Lossless.HEAD : KeyFrame.HEAD)) {
            throw Invalid.truncated(ImageFormat.WEBP, "its header is incomplete");
        }
        if (lossless && !Lossless.starts(bytes, part.from)) {
            throw Invalid.corrupt(ImageFormat.WEBP, "the start of its pixels is invalid");
        }
        frameWidth = lossless ? Lossless.width(bytes, part.from) : KeyFrame.width(bytes, part.from);
        frameHeight = lossless ? Lossless.height(bytes, part.from) : KeyFrame.height(bytes, part.from);
        picture = part;
    }

    /** The chunk whose header is at an index; what is cut off is not in it. */
    private Part chunk(int at, int end) {
        if (end - at < CHUNK_HEADER) {
            throw end == bytes.length
                    ? Invalid.truncated(ImageFormat.WEBP, "the header of a chunk is incomplete")
                    : Invalid.corrupt(ImageFormat.WEBP, "a chunk extends beyond its container");
        }
        long size = unsigned32(at + 4);
        int from = at + CHUNK_HEADER;
        boolean cut = size > end - from;
        return new Part(from, cut ? end : (int) (from + size), cut);
    }

    private void whole(Part part) {
        if (part.cut) {
            throw part.to == bytes.length
                    ? Invalid.truncated(ImageFormat.WEBP, "a chunk is incomplete")
                    : Invalid.corrupt(ImageFormat.WEBP, "a chunk extends beyond its container");
        }
    }

    private static InvalidImageException noPicture() {
        return Invalid.corrupt(ImageFormat.WEBP, "it contains no image data");
    }

    private static boolean isType(byte[] bytes, int at, String type) {
        // Without a string: a crafted file can hold millions of chunks.
        return bytes[at] == type.charAt(0)
                && bytes[at + 1] == type.charAt(1)
                && bytes[at + 2] == type.charAt(2)
                && bytes[at + 3] == type.charAt(3);
    }

    private long unsigned32(int at) {
        return unsigned24(at) | (bytes[at + 3] & 0xFFL) << 24;
    }

    private int unsigned24(int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16;
    }

    /**
     * The payload of a chunk.
     *
     * @param from where it begins
     * @param to where it ends, or what is left of it
     * @param cut whether it should be longer
     */
    record Part(int from, int to, boolean cut) {
        /** Where the next chunk begins: lengths are even. */
        int next() {
            return to + (to - from & 1);
        }
    }
}
