package io.facebridge.image.internal.webp;

import java.io.EOFException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Decodes the macroblocks of a frame one after the other, and remembers of the row above what the next ones need. */
final class Macroblocks {
    private static final int LUMA = 16;
    private static final int CHROMA = 8;
    private static final int LUMA_STRIDE = 1 + LUMA + 4;
    private static final int LUMA_CORNER = LUMA_STRIDE + 1;
    private static final int CHROMA_STRIDE = 1 + CHROMA;
    private static final int CHROMA_CORNER = CHROMA_STRIDE + 1;

    private static final int BLOCKS = 4; // in a row of a macroblock
    private static final int COEFFICIENTS = 16;

    private static final int ABOVE_ALL = 127;
    private static final int LEFT_OF_ALL = 129;

    // Which blocks of a row above or a column to the left had coefficients: luma, blue, red, second order.
    private static final int FLAGS = 9;
    private static final int BLUE_FLAG = 4;
    private static final int RED_FLAG = 6;
    private static final int SECOND_FLAG = 8;

    private final int columns;
    private final Tokens tokens;
    private final Transforms transforms = new Transforms();
    private final Prediction prediction = new Prediction();
    private final int[] coefficients = new int[24 * COEFFICIENTS];
    private final int[] second = new int[COEFFICIENTS];
    private final int[] extents = new int[24]; // of each block: 0 nothing, 1 its first coefficient, 2 more
    private final int[] modes = new int[16];

    private final int[] luma = new int[(1 + LUMA) * LUMA_STRIDE];
    private final int[] blue = new int[(1 + CHROMA) * CHROMA_STRIDE];
    private final int[] red = new int[(1 + CHROMA) * CHROMA_STRIDE];

    private final byte[] lumaAbove;
    private final byte[] blueAbove;
    private final byte[] redAbove;
    private final int[] modesAbove;
    private final int[] modesLeft = new int[BLOCKS];
    private final boolean[] flagsAbove;
    private final boolean[] flagsLeft = new boolean[FLAGS];

    private final @Nullable FilterStrength[] strengths;
    private final boolean[] insides;
    private int row;

    Macroblocks(int columns, int[] probabilities) {
        this.columns = columns;
        this.tokens = new Tokens(probabilities);
        this.lumaAbove = new byte[LUMA * columns];
        this.blueAbove = new byte[CHROMA * columns];
        this.redAbove = new byte[CHROMA * columns];
        this.modesAbove = new int[BLOCKS * columns];
        this.flagsAbove = new boolean[FLAGS * columns];
        this.strengths = new FilterStrength[columns];
        this.insides = new boolean[columns];
        Arrays.fill(lumaAbove, (byte) ABOVE_ALL);
        Arrays.fill(blueAbove, (byte) ABOVE_ALL);
        Arrays.fill(redAbove, (byte) ABOVE_ALL);
    }

    void beginRow(int index) {
        row = index;
        Arrays.fill(modesLeft, Prediction.BLOCK_DC);
        Arrays.fill(flagsLeft, false);
    }

    /** Keeps the lowest samples as they are before the filter, for the predictions of the next row. */
    void endRow(Band band) {
        System.arraycopy(band.luma, band.lumaAt(0) + (LUMA - 1) * band.lumaStride, lumaAbove, 0, lumaAbove.length);
        int lowest = band.chromaAt(0) + (CHROMA - 1) * band.chromaStride;
        System.arraycopy(band.blue, lowest, blueAbove, 0, blueAbove.length);
        System.arraycopy(band.red, lowest, redAbove, 0, redAbove.length);
    }

    void decode(int column, Segment segment, boolean skipped, BoolDecoder header, BoolDecoder partition, Band band)
            throws EOFException {
        boolean whole = header.bit(145) == 1;
        int mode = whole ? readMode(header, column) : readModes(header, column);
        int chromaMode = readChromaMode(header);
        boolean coded = !skipped && readCoefficients(column, segment.steps(), whole, partition);
        if (skipped) {
            clearCoefficients(column, whole);
        }
        strengths[column] = whole ? segment.filter() : segment.blockFilter();
        insides[column] = !whole || coded;

        surroundLuma(column, band);
        if (whole) {
            Prediction.square(luma, LUMA_CORNER, LUMA_STRIDE, LUMA, mode, row > 0, column > 0);
        }
        for (int block = 0; block < 16; block++) {
            int corner = LUMA_CORNER + block / BLOCKS * 4 * LUMA_STRIDE + block % BLOCKS * 4;
            if (!whole) {
                prediction.block(luma, corner, LUMA_STRIDE, modes[block]);
            }
            if (coded) {
                add(block, luma, corner, LUMA_STRIDE);
            }
        }
        chroma(blue, band.blue, blueAbove, column, chromaMode, coded ? 16 : -1, band);
        chroma(red, band.red, redAbove, column, chromaMode, coded ? 20 : -1, band);
        store(luma, LUMA_CORNER, LUMA_STRIDE, LUMA, band.luma, band.lumaAt(column), band.lumaStride);
    }

    private int readMode(BoolDecoder header, int column) throws EOFException {
        int mode = header.bit(156) == 0
                ? header.bit(163) == 0 ? Prediction.DC : Prediction.VERTICAL
                : header.bit(128) == 0 ? Prediction.HORIZONTAL : Prediction.TRUE_MOTION;
        int likeBlocks =
                switch (mode) {
                    case Prediction.VERTICAL -> Prediction.BLOCK_VERTICAL;
                    case Prediction.HORIZONTAL -> Prediction.BLOCK_HORIZONTAL;
                    case Prediction.TRUE_MOTION -> Prediction.BLOCK_TRUE_MOTION;
                    default -> Prediction.BLOCK_DC;
                };
        Arrays.fill(modesAbove, BLOCKS * column, BLOCKS * (column + 1), likeBlocks);
        Arrays.fill(modesLeft, likeBlocks);
        return mode;
    }

    private int readModes(BoolDecoder header, int column) throws EOFException {
        for (int block = 0; block < modes.length; block++) {
            int above = BLOCKS * column + block % BLOCKS;
            int left = block / BLOCKS;
            int mode = readBlockMode(header, modesAbove[above], modesLeft[left]);
            modes[block] = mode;
            modesAbove[above] = mode;
            modesLeft[left] = mode;
        }
        return Prediction.DC;
    }

    private static int readBlockMode(BoolDecoder header, int above, int left) throws EOFException {
        if (header.bit(Vp8Tables.blockMode(above, left, 0)) == 0) {
            return Prediction.BLOCK_DC;
        }
        if (header.bit(Vp8Tables.blockMode(above, left, 1)) == 0) {
            return Prediction.BLOCK_TRUE_MOTION;
        }
        if (header.bit(Vp8Tables.blockMode(above, left, 2)) == 0) {
            return Prediction.BLOCK_VERTICAL;
        }
        if (header.bit(Vp8Tables.blockMode(above, left, 3)) == 0) {
            if (header.bit(Vp8Tables.blockMode(above, left, 4)) == 0) {
                return Prediction.BLOCK_HORIZONTAL;
            }
            return header.bit(Vp8Tables.blockMode(above, left, 5)) == 0
                    ? Prediction.BLOCK_RIGHT_DOWN
                    : Prediction.BLOCK_VERTICAL_RIGHT;
        }
        if (header.bit(Vp8Tables.blockMode(above, left, 6)) == 0) {
            return Prediction.BLOCK_LEFT_DOWN;
        }
        if (header.bit(Vp8Tables.blockMode(above, left, 7)) == 0) {
            return Prediction.BLOCK_VERTICAL_LEFT;
        }
        return header.bit(Vp8Tables.blockMode(above, left, 8)) == 0
                ? Prediction.BLOCK_HORIZONTAL_DOWN
                : Prediction.BLOCK_HORIZONTAL_UP;
    }

    private static int readChromaMode(BoolDecoder header) throws EOFException {
        if (header.bit(142) == 0) {
            return Prediction.DC;
        }
        if (header.bit(114) == 0) {
            return Prediction.VERTICAL;
        }
        return header.bit(183) == 0 ? Prediction.HORIZONTAL : Prediction.TRUE_MOTION;
    }

    /** Returns whether there is anything to be added to the prediction. */
    private boolean readCoefficients(int column, Quantizers.Steps steps, boolean whole, BoolDecoder partition)
            throws EOFException {
        Arrays.fill(coefficients, 0);
        int flags = FLAGS * column;
        int type = Tokens.LUMA_WITH_DC;
        int first = 0;
        if (whole) {
            Arrays.fill(second, 0);
            int context = context(flags + SECOND_FLAG, SECOND_FLAG);
            int end = tokens.read(
                    partition, Tokens.SECOND_ORDER, context, 0, steps.secondDc(), steps.secondAc(), second, 0);
            flagsAbove[flags + SECOND_FLAG] = end > 0;
            flagsLeft[SECOND_FLAG] = end > 0;
            transforms.walshHadamard(second, coefficients);
            type = Tokens.LUMA_WITHOUT_DC;
            first = 1;
        }
        boolean any = false;
        for (int block = 0; block < 16; block++) {
            any |= read(
                    partition,
                    type,
                    block,
                    flags + block % BLOCKS,
                    block / BLOCKS,
                    first,
                    steps.lumaDc(),
                    steps.lumaAc());
        }
        for (int block = 16; block < 24; block++) {
            int plane = block < 20 ? BLUE_FLAG : RED_FLAG;
            int above = flags + plane + block % 2;
            int left = plane + block % 4 / 2;
            any |= read(partition, Tokens.CHROMA, block, above, left, 0, steps.chromaDc(), steps.chromaAc());
        }
        return any;
    }

    private boolean read(
            BoolDecoder partition, int type, int block, int above, int left, int first, int dcStep, int acStep)
            throws EOFException {
        int at = block * COEFFICIENTS;
        int end = tokens.read(partition, type, context(above, left), first, dcStep, acStep, coefficients, at);
        flagsAbove[above] = end > first;
        flagsLeft[left] = end > first;
        extents[block] = end > 1 ? 2 : coefficients[at] != 0 ? 1 : 0;
        return extents[block] > 0;
    }

    private int context(int above, int left) {
        return (flagsAbove[above] ? 1 : 0) + (flagsLeft[left] ? 1 : 0);
    }

    private void clearCoefficients(int column, boolean whole) {
        int flags = FLAGS * column;
        // Without a block of the second order, what is known of the last one stays.
        int count = whole ? FLAGS : SECOND_FLAG;
        Arrays.fill(flagsAbove, flags, flags + count, false);
        Arrays.fill(flagsLeft, 0, count, false);
    }

    private void add(int block, int[] samples, int corner, int stride) {
        int at = block * COEFFICIENTS;
        if (extents[block] == 2) {
            transforms.addCosine(coefficients, at, samples, corner, stride);
        } else if (extents[block] == 1) {
            Transforms.addConstant(coefficients[at], samples, corner, stride);
        }
    }

    private void surroundLuma(int column, Band band) {
        surround(luma, LUMA_STRIDE, LUMA, lumaAbove, column, band.luma, band.lumaAt(column), band.lumaStride);
        int right = LUMA_CORNER - LUMA_STRIDE + LUMA;
        for (int i = 0; i < 4; i++) {
            // Right of the last macroblock, what is above continues with its last sample.
            int from = Math.min(LUMA * (column + 1) + i, LUMA * columns - 1);
            int level = lumaAbove[from] & 0xFF;
            for (int down = 0; down < LUMA; down += 4) {
                luma[right + i + down * LUMA_STRIDE] = level;
            }
        }
    }

    private void chroma(int[] samples, byte[] plane, byte[] above, int column, int mode, int firstBlock, Band band) {
        surround(samples, CHROMA_STRIDE, CHROMA, above, column, plane, band.chromaAt(column), band.chromaStride);
        Prediction.square(samples, CHROMA_CORNER, CHROMA_STRIDE, CHROMA, mode, row > 0, column > 0);
        for (int block = 0; firstBlock >= 0 && block < 4; block++) {
            int corner = CHROMA_CORNER + block / 2 * 4 * CHROMA_STRIDE + block % 2 * 4;
            add(firstBlock + block, samples, corner, CHROMA_STRIDE);
        }
        store(samples, CHROMA_CORNER, CHROMA_STRIDE, CHROMA, plane, band.chromaAt(column), band.chromaStride);
    }

    /** Puts the samples above and to the left of a macroblock around its square. */
    private void surround(
            int[] samples, int stride, int side, byte[] above, int column, byte[] plane, int at, int planeStride) {
        int from = side * column;
        for (int i = 0; i < side; i++) {
            samples[1 + i] = above[from + i] & 0xFF;
            samples[(1 + i) * stride] = column == 0 ? LEFT_OF_ALL : plane[at + i * planeStride - 1] & 0xFF;
        }
        samples[0] = row == 0 ? ABOVE_ALL : column == 0 ? LEFT_OF_ALL : above[from - 1] & 0xFF;
    }

    private static void store(int[] samples, int corner, int stride, int side, byte[] plane, int at, int planeStride) {
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                plane[at + y * planeStride + x] = (byte) samples[corner + y * stride + x];
            }
        }
    }

    /** Smooths the row that was decoded last, and the lowest samples of the one above. */
    void filterRow(Band band, boolean simple) {
        for (int column = 0; column < columns; column++) {
            FilterStrength strength = strengths[column];
            if (strength == null || strength.limit() == 0) {
                continue;
            }
            if (simple) {
                filterSimply(band, column, strength);
            } else {
                filterPlane(band.luma, band.lumaAt(column), band.lumaStride, LUMA, column, strength);
                filterPlane(band.blue, band.chromaAt(column), band.chromaStride, CHROMA, column, strength);
                filterPlane(band.red, band.chromaAt(column), band.chromaStride, CHROMA, column, strength);
            }
        }
    }

    private void filterSimply(Band band, int column, FilterStrength strength) {
        byte[] plane = band.luma;
        int at = band.lumaAt(column);
        int stride = band.lumaStride;
        if (column > 0) {
            LoopFilter.simple(plane, at, stride, 1, LUMA, strength.outerLimit());
        }
        for (int edge = 4; insides[column] && edge < LUMA; edge += 4) {
            LoopFilter.simple(plane, at + edge, stride, 1, LUMA, strength.limit());
        }
        if (row > 0) {
            LoopFilter.simple(plane, at, 1, stride, LUMA, strength.outerLimit());
        }
        for (int edge = 4; insides[column] && edge < LUMA; edge += 4) {
            LoopFilter.simple(plane, at + edge * stride, 1, stride, LUMA, strength.limit());
        }
    }

    private void filterPlane(byte[] plane, int at, int stride, int side, int column, FilterStrength strength) {
        int interior = strength.interior();
        int variance = strength.highVariance();
        if (column > 0) {
            LoopFilter.outer(plane, at, stride, 1, side, strength.outerLimit(), interior, variance);
        }
        for (int edge = 4; insides[column] && edge < side; edge += 4) {
            LoopFilter.inner(plane, at + edge, stride, 1, side, strength.limit(), interior, variance);
        }
        if (row > 0) {
            LoopFilter.outer(plane, at, 1, stride, side, strength.outerLimit(), interior, variance);
        }
        for (int edge = 4; insides[column] && edge < side; edge += 4) {
            LoopFilter.inner(plane, at + edge * stride, 1, stride, side, strength.limit(), interior, variance);
        }
    }
}
