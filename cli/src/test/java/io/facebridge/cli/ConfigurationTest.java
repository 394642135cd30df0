package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration file, its profiles and the environment, and their order. */
class ConfigurationTest {
    /** As long as a key, and none. */
    private static final String SECRET = "q7Zx4Lw9q7Zx4Lw9q7Zx4Lw9q7Zx4Lw9";

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private Path file;
    private Path one;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("facebridge").resolve("config");
        environment.put("XDG_CONFIG_HOME", folder.toString());
        one = Run.picture(folder, "one.png", 200, 100);
    }

    private void write(String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
    }

    private Run run(Object... words) {
        return Run.in(environment, words);
    }

    private String compared(Object... more) {
        Run run = run(
                Stream.concat(Stream.of("compare", one, one), Stream.of(more)).toArray());
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out();
    }

    @Test
    void without_a_file_and_variables_everything_is_as_built_in() {
        Run run = run("config", "show", "--json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("\"exists\":false", "\"profile\":\"default\"")
                .contains("{\"option\":\"provider\",\"value\":\"local\",\"source\":\"BUILT_IN\",\"used\":true}")
                .doesNotContain("ENVIRONMENT", "PROFILE\"");
    }

    @Test
    void the_file_sets_the_provider_and_the_rate_and_the_decision_shows_the_threshold() throws IOException {
        write("# of this team", "provider = scripted", "", "fmr=1e-2", "set.endpoint = http://up");

        assertThat(compared()).contains("decision   MATCH at threshold 0.2500 (false match rate 1e-2)");
    }

    @Test
    void the_command_line_goes_before_the_environment_before_the_profile_before_the_default_profile()
            throws IOException {
        write("provider = scripted", "endpoint = http://up", "fmr = 1e-2", "[strict]", "fmr = 1e-4");

        assertThat(compared()).contains("threshold 0.2500 (false match rate 1e-2)");
        assertThat(compared("--profile", "strict")).contains("NO_MATCH at threshold 0.7500 (false match rate 1e-4)");
        environment.put("FACEBRIDGE_PROFILE", "strict");
        assertThat(compared()).contains("false match rate 1e-4");
        assertThat(compared("--profile", "default")).contains("false match rate 1e-2");
        environment.put("FACEBRIDGE_FMR", "5e-3");
        assertThat(compared()).contains("false match rate 5e-3");
        assertThat(compared("--fmr", "1e-3")).contains("false match rate 1e-3");
    }

    @Test
    void the_profile_may_stand_before_the_command() throws IOException {
        write("[other]", "provider = scripted");

        Run run = run("--profile", "other", "compare", one, one);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("(scripted/script-1/COMPARE)");
    }

    @Test
    void a_rate_of_a_source_replaces_the_threshold_of_the_next_and_the_other_way_round() throws IOException {
        write("provider = scripted", "endpoint = http://up", "threshold = 0.4", "[rate]", "fmr = 1e-4");

        assertThat(compared()).contains("threshold 0.4000 (set explicitly");
        assertThat(compared("--fmr", "1e-2")).contains("false match rate 1e-2");
        assertThat(compared("--profile", "rate")).contains("false match rate 1e-4");
        environment.put("FACEBRIDGE_THRESHOLD", "0.6");
        assertThat(compared("--profile", "rate")).contains("threshold 0.6000 (set explicitly");
    }

    @Test
    void a_rate_and_a_threshold_of_one_source_are_wrong() throws IOException {
        write("provider = scripted", "fmr = 1e-2", "threshold = 0.4");

        Run run = run("compare", one, one);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("line 2 of " + file, "line 3 of " + file, "remove one");
        assertThat(compared("--threshold", "0.5")).contains("threshold 0.5000");
    }

    @Test
    void a_search_decides_at_the_rate_of_searches_if_the_file_has_both_rates() throws IOException {
        write("provider = scripted", "fmr = 1e-2", "fpir = 1e-2");
        Run configured = run("identify", "staff", one);
        Run given = run("identify", "staff", one, "--fmr", "1e-2");

        assertThat(configured.out() + configured.err()).contains("false positive identification rate");
        assertThat(given.out() + given.err()).doesNotContain("false positive identification rate");
    }

    @Test
    void duplicates_are_never_decided_at_a_configured_rate() throws IOException {
        write("provider = scripted", "fmr = 1e-2");

        Run run = run("duplicates", "staff");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("give --fmr RATE");
    }

    @Test
    void a_region_and_further_settings_are_those_of_the_provider_beside_them() throws IOException {
        write("provider = aws", "region = eu-west-1", "set.maxAttempts = 2", "[script]", "provider = scripted");

        assertThat(run("config", "show").out())
                .containsPattern("region +eu-west-1 +default profile, line 2\\R")
                .containsPattern("set\\.maxAttempts +2 +default profile, line 3\\R");
        assertThat(run("config", "show", "--profile", "script").out())
                .containsPattern("provider +scripted +profile script, line 5\\R")
                .containsPattern("region +eu-west-1 +default profile, line 2, not used by this provider\\R");
        assertThat(compared("--profile", "script")).contains("scripted");
        assertThat(compared("--provider", "scripted")).contains("scripted");
    }

    @Test
    void a_setting_that_the_provider_beside_it_does_not_have_is_wrong() throws IOException {
        write("provider = scripted", "set.site = international");

        Run run = run("compare", one, one);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("ine 2 of " + file, "site", "the provider scripted does not have");
    }

    @Test
    void a_store_is_of_the_local_provider_whatever_provider_is_used() throws IOException {
        write("provider = scripted", "store = galleries");

        assertThat(compared()).contains("scripted");
        assertThat(run("config", "show").out()).contains("galleries").contains("not used by this provider");
    }

    @Test
    void paths_in_the_file_are_relative_to_its_folder_and_to_the_home() throws IOException {
        write("store = galleries", "calibration = ~/one.json", "calibration = /two.json");

        assertThat(run("config", "show").out())
                .contains(file.resolveSibling("galleries").toString())
                .contains(Path.of(System.getProperty("user.home"), "one.json") + ", /two.json");
    }

    @Test
    void a_quality_and_a_face_are_taken_from_the_file() throws IOException {
        write("provider = scripted", "quality = lenient", "face = central");
        Path small = Run.picture(folder, "small.png", 444, 100);
        Path group = Run.picture(folder, "group.png", 400, 200);

        assertThat(run("detect", small).out()).contains("quality of 1:");
        assertThat(run("enroll", "staff", "eve", small).exitCode()).isZero();
        assertThat(run("enroll", "staff", "eve", small, "--quality", "enroll").exitCode())
                .isEqualTo(3);
        assertThat(run("compare", "--threshold", "0.1", group, group).out()).doesNotContain("INCONCLUSIVE");
        assertThat(run("compare", "--threshold", "0.1", "--face", "only", group, group)
                        .exitCode())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "regin = eu-west-1 | sets \"regin\" | did you mean region?",
                "site = international | setting of a provider | set.site = VALUE",
                "set.regoin = x | \"set.regoin\" | known: provider",
                "provider = amazon | value \"amazon\" | one of aws, azure, local",
                "provider = asw | value \"asw\" | did you mean aws?",
                "fmr = 2 | value \"2\" | rate greater than 0 and less than 1",
                "fmr = often | value \"often\" | such as 1e-4",
                "threshold = high | value \"high\" | must be a number",
                "quality = good | value \"good\" | one of enroll, probe, lenient, off",
                "face = left | value \"left\" | one of only, largest, central",
                "store = | no value | remove the line",
                "store = \"here\" | quotation marks | without them",
                "store = here # comment | comment | line of its own",
                "region eu-west-1 | no equals sign | write region = VALUE",
                "yes = true | sets \"yes\" | known: provider",
                "json = true | sets \"json\" | known: provider",
                "endpoint = https://ada:pass@host | contains a secret | remove it from endpoint",
                "[two words] | must be [PROFILE] | letters",
                "[open | must be [PROFILE] | letters",
                "store-key-file = only-a-file | NAME=FILE | store-key-file"
            })
    void a_wrong_line_is_wrong_usage_that_names_the_file_the_line_and_a_remedy(String line, String fault, String remedy)
            throws IOException {
        write("# first", line.strip());

        Run run = run("compare", one, one);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errorLines())
                .singleElement()
                .asString()
                .contains("ine 2 of " + file, fault, remedy)
                .doesNotContain("pass@");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key",
                "set.key",
                "set.sessionToken",
                "set.limitedAccessToken",
                "secret-key",
                "access-key",
                "aws_secret_access_key",
                "password",
                "token",
                "apiKey",
                "store-key"
            })
    void a_secret_in_the_file_is_rejected_without_its_value(String name) throws IOException {
        write("provider = scripted", name + " = " + SECRET);

        for (Run run : List.of(run("compare", one, one), run("config", "show"))) {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err())
                    .contains("ine 2 of " + file, "contains a secret", name, "File = FILE", "AZURE_FACE_KEY")
                    .doesNotContain(SECRET);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "store-key-file = k1=" + SECRET,
                "old-store-key-file = k1=" + SECRET,
                "provider = " + SECRET,
                SECRET + " = 1",
                SECRET,
                "fmr = " + SECRET
            })
    void a_value_that_looks_like_a_key_is_in_no_message(String line) throws IOException {
        write(line);

        Run run = run("config", "show");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("ine 1 of " + file).doesNotContain(SECRET);
    }

    @Test
    void a_line_twice_and_a_profile_twice_name_both_lines() throws IOException {
        write("region = a", "region = b");
        assertThat(run("config", "show").err()).contains("ine 2 of", "which line 1 sets");
        write("[a]", "region = a", "[a]");
        assertThat(run("config", "show").err()).contains("ine 3 of", "which line 1 begins");
    }

    @Test
    void a_profile_that_does_not_exist_is_wrong_usage_with_near_names() throws IOException {
        assertThat(run("config", "show", "--profile", "azure").err())
                .contains("profile azure (--profile) does not exist", "no configuration file " + file);
        write("[azure]", "provider = azure");
        Run run = run("compare", one, one, "--profile", "azur");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("profile azur does not exist in " + file, "did you mean azure?");
    }

    @Test
    void a_file_that_the_environment_names_must_exist_and_replaces_the_usual_one() throws IOException {
        write("provider = scripted");
        environment.put("FACEBRIDGE_CONFIG", folder.resolve("none").toString());
        Run run = run("compare", one, one);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("none cannot be read", "FACEBRIDGE_CONFIG");

        environment.put(
                "FACEBRIDGE_CONFIG",
                Files.writeString(folder.resolve("other"), "provider = scripted\nface = only\n")
                        .toString());
        assertThat(run("config", "path").out())
                .isEqualToIgnoringNewLines(folder.resolve("other").toString());
        assertThat(run("config", "show").out()).containsPattern("face +only +default profile, line 2");
    }

    @Test
    void help_and_the_path_need_no_valid_file() throws IOException {
        write("nonsense");

        assertThat(run("compare", "--help").exitCode()).isZero();
        assertThat(run("--version").exitCode()).isZero();
        assertThat(run("config", "path").out()).isEqualToIgnoringNewLines(file.toString());
    }

    @Test
    void a_wrong_value_in_the_environment_names_the_variable() {
        environment.put("FACEBRIDGE_FACE", "left");
        assertThat(run("compare", one, one).err())
                .contains("environment variable FACEBRIDGE_FACE", "\"left\"", "only, largest, central");
    }

    @Test
    void an_empty_variable_is_not_set() {
        environment.put("FACEBRIDGE_PROVIDER", "");
        environment.put("FACEBRIDGE_PROFILE", "");
        environment.put("FACEBRIDGE_CONFIG", "");

        assertThat(run("config", "show").out()).containsPattern("provider +local +built in");
    }

    @Test
    void show_says_by_what_credentials_are_set_and_never_their_value() throws IOException {
        write("provider = azure", "endpoint = https://faces.example", "set.keyFile = azure.key");
        environment.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        environment.put("AWS_SECRET_ACCESS_KEY", SECRET);
        environment.put("TENCENTCLOUD_SECRET_ID", "AKIDEXAMPLE");

        Run text = run("config", "show");
        Run json = run("config", "show", "--json");

        assertThat(text.out())
                .containsPattern("aws +set by AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY")
                .containsPattern("azure +set by set\\.keyFile \\(default profile, line 3\\)")
                .containsPattern("tencent +not set");
        assertThat(json.out())
                .contains(
                        "{\"provider\":\"aws\",\"set\":true,\"by\":[\"AWS_ACCESS_KEY_ID\",\"AWS_SECRET_ACCESS_KEY\"]}")
                .contains("{\"provider\":\"tencent\",\"set\":false,\"by\":[]}");
        assertThat(text.out() + json.out()).doesNotContain(SECRET, "AKIDEXAMPLE");
    }

    @Test
    void the_error_is_json_if_the_command_is() throws IOException {
        write("provider = asw");

        assertThat(run("compare", "--json", one, one).err()).startsWith("{\"error\":{\"type\":\"Usage\",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "sessionToken", "secretKey", "token", "password"})
    void a_secret_in_set_is_rejected_with_a_remedy(String name) {
        Run run = run("gallery", "list", "--provider", "aws", "--region", "eu-west-1", "--set", name + "=" + SECRET);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("--set " + name, "other users", "File=FILE", "AWS_SECRET_ACCESS_KEY")
                .doesNotContain(SECRET);
    }

    @Test
    void a_secret_in_set_with_a_space_is_rejected_as_one() {
        Run run = run("gallery", "list", "--provider", "aws", "--region", "eu-west-1", "--set", "key =" + SECRET);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("must not give a secret", "--set keyFile=FILE")
                .doesNotContain(SECRET, "did you mean");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "provider = aws;region = eu-west-1;set.deadline = garbage | deadline",
                "provider = aws;region = eu-west-1;set.deadline = -5s | deadline",
                "provider = azure;endpoint = here | here",
                "provider = azure;endpoint = ftp://here | ftp://here",
                "set.smallestFace = 7 | smallestFace",
                "set.searchThreads = many | searchThreads",
                "fmr = 1e-4;threshold = 0.5 | mutually exclusive"
            })
    void show_rejects_what_every_command_rejects(String lines, String fault) throws IOException {
        write(lines.split(";"));

        for (Run run : List.of(run("config", "show"), run("config", "show", "--json"))) {
            assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.errorLines()).singleElement().asString().contains(fault);
        }
    }

    @Test
    void show_accepts_settings_whose_files_and_keys_are_on_another_machine() throws IOException {
        write("provider = azure", "endpoint = https://faces.cognitiveservices.azure.com", "set.keyFile = azure.key");
        assertThat(run("config", "show").err()).isEmpty();
        write("store = galleries", "store-key-file = k1=k1.key", "models = models");
        assertThat(run("config", "show").err()).isEmpty();
        assertThat(file.resolveSibling("galleries")).doesNotExist();
    }

    @Test
    void a_secret_in_a_further_provider_is_rejected_too() {
        Run run = run(
                "erase",
                "ada",
                "--yes",
                "--without-searching",
                "--provider",
                "scripted",
                "--also",
                "azure,key=" + SECRET);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("key", "other users").doesNotContain(SECRET);
    }
}
