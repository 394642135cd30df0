package io.facebridge.image.internal.webp;

import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The opacity that goes with a key frame (RFC 9649, section 2.7.1.2), read row by row. */
public final class AlphaPlane {
    private static final int RAW = 0;
    private static final int LOSSLESS = 1;

    private static final int HORIZONTAL = 1;
    private static final int VERTICAL = 2;
    private static final int GRADIENT = 3;

    private final byte[] bytes;
    private final int data;
    private final int width;
    private final int filter;
    private final int @Nullable [] pixels;
    private final byte[] levels;
    private int next;

    private AlphaPlane(byte[] bytes, int from, int to, int width, int height, Runnable pulse) throws IOException {
        if (to - from < 1) {
            throw new EOFException("the alpha is incomplete");
        }
        int method = bytes[from] & 3;
        this.bytes = bytes;
        this.data = from + 1;
        this.width = width;
        this.filter = bytes[from] >> 2 & 3;
        this.levels = new byte[width];
        if (method == RAW) {
            if (to - data < (long) width * height) {
                throw new EOFException("the alpha is incomplete");
            }
            this.pixels = null;
        } else if (method == LOSSLESS) {
            this.pixels = Lossless.decode(bytes, data, to, width, height, pulse);
        } else {
            throw new IOException("the alpha is compressed in an unknown way");
        }
    }

    /**
     * Reads the header and the compressed alpha.
     *
     * @param bytes the file
     * @param from where the alpha begins
     * @param to where it ends
     * @param width of the image
     * @param height of the image
     * @param pulse called repeatedly while reading; an exception that it throws ends the reading
     * @return the plane, before the first row
     * @throws IOException if the alpha is incomplete or damaged
     */
    public static AlphaPlane of(byte[] bytes, int from, int to, int width, int height, Runnable pulse)
            throws IOException {
        return new AlphaPlane(bytes, from, to, width, height, pulse);
    }

    /**
     * Returns about how much is allocated.
     *
     * @param bytes the file
     * @param from where the alpha begins
     * @param to where it ends
     * @param width of the image
     * @param height of the image
     * @return bytes
     */
    public static long workingBytes(byte[] bytes, int from, int to, int width, int height) {
        return from < bytes.length && (bytes[from] & 3) == LOSSLESS
                ? Lossless.workingBytes(width, height, to - from)
                : width;
    }

    /**
     * Reads on to a row.
     *
     * @param y the row, below the one that was read last
     * @return the opacity of each pixel, 255 for opaque; only until the next call
     */
    public byte[] row(int y) {
        while (next <= y) {
            read(next);
            next++;
        }
        return levels;
    }

    private void read(int y) {
        int at = y * width;
        int corner = 0; // above and to the left
        int left = 0;
        for (int x = 0; x < width; x++) {
            int above = levels[x] & 0xFF;
            int predicted = predicted(x, y, left, above, corner);
            int stored = pixels == null ? bytes[data + at + x] : pixels[at + x] >> 8;
            left = stored + predicted & 0xFF;
            levels[x] = (byte) left;
            corner = above;
        }
    }

    private int predicted(int x, int y, int left, int above, int corner) {
        if (filter == 0) {
            return 0;
        }
        if (y == 0) {
            return left; // 0 at the very beginning
        }
        if (x == 0) {
            return above;
        }
        return switch (filter) {
            case HORIZONTAL -> left;
            case VERTICAL -> above;
            case GRADIENT -> Transforms.sample(left + above - corner);
            default -> throw new IllegalStateException("filter " + filter);
        };
    }
}
