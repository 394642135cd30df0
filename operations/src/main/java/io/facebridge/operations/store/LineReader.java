package io.facebridge.operations.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A reader of the lines of a file to which complete lines are appended. Returns each line, its position, and how the last one
 * ends. Lines end in a line feed. Not thread-safe.
 */
public final class LineReader {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final int maxBytes;
    private long start;
    private long end;
    private End ended = End.NOT_YET;
    private byte[] torn = {};

    /**
     * Creates a reader that starts at the current position of a stream, which counts as 0.
     *
     * @param in the stream, which is buffered; not closed
     * @param maxBytes the maximum number of bytes of a line, without its line feed
     */
    public LineReader(InputStream in, int maxBytes) {
        this.in = new BufferedInputStream(in, BUFFER);
        this.maxBytes = maxBytes;
    }

    /** The end of the lines. */
    public enum End {
        /** Not reached yet; there may be more lines. */
        NOT_YET,
        /** The last line is complete, or there is none. */
        WHOLE,
        /** The last line is incomplete. */
        TORN,
        /** A line is too long. */
        TOO_LONG
    }

    /**
     * Reads the next line.
     *
     * @return the line without its line feed; {@code null} if there is no further complete line, or the next one is too long
     * @throws IOException if the stream cannot be read
     */
    public byte @Nullable [] next() throws IOException {
        start = end;
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                end = start + line.size() + 1;
                return line.toByteArray();
            }
            if (line.size() == maxBytes) {
                ended = End.TOO_LONG;
                return null;
            }
            line.write(next);
        }
        ended = line.size() == 0 ? End.WHOLE : End.TORN;
        torn = line.toByteArray();
        return null;
    }

    /** {@return the position of the line that was read last; after the last one, the end of the complete lines} */
    public long start() {
        return start;
    }

    /** {@return the bytes of a last line without a line feed; empty if there is none} */
    public byte[] torn() {
        return torn.clone();
    }

    /** {@return how the lines ended; final once {@link #next} returned {@code null}} */
    public End ended() {
        return ended;
    }
}
