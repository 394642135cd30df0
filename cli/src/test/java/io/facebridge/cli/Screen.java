package io.facebridge.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A terminal of a given width whose clock is set by the test. */
final class Screen {
    private final StringWriter text = new StringWriter();
    private final Map<String, String> environment;
    private final boolean isTerminal;
    private long nanos;

    private Screen(boolean isTerminal, Map<String, String> environment) {
        this.isTerminal = isTerminal;
        this.environment = environment;
    }

    static Screen ofColumns(int columns) {
        return new Screen(true, Map.of("COLUMNS", Integer.toString(columns), "NO_COLOR", "1"));
    }

    static Screen colored(int columns) {
        return new Screen(true, Map.of("COLUMNS", Integer.toString(columns)));
    }

    static Screen pipe() {
        return new Screen(false, Map.of());
    }

    Terminal terminal() {
        return Terminal.of(
                List.of(), environment::get, descriptor -> isTerminal, OptionalInt::empty, () -> nanos, false);
    }

    PrintWriter writer() {
        return new PrintWriter(text);
    }

    Screen after(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
        return this;
    }

    /** Everything that was written. */
    String text() {
        return text.toString();
    }

    /** The lines as a terminal shows them, each with what was last written over it. */
    List<String> lines() {
        return lines(text());
    }

    /** What a terminal received, as the lines that it shows. */
    static List<String> lines(String received) {
        return Stream.of(received.split("\r*\n", -1))
                .map(line -> {
                    StringBuilder shown = new StringBuilder();
                    for (String part : line.split("\r", -1)) {
                        shown.replace(0, Math.min(part.length(), shown.length()), part);
                    }
                    return shown.toString().stripTrailing();
                })
                .toList();
    }
}
