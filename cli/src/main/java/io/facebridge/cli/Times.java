package io.facebridge.cli;

import io.facebridge.spi.Setting;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine.ParameterException;

/** Reads durations, as {@code docs/reference/configuration.md} describes them. */
final class Times {
    private Times() {}

    /** Returns the duration of an option's value. */
    static Duration duration(String option, String text, Function<String, ParameterException> wrongUsage) {
        try {
            return Setting.toDuration(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw wrongUsage.apply(
                    option + " must be a duration, such as 30s, 5m, 365d or PT30S, but was \"" + text + "\"");
        }
    }
}
