package io.facebridge.image;

import io.facebridge.error.InvalidImageException;
import io.facebridge.error.InvalidImageException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a JPEG from its first marker to the end of its last scan. Walking them is the only way to distinguish
 * a whole file from one that was cut: decoders paint the rest gray. What follows the scan with which the image is
 * complete is not read; an end marker may be missing.
 *
 * <p>The color model follows the rules of libjpeg ({@code default_decompress_parms} in {@code jdapimin.c}), on which
 * common tools agree. What the decoder reads is written so that no other reading is possible: of the markers that
 * decide, one that states the model, and components numbered from 1.
 */
final class JpegStructure {
    /** How the samples of a pixel make its color. */
    enum ColorModel {
        GRAY,
        YCC,
        RGB,
        /** Four inks. */
        CMYK,
        /** Four inks, three of them transformed as YCC is. */
        YCCK
    }

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
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;
    private static final int APP15 = 0xEF;
    private static final int SOF55 = 0xF7;
    private static final int COM = 0xFE;

    // Encoders need about ten; a crafted image could ask for a million passes over all its pixels.
    private static final int MAX_SCANS = 64;
    private static final int SCANS_OF_ANY_SIZE = 16;
    private static final long MAX_SCANNED_PIXELS = 800_000_000;
    private static final int MAX_SEGMENTS = 4096;
    private static final int COEFFICIENTS = 64;
    private static final byte NOT_SCANNED = -1;
    private static final byte[] ICC = ascii("ICC_PROFILE\0");
    private static final byte[] EXIF = ascii("Exif\0\0");
    private static final byte[] JFIF = ascii("JFIF\0");
    private static final byte[] ADOBE = ascii("Adobe");

    // Where libjpeg finds what it needs of the two markers.
    private static final int JFIF_LENGTH = 14;
    private static final int ADOBE_LENGTH = 12;
    private static final int ADOBE_TRANSFORM = 11;

    private final byte[] bytes;
    private final List<byte[]> profileParts = new ArrayList<>();
    private final Slices body;
    private int pos = 2;
    private int frame = -1;
    private int width;
    private int height;
    private int[] ids = {};
    private int[] sampling = {};
    private byte[][] precision = {};
    private int scans;
    private boolean jfif;
    private int adobe = -1;
    private @Nullable String unsupported;
    private @Nullable ExifOrientation exif;

    private JpegStructure(byte[] bytes) {
        this.bytes = bytes;
        this.body = new Slices(bytes);
    }

    /** Walks to the end of the image. */
    static JpegStructure of(byte[] bytes) {
        JpegStructure structure = new JpegStructure(bytes);
        structure.walk(false);
        return structure;
    }

    /** Walks to the first scan: enough for the size, the orientation and the color model. */
    static JpegStructure head(byte[] bytes) {
        JpegStructure structure = new JpegStructure(bytes);
        structure.walk(true);
        return structure;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    ExifOrientation orientation() {
        return exif == null ? ExifOrientation.NONE : exif;
    }

    /** Whether the reader of CMYK is needed. */
    boolean isCmyk() {
        return ids.length == 4;
    }

    /** By libjpeg's rules: JFIF wins, then Adobe's transform, then the ids of the components. */
    ColorModel colorModel() {
        return switch (ids.length) {
            case 1 -> ColorModel.GRAY;
            case 3 -> {
                if (jfif) {
                    yield ColorModel.YCC;
                }
                if (adobe >= 0) {
                    yield adobe == 0 ? ColorModel.RGB : ColorModel.YCC;
                }
                yield haveIds('R', 'G', 'B') ? ColorModel.RGB : ColorModel.YCC;
            }
            default -> adobe > 0 ? ColorModel.YCCK : ColorModel.CMYK;
        };
    }

    /** Whether markers and ids agree, so that readers with other rules come to the same colors. */
    boolean isColorCertain() {
        boolean numbered = haveIds(1, 2, 3);
        return switch (ids.length) {
            case 1 -> true;
            case 3 ->
                switch (adobe) {
                    case -1 -> numbered || (jfif && !haveIds('R', 'G', 'B'));
                    case 0 -> !jfif;
                    case 1 -> !haveIds('R', 'G', 'B');
                    default -> false;
                };
            default -> adobe == 0 || adobe == 2;
        };
    }

    /** Bytes that a decoder needs beside the pixels, outside of the Java heap: all coefficients unless one scan has all. */
    long coefficientBytes() {
        if (frame != SOF2 && scans < 2) {
            return 0;
        }
        int across = 1;
        int down = 1;
        for (int factors : sampling) {
            across = Math.max(across, factors >> 4);
            down = Math.max(down, factors & 15);
        }
        long samples = 0;
        for (int factors : sampling) {
            samples += (long) width * height * (factors >> 4) * (factors & 15) / ((long) across * down);
        }
        return 2 * samples;
    }

    /** What a decoder gets to read. */
    Slices essential() {
        Slices essential = new Slices(bytes);
        essential.add(new byte[] {(byte) 0xFF, (byte) SOI});
        essential.add(
                switch (colorModel()) {
                    case GRAY, YCC ->
                        new byte[] {(byte) 0xFF, (byte) APP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0};
                    case RGB, CMYK -> adobe(0);
                    case YCCK -> adobe(2);
                });
        essential.add(body);
        essential.add(new byte[] {(byte) 0xFF, (byte) EOI});
        return essential;
    }

    private static byte[] adobe(int transform) {
        return new byte[] {
            (byte) 0xFF, (byte) APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform
        };
    }

    /** The embedded color profile if all its parts are there. */
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

    private void walk(boolean headOnly) {
        int segments = 0;
        while (true) {
            int gap = pos;
            int marker = nextMarker();
            if (scans > 0) {
                body.add(gap, marker < 0 ? pos : pos - 2); // the coded data of a scan
                if (isComplete()) {
                    return;
                }
            }
            if (marker < 0) {
                throw scans == 0 && frame < 0
                        ? Invalid.truncated(ImageFormat.JPEG, "there is no frame header")
                        : Invalid.truncated(ImageFormat.JPEG, "there is no end marker, and scans are missing");
            }
            if (marker == EOI) {
                checkScans();
                return;
            }
            if (marker == SOI) {
                throw Invalid.truncated(ImageFormat.JPEG, "another image begins before all scans are complete");
            }
            if (headOnly && marker == SOS) {
                requireFrame();
                return;
            }
            if (++segments > MAX_SEGMENTS) {
                throw Invalid.corrupt(ImageFormat.JPEG, "it has more than " + MAX_SEGMENTS + " segments");
            }
            segment(marker);
            if (scans > maxScans()) {
                throw tooManyScans();
            }
        }
    }

    private int maxScans() {
        long pixels = Math.max(1, (long) width * height);
        return (int) Math.max(SCANS_OF_ANY_SIZE, Math.min(MAX_SCANS, MAX_SCANNED_PIXELS / pixels));
    }

    private InvalidImageException tooManyScans() {
        return new InvalidImageException(
                Reason.TOO_MANY_SCANS,
                String.format(
                        Locale.ROOT,
                        "the JPEG of %d x %d pixels has more than %d scans, each of which is a pass over all its pixels;"
                                + " save it as a baseline JPEG, or as a progressive one of at most %d scans",
                        width,
                        height,
                        maxScans(),
                        SCANS_OF_ANY_SIZE));
    }

    private void requireFrame() {
        if (frame < 0) {
            throw Invalid.truncated(ImageFormat.JPEG, "there is no frame header");
        }
    }

    /** Whether every coefficient of every component has been coded to its last bit. */
    private boolean isComplete() {
        for (byte[] component : precision) {
            for (byte bits : component) {
                if (bits != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** An image may end before its last refinement, if its end marker is there, but not without a whole component. */
    private void checkScans() {
        requireFrame();
        if (scans == 0) {
            throw Invalid.corrupt(ImageFormat.JPEG, "it contains no image data");
        }
        for (byte[] component : precision) {
            if (component[0] == NOT_SCANNED) {
                throw Invalid.truncated(ImageFormat.JPEG, "not all of its components have a scan");
            }
        }
    }

    /** Finds the next marker that begins a segment or ends the image, and leaves the position behind it; -1 if none. */
    private int nextMarker() {
        while (pos + 1 < bytes.length) {
            int marker = bytes[pos + 1] & 0xFF;
            if (bytes[pos] != (byte) 0xFF) {
                pos++;
            } else if (marker == 0xFF) {
                pos++;
            } else if (marker == 0x01
                    || marker == 0
                    || (marker >= 0xD0 && marker < SOI)
                    || (marker == SOI && scans == 0)) {
                pos += 2; // stuffing and restart markers inside the coded data
            } else {
                pos += 2;
                return marker;
            }
        }
        pos = bytes.length;
        return -1;
    }

    private void segment(int marker) {
        int start = pos - 2;
        if (pos + 2 > bytes.length) {
            throw Invalid.truncated(ImageFormat.JPEG, "a segment is incomplete");
        }
        int length = unsigned16(pos);
        int end = pos + length;
        if (length < 2) {
            throw Invalid.corrupt(ImageFormat.JPEG, "a segment has a length of " + length);
        }
        if (end > bytes.length) {
            throw Invalid.truncated(ImageFormat.JPEG, "a segment is incomplete");
        }
        if (isFrame(marker)) {
            frame(marker, length);
        } else if (marker == SOS) {
            scan(length);
        } else if (marker >= APP0 && marker <= APP15) {
            application(marker, end);
        } else if (marker == SOF55) {
            throw Invalid.unsupported("a JPEG-LS");
        } else if (marker != COM) {
            body.add(start, end);
        }
        pos = end;
    }

    private void application(int marker, int end) {
        int payload = end - pos - 2;
        // As for libjpeg, the markers that decide about colors count up to the first scan.
        if (marker == APP0 && scans == 0) {
            jfif |= payload >= JFIF_LENGTH && payloadStartsWith(JFIF, end);
        } else if (marker == APP14 && scans == 0) {
            if (payload >= ADOBE_LENGTH && payloadStartsWith(ADOBE, end)) {
                adobe = bytes[pos + 2 + ADOBE_TRANSFORM] & 0xFF;
            }
        } else if (marker == APP1 && exif == null && payloadStartsWith(EXIF, end)) {
            exif = ExifOrientation.read(bytes, pos + 2 + EXIF.length, end);
        } else if (marker == APP2 && payload >= ICC.length + 2 && payloadStartsWith(ICC, end)) {
            if (profileParts.size() < 255) {
                profileParts.add(Arrays.copyOfRange(bytes, pos + 2, end));
            }
        }
    }

    private void frame(int marker, int length) {
        if (frame >= 0) {
            throw Invalid.corrupt(ImageFormat.JPEG, "it has more than one frame");
        }
        if (length < 8) {
            throw Invalid.corrupt(ImageFormat.JPEG, "its frame header has a length of " + length);
        }
        int bits = bytes[pos + 2] & 0xFF;
        int components = bytes[pos + 7] & 0xFF;
        frame = marker;
        height = unsigned16(pos + 3);
        width = unsigned16(pos + 5);
        if (length != 8 + 3 * components) {
            throw Invalid.corrupt(
                    ImageFormat.JPEG,
                    "its frame header has a length of " + length + " for " + components + " components");
        }
        if (height == 0 && width > 0) {
            throw Invalid.unsupported("a JPEG whose height follows its first scan (DNL)");
        }
        ids = new int[components];
        sampling = new int[components];
        precision = new byte[components][COEFFICIENTS];
        byte[] header = Arrays.copyOfRange(bytes, pos - 2, pos + length);
        for (int i = 0; i < components; i++) {
            ids[i] = bytes[pos + 8 + 3 * i] & 0xFF;
            sampling[i] = bytes[pos + 9 + 3 * i] & 0xFF;
            Arrays.fill(precision[i], NOT_SCANNED);
            header[10 + 3 * i] = (byte) (i + 1);
        }
        body.add(header);
        unsupported = marker > SOF2
                ? "A JPEG with coding process " + (marker - SOF0) + " (lossless, hierarchical or arithmetic)"
                : bits != 8
                        ? "A JPEG with " + bits + " bits a sample"
                        : components != 1 && components != 3 && components != 4
                                ? "A JPEG with " + components + " color components"
                                : null;
    }

    private void scan(int length) {
        requireFrame();
        if (unsupported != null) {
            throw Invalid.unsupported(unsupported);
        }
        int components = length < 3 ? 0 : bytes[pos + 2] & 0xFF;
        if (components < 1 || components > 4 || length != 6 + 2 * components) {
            throw Invalid.corrupt(
                    ImageFormat.JPEG,
                    "the header of a scan has a length of " + length + " for " + components + " components");
        }
        byte[] header = Arrays.copyOfRange(bytes, pos - 2, pos + length);
        int first = frame == SOF2 ? bytes[pos + 3 + 2 * components] & 0xFF : 0;
        int last = frame == SOF2 ? bytes[pos + 4 + 2 * components] & 0xFF : COEFFICIENTS - 1;
        int missing = frame == SOF2 ? bytes[pos + 5 + 2 * components] & 15 : 0;
        if (first > last || last >= COEFFICIENTS) {
            throw Invalid.corrupt(ImageFormat.JPEG, "a scan covers coefficients " + first + " to " + last);
        }
        boolean[] taken = new boolean[ids.length];
        for (int i = 0; i < components; i++) {
            int component = component(bytes[pos + 3 + 2 * i] & 0xFF, taken);
            header[5 + 2 * i] = (byte) (component + 1);
            Arrays.fill(precision[component], first, last + 1, (byte) missing);
        }
        body.add(header);
        scans++;
    }

    /** Components that share an id are taken in their order. */
    private int component(int id, boolean[] taken) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id && !taken[i]) {
                taken[i] = true;
                return i;
            }
        }
        throw Invalid.corrupt(ImageFormat.JPEG, "a scan is of a component that does not exist");
    }

    private boolean haveIds(int first, int second, int third) {
        return ids.length >= 3 && ids[0] == first && ids[1] == second && ids[2] == third;
    }

    private boolean payloadStartsWith(byte[] start, int end) {
        int from = pos + 2;
        return end - from >= start.length && Arrays.equals(bytes, from, from + start.length, start, 0, start.length);
    }

    private static boolean isFrame(int marker) {
        return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != RESERVED && marker != DAC;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private int unsigned16(int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }
}
