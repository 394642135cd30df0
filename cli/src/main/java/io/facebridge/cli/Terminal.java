package io.facebridge.cli;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What the two streams of the program can show, each judged on its own: color, and a line that is drawn over itself. */
final class Terminal {
    static final String NO_COLOR = "--no-color";
    private static final int USUAL_COLUMNS = 80;
    private static final int MIN_COLUMNS = 20;

    private final Style out;
    private final Style err;
    private final boolean isOut;
    private final boolean isErr;
    private final boolean quiet;
    private final Supplier<OptionalInt> columns;
    private final LongSupplier nanos;

    private Terminal(
            Style out,
            Style err,
            boolean isOut,
            boolean isErr,
            boolean quiet,
            Supplier<OptionalInt> columns,
            LongSupplier nanos) {
        this.out = out;
        this.err = err;
        this.isOut = isOut;
        this.isErr = isErr;
        this.quiet = quiet;
        this.columns = columns;
        this.nanos = nanos;
    }

    /** Returns the settings for streams that are files or pipes. */
    static Terminal none() {
        return new Terminal(Style.PLAIN, Style.PLAIN, false, false, false, OptionalInt::empty, System::nanoTime);
    }

    /** Returns the settings of this process. */
    static Terminal ofProcess(List<String> args) {
        return of(
                args,
                System::getenv,
                TerminalDevice::isTerminal,
                TerminalDevice::columns,
                System::nanoTime,
                TerminalDevice.isWindows());
    }

    /**
     * Returns the settings by the command line and the environment.
     *
     * @param args the command line, of which only {@code --no-color} matters
     * @param environment variables by name
     * @param isTerminal whether a descriptor is a terminal
     * @param columns the width of the terminal, requested only if {@code COLUMNS} is not set
     * @param nanos a clock, in nanoseconds from any start
     * @param isWindows whether only some terminals interpret escape sequences
     */
    static Terminal of(
            List<String> args,
            UnaryOperator<@Nullable String> environment,
            IntPredicate isTerminal,
            Supplier<OptionalInt> columns,
            LongSupplier nanos,
            boolean isWindows) {
        boolean isDumb = "dumb".equals(environment.apply("TERM"));
        boolean isOut = isTerminal.test(TerminalDevice.OUT) && !isDumb;
        boolean isErr = isTerminal.test(TerminalDevice.ERR) && !isDumb;
        boolean isForbidden = FaceBridgeCommand.contains(args, NO_COLOR)
                || isSet(environment, "NO_COLOR")
                || "0".equals(environment.apply("CLICOLOR"));
        boolean isForced = isSet(environment, "CLICOLOR_FORCE") && !"0".equals(environment.apply("CLICOLOR_FORCE"));
        boolean isUnderstood = !isWindows
                || isSet(environment, "WT_SESSION")
                || isSet(environment, "ANSICON")
                || isSet(environment, "TERM")
                || "ON".equals(environment.apply("ConEmuANSI"));
        return new Terminal(
                style(!isForbidden && (isForced || (isOut && isUnderstood))),
                style(!isForbidden && (isForced || (isErr && isUnderstood))),
                isOut,
                isErr,
                false,
                () -> columns(environment.apply("COLUMNS"), columns),
                nanos);
    }

    private static boolean isSet(UnaryOperator<@Nullable String> environment, String name) {
        String value = environment.apply(name);
        return value != null && !value.isEmpty();
    }

    private static Style style(boolean colored) {
        return colored ? Style.COLORED : Style.PLAIN;
    }

    private static OptionalInt columns(@Nullable String said, Supplier<OptionalInt> device) {
        return said != null && said.matches("[1-9]\\d{0,4}") ? OptionalInt.of(Integer.parseInt(said)) : device.get();
    }

    /** Returns the settings of the program that a command belongs to. */
    static Terminal of(CommandSpec command) {
        return command.root().userObject() instanceof FaceBridgeCommand program ? program.terminal() : none();
    }

    /** Returns these settings with neither progress nor hints. */
    Terminal quieted() {
        return new Terminal(out, err, isOut, isErr, true, columns, nanos);
    }

    /** Returns these settings without color. */
    Terminal withoutColor() {
        return new Terminal(Style.PLAIN, Style.PLAIN, isOut, isErr, quiet, columns, nanos);
    }

    Style out() {
        return out;
    }

    Style err() {
        return err;
    }

    boolean isQuiet() {
        return quiet;
    }

    /** Returns whether progress can be drawn over itself. */
    boolean isErr() {
        return isErr;
    }

    /** Returns the columns that a table on standard output may take; all that it needs if that is no terminal. */
    int columnsOfOut() {
        return isOut ? columns() : Integer.MAX_VALUE;
    }

    /** Returns the columns of the terminal, 80 if it does not know them, and never so few that nothing fits. */
    int columns() {
        OptionalInt known = columns.get();
        return known.isPresent() && known.getAsInt() > 0 ? Math.max(MIN_COLUMNS, known.getAsInt()) : USUAL_COLUMNS;
    }

    long nanos() {
        return nanos.getAsLong();
    }
}
