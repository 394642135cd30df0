package io.facebridge.cli;

import io.facebridge.cli.Style.Tone;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a long command on standard error. On a terminal a bar, drawn over itself and erased at the end; elsewhere a line
 * now and then, and nothing for short work. Thread-safe.
 */
final class Progress implements AutoCloseable {
    /** Where there is no terminal, a line after this time, and again after it. */
    static final long LINE_AFTER = TimeUnit.SECONDS.toNanos(10);

    /** The whole amount while it is not known. */
    static final long UNKNOWN = -1;

    private static final long DRAW_AFTER = TimeUnit.MILLISECONDS.toNanos(100);
    /** On a terminal, work that takes less needs no summary. */
    private static final long SUMMARY_AFTER = TimeUnit.SECONDS.toNanos(1);

    /** Before, the first items and what they load would make the estimate worse than none. */
    private static final long RATE_AFTER = TimeUnit.SECONDS.toNanos(2);

    private static final long RECENT = TimeUnit.SECONDS.toNanos(15);
    private static final long SAMPLE_AFTER = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int MAX_BAR = 30;
    private static final int MIN_BAR = 10;
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;

    private final Terminal terminal;
    private final PrintWriter to;
    private final ProgressUnit unit;
    private final boolean prints;
    private final Deque<Sample> recent = new ArrayDeque<>();
    private final @Nullable StatusLine line;
    private Sample first;
    private long done;
    private long total;
    private long shownAt;
    private int columns;

    private record Sample(long nanos, long done) {}

    private Progress(Terminal terminal, PrintWriter to, ProgressUnit unit, boolean json) {
        this.terminal = terminal;
        this.to = to;
        this.unit = unit;
        line = terminal.isErr() && !terminal.isQuiet() ? new StatusLine(to) : null;
        prints = !terminal.isErr() && !terminal.isQuiet() && !json;
        first = new Sample(terminal.nanos(), -1);
        shownAt = first.nanos();
    }

    /**
     * Starts a progress.
     *
     * @param terminal what standard error can show
     * @param to standard error
     * @param unit what is counted
     * @param json whether standard error stays empty unless it is a terminal
     */
    static Progress on(Terminal terminal, PrintWriter to, ProgressUnit unit, boolean json) {
        return new Progress(terminal, to, unit, json);
    }

    /**
     * Reports how much is done; what was done at the first call was done before.
     *
     * @param now the amount that is done
     * @param all the whole amount, or {@link #UNKNOWN}
     */
    synchronized void at(long now, long all) {
        if (line == null && !prints) {
            return;
        }
        long nanos = terminal.nanos();
        done = now;
        total = all;
        if (first.done() < 0) {
            first = new Sample(first.nanos(), now);
            recent.add(first);
        } else if (nanos - recent.getLast().nanos() >= SAMPLE_AFTER) {
            recent.add(new Sample(nanos, now));
            while (recent.size() > 2 && nanos - recent.getFirst().nanos() > RECENT) {
                recent.removeFirst();
            }
        }
        if (line != null) {
            if (total != 1 && (line.isEmpty() || now == all || nanos - shownAt >= DRAW_AFTER)) {
                line.show(drawn(nanos));
            }
        } else if (now != all && nanos - shownAt >= LINE_AFTER) {
            shownAt = nanos;
            to.println(words(nanos));
            to.flush();
        }
    }

    private String drawn(long nanos) {
        if (columns == 0) {
            columns = terminal.columns();
        }
        shownAt = nanos;
        int room = columns - 1; // a terminal may break a line that is full
        String words = fitting(nanos, room);
        int bar = Math.min(MAX_BAR, room - words.length() - 3);
        return bar < MIN_BAR || total < done ? words : bar(bar) + " " + words;
    }

    private String bar(int width) {
        int full = total == 0 ? width : (int) (width * done / total);
        boolean tip = full < width;
        String filled = "=".repeat(full) + (tip ? ">" : "");
        return "[" + terminal.err().paint(Tone.GOOD, filled) + " ".repeat(width - full - (tip ? 1 : 0)) + "]";
    }

    /** Returns as much as there is room for: what is least needed is left out first. */
    private String fitting(long nanos, int room) {
        String percent = percent();
        String counts = total < done ? unit.count(done) : unit.of(done, total);
        String rate = rate(nanos);
        String left = left(nanos);
        for (String line : new String[] {
            percent + counts + rate + left, percent + counts + left, percent + counts, percent.strip() + left
        }) {
            if (line.length() <= room) {
                return line;
            }
        }
        return percent.strip();
    }

    private String words(long nanos) {
        return percent() + (total < done ? unit.count(done) : unit.of(done, total)) + rate(nanos) + left(nanos);
    }

    private String percent() {
        return total < done ? "" : Text.format("%3d %%  ", total == 0 ? 100 : 100 * done / total);
    }

    private double perSecond(long nanos) {
        Sample since = recent.getFirst();
        long passed = nanos - since.nanos();
        return nanos - first.nanos() < RATE_AFTER || passed <= 0
                ? 0
                : (done - since.done()) * (double) TimeUnit.SECONDS.toNanos(1) / passed;
    }

    private String rate(long nanos) {
        double rate = perSecond(nanos);
        return rate > 0 ? ", " + unit.perSecond(rate) : "";
    }

    private String left(long nanos) {
        double rate = perSecond(nanos);
        return rate > 0 && total > done ? ", " + clock(Math.round((total - done) / rate)) + " left" : "";
    }

    /** Returns a duration as minutes and seconds, or hours, minutes and seconds. */
    static String clock(long seconds) {
        return seconds < HOUR
                ? Text.format("%d:%02d", seconds / MINUTE, seconds % MINUTE)
                : Text.format("%d:%02d:%02d", seconds / HOUR, seconds % HOUR / MINUTE, seconds % MINUTE);
    }

    /** Makes room for a line of text. */
    void wipe() {
        if (line != null) {
            line.wipe();
        }
    }

    /** Erases the bar and, if the work was long and is complete, prints how long it took. */
    @Override
    public synchronized void close() {
        if (line != null) {
            line.close();
        }
        long passed = terminal.nanos() - first.nanos();
        boolean isLong = (line != null && passed >= SUMMARY_AFTER) || (prints && passed >= LINE_AFTER);
        if (isLong && first.done() >= 0 && done >= total && done > first.done()) {
            to.println(terminal.err().aside(summary(passed)));
            to.flush();
        }
    }

    private String summary(long passed) {
        double seconds = passed / (double) TimeUnit.SECONDS.toNanos(1);
        long here = done - first.done();
        return unit.count(here) + " in "
                + (seconds < MINUTE ? Text.format("%.1f s", seconds) : clock(Math.round(seconds))) + ", "
                + unit.perSecond(here / seconds);
    }
}
