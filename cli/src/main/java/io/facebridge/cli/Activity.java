package io.facebridge.cli;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a command is doing, and for how long, where nothing can be counted. On a terminal one line, drawn over itself and erased at
 * the end; elsewhere a line now and then. Thread-safe.
 */
final class Activity implements AutoCloseable {
    private static final long SHOWN_AFTER = TimeUnit.SECONDS.toNanos(1);
    private static final long TICK = TimeUnit.SECONDS.toMillis(1);

    private final Terminal terminal;
    private final PrintWriter to;
    private final long start;
    private final @Nullable StatusLine line;
    private final boolean prints;
    private String what;
    private long printedAt;
    private int columns;
    private @Nullable Thread ticking;

    private Activity(Terminal terminal, PrintWriter to, String what, boolean json) {
        this.terminal = terminal;
        this.to = to;
        this.what = what;
        start = terminal.nanos();
        printedAt = start;
        line = terminal.isErr() && !terminal.isQuiet() ? new StatusLine(to) : null;
        prints = !terminal.isErr() && !terminal.isQuiet() && !json;
    }

    /**
     * Creates an activity, which is shown once it is started.
     *
     * @param terminal what standard error can show
     * @param to standard error
     * @param what the activity, such as "copying the store"
     * @param json whether standard error stays empty unless it is a terminal
     */
    static Activity on(Terminal terminal, PrintWriter to, String what, boolean json) {
        return new Activity(terminal, to, what, json);
    }

    /** Begins to show the activity as time passes. */
    void start() {
        if (line != null || prints) {
            ticking = new Thread(this::tickOn, "activity");
            ticking.setDaemon(true);
            ticking.start();
        }
    }

    /** Names the next part of the work. */
    synchronized void next(String part) {
        what = part;
    }

    private void tickOn() {
        try {
            while (true) {
                Thread.sleep(TICK);
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void tick() {
        long now = terminal.nanos();
        String text = what + ", " + Progress.clock(TimeUnit.NANOSECONDS.toSeconds(now - start));
        if (line != null && now - start >= SHOWN_AFTER) {
            if (columns == 0) {
                columns = terminal.columns();
            }
            line.show(text.length() < columns ? text : text.substring(0, columns - 1));
        } else if (prints && now - printedAt >= Progress.LINE_AFTER) {
            printedAt = now;
            to.println(text);
            to.flush();
        }
    }

    /** Makes room for a line of text. */
    void wipe() {
        if (line != null) {
            line.wipe();
        }
    }

    @Override
    public void close() {
        if (ticking != null) {
            ticking.interrupt();
            boolean interrupted = false;
            while (ticking.isAlive()) {
                try {
                    ticking.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (line != null) {
            line.close();
        }
    }
}
