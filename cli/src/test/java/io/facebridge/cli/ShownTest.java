package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key that stands in a wrong place is in no message and in no list. */
class ShownTest {
    private static final String SECRET = "aZ3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dF3hJ5kL7nP9r";
    private static final String WITH_SLASHES = "aZ3dE5gH7jK9mN1pQ3/T5vW7yZ9bC1dF3hJ5k/7nP+9r=";

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    private Run run(Object... words) {
        environment.put("XDG_CONFIG_HOME", folder.toString());
        return Run.in(environment, words);
    }

    private void write(String line) throws IOException {
        Files.createDirectories(folder.resolve("facebridge"));
        Files.writeString(folder.resolve("facebridge/config"), line + "\n");
    }

    private static void requireNone(Run run) {
        assertThat(run.out() + run.err()).doesNotContain(SECRET.substring(0, 8), "wertyu");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "S",
                "help S",
                "gallery S",
                "detect IMAGE --S",
                "detect IMAGE --S=1",
                "detect IMAGE --face S",
                "detect IMAGE --json=S",
                "compare IMAGE IMAGE S",
                "compare IMAGE IMAGE --fmr S",
                "compare IMAGE IMAGE --threshold S",
                "compare IMAGE IMAGE --provider S",
                "compare IMAGE IMAGE --provider local,key=S",
                "compare IMAGE IMAGE --provider local,key=qwertyu",
                "compare IMAGE IMAGE --provider tencent,secretKey=S",
                "compare IMAGE IMAGE --fmr 1e-4 --failover azure:key=S",
                "compare IMAGE IMAGE --fmr 1e-4 --failover azure:key=qwertyu",
                "compare IMAGE IMAGE --fmr 1e-4 --failover azure:S",
                "compare IMAGE IMAGE --fmr 1e-4 --failover S",
                "compare IMAGE IMAGE --fmr 1e-4 --failover azure,key=S",
                "compare IMAGE IMAGE --fmr 1e-4 --failover azure,S=1",
                "compare IMAGE IMAGE --fmr 1e-4 --failover aws,region=here,deadline=S",
                "gallery list --provider aws --region eu-west-1 --set deadline=S",
                "gallery list --provider aws --region eu-west-1 --set S=1",
                "gallery list --provider local --set smallestFace=S",
                "gallery list --provider azure --endpoint https://h.example/?sig=S",
                "gallery list --provider azure --endpoint https://S@h.example/",
                "gallery list --store S",
                "audit verify LOG --anchor S",
                "audit verify LOG --anchor 3:S",
                "audit verify LOG --key-env k=S",
                "audit verify LOG --key-file k=S",
                "audit export LOG --since S",
                "retention --gallery staff --records LOG --older-than S --provider scripted",
                "identify staff IMAGE --top S --provider scripted",
                "config show --profile S",
                "completion S",
                "models fetch DIR S"
            })
    void a_wrong_command_line_does_not_repeat_a_key(String command) throws IOException {
        Path image = Run.picture(folder, "one.png", 200, 100);
        Path log = Files.createFile(folder.resolve("log.jsonl"));

        for (String key : List.of(SECRET, WITH_SLASHES)) {
            Run run = run((Object[]) command.replace("IMAGE", image.toString())
                    .replace("LOG", log.toString())
                    .replace("S", key)
                    .split(" "));

            assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
            assertThat(run.errorLines()).hasSize(1);
            requireNone(run);
        }
    }

    @Test
    void a_space_between_a_provider_and_its_key_repeats_no_key() {
        Path image = Run.picture(folder, "one.png", 200, 100);

        Run run = run("compare", image, image, "--fmr", "1e-4", "--failover", "azure key=qwertyu");

        assertThat(run.err())
                .contains("\"azure key=(not shown, because it may be a key)\"")
                .contains("a comma separates the name from the settings");
        requireNone(run);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set.keyFile = S",
                "endpoint = https://h.example/?sig=S",
                "endpoint = https://h.example/path?code=qwertyu",
                "endpoint = https://h.example/#S",
                "region = S",
                "store = S",
                "models = S",
                "calibration = S",
                "set.galleryPrefix = S"
            })
    void the_configuration_shows_no_key(String line) throws IOException {
        for (String key : List.of(SECRET, WITH_SLASHES)) {
            write(line.replace("S", key));
            for (Run run : List.of(run("config", "show"), run("config", "show", "--json"))) {
                assertThat(run.exitCode()).as(run.err()).isZero();
                assertThat(run.out()).contains("(not shown, because it may ");
                requireNone(run);
            }
        }
    }

    @Test
    void an_endpoint_is_shown_without_its_query_whatever_sets_it() {
        environment.put("FACEBRIDGE_ENDPOINT", "https://h.example:8443/path?sig=qwertyu");

        Run run = run("config", "show");

        assertThat(run.out()).contains("https://h.example:8443/path?(not shown, because it may contain a key)");
        requireNone(run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FACEBRIDGE_PROFILE", "FACEBRIDGE_FMR", "FACEBRIDGE_PROVIDER", "FACEBRIDGE_CONFIG"})
    void a_variable_that_contains_a_key_is_not_repeated(String variable) {
        environment.put(variable, SECRET);

        Run run = run("config", "show");

        assertThat(run.exitCode()).isEqualTo(2);
        requireNone(run);
    }

    @Test
    void a_profile_that_is_named_like_a_key_is_not_shown() throws IOException {
        write("[" + SECRET + "]\nface = only");

        requireNone(run("config", "show", "--profile", SECRET));
        requireNone(run("config", "show", "--json", "--profile", SECRET));
        requireNone(run("config", "show", "--profile", "other"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one.png",
                "eu-west-1",
                "/data/2024/galleries-of-the-north/staff",
                "https://faces-of-the-north.cognitiveservices.azure.com/",
                "http://127.0.0.1:40123",
                "--exclude-enrolled-people",
                "exclude-enrolled-people",
                "AWS_SECRET_ACCESS_KEY",
                "minLivenessConfidence",
                "1f0e5b9c-6f0a-4b7e-9b0e-2d6c1a7f3e55",
                "keyFile=azure.key",
                "2026=/data/keys/2026.key",
                "0.00000000000000000001"
            })
    void what_is_no_key_is_shown(String value) {
        assertThat(Shown.of(value)).isEqualTo(value);
        assertThat(Shown.in("the value \"" + value + "\" is " + value))
                .isEqualTo("the value \"" + value + "\" is " + value);
    }

    @Test
    void the_scale_of_a_score_in_a_message_is_shown() {
        String message = "--threshold must be in [-1, 1] on the scale local/347621c8f92eb509/COMPARE but was 7";

        assertThat(Shown.in(message)).isEqualTo(message);
    }

    @Test
    void a_path_is_shown_as_far_as_it_exists() {
        assertThat(Shown.of(folder.resolve(SECRET).toString()))
                .isEqualTo(folder + File.separator + "(not shown, because it may be a key)");
        assertThat(Shown.of(folder.toString())).isEqualTo(folder.toString());
    }
}
