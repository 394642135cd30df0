package io.facebridge.operations.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a log one after the other, and where each begins. Not thread-safe. */
final class LineReader {
    private final InputStream in;
    private long start;
    private long end;
    private End ended = End.NOT_YET;
    private byte[] torn = {};

    LineReader(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** How the lines ended. */
    enum End {
        NOT_YET,
        /** After a line feed, or at once. */
        WHOLE,
        /** In the middle of a line. */
        TORN,
        /** At a line that is longer than any of a log. */
        TOO_LONG
    }

    /** {@return the next line without its line feed; {@code null} if there is no whole one} */
    byte @Nullable [] next() throws IOException {
        start = end;
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                end = start + line.size() + 1;
                return line.toByteArray();
            }
            if (line.size() == LogLine.LONGEST) {
                ended = End.TOO_LONG;
                return null;
            }
            line.write(next);
        }
        ended = line.size() == 0 ? End.WHOLE : End.TORN;
        torn = line.toByteArray();
        return null;
    }

    /** {@return where the line begins that was read last} */
    long start() {
        return start;
    }

    /** {@return the bytes of a last line without a line feed; empty if there is none} */
    byte[] torn() {
        return torn;
    }

    /** {@return how they ended, once there was no next one} */
    End ended() {
        return ended;
    }
}
