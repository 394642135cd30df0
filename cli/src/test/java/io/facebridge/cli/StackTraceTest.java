package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

class StackTraceTest {
    private final Path folder;

    StackTraceTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static String trace(Throwable thrown) {
        return String.join(
                "\n", StackTrace.of(thrown, Map.of("AWS_SECRET_ACCESS_KEY", "hush-hush", "HOME", "/home/ada")));
    }

    @Test
    void debug_shows_the_trace_after_the_line_and_nothing_shows_it_without() {
        Path image = Run.picture(folder, "one.png", 666, 100);

        Run plain = Run.of("detect", "--provider", "scripted", image);
        Run debugged = Run.of("detect", "--provider", "scripted", image, "--debug");

        assertThat(debugged.exitCode()).isEqualTo(plain.exitCode()).isEqualTo(4);
        assertThat(plain.errorLines()).containsExactly("The script says: no.");
        assertThat(debugged.errorLines())
                .startsWith("The script says: no.", "io.facebridge.error.FaceBridgeException: the script says: no");
        assertThat(debugged.errorLines().subList(2, debugged.errorLines().size()))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("    at "))
                .anyMatch(line -> line.contains("io.facebridge.cli.DetectCommand.call"));
    }

    @Test
    void with_json_the_first_line_stays_a_document() {
        Path image = Run.picture(folder, "one.png", 666, 100);
        List<String> lines = Run.of("--debug", "detect", "--json", "--provider", "scripted", image)
                .errorLines();

        assertThat(lines.get(0))
                .isEqualTo(Run.of("detect", "--json", "--provider", "scripted", image)
                        .err()
                        .strip());
        assertThat(lines).hasSizeGreaterThan(3);
    }

    @Test
    void the_trace_of_an_unexpected_failure_is_shown_too() {
        Path image = Run.picture(folder, "one.png", 200, 100);
        StringWriter err = new StringWriter();
        PrintWriter broken = new PrintWriter(Writer.nullWriter()) {
            @Override
            public void println(String line) {
                throw new IllegalStateException("out of paper");
            }
        };

        int exitCode = FaceBridgeCommand.run(
                broken, new PrintWriter(err), "detect", "--debug", "--provider", "scripted", image.toString());

        assertThat(exitCode).isEqualTo(4);
        assertThat(err.toString().lines())
                .startsWith(
                        "Unexpected failure (illegal state): out of paper.",
                        "java.lang.IllegalStateException: out of paper");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--secret-key=c2VjcmV0LXNlY3JldC1zZWNyZXQx",
                "--set=c2VjcmV0LXNlY3JldC1zZWNyZXQx",
                "--store-key-file=c2VjcmV0LXNlY3JldC1zZWNyZXQx"
            })
    void a_secret_on_the_command_line_is_in_no_trace(String argument) {
        Run run = Run.of("gallery", "list", "--provider", "scripted", "--debug", argument);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).hasSizeGreaterThan(2);
        assertThat(run.err()).doesNotContain("c2Vj");
    }

    @Test
    void causes_and_suppressed_failures_follow_with_the_frames_of_their_own() {
        IOException cause = new IOException("no room");
        cause.addSuppressed(new IllegalStateException("not closed"));

        assertThat(trace(new IllegalArgumentException("not written", cause)).lines())
                .startsWith("java.lang.IllegalArgumentException: not written")
                .contains(
                        "Caused by: java.io.IOException: no room",
                        "Suppressed: java.lang.IllegalStateException: not closed")
                .anyMatch(line -> line.matches(" {4}\\.\\.\\. \\d+ more"));
    }

    @Test
    void a_cause_that_causes_itself_ends() {
        IOException first = new IOException("first");
        IOException second = new IOException("second", first);
        first.initCause(second);

        assertThat(trace(first).lines().filter(line -> line.contains("java.io.IOException:")))
                .hasSize(2);
    }

    @Test
    void keys_and_values_of_secret_variables_are_hidden_and_paths_are_not() {
        assertThat(trace(new IOException(
                        "invalid header value: \"hush-hush\" for AKIAIOSFODNN7EXAMPLE0 in /home/ada/galleries/staff")))
                .contains("invalid header value: \"[hidden]\" for [hidden] in /home/ada/galleries/staff");
    }

    @Test
    void messages_of_the_parser_are_left_out() {
        ParameterException wrong = new ParameterException(FaceBridgeCommand.commandLine(), "Unknown option: 'hush'");

        assertThat(trace(wrong))
                .startsWith("picocli.CommandLine$ParameterException\n")
                .doesNotContain("hush");
    }
}
