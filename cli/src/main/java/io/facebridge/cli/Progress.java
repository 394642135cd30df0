package io.facebridge.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;

/** A progress bar on a terminal, drawn over itself and erased at the end. Invisible if there is no terminal. */
final class Progress implements AutoCloseable {
    private static final int WIDTH = 30;

    private final PrintWriter to;
    private final String verb;
    private final boolean visible;
    private int drawn = -1;
    private int length;

    private Progress(PrintWriter to, String verb, boolean visible) {
        this.to = to;
        this.verb = verb;
        this.visible = visible;
    }

    static Progress on(PrintWriter to, String verb) {
        return new Progress(to, verb, Ansi.AUTO.enabled());
    }

    /** For tests, which have no terminal. */
    static Progress shownOn(PrintWriter to, String verb) {
        return new Progress(to, verb, true);
    }

    void at(long done, long total) {
        int promille = total == 0 ? 1000 : (int) (1000 * done / total);
        if (!visible || promille == drawn) {
            return;
        }
        drawn = promille;
        int full = promille * WIDTH / 1000;
        String line = "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + done + " of " + total + " " + verb;
        to.print("\r" + line + " ".repeat(Math.max(0, length - line.length())));
        to.flush();
        length = line.length();
    }

    /** Makes room for a line of text. */
    void wipe() {
        if (length > 0) {
            to.print("\r" + " ".repeat(length) + "\r");
            to.flush();
            length = 0;
            drawn = -1;
        }
    }

    @Override
    public void close() {
        wipe();
    }
}
