package io.facebridge.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** The chunks of a PNG from its signature to IEND. What follows is not looked at. */
final class PngStructure {
    private static final int SIGNATURE = 8;
    private static final int FRAME = 12;
    private static final int IHDR_LENGTH = 13;

    // The orientation is in the first directory; JPEG's EXIF has no more room than this either.
    static final int MAX_EXIF_BYTES = 1 << 16;

    private static final byte[] PREAMBLE = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int MAX_PROFILE_BYTES = 4 << 20;

    private static final byte[] END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82};

    private final byte[] bytes;
    private final Slices essential;
    private byte @Nullable [] profile;

    private PngStructure(byte[] bytes) {
        this.bytes = bytes;
        this.essential = new Slices(bytes);
    }

    /** Checks that every chunk up to IEND is there, and that the ones that hold the image are undamaged. */
    static PngStructure of(byte[] bytes) {
        PngStructure structure = new PngStructure(bytes);
        structure.walk();
        return structure;
    }

    /** The payload of the first chunk, which must be IHDR. */
    static byte[] ihdr(byte[] bytes) {
        if (bytes.length < SIGNATURE + FRAME + IHDR_LENGTH) {
            throw Invalid.truncated(ImageFormat.PNG, "its header is incomplete");
        }
        if (isType(bytes, SIGNATURE, "CgBI")) {
            throw Invalid.unsupported("Apple's variant of PNG (CgBI), which is not a PNG for other readers,");
        }
        if (int32(bytes, SIGNATURE) != IHDR_LENGTH || !isType(bytes, SIGNATURE, "IHDR")) {
            throw Invalid.corrupt(ImageFormat.PNG, "its first chunk is not a header");
        }
        return Arrays.copyOfRange(bytes, SIGNATURE + 8, SIGNATURE + 8 + IHDR_LENGTH);
    }

    /**
     * The orientation in the first eXIf chunk or, if there is none, in the first text chunk in which ImageMagick and
     * others keep EXIF; as far as the chunks are in order.
     */
    static ExifOrientation orientation(byte[] bytes) {
        byte[] text = null;
        long at = SIGNATURE;
        while (at + FRAME <= bytes.length) {
            int start = (int) at;
            int length = int32(bytes, start);
            long end = at + FRAME + length;
            if (length < 0 || end > bytes.length) {
                break;
            }
            if (isType(bytes, start, "eXIf")) {
                return orientation(bytes, start + 8, start + 8 + Math.min(length, MAX_EXIF_BYTES));
            }
            if (text == null) {
                text = PngText.exif(bytes, start, length);
            }
            at = end;
        }
        return text == null ? ExifOrientation.NONE : orientation(text, 0, text.length);
    }

    /** Some writers put the preamble of a JPEG's segment first. */
    private static ExifOrientation orientation(byte[] bytes, int from, int to) {
        boolean preamble = to - from >= PREAMBLE.length
                && Arrays.equals(bytes, from, from + PREAMBLE.length, PREAMBLE, 0, PREAMBLE.length);
        return ExifOrientation.read(bytes, preamble ? from + PREAMBLE.length : from, to);
    }

    /** The bytes that a decoder keeps for a pixel: a palette's index, or all samples of 8 or 16 bits. */
    static int bytesPerPixel(byte[] bytes) {
        byte[] ihdr = ihdr(bytes);
        int samples =
                switch (ihdr[9]) {
                    case 2 -> 3;
                    case 4 -> 2;
                    case 6 -> 4;
                    default -> 1;
                };
        return ihdr[8] > 8 ? 2 * samples : samples;
    }

    /** Signature, IHDR, PLTE, tRNS, IDAT and IEND. */
    Slices essential() {
        return essential;
    }

    /** The embedded color profile, none if the image says that it is sRGB. */
    byte @Nullable [] profile() {
        return profile;
    }

    private void walk() {
        essential.add(0, SIGNATURE);
        int at = SIGNATURE;
        boolean data = false;
        boolean srgb = false;
        byte[] embedded = null;
        while (true) {
            if (data && endsWithin(at)) {
                essential.add(END);
                profile = srgb ? null : embedded;
                return;
            }
            if (bytes.length - at < FRAME) {
                throw Invalid.truncated(ImageFormat.PNG, "its data is incomplete");
            }
            int length = int32(bytes, at);
            if (length < 0) {
                throw Invalid.corrupt(ImageFormat.PNG, "a chunk has a length of " + (length & 0xFFFFFFFFL));
            }
            if (length > bytes.length - at - FRAME) {
                throw Invalid.truncated(ImageFormat.PNG, "a chunk is incomplete");
            }
            int end = at + FRAME + length;
            boolean critical = (bytes[at + 4] & 0x20) == 0;
            if (critical) {
                checkSum(at, length);
            }
            switch (new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1)) {
                case "IHDR", "PLTE", "tRNS" -> essential.add(at, end);
                case "IDAT" -> {
                    essential.add(at, end);
                    data = true;
                }
                case "sRGB" -> srgb = true;
                case "iCCP" -> embedded = embedded == null ? inflate(at + 8, length) : embedded;
                case "IEND" -> {
                    essential.add(at, end);
                    if (!data) {
                        throw Invalid.corrupt(ImageFormat.PNG, "it contains no image data");
                    }
                    profile = srgb ? null : embedded;
                    return;
                }
                default -> {
                    if (critical) {
                        throw Invalid.unsupported("a PNG with a private extension of the format");
                    }
                }
            }
            at = end;
        }
    }

    /**
     * Whether the file ends with the chunk before, or inside of one that holds no pixels. Whether all rows are there
     * shows when they are decoded.
     */
    private boolean endsWithin(int at) {
        int rest = bytes.length - at;
        if (rest < 8) {
            return true;
        }
        int length = int32(bytes, at);
        return length >= 0 && length > rest - FRAME && !isType(bytes, at, "IDAT");
    }

    private void checkSum(int at, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, at + 4, length + 4);
        if ((int) crc.getValue() != int32(bytes, at + 8 + length)) {
            throw Invalid.corrupt(ImageFormat.PNG, "the checksum of a chunk is wrong");
        }
    }

    private byte @Nullable [] inflate(int from, int length) {
        int name = 0;
        while (name < length && bytes[from + name] != 0) {
            name++;
        }
        int data = name + 2; // the name's end and the compression method
        if (data > length) {
            return null;
        }
        return inflate(
                bytes, from + data, length - data, MAX_PROFILE_BYTES); // a damaged profile does not spoil the image
    }

    /** Returns none if the data is damaged or longer than {@code maxBytes}. */
    static byte @Nullable [] inflate(byte[] bytes, int from, int length, int maxBytes) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes, from, length))) {
            byte[] inflated = in.readNBytes(maxBytes + 1);
            return inflated.length > maxBytes ? null : inflated;
        } catch (IOException e) {
            return null;
        }
    }

    static boolean isType(byte[] bytes, int at, String type) {
        return type.equals(new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1));
    }

    private static int int32(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << 24)
                | ((bytes[at + 1] & 0xFF) << 16)
                | ((bytes[at + 2] & 0xFF) << 8)
                | (bytes[at + 3] & 0xFF);
    }
}
