package io.facebridge.cli;

import java.io.PrintWriter;

/** A line on a terminal that is drawn over itself. Thread-safe. */
final class StatusLine implements AutoCloseable {
    private final PrintWriter to;
    private final Thread leaving = new Thread(this::leave, "leave the line");
    private int length;
    private boolean ended;

    StatusLine(PrintWriter to) {
        this.to = to;
        Runtime.getRuntime().addShutdownHook(leaving);
    }

    synchronized boolean isEmpty() {
        return length == 0;
    }

    synchronized void show(String line) {
        if (ended) {
            return;
        }
        int width = Style.width(line);
        to.print("\r" + line + " ".repeat(Math.max(0, length - width)));
        to.flush();
        length = width;
    }

    synchronized void wipe() {
        if (length > 0) {
            to.print("\r" + " ".repeat(length) + "\r");
            to.flush();
            length = 0;
        }
    }

    /** An interrupted program leaves the line as it is, and the prompt begins on the next one. */
    private synchronized void leave() {
        ended = true;
        if (length > 0) {
            to.println();
            to.flush();
            length = 0;
        }
    }

    @Override
    public void close() {
        wipe();
        try {
            Runtime.getRuntime().removeShutdownHook(leaving);
        } catch (IllegalStateException e) {
            // the program ends
        }
    }
}
