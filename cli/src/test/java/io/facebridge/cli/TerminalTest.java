package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {
    @Test
    void standard_output_and_standard_error_are_judged_separately() {
        Terminal outInAPipe = of(descriptor -> descriptor == TerminalDevice.ERR, "");
        Terminal errInAFile = of(descriptor -> descriptor == TerminalDevice.OUT, "");

        assertThat(outInAPipe.out()).isEqualTo(Style.PLAIN);
        assertThat(outInAPipe.err()).isEqualTo(Style.COLORED);
        assertThat(outInAPipe.isErr()).isTrue();
        assertThat(outInAPipe.columnsOfOut()).isEqualTo(Integer.MAX_VALUE);
        assertThat(errInAFile.out()).isEqualTo(Style.COLORED);
        assertThat(errInAFile.err()).isEqualTo(Style.PLAIN);
        assertThat(errInAFile.isErr()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                  | true  | true",
                "                                  | false | false",
                "NO_COLOR=1                        | true  | false",
                "NO_COLOR=                         | true  | true",
                "NO_COLOR=0                        | true  | false",
                "TERM=dumb                         | true  | false",
                "TERM=xterm-256color               | true  | true",
                "CLICOLOR=0                        | true  | false",
                "CLICOLOR_FORCE=1                  | false | true",
                "CLICOLOR_FORCE=0                  | false | false",
                "CLICOLOR_FORCE=                   | false | false",
                "CLICOLOR_FORCE=1 NO_COLOR=1       | true  | false",
            })
    void color_follows_the_environment(String environment, boolean isTerminal, boolean colored) {
        Terminal terminal = of(descriptor -> isTerminal, environment == null ? "" : environment);

        assertThat(terminal.out()).isEqualTo(colored ? Style.COLORED : Style.PLAIN);
        assertThat(terminal.err()).isEqualTo(terminal.out());
    }

    @Test
    void no_color_is_stronger_than_a_forced_one_but_not_behind_two_dashes() {
        assertThat(of(TerminalTest::both, "CLICOLOR_FORCE=1", "--no-color", "detect")
                        .out())
                .isEqualTo(Style.PLAIN);
        assertThat(of(TerminalTest::both, "", "detect", "--", "--no-color").out())
                .isEqualTo(Style.COLORED);
    }

    @Test
    void a_dumb_terminal_has_lines_and_no_bar_even_with_color() {
        assertThat(of(TerminalTest::both, "TERM=dumb").isErr()).isFalse();
        assertThat(of(TerminalTest::both, "NO_COLOR=1").isErr()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"WT_SESSION=1", "ANSICON=80x25", "TERM=xterm", "ConEmuANSI=ON"})
    void windows_has_color_only_where_the_terminal_is_known_to_show_it(String environment) {
        assertThat(ofWindows(environment).out()).isEqualTo(Style.COLORED);
        assertThat(ofWindows("").out()).isEqualTo(Style.PLAIN);
        assertThat(ofWindows("").isErr()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"COLUMNS=132, 132", "COLUMNS=0, 50", "COLUMNS=wide, 50", "'', 50", "COLUMNS=3, 20"})
    void the_width_is_that_of_the_environment_or_of_the_device(String environment, int columns) {
        assertThat(of(TerminalTest::both, environment).columns()).isEqualTo(columns);
    }

    @Test
    void a_device_without_a_width_has_80_columns() {
        Terminal terminal = Terminal.of(
                List.of(), name -> null, TerminalTest::both, () -> OptionalInt.of(0), System::nanoTime, false);

        assertThat(terminal.columns()).isEqualTo(80);
        assertThat(Terminal.none().columns()).isEqualTo(80);
    }

    private static boolean both(int descriptor) {
        return descriptor == TerminalDevice.OUT || descriptor == TerminalDevice.ERR;
    }

    private static Terminal ofWindows(String environment) {
        return Terminal.of(
                List.of(),
                variables(environment)::get,
                TerminalTest::both,
                () -> OptionalInt.of(50),
                System::nanoTime,
                true);
    }

    private static Terminal of(IntPredicate isTerminal, String environment, String... args) {
        return Terminal.of(
                List.of(args),
                variables(environment)::get,
                isTerminal,
                () -> OptionalInt.of(50),
                System::nanoTime,
                false);
    }

    private static Map<String, String> variables(String text) {
        Map<String, String> variables = new HashMap<>();
        for (String each : text.isBlank() ? new String[0] : text.strip().split(" ")) {
            int equals = each.indexOf('=');
            variables.put(each.substring(0, equals), each.substring(equals + 1));
        }
        return variables;
    }
}
