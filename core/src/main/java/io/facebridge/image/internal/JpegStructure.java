package io.facebridge.image.internal;

import io.facebridge.image.ImageFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a JPEG from its first to its last marker. Walking them is the only way to tell a whole file from one
 * that was cut: decoders paint the rest grey. What follows the end of the main picture is not looked at.
 */
final class JpegStructure {
    private static final int SOF0 = 0xC0;
    private static final int SOF2 = 0xC2;
    private static final int DHT = 0xC4;
    private static final int RESERVED = 0xC8;
    private static final int SOF15 = 0xCF;
    private static final int DAC = 0xCC;
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP0 = 0xE0;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;
    private static final int APP15 = 0xEF;
    private static final int COM = 0xFE;

    // Cameras need about ten; a crafted picture could ask for a million passes over all its pixels.
    private static final int MOST_SCANS = 200;
    private static final byte[] ICC = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);

    private final byte[] bytes;
    private final List<byte[]> profileParts = new ArrayList<>();
    private final Slices essential;
    private int pos = 2;
    private int frame = -1;
    private int components;

    private JpegStructure(byte[] bytes) {
        this.bytes = bytes;
        this.essential = new Slices(bytes);
    }

    static JpegStructure of(byte[] bytes) {
        JpegStructure structure = new JpegStructure(bytes);
        structure.walk();
        return structure;
    }

    /** Whether it takes the reader for four inks rather than three lights. */
    boolean isCmyk() {
        return components == 4;
    }

    /** Everything but what belongs to metadata, up to the end marker. */
    Slices essential() {
        return essential;
    }

    /** The embedded colour profile if all its parts are there. */
    byte @Nullable [] profile() {
        int size = 0;
        for (int i = 0; i < profileParts.size(); i++) {
            byte[] part = profileParts.get(i);
            if ((part[ICC.length] & 0xFF) != i + 1 || (part[ICC.length + 1] & 0xFF) != profileParts.size()) {
                return null;
            }
            size += part.length - ICC.length - 2;
        }
        if (size == 0) {
            return null;
        }
        byte[] profile = new byte[size];
        int at = 0;
        for (byte[] part : profileParts) {
            int n = part.length - ICC.length - 2;
            System.arraycopy(part, ICC.length + 2, profile, at, n);
            at += n;
        }
        return profile;
    }

    private void walk() {
        essential.add(0, 2);
        int scans = 0;
        while (true) {
            int gap = pos;
            int marker = nextMarker();
            essential.add(gap, pos - 2);
            if (marker == EOI) {
                if (scans == 0) {
                    throw Invalid.corrupt(ImageFormat.JPEG, "it holds no picture data");
                }
                essential.add(pos - 2, pos);
                return;
            }
            int start = pos - 2;
            segment(marker);
            if (isEssential(marker)) {
                essential.add(start, pos);
            }
            if (marker == SOS && ++scans > MOST_SCANS) {
                throw Invalid.corrupt(ImageFormat.JPEG, "it has more than " + MOST_SCANS + " scans");
            }
        }
    }

    /** Finds the next marker that begins a segment or ends the picture, and leaves the position behind it. */
    private int nextMarker() {
        while (pos + 1 < bytes.length) {
            int marker = bytes[pos + 1] & 0xFF;
            if (bytes[pos] != (byte) 0xFF) {
                pos++;
            } else if (marker == 0xFF) {
                pos++;
            } else if (marker == 0x01 || marker == 0 || (marker >= 0xD0 && marker <= SOI)) {
                pos += 2; // stuffing and restart markers inside the coded data
            } else {
                pos += 2;
                return marker;
            }
        }
        throw Invalid.truncated(ImageFormat.JPEG, "there is no end marker");
    }

    private void segment(int marker) {
        if (pos + 2 > bytes.length) {
            throw Invalid.truncated(ImageFormat.JPEG, "a segment is not whole");
        }
        int length = unsigned16(pos);
        int end = pos + length;
        if (length < 2) {
            throw Invalid.corrupt(ImageFormat.JPEG, "a segment has a length of " + length);
        }
        if (end > bytes.length) {
            throw Invalid.truncated(ImageFormat.JPEG, "a segment is not whole");
        }
        if (isFrame(marker)) {
            frame(marker, length);
        } else if (marker == APP2
                && length >= 2 + ICC.length + 2
                && Arrays.equals(bytes, pos + 2, pos + 2 + ICC.length, ICC, 0, ICC.length)
                && profileParts.size() < 255) {
            profileParts.add(Arrays.copyOfRange(bytes, pos + 2, end));
        }
        pos = end;
    }

    private void frame(int marker, int length) {
        if (frame >= 0) {
            throw Invalid.corrupt(ImageFormat.JPEG, "it has more than one frame");
        }
        if (length < 8) {
            throw Invalid.corrupt(ImageFormat.JPEG, "its frame header has a length of " + length);
        }
        int precision = bytes[pos + 2] & 0xFF;
        frame = marker;
        components = bytes[pos + 7] & 0xFF;
        if (marker > SOF2) {
            throw Invalid.unsupported(
                    "A JPEG with coding process " + (marker - SOF0) + " (lossless, hierarchical or arithmetic)");
        }
        if (precision != 8) {
            throw Invalid.unsupported("A JPEG with " + precision + " bits a sample");
        }
        if (components != 1 && components != 3 && components != 4) {
            throw Invalid.unsupported("A JPEG with " + components + " colour components");
        }
    }

    private boolean isEssential(int marker) {
        boolean metadata = (marker > APP0 && marker <= APP15) || marker == COM;
        return !metadata || marker == APP14 || (marker == APP2 && isCmyk());
    }

    private static boolean isFrame(int marker) {
        return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != RESERVED && marker != DAC;
    }

    private int unsigned16(int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }
}
