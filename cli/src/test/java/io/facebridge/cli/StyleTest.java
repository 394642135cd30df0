package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StyleTest {
    @ParameterizedTest
    @CsvSource({
        "MATCH, 32",
        "live, 32",
        "NO_MATCH, 31",
        "not live, 31",
        "NOT_LIVE, 31",
        "rejected, 31",
        "INCONCLUSIVE, 33",
        "REVIEW, 33",
        "UNDECIDED, 33"
    })
    void an_outcome_has_its_color_and_keeps_its_word(String outcome, String code) {
        assertThat(Style.COLORED.outcome(outcome)).isEqualTo("\u001b[" + code + "m" + outcome + "\u001b[0m");
        assertThat(Style.PLAIN.outcome(outcome)).isEqualTo(outcome);
    }

    @Test
    void other_words_have_no_color() {
        assertThat(Style.COLORED.outcome("-")).isEqualTo("-");
    }

    @Test
    void of_an_error_what_failed_is_red_and_not_the_remedy() {
        assertThat(Style.COLORED.error("The file cannot be read; check its name."))
                .isEqualTo("\u001b[31mThe file cannot be read\u001b[0m; check its name.");
        assertThat(Style.COLORED.error("Unknown option (see \"facebridge --help\")."))
                .isEqualTo("\u001b[31mUnknown option\u001b[0m (see \"facebridge --help\").");
        assertThat(Style.COLORED.error("No face was found.")).isEqualTo("\u001b[31mNo face was found.\u001b[0m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MATCH", "a; b"})
    void a_color_takes_no_column(String text) {
        assertThat(Style.width(Style.COLORED.error(text))).isEqualTo(text.length());
    }
}
