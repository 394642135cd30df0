package io.facebridge.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.facebridge.internal.OwnerOnly;
import io.facebridge.provider.ProviderId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final ProviderId VENDOR = new ProviderId("vendor");
    private static final Setting<String> REGION = Setting.text("region", "Where.");
    private static final Setting<Double> TIMEOUT = Setting.number("timeout", "How long.");
    private static final Setting<Integer> COUNT = Setting.wholeNumber("count", "How many.");
    private static final Setting<Boolean> VERBOSE = Setting.flag("verbose", "Whether.");
    private static final Setting<Boolean> QUIET = Setting.flag("quiet", "Whether not.");
    private static final Setting<Duration> DELAY = Setting.duration("delay", "How late.");
    private static final Setting<Path> FOLDER = Setting.path("folder", "Where to.");
    private static final Setting<URI> ADDRESS = Setting.url("address", "Where from.");
    private static final Setting<TimeUnit> UNIT = Setting.choice("unit", TimeUnit.class, "Of what.");
    private static final Setting<String> KEY = Setting.secret("key", "The key.");
    private static final List<Setting<?>> KNOWN =
            List.of(REGION, TIMEOUT, COUNT, VERBOSE, QUIET, DELAY, FOLDER, ADDRESS, UNIT, KEY);

    @TempDir
    private Path folder;

    private static Settings given(String name, String value) {
        return Settings.of(VENDOR, KNOWN, Map.of(name, value));
    }

    // Names

    @Test
    void refuses_an_unknown_name_with_the_nearest_one_and_lists_the_known_ones() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(VENDOR, List.of(REGION, KEY), Map.of("reigon", "eu")))
                .withMessage("unknown setting 'reigon' of provider vendor; did you mean 'region'? known: region, key,"
                        + " keyFile");
    }

    @ParameterizedTest
    @CsvSource({
        "Region, region",
        "timeot, timeout",
        "ky, key",
        "secretKey, key",
        "key-file, keyFile",
        "SECRETKEY, key",
        "fold, folder",
        "kye, key",
        "eky, key",
        "keyFileOfTheStore, keyFile"
    })
    void finds_the_nearest_name_by_letters_or_by_a_shared_beginning_or_end(String unknown, String nearest) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given(unknown, "1"))
                .withMessageContaining("; did you mean '" + nearest + "'? known: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "re", "yke", "kyeab", "frobnicate", "no-such-setting"})
    void names_none_where_none_is_near(String unknown) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given(unknown, "1"))
                .withMessageStartingWith("unknown setting '" + unknown + "' of provider vendor; known: region, ");
    }

    @Test
    void says_that_a_provider_has_no_settings() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(VENDOR, List.of(), Map.of("region", "eu")))
                .withMessage("unknown setting 'region' of provider vendor; known: none");
    }

    @Test
    void keeps_the_value_of_an_unknown_name_out_of_the_message() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given("sekret", "hush"))
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("hush"));
    }

    @Test
    void refuses_to_read_what_the_provider_does_not_declare() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Settings.of(VENDOR, List.of(REGION), Map.of()).get(KEY))
                .withMessageContaining("'key'");
    }

    // Values

    @Test
    void is_empty_where_nothing_was_given() {
        Settings settings = Settings.of(VENDOR, KNOWN, Map.of());

        assertThat(KNOWN)
                .allSatisfy(setting -> assertThat(settings.get(setting)).isEmpty());
        assertThat(KNOWN).noneMatch(settings::isGiven);
        assertThat(settings.isOn(VERBOSE)).isFalse();
    }

    @Test
    void reads_text_numbers_flags_durations_paths_addresses_and_choices() {
        Settings settings = Settings.of(
                VENDOR,
                KNOWN,
                Map.of(
                        "region", " eu ",
                        "timeout", " 1.5 ",
                        "count", " 7 ",
                        "verbose", "true",
                        "quiet", " false",
                        "folder", "a/b",
                        "address", " https://host:1/x ",
                        "unit", "seconds"));

        assertThat(settings.get(REGION)).contains(" eu ");
        assertThat(settings.get(TIMEOUT)).contains(1.5);
        assertThat(settings.get(COUNT)).contains(7);
        assertThat(settings.get(VERBOSE)).contains(true);
        assertThat(settings.get(QUIET)).contains(false);
        assertThat(settings.get(FOLDER)).contains(Path.of("a", "b"));
        assertThat(settings.get(ADDRESS)).contains(URI.create("https://host:1/x"));
        assertThat(settings.get(UNIT)).contains(TimeUnit.SECONDS);
        assertThat(settings.isOn(VERBOSE)).isTrue();
        assertThat(settings.isOn(QUIET)).isFalse();
    }

    @Test
    void a_declaration_says_what_it_sets_and_what_holds_without_it() {
        assertThat(DELAY.description()).isEqualTo("How late.");
        assertThat(DELAY.defaultValue()).isEmpty();
        assertThat(DELAY.withDefault("30s").defaultValue()).contains("30s");
        assertThat(DELAY.withDefault("30s").description()).isEqualTo("How late.");
    }

    @Test
    void choices_are_listed_however_many_there_are() {
        assertThat(Setting.choice("one", One.class, "Which.").form()).isEqualTo("the-only-one");
        assertThat(Setting.choice("two", Two.class, "Which.").form()).isEqualTo("left or right");
        assertThat(Setting.choice("three", Three.class, "Which.").form()).isEqualTo("left, middle or right");
    }

    private enum One {
        THE_ONLY_ONE
    }

    private enum Two {
        LEFT,
        RIGHT
    }

    private enum Three {
        LEFT,
        MIDDLE,
        RIGHT
    }

    @ParameterizedTest
    @CsvSource({"250ms, PT0.25S", "30s, PT30S", " 5m , PT5M", "2h, PT2H", "1d, PT24H", "PT1.5S, PT1.5S", "P1DT1H, PT25H"
    })
    void reads_durations_in_two_forms(String text, Duration duration) {
        assertThat(given("delay", text).get(DELAY)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "30", "1.5s", "-5s", "30 s", "30S", "9999999999d", "PT99999999999999999999S"})
    void refuses_what_is_no_duration(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given("delay", text).get(DELAY))
                .withMessage(
                        "setting 'delay' of provider vendor must be a duration, such as 30s, 5m or PT30S, but was \""
                                + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1,5", "NaN", "Infinity", "1e999"})
    void refuses_what_is_no_number(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given("timeout", text).get(TIMEOUT))
                .withMessage("setting 'timeout' of provider vendor must be a number but was \"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "1.5", "1e3", "2147483648"})
    void refuses_what_is_no_whole_number(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given("count", text).get(COUNT))
                .withMessage("setting 'count' of provider vendor must be a whole number but was \"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "TRUE", "1"})
    void refuses_what_is_no_flag(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given("verbose", text).get(VERBOSE))
                .withMessage("setting 'verbose' of provider vendor must be true or false but was \"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "host:8443/x", "/path", "https://", "not an address"})
    void refuses_what_is_no_address(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given("address", text).get(ADDRESS))
                .withMessageContaining("'address'")
                .withMessageContaining("must be a URL, such as https://host:8443, but was \"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\0b"})
    void refuses_what_is_no_path(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given("folder", text).get(FOLDER))
                .withMessageContaining("'folder' of provider vendor must be a path but was");
    }

    @Test
    void refuses_what_is_no_choice_and_lists_them() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given("unit", "weeks").get(UNIT))
                .withMessage(
                        "setting 'unit' of provider vendor must be nanoseconds, microseconds, milliseconds, seconds,"
                                + " minutes, hours or days, but was \"weeks\"");
    }

    @Test
    void says_which_setting_a_builder_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given("count", "7").apply(COUNT, count -> {
                    throw new IllegalArgumentException("count must be in [1, 5] but was " + count);
                }))
                .withMessage("setting 'count' of provider vendor: count must be in [1, 5] but was 7");
    }

    @Test
    void copies_its_values_in_and_shows_names_only() {
        Map<String, String> values = new HashMap<>(Map.of("region", "eu", "key", "hush"));
        Settings settings = Settings.of(VENDOR, KNOWN, values);
        values.clear();

        assertThat(settings.get(REGION)).contains("eu");
        assertThat(settings).hasToString("Settings[key, region]");
    }

    // Secrets

    @Test
    void takes_a_secret_itself_or_out_of_a_file_that_is_its_owners() throws IOException {
        Path file = Files.createFile(folder.resolve("key"), OwnerOnly.forFile(folder.resolve("key")));
        Files.writeString(file, "\n hush \r\n\n");

        assertThat(given("key", "hush").get(KEY)).contains("hush");
        assertThat(given("keyFile", file.toString()).get(KEY)).contains("hush");
        assertThat(given("keyFile", file.toString()).isGiven(KEY)).isTrue();
    }

    @Test
    void refuses_a_secret_that_is_given_twice_is_blank_or_is_refused_by_its_setter_and_never_shows_it() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(VENDOR, KNOWN, Map.of("key", "hush", "keyFile", "file")))
                .withMessage(
                        "settings 'key' and 'keyFile' of provider vendor are two ways to give one value; leave one of"
                                + " them out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given("key", " ").get(KEY))
                .withMessage("setting 'key' of provider vendor must not be blank; its value is not shown");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given("key", "hush").apply(KEY, key -> {
                    throw new IllegalArgumentException("it was " + key);
                }))
                .withMessage("setting 'key' of provider vendor cannot be used; its value is not shown")
                .withNoCause();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "not on this operating system: permissions of files")
    void refuses_a_secrets_file_that_others_may_read() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "hush");
        for (String permissions : List.of("rw-r-----", "rw----r--", "rw--w----")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> given("keyFile", file.toString()).get(KEY))
                    .withMessage("setting 'keyFile' of provider vendor names the file " + file
                            + ", which others than its owner may read; take their permissions away, by chmod 600");
        }
    }

    @Test
    void refuses_a_secrets_file_that_is_not_there_without_showing_what_may_be_the_secret() {
        for (String name : List.of("hush", "a\0b", folder.toString())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> given("keyFile", name).get(KEY))
                    .withMessage("setting 'keyFile' of provider vendor must name a file that exists; its value is not"
                            + " shown, because it may be the secret itself");
        }
    }

    @Test
    void refuses_a_secrets_file_that_holds_nothing_or_more_than_a_line() throws IOException {
        Path file = Files.createFile(folder.resolve("key"), OwnerOnly.forFile(folder.resolve("key")));
        for (String content : List.of("", "\n \n", "hush\nhush")) {
            Files.writeString(file, content);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> given("keyFile", file.toString()).get(KEY))
                    .withMessageContaining("must contain one line but contains ")
                    .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("hush"));
        }
        Files.writeString(file, "x".repeat(1 << 16));
        assertThat(given("keyFile", file.toString()).get(KEY)).contains("x".repeat(1 << 16));
        Files.write(file, new byte[(1 << 16) + 1]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given("keyFile", file.toString()).get(KEY))
                .withMessageContaining("has more than 65536 bytes");
        Files.write(file, new byte[] {(byte) 0xE9});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given("keyFile", file.toString()).get(KEY))
                .withMessageContaining("'keyFile'")
                .withMessageContaining("UTF-8");
    }
}
