package io.facebridge.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A JPEG taken apart into segments, to be put together in another way. */
final class JpegParts {
    static final int SOF0 = 0xC0;
    static final int SOS = 0xDA;
    static final int APP0 = 0xE0;
    static final int APP1 = 0xE1;
    static final int APP14 = 0xEE;
    static final int COM = 0xFE;

    /**
     * A segment.
     *
     * @param marker second byte of the marker
     * @param payload behind the length
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Segment(int marker, byte[] payload) {}

    /** The segments up to the first scan, which is the last of them. */
    final List<Segment> segments = new ArrayList<>();

    /** What follows the header of the first scan, the end marker not included. */
    byte[] coded;

    private JpegParts(byte[] coded) {
        this.coded = coded;
    }

    static JpegParts of(byte[] jpeg) {
        JpegParts parts = new JpegParts(new byte[0]);
        int at = 2;
        while (true) {
            int marker = jpeg[at + 1] & 0xFF;
            int end = at + 2 + ((jpeg[at + 2] & 0xFF) << 8 | (jpeg[at + 3] & 0xFF));
            parts.segments.add(new Segment(marker, Arrays.copyOfRange(jpeg, at + 4, end)));
            at = end;
            if (marker == SOS) {
                parts.coded = Arrays.copyOfRange(jpeg, at, jpeg.length - 2);
                return parts;
            }
        }
    }

    static Segment jfif() {
        return new Segment(APP0, new byte[] {'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0});
    }

    static Segment adobe(int transform) {
        return new Segment(APP14, new byte[] {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform});
    }

    static Segment exif(byte[] tiff) {
        return new Segment(APP1, SyntheticImages.join("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), tiff));
    }

    /** Takes out all segments of applications, comments too. */
    JpegParts bare() {
        segments.removeIf(segment -> (segment.marker >= APP0 && segment.marker <= 0xEF) || segment.marker == COM);
        return this;
    }

    JpegParts first(Segment segment) {
        segments.add(0, segment);
        return this;
    }

    /** Right before the first scan, behind the frame. */
    JpegParts last(Segment segment) {
        segments.add(segments.size() - 1, segment);
        return this;
    }

    int components() {
        return frame().payload[5] & 0xFF;
    }

    private Segment frame() {
        return segments.stream()
                .filter(segment -> segment.marker >= SOF0 && segment.marker <= SOF0 + 2)
                .findFirst()
                .orElseThrow();
    }

    /** Renames the components, in the frame and in the first scan (of a picture with one scan that is all of them). */
    JpegParts ids(int... ids) {
        byte[] frame = frame().payload;
        byte[] scan = segments.get(segments.size() - 1).payload;
        for (int i = 0; i < ids.length; i++) {
            int old = frame[6 + 3 * i] & 0xFF;
            frame[6 + 3 * i] = (byte) ids[i];
            for (int j = 0; j < scan[0]; j++) {
                if (i == j && (scan[1 + 2 * j] & 0xFF) == old) {
                    scan[1 + 2 * j] = (byte) ids[i];
                }
            }
        }
        return this;
    }

    /** Everything but the end marker. */
    byte[] withoutEnd() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0xFF);
        out.write(0xD8);
        for (Segment segment : segments) {
            out.write(0xFF);
            out.write(segment.marker);
            out.write((segment.payload.length + 2) >> 8);
            out.write(segment.payload.length + 2);
            out.writeBytes(segment.payload);
        }
        out.writeBytes(coded);
        return out.toByteArray();
    }

    byte[] bytes() {
        return SyntheticImages.join(withoutEnd(), new byte[] {(byte) 0xFF, (byte) 0xD9});
    }
}
