package io.facebridge.image.internal;

import io.facebridge.image.ImageFormat;
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
    private static final int MOST_EXIF = 1 << 16;
    private static final int MOST_PROFILE = 4 << 20;

    private final byte[] bytes;
    private final Slices essential;
    private byte @Nullable [] profile;

    private PngStructure(byte[] bytes) {
        this.bytes = bytes;
        this.essential = new Slices(bytes);
    }

    /** Checks that every chunk up to IEND is there, and that the ones that hold the picture are undamaged. */
    static PngStructure of(byte[] bytes) {
        PngStructure structure = new PngStructure(bytes);
        structure.walk();
        return structure;
    }

    /** The payload of the first chunk, which must be IHDR. */
    static byte[] ihdr(byte[] bytes) {
        if (bytes.length < SIGNATURE + FRAME + IHDR_LENGTH) {
            throw Invalid.truncated(ImageFormat.PNG, "its header is not whole");
        }
        if (int32(bytes, SIGNATURE) != IHDR_LENGTH || !isType(bytes, SIGNATURE, "IHDR")) {
            throw Invalid.corrupt(ImageFormat.PNG, "its first chunk is not a header");
        }
        return Arrays.copyOfRange(bytes, SIGNATURE + 8, SIGNATURE + 8 + IHDR_LENGTH);
    }

    /** The beginning of the first eXIf chunk, as far as the chunks are in order. */
    static byte @Nullable [] exif(byte[] bytes) {
        long at = SIGNATURE;
        while (at + FRAME <= bytes.length) {
            int length = int32(bytes, (int) at);
            long end = at + FRAME + length;
            if (length < 0 || end > bytes.length) {
                return null;
            }
            if (isType(bytes, (int) at, "eXIf")) {
                int from = (int) at + 8;
                return Arrays.copyOfRange(bytes, from, from + Math.min(length, MOST_EXIF));
            }
            at = end;
        }
        return null;
    }

    /** Signature, IHDR, PLTE, tRNS, IDAT and IEND. */
    Slices essential() {
        return essential;
    }

    /** The embedded colour profile, none if the picture says that it is sRGB. */
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
            if (bytes.length - at < FRAME) {
                throw Invalid.truncated(ImageFormat.PNG, "there is no end chunk");
            }
            int length = int32(bytes, at);
            if (length < 0) {
                throw Invalid.corrupt(ImageFormat.PNG, "a chunk has a length of " + (length & 0xFFFFFFFFL));
            }
            if (length > bytes.length - at - FRAME) {
                throw Invalid.truncated(ImageFormat.PNG, "a chunk is not whole");
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
                        throw Invalid.corrupt(ImageFormat.PNG, "it holds no picture data");
                    }
                    profile = srgb ? null : embedded;
                    return;
                }
                default -> {
                    if (critical) {
                        throw Invalid.unsupported("A PNG with a private extension of the format");
                    }
                }
            }
            at = end;
        }
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
        try (InflaterInputStream in =
                new InflaterInputStream(new ByteArrayInputStream(bytes, from + data, length - data))) {
            byte[] inflated = in.readNBytes(MOST_PROFILE + 1);
            return inflated.length > MOST_PROFILE ? null : inflated;
        } catch (IOException e) {
            return null; // a damaged profile does not spoil the picture
        }
    }

    private static boolean isType(byte[] bytes, int at, String type) {
        return type.equals(new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1));
    }

    private static int int32(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << 24)
                | ((bytes[at + 1] & 0xFF) << 16)
                | ((bytes[at + 2] & 0xFF) << 8)
                | (bytes[at + 3] & 0xFF);
    }
}
