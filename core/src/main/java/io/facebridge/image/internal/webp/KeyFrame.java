package io.facebridge.image.internal.webp;

import java.io.EOFException;
import java.io.IOException;

/** A key frame of VP8 (RFC 6386), as WebP holds it. Decodes once, row by row; not safe for use by several threads. */
public final class KeyFrame {
    /** How many bytes of a frame say how large it is. */
    public static final int HEAD = 10;

    private static final int SEGMENTS = 4;
    private static final int MAX_PROFILE = 3;

    private final byte[] bytes;
    private final int to;
    private final int width;
    private final int height;
    private final int columns;
    private final int rows;
    private final BoolDecoder header;
    private final BoolDecoder[] partitions;

    private final int[] segmentTree = {255, 255, 255};
    private final Segment[] segments = new Segment[SEGMENTS];
    private final int[] probabilities = Vp8Tables.tokenProbabilities();
    private boolean segmentsVary;
    private boolean simpleFilter;
    private boolean filtered;
    private int skipProbability = -1;

    private KeyFrame(byte[] bytes, int from, int to) throws IOException {
        this.bytes = bytes;
        this.to = to;
        this.width = width(bytes, from);
        this.height = height(bytes, from);
        if (width == 0 || height == 0) {
            throw new IOException("the frame has no pixels");
        }
        this.columns = (width + 15) / 16;
        this.rows = (height + 15) / 16;
        int first = firstPartition(bytes, from);
        if (first > to - from - HEAD) {
            throw new EOFException("the first partition is incomplete");
        }
        this.header = new BoolDecoder(bytes, from + HEAD, from + HEAD + first);
        this.partitions = readHeader(from + HEAD + first);
    }

    /**
     * Reads the header of a frame.
     *
     * @param bytes the file
     * @param from where the frame begins
     * @param to where it ends
     * @return the frame
     * @throws IOException if there is no key frame that can be decoded
     */
    public static KeyFrame of(byte[] bytes, int from, int to) throws IOException {
        if (to - from < HEAD) {
            throw new EOFException("the frame's header is incomplete");
        }
        int tag = bytes[from] & 0xFF;
        boolean keyFrame = (tag & 1) == 0;
        int profile = tag >> 1 & 7;
        boolean shown = (tag & 0x10) != 0;
        boolean started = (bytes[from + 3] & 0xFF) == 0x9D && bytes[from + 4] == 1 && bytes[from + 5] == 0x2A;
        if (!keyFrame || profile > MAX_PROFILE || !shown || !started) {
            throw new IOException("there is no key frame");
        }
        return new KeyFrame(bytes, from, to);
    }

    /**
     * Reads the width from the first {@link #HEAD} bytes of a frame.
     *
     * @param bytes the file
     * @param from where the frame begins
     * @return pixels
     */
    public static int width(byte[] bytes, int from) {
        return (bytes[from + 6] & 0xFF) | (bytes[from + 7] & 0x3F) << 8;
    }

    /**
     * Reads the height from the first {@link #HEAD} bytes of a frame.
     *
     * @param bytes the file
     * @param from where the frame begins
     * @return pixels
     */
    public static int height(byte[] bytes, int from) {
        return (bytes[from + 8] & 0xFF) | (bytes[from + 9] & 0x3F) << 8;
    }

    /**
     * Returns about how much is allocated to decode a frame, apart from what takes its rows.
     *
     * @param width pixels
     * @return bytes
     */
    public static long workingBytes(int width) {
        return 64L * (width + 16);
    }

    /**
     * Decodes the frame.
     *
     * @param target takes its rows
     * @throws IOException if a partition is incomplete
     */
    public void decode(Rows target) throws IOException {
        Macroblocks macroblocks = new Macroblocks(columns, probabilities);
        Band band = new Band(width, height);
        for (int row = 0; row < rows; row++) {
            macroblocks.beginRow(row);
            BoolDecoder tokens = partitions[row % partitions.length];
            for (int column = 0; column < columns; column++) {
                int segment = segmentsVary ? readSegment() : 0;
                boolean skipped = skipProbability >= 0 && header.bit(skipProbability) == 1;
                macroblocks.decode(column, segments[segment], skipped, header, tokens, band);
            }
            macroblocks.endRow(band);
            if (filtered) {
                macroblocks.filterRow(band, simpleFilter);
            }
            band.finish(row, target);
        }
    }

    private int readSegment() throws EOFException {
        return header.bit(segmentTree[0]) == 0 ? header.bit(segmentTree[1]) : 2 + header.bit(segmentTree[2]);
    }

    private static int firstPartition(byte[] bytes, int from) {
        return unsigned24(bytes, from) >> 5;
    }

    private static int unsigned24(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16;
    }

    private BoolDecoder[] readHeader(int afterFirst) throws IOException {
        header.unsigned(2); // the space of colors, of which there is one, and whether samples need clamping
        int[] quantizers = new int[SEGMENTS];
        int[] levels = new int[SEGMENTS];
        boolean segmented = header.flag();
        boolean absolute = true; // the reference's choice for segments of which the header says nothing
        if (segmented) {
            segmentsVary = header.flag();
            if (header.flag()) {
                absolute = header.flag();
                readOptional(quantizers, 7);
                readOptional(levels, 6);
            }
            if (segmentsVary) {
                for (int i = 0; i < segmentTree.length; i++) {
                    segmentTree[i] = header.flag() ? header.unsigned(8) : 255;
                }
            }
        }
        simpleFilter = header.flag();
        int level = header.unsigned(6);
        int sharpness = header.unsigned(3);
        filtered = level > 0;
        int[] forIntra = new int[1 + 3]; // of reference frames; the first one means none
        int[] forBlocks = new int[1 + 3]; // of modes; the first one means that blocks have modes of their own
        boolean adjusted = header.flag();
        if (adjusted && header.flag()) { // whether this header changes what later frames keep
            readOptional(forIntra, 6);
            readOptional(forBlocks, 6);
        }
        BoolDecoder[] found = partitions(afterFirst, 1 << header.unsigned(2));
        Quantizers steps = Quantizers.read(header);
        for (int i = 0; i < SEGMENTS; i++) {
            int ownLevel = segmented ? levels[i] + (absolute ? 0 : level) : level;
            int ownIndex = segmented ? quantizers[i] + (absolute ? 0 : steps.base()) : steps.base();
            segments[i] = new Segment(
                    steps.at(ownIndex),
                    FilterStrength.of(ownLevel + forIntra[0], sharpness),
                    FilterStrength.of(ownLevel + forIntra[0] + forBlocks[0], sharpness));
        }
        header.flag(); // whether later frames keep the probabilities
        for (int i = 0; i < probabilities.length; i++) {
            if (header.bit(Vp8Tables.tokenUpdate(i)) == 1) {
                probabilities[i] = header.unsigned(8);
            }
        }
        if (header.flag()) {
            skipProbability = header.unsigned(8);
        }
        return found;
    }

    private void readOptional(int[] numbers, int bits) throws EOFException {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = header.optionalSigned(bits);
        }
    }

    private BoolDecoder[] partitions(int sizesAt, int count) throws EOFException {
        long at = sizesAt + 3L * (count - 1);
        if (at >= to) {
            throw new EOFException("the partitions are incomplete");
        }
        BoolDecoder[] found = new BoolDecoder[count];
        for (int i = 0; i < count - 1; i++) {
            long end = at + unsigned24(bytes, sizesAt + 3 * i);
            if (end >= to) { // something has to be left for the last
                throw new EOFException("the partitions are incomplete");
            }
            found[i] = new BoolDecoder(bytes, (int) at, (int) end);
            at = end;
        }
        found[count - 1] = new BoolDecoder(bytes, (int) at, to);
        return found;
    }
}
