package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when the output of a command cannot be written. */
class OutputTest {
    @TempDir
    private Path folder;

    private static Output failing(String reason) {
        return Output.to(new Writer() {
            @Override
            public void write(char[] characters, int offset, int length) throws IOException {
                throw new IOException(reason);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
    }

    private Run run(PrintWriter out, Object... args) {
        StringWriter err = new StringWriter();
        String[] words = Stream.of(args).map(Object::toString).toArray(String[]::new);
        int exitCode =
                FaceBridgeCommand.run(Map.of("XDG_CONFIG_HOME", folder.toString()), out, new PrintWriter(err), words);
        return new Run(exitCode, "", err.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--version",
                "help",
                "compare --help",
                "gallery",
                "completion bash",
                "config show",
                "config path",
                "gallery create new --provider scripted --endpoint http://new",
                "detect DIR/one.png --provider scripted",
                "compare DIR/one.png DIR/one.png --provider scripted --threshold 0 --exit-code",
                "redact DIR/one.png --out DIR/copies/ --provider scripted",
                "emulate azure --test-secret-key access"
            })
    void a_command_whose_output_cannot_be_written_reports_it_in_one_line_with_exit_code_4(String command) {
        Run.picture(folder, "one.png", 200, 100);

        Run run = run(failing("No space left on device"), (Object[])
                command.replace("DIR", folder.toString()).split(" "));

        assertThat(run.errorLines())
                .singleElement()
                .asString()
                .startsWith("The output cannot be written (No space left on device)")
                .contains("redirect the output");
        assertThat(run.exitCode()).isEqualTo(4);
    }

    @Test
    void the_failure_is_json_if_the_output_is() {
        Run.picture(folder, "one.png", 200, 100);

        Run run = run(
                failing("No space left on device"),
                "detect",
                folder.resolve("one.png"),
                "--provider",
                "scripted",
                "--json");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.errorLines()).singleElement().asString().startsWith("{\"error\":{\"type\":\"Output\",");
    }

    @Test
    void any_writer_that_fails_is_reported() {
        PrintWriter closed = new PrintWriter(new StringWriter());
        closed.close();

        assertThat(run(closed, "--version").errorLines())
                .singleElement()
                .asString()
                .startsWith("The output cannot be written");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Broken pipe", "The pipe is being closed"})
    void a_pipe_that_its_reader_closed_changes_neither_the_exit_code_nor_standard_error(String reason) {
        Run.picture(folder, "one.png", 200, 100);
        Run help = run(failing(reason), "help");
        Run decided = run(
                failing(reason),
                "compare",
                folder.resolve("one.png"),
                folder.resolve("one.png"),
                "--provider",
                "scripted",
                "--threshold",
                "0.9",
                "--exit-code");

        assertThat(help.err() + decided.err()).isEmpty();
        assertThat(help.exitCode()).isZero();
        assertThat(decided.exitCode()).isEqualTo(1);
    }

    @Test
    void wrong_usage_stays_wrong_usage() {
        assertThat(run(failing("No space left on device"), "dance").exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "config show --json"})
    void a_full_device_is_reported_by_a_process(String command) throws Exception {
        assumeTrue(new File("/dev/full").exists(), "not on this operating system: /dev/full");
        Path err = folder.resolve("err");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "io.facebridge.cli.Main"));
        words.addAll(List.of(command.split(" ")));
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectOutput(new File("/dev/full")).redirectError(err.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();

        assertThat(process.waitFor()).isEqualTo(4);
        assertThat(Files.readAllLines(err))
                .singleElement()
                .asString()
                .contains("he output cannot be written (No space left on device)");
    }
}
