package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A name of an option means the same in every command, and no option takes a secret. */
class OptionNamesTest {
    /** An option in a command. */
    private record Use(String command, OptionSpec option) {
        /** The type of one value, whether the option can be repeated or not. */
        Type type() {
            return option.typeInfo().isCollection() ? option.typeInfo().getAuxiliaryTypes()[0] : boxed(option.type());
        }

        private static Type boxed(Class<?> type) {
            return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
        }

        String firstSentence() {
            return String.join("", option.description()).replaceFirst("(?s)[.] .*|[.]$", "");
        }

        @Override
        public String toString() {
            return command + " " + option.longestName();
        }
    }

    private static Stream<CommandSpec> commands(CommandSpec command) {
        return Stream.concat(
                Stream.of(command),
                command.subcommands().values().stream().flatMap(sub -> commands(sub.getCommandSpec())));
    }

    private static Stream<CommandSpec> commands() {
        return commands(new CommandLine(FaceBridgeCommand.class).getCommandSpec());
    }

    private static Map<String, List<Use>> uses() {
        return commands()
                .flatMap(command -> command.options().stream().map(option -> new Use(command.qualifiedName(), option)))
                .collect(Collectors.groupingBy(use -> use.option().longestName(), TreeMap::new, Collectors.toList()));
    }

    @Test
    void a_name_has_the_same_label_type_and_first_sentence_in_every_command() {
        Map<String, List<Use>> uses = uses();

        assertThat(uses).hasSizeGreaterThan(60);
        assertThat(uses.values()).allSatisfy(same -> {
            assertThat(same.stream().map(use -> use.option().paramLabel()).distinct())
                    .as("labels of " + same)
                    .hasSize(1);
            assertThat(same.stream()
                            .map(Use::type)
                            .map(type -> type == Path.class ? String.class : type) // a name that may end in a slash
                            .distinct())
                    .as("types of " + same)
                    .hasSize(1);
            assertThat(same.stream().map(Use::firstSentence).distinct())
                    .as("first sentences of " + same)
                    .hasSize(1);
        });
    }

    @Test
    void an_option_of_all_commands_has_one_name() {
        assertThat(uses().values().stream().flatMap(List::stream))
                .allSatisfy(use -> assertThat(use.option().names())
                        .as(use.toString())
                        .filteredOn(name -> name.startsWith("--"))
                        .hasSize(1));
    }

    /** The one name of each thing that several commands have. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--quality",
                "--face",
                "--provider",
                "--gallery",
                "--store",
                "--fmr",
                "--fpir",
                "--calibration",
                "--json",
                "--yes"
            })
    void the_common_options_exist(String name) {
        assertThat(uses()).containsKey(name);
    }

    @Test
    void every_command_that_deletes_people_or_their_records_has_yes() {
        Set<String> confirmed = uses().getOrDefault("--yes", List.of()).stream()
                .map(Use::command)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(confirmed)
                .containsExactly(
                        "facebridge audit forget",
                        "facebridge erase",
                        "facebridge gallery delete",
                        "facebridge remove",
                        "facebridge retention");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gallery delete nowhere --provider aws",
                "remove nowhere ada --provider aws",
                "erase ada --provider aws --without-searching",
                "audit forget nowhere.jsonl ada"
            })
    void nothing_is_deleted_without_yes(String words) {
        Run run = Run.of((Object[]) words.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().contains("; confirm with --yes");
    }

    /** A key of the emulators is arbitrary text; of the others the value is where a secret is. */
    @Test
    void no_option_takes_a_secret() {
        Set<String> secrets = uses().keySet().stream()
                .filter(name -> name.matches("(?i).*(key|secret|token|credential|password|passphrase).*"))
                .filter(name -> !name.matches(".*-(file|env)"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(secrets).containsExactly("--test-access-key", "--test-secret-key");
        assertThat(uses().get("--test-secret-key"))
                .allSatisfy(use -> assertThat(use.command()).startsWith("facebridge emulate "));
    }

    @Test
    void an_option_whose_value_names_a_secret_has_a_label_that_shows_where_the_secret_is() {
        assertThat(uses().entrySet().stream().filter(use -> use.getKey().matches(".*-(file|env)")))
                .isNotEmpty()
                .allSatisfy(use ->
                        assertThat(use.getValue().get(0).option().paramLabel()).matches(".*=(FILE|NAME)"));
    }
}
