package io.facebridge.operations.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a file to which whole lines are appended, one after the other: where each begins, and how they end. Lines end in
 * a line feed. Not thread-safe.
 */
public final class LineReader {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final int longest;
    private long start;
    private long end;
    private End ended = End.NOT_YET;
    private byte[] torn = {};

    /**
     * Begins at the current position of a stream, which counts as 0.
     *
     * @param in is read ahead of the lines; not closed
     * @param longest how many bytes a line has at most, without its line feed
     */
    public LineReader(InputStream in, int longest) {
        this.in = new BufferedInputStream(in, BUFFER);
        this.longest = longest;
    }

    /** How the lines ended. */
    public enum End {
        /** There may be more. */
        NOT_YET,
        /** After a line feed, or at once. */
        WHOLE,
        /** In the middle of a line. */
        TORN,
        /** At a line that is too long. */
        TOO_LONG
    }

    /**
     * Reads a line.
     *
     * @return the next line without its line feed; {@code null} if there is no whole one that is short enough
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
            if (line.size() == longest) {
                ended = End.TOO_LONG;
                return null;
            }
            line.write(next);
        }
        ended = line.size() == 0 ? End.WHOLE : End.TORN;
        torn = line.toByteArray();
        return null;
    }

    /** {@return where the line begins that was read last; once there was no next one, where the whole lines end} */
    public long start() {
        return start;
    }

    /** {@return the bytes of a last line without a line feed; empty if there is none} */
    public byte[] torn() {
        return torn.clone();
    }

    /** {@return how they ended, once there was no next one} */
    public End ended() {
        return ended;
    }
}
