package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.FaceProviders;
import io.facebridge.cli.CompletedCommand.Option;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion in the shells themselves. */
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "not on this operating system: bash, zsh and fish")
class CompletionCommandTest {
    private static final String COMPLETE = "source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1));"
            + " _facebridge; printf '%s\\n' \"${COMPREPLY[@]}\"";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() throws IOException {
        for (String shell : List.of("bash", "zsh", "fish")) {
            StringWriter script = new StringWriter();
            PrintWriter none = new PrintWriter(Writer.nullWriter());
            assertThat(FaceBridgeCommand.run(new PrintWriter(script), none, "completion", shell))
                    .isZero();
            Files.writeString(folder.resolve(shell + ".txt"), script.toString());
        }
        Files.createDirectories(folder.resolve("people and more/ada"));
        Files.writeString(folder.resolve("photo of ada.jpg"), "");
        Files.writeString(folder.resolve("main.key"), "");
    }

    @ParameterizedTest
    @CsvSource({
        "comp, compare completion",
        "gallery ex, export",
        "gallery create --no-such-, ''",
        "compare --face _, only largest central",
        "compare --face la, largest",
        "compare --face = ce, central",
        "compare --face =, only largest central",
        "compare --json --fmr 1e-4 --face o, only",
        "detect --quality p, probe",
        "compare --fmr _, ''",
        "compare --thre, --threshold",
        "compare --threshold 0.5 --thre, ''",
        "compare --calibration a.json --calib, --calibration",
        "compare -- --thre, ''",
        "emulate a, aws azure",
        "completion _, bash zsh fish",
        "gallery detect, ''",
        "compare detect --fai, --failover"
    })
    void bash_completes_commands_options_and_values(String line, String expected) throws Exception {
        assertThat(bash(line)).containsExactlyInAnyOrder(words(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "comp, compare completion",
        "gallery ex, export",
        "'compare --face ', only largest central",
        "compare --face la, largest",
        "compare --face=ce, --face=central",
        "detect --quality p, probe",
        "compare --thre, --threshold",
        "emulate a, aws azure",
        "'completion ', bash zsh fish",
        "compare photo, photo of ada.jpg",
        "compare --models peo, people and more/",
        "'compare --fmr ', ''",
        "gallery create ma, ''"
    })
    void fish_completes_commands_options_and_values(String line, String expected) throws Exception {
        Shells.require("fish");

        List<String> completed = Shells.run(
                folder,
                "fish",
                "--no-config",
                "-c",
                "source fish.txt; complete --do-complete 'facebridge " + line + "'");

        List<String> words =
                completed.stream().map(text -> text.split("\t", 2)[0]).toList();
        assertThat(words)
                .containsExactlyInAnyOrder(
                        expected.contains("/") || expected.contains(".") ? new String[] {expected} : words(expected));
    }

    @Test
    void bash_completes_the_names_of_files_with_blanks() throws Exception {
        Shells.require("script", "bash");

        assertThat(Shells.type(
                        folder,
                        "bash --norc --noprofile -i",
                        "source bash.txt",
                        "facebridge compa\tphoto\t --mod\tpeo\t --store-key-file main=ma\t"))
                .contains("<compare><photo of ada.jpg><--models><people and more/><--store-key-file><main=main.key>");
    }

    @ParameterizedTest
    @CsvSource({
        "'compa\tphoto\t', <compare><photo of ada.jpg>",
        "'compare --mod\tpeo\t', <compare><--models><people and more>",
        "'compare --face=ce\t', <compare><--face=central>",
        "'compare --face la\t', <compare><--face><largest>",
        "'compare --store-key-file main=ma\t', <compare><--store-key-file><main=main.key>",
        "'gallery cre\tma\t', <gallery><create><ma>",
        "'compare --threshold 0.5 --thre\t', <compare><--threshold><0.5><--thre>",
        "'compare --calibration a --calib\t', <compare><--calibration><a><--calibration>"
    })
    void zsh_completes_commands_options_values_and_names_of_files(String keys, String expected) throws Exception {
        Shells.require("script", "zsh");

        assertThat(Shells.type(
                        folder,
                        "zsh -f -i",
                        "unsetopt beep; autoload -Uz compinit; compinit -D -u; source ./zsh.txt",
                        "facebridge " + keys))
                .contains(expected);
    }

    @Test
    void bash_completes_every_command_and_every_option_that_the_help_shows() throws Exception {
        List<String> wrong = new ArrayList<>();
        int options = 0;
        for (CompletedCommand command : CompletedCommand.of(new CommandLine(FaceBridgeCommand.class).getCommandSpec())
                .all()) {
            List<String> names = command.options().stream()
                    .map(Option::names)
                    .flatMap(List::stream)
                    .toList();
            options += names.size();
            if (!bash(command.path() + " -").equals(names)) {
                wrong.add(command.path() + " -");
            }
            List<String> commands =
                    command.commands().stream().map(CompletedCommand::name).toList();
            if (!commands.isEmpty() && !bash(command.path() + " _").equals(commands)) {
                wrong.add(command.path());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(options).isGreaterThan(200);
    }

    @Test
    void bash_completes_the_providers_of_the_program() throws Exception {
        assertThat(bash("compare --provider _"))
                .containsExactlyElementsOf(
                        FaceProviders.available().stream().map(Object::toString).toList());
        assertThat(bash("compare --failover lo")).containsExactly("local");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void what_the_help_hides_is_not_completed(String shell) {
        CompletedCommand described = CompletedCommand.of(withHiddenParts());
        String script =
                switch (shell) {
                    case "bash" -> BashCompletion.script(described);
                    case "zsh" -> ZshCompletion.script(described);
                    default -> FishCompletion.script(described);
                };

        assertThat(script).contains("shown-option").contains("shown-command");
        assertThat(script.replace("shown-", "")).doesNotContain("secret-option").doesNotContain("secret-command");
    }

    @Test
    void an_unknown_shell_is_wrong_usage() {
        Run run = Run.of("completion", "tcsh");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errorLines()).hasSize(1);
    }

    /** Completes the last of the words. */
    private List<String> bash(String line) throws Exception {
        Shells.require("bash");
        List<String> command = new ArrayList<>(
                List.of("bash", "--norc", "--noprofile", "-c", COMPLETE, "bash", "bash.txt", "facebridge"));
        for (String word : line.strip().split(" ", -1)) {
            command.add(word.equals("_") ? "" : word);
        }
        return Shells.run(folder, command.toArray(String[]::new));
    }

    private static String[] words(String text) {
        return text.isEmpty() ? new String[0] : text.split(" ", -1);
    }

    /** A program of which a part is hidden. */
    private static CommandSpec withHiddenParts() {
        CommandSpec hidden = CommandSpec.create();
        hidden.usageMessage().hidden(true);
        return CommandSpec.create()
                .name("facebridge")
                .addOption(OptionSpec.builder("--shown-option")
                        .description("It's shown.")
                        .build())
                .addOption(OptionSpec.builder("--secret-option").hidden(true).build())
                .addSubcommand("shown-command", CommandSpec.create())
                .addSubcommand("secret-command", hidden);
    }
}
