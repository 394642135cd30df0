package io.facebridge.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.provider.ProviderId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final ProviderId VENDOR = new ProviderId("vendor");

    @Test
    void refuses_a_name_nobody_knows_and_lists_the_known_ones() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(VENDOR, Map.of("reigon", "eu"), "region", "timeout"))
                .withMessage("provider vendor has no setting \"reigon\"; it has [region, timeout]");
    }

    @Test
    void keeps_the_value_of_an_unknown_name_out_of_the_message() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(VENDOR, Map.of("sekret", "hush"), "secret"))
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("hush"));
    }

    @Test
    void is_empty_where_nothing_was_given() {
        Settings settings = Settings.of(VENDOR, Map.of(), "region", "timeout", "verbose");

        assertThat(settings.text("region")).isEmpty();
        assertThat(settings.number("timeout")).isEmpty();
        assertThat(settings.flag("verbose")).isEmpty();
    }

    @Test
    void reads_text_numbers_and_flags() {
        Settings settings = Settings.of(
                VENDOR,
                Map.of("region", " eu ", "timeout", " 1.5 ", "verbose", "true", "quiet", " false"),
                "region",
                "timeout",
                "verbose",
                "quiet");

        assertThat(settings.text("region")).contains(" eu ");
        assertThat(settings.number("timeout")).contains(1.5);
        assertThat(settings.flag("verbose")).contains(true);
        assertThat(settings.flag("quiet")).contains(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1,5", "NaN", "Infinity", "1e999"})
    void refuses_what_is_no_number(String text) {
        Settings settings = Settings.of(VENDOR, Map.of("timeout", text), "timeout");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.number("timeout"))
                .withMessageContaining("timeout must be a")
                .withMessageContaining("but was \"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "TRUE", "1"})
    void refuses_what_is_no_flag(String text) {
        Settings settings = Settings.of(VENDOR, Map.of("verbose", text), "verbose");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.flag("verbose"))
                .withMessage("verbose must be true or false but was \"" + text + "\"");
    }

    @Test
    void copies_its_values_in() {
        Map<String, String> values = new HashMap<>(Map.of("region", "eu"));
        Settings settings = Settings.of(VENDOR, values, "region");
        values.clear();

        assertThat(settings.text("region")).contains("eu");
    }
}
