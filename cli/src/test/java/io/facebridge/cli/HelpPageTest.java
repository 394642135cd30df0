package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class HelpPageTest {
    private static Stream<CommandSpec> commands(CommandSpec command) {
        return Stream.concat(
                Stream.of(command),
                command.subcommands().values().stream().flatMap(sub -> commands(sub.getCommandSpec())));
    }

    static List<String> names() {
        return commands(FaceBridgeCommand.commandLine().getCommandSpec())
                .map(HelpPage::words)
                .toList();
    }

    private static Object[] words(String text) {
        return text.isEmpty() ? new Object[0] : text.split(" ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gallery", "audit", "models", "emulate", "liveness-session"})
    void a_bare_group_of_commands_prints_its_help_and_succeeds(String group) {
        Run run = Run.of(words(group));

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .isEqualTo(Run.of(words((group + " --help").strip())).out())
                .startsWith("Usage: facebridge " + (group.isEmpty() ? "" : group + " ") + "COMMAND [OPTION...]\n");
    }

    @ParameterizedTest
    @MethodSource("names")
    void help_of_a_command_is_that_of_its_option(String name) {
        Run run = Run.of(words(("help " + name).strip()));

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .isEqualTo(Run.of(words((name + " --help").strip())).out());
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_page_fits_a_terminal_and_points_to_the_reference(String name) {
        List<String> lines =
                Run.of(words(("help " + name).strip())).out().lines().toList();

        assertThat(lines)
                .allMatch(line -> line.length() <= 80 && line.stripTrailing().equals(line));
        assertThat(lines.get(lines.size() - 1) + lines.get(lines.size() - 2)).contains("docs/reference/cli.md");
    }

    @Test
    void every_command_has_an_example_that_it_accepts() {
        List<String> wrong = new ArrayList<>();
        int examples = 0;
        CommandLine program = FaceBridgeCommand.commandLine();
        for (CommandSpec command : commands(program.getCommandSpec()).toList()) {
            String name = HelpPage.words(command);
            if (command.subcommands().isEmpty() && HelpExamples.of(name).isEmpty()) {
                wrong.add("no example of " + name);
            }
            for (String example : HelpExamples.of(name)) {
                examples++;
                String[] words = example.replaceFirst(" (&&|>) .*", "").split(" ");
                assertThat(example).startsWith(("facebridge " + name).strip());
                var unused = program.parseArgs(
                        List.of(words).subList(1, words.length).toArray(String[]::new));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(examples).isGreaterThan(30);
    }

    @Test
    void the_root_page_groups_all_commands_with_the_first_sentence_of_each() {
        String page = Run.of().out();

        assertThat(page)
                .containsSubsequence(
                        "Images:",
                        "  detect ",
                        "  compare ",
                        "Galleries of people:",
                        "  enroll ",
                        "Liveness sessions:",
                        "Thresholds and error rates:",
                        "Privacy and records:",
                        "Providers and this program:",
                        "  help ",
                        "General options:",
                        "--debug",
                        "Exit codes:",
                        "Examples:");
        for (String name : FaceBridgeCommand.commandLine().getSubcommands().keySet()) {
            assertThat(page.lines().filter(line -> line.startsWith("  " + name + " ")))
                    .as(name)
                    .hasSize(1);
        }
    }

    @Test
    void options_are_shown_in_groups_and_required_ones_in_the_usage() {
        assertThat(Run.of("help", "evaluate").out())
                .startsWith("Usage: facebridge evaluate --out FILE FOLDER|PAIRS.txt [OPTION...]\n")
                .containsSubsequence(
                        "Parameters:",
                        "Options:",
                        "--all-pairs",
                        "Options of the provider:",
                        "--provider NAME",
                        "General options:",
                        "--json",
                        "-h, --help");
    }

    @ParameterizedTest
    @CsvSource({
        "dance, unknown command \"\"dance\"\"",
        "galery, did you mean gallery?",
        "gallery crate, did you mean create?",
        "compare images, has no commands of its own but was followed by \"\"images\"\""
    })
    void help_of_an_unknown_command_is_wrong_usage(String name, String expected) {
        Run run = Run.of(words("help " + name));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errorLines()).singleElement().asString().containsIgnoringCase(expected.replace("\"\"", "\""));
    }

    @ParameterizedTest
    @CsvSource({"60, 60", "120, 120"})
    void a_page_is_as_wide_as_the_terminal(int width, int longest) {
        CommandLine compare = Objects.requireNonNull(
                FaceBridgeCommand.commandLine().getSubcommands().get("compare"));

        int widest = HelpPage.of(compare.getCommandSpec(), width)
                .lines()
                .mapToInt(String::length)
                .max()
                .orElseThrow();

        assertThat(widest).isBetween(longest - 8, longest);
    }
}
