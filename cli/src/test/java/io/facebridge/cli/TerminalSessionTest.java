package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program in a process of its own, on a pseudo-terminal and with its streams redirected. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "not on this operating system: script of util-linux")
class TerminalSessionTest {
    private static final String ESCAPE = "\u001b[";
    private static final String ENROLL = "enroll --provider scripted staff --from people --journal journal.jsonl";

    @TempDir
    private Path folder;

    @BeforeEach
    void three_images_of_two_people() throws IOException {
        assumeTrue(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "script"))),
                "engine missing: script");
        Path people = Files.createDirectory(folder.resolve("people"));
        Run.picture(Files.createDirectory(people.resolve("ada")), "1.png", 200, 100);
        Run.picture(Files.createDirectory(people.resolve("bob")), "1.png", 200, 100);
        Run.picture(people.resolve("bob"), "2.png", 200, 90);
    }

    @Test
    void a_terminal_shows_bar_results_and_summary_in_color() throws Exception {
        String session = onTerminal(80, ENROLL);

        assertThat(session)
                .contains("\r[" + ESCAPE + "32m>" + ESCAPE + "0m", "3 images")
                .contains("ada/1.png: " + ESCAPE + "32menrolled" + ESCAPE + "0m as ada\r\n")
                .contains("bob/2.png: " + ESCAPE + "31mrejected" + ESCAPE + "0m: ")
                .contains("2 enrolled, 1 rejected.")
                .contains(ESCAPE + "1m  count  reason");
        assertThat(shown(session))
                .startsWith("ada/1.png: enrolled as ada", "bob/1.png: enrolled as bob")
                .noneMatch(line -> line.contains(" of 3 images"));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80})
    void progress_and_summary_fit_the_width_of_the_terminal(int columns) throws Exception {
        String session = onTerminal(columns, ENROLL);

        assertThat(Stream.of(session.split("[\r\n]+"))
                        .filter(line -> line.contains(" of 3 images"))
                        .map(Style::width))
                .hasSizeGreaterThan(2)
                .allMatch(width -> width < columns);
        List<String> shown = shown(session);
        int summary = shown.indexOf("2 enrolled, 1 rejected.");
        assertThat(shown.subList(summary, shown.size()).stream().filter(line -> !line.startsWith("  journal: ")))
                .hasSizeGreaterThan(2)
                .allMatch(line -> line.length() <= columns);
    }

    @Test
    void the_same_piped_has_the_same_words_without_an_escape_or_a_bar() throws Exception {
        Run run = piped(ENROLL);

        assertThat(run.out()).doesNotContain("\u001b", "\r");
        assertThat(run.err()).isEmpty();
        List<String> words = shown(onTerminal(200, ENROLL.replace("journal.jsonl", "other.jsonl")));
        assertThat(words.subList(0, 4)).isEqualTo(run.out().lines().limit(4).toList());
    }

    @Test
    void results_in_a_file_leave_the_bar_on_the_terminal() throws Exception {
        String session = onTerminal(80, ENROLL + " >out.txt");

        assertThat(session).contains("3 images").doesNotContain("ada/1.png");
        assertThat(folder.resolve("out.txt"))
                .content()
                .contains("ada/1.png: enrolled as ada")
                .doesNotContain("\u001b");
    }

    @Test
    void errors_in_a_file_leave_the_color_of_results_and_no_bar() throws Exception {
        String session = onTerminal(80, ENROLL + " 2>err.txt");

        assertThat(session).contains(ESCAPE + "32menrolled").doesNotContain(" of 3 images");
        assertThat(folder.resolve("err.txt")).isEmptyFile();
    }

    @ParameterizedTest
    @CsvSource({"--quiet, true, false", "--no-color, false, true", "--quiet --no-color, false, false"})
    void quiet_has_no_bar_and_no_color_has_no_escape(String options, boolean isColored, boolean hasBar)
            throws Exception {
        for (String command : List.of(options + " " + ENROLL, ENROLL + " " + options)) {
            String session = onTerminal(80, command);

            assertThat(session.contains(ESCAPE)).as(session).isEqualTo(isColored);
            assertThat(session.contains(" of 3 images")).as(session).isEqualTo(hasBar);
            assertThat(shown(session)).anyMatch(line -> line.startsWith("2 enrolled, 1 rejected"));
        }
    }

    @ParameterizedTest
    @CsvSource({"NO_COLOR, 1, false, true", "TERM, dumb, false, false", "COLUMNS, 40, true, true"})
    void the_environment_rules(String name, String value, boolean isColored, boolean hasBar) throws Exception {
        String session = onTerminal(80, Map.of(name, value), ENROLL);

        assertThat(session.contains(ESCAPE)).as(session).isEqualTo(isColored);
        assertThat(session.contains(" of 3 images")).as(session).isEqualTo(hasBar);
    }

    @Test
    void json_has_no_escape_on_a_terminal() throws Exception {
        String session = onTerminal(80, ENROLL + " --json --quiet");

        assertThat(session).startsWith("{\"provider\":").doesNotContain("\u001b");
    }

    @Test
    void decisions_and_errors_have_colors() throws Exception {
        String images = " --provider scripted people/ada/1.png people/bob/1.png";

        assertThat(onTerminal(80, "compare --fmr 1e-2" + images)).contains(ESCAPE + "32mMATCH" + ESCAPE + "0m at");
        assertThat(onTerminal(80, "compare --fmr 1e-4" + images)).contains(ESCAPE + "31mNO_MATCH" + ESCAPE + "0m at");
        assertThat(onTerminal(80, "compare --provider scripted nowhere.png people/bob/1.png"))
                .contains(ESCAPE + "31mnowhere.png: ");
        assertThat(onTerminal(80, "detect --help")).contains("\u001b");
        assertThat(piped("detect --help").out()).doesNotContain("\u001b");
    }

    @Test
    void the_device_of_a_posix_system_is_found_by_test_too() throws Exception {
        assertThat(TerminalDevice.isTerminalOfPosix(TerminalDevice.OUT))
                .isEqualTo(TerminalDevice.isTerminal(TerminalDevice.OUT));
    }

    private String onTerminal(int columns, String words) throws IOException, InterruptedException {
        return onTerminal(columns, Map.of(), words);
    }

    /** Returns what the terminal received, whose lines end with a carriage return, too. */
    private String onTerminal(int columns, Map<String, String> environment, String words)
            throws IOException, InterruptedException {
        String command = "stty cols " + columns + " rows 24; " + java() + " " + words;
        ProcessBuilder builder = builder("script", "-qec", command, "/dev/null");
        builder.environment().putAll(environment);
        Process session = builder.redirectErrorStream(true).start();
        session.getOutputStream().close();
        String text = new String(session.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(session.waitFor()).as(text).isBetween(0, 4);
        return text;
    }

    private Run piped(String words) throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        Process program = builder("sh", "-c", java() + " " + words)
                .redirectError(err.toFile())
                .start();
        String out = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(program.waitFor(), out, Files.readString(err));
    }

    private ProcessBuilder builder(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("CLASSPATH", absoluteClassPath());
        environment.put("TERM", "xterm-256color");
        environment.keySet().removeAll(List.of("NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"));
        return builder;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java") + " -XX:TieredStopAtLevel=1"
                + " io.facebridge.cli.Main";
    }

    private static String absoluteClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .map(path -> Path.of(path).toAbsolutePath().toString())
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    /** Returns the lines as they stay on the screen, without colors. */
    private static List<String> shown(String session) {
        return Screen.lines(session.replaceAll("\u001b\\[[0-9;]*m", ""));
    }
}
