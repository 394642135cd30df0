package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceBridgeCommandTest {
    private final Path folder;

    FaceBridgeCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"aHVzaC1odXNo", "=aHVzaC1odXNo", "aHVzaC1odXNo=", "aHVzaC1odXNo=="})
    void a_setting_without_a_name_is_not_shown_because_it_may_be_a_secret(String text) {
        Run run = Run.of("gallery", "list", "--provider", "scripted", "--set", "region=here", "--set", text);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errorLines())
                .singleElement()
                .asString()
                .matches("[A-Z-].*\\.")
                .contains("--set", "NAME=VALUE")
                .doesNotContain("aHVz");
    }

    @Test
    void of_a_setting_that_is_given_twice_the_last_one_holds_and_it_may_contain_equals_signs() {
        Run run = Run.of(
                "gallery", "list", "--provider", "local", "--set", "smallestFace=0.1", "--set", "smallestFace=a=b");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("'smallestFace'", "was \"a=b\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dance",
                "detect",
                "compare one.png",
                "compare one.png two.png three.png",
                "redact one.png",
                "detect --loud one.png",
                "detect --provider unknown one.png",
                "detect --provider scripted --models here one.png",
                "compare --face leftmost one.png two.png",
                "liveness --provider scripted one.png",
                "models fetch",
                "gallery create",
                "gallery list --provider scripted --models here",
                "gallery list --region nowhere",
                "gallery list --set site=international",
                "gallery list --provider scripted --set unknown=1",
                "enroll staff ada",
                "remove staff",
                "verify staff ada",
                "identify staff",
                "identify --top many staff one.png",
                "duplicates --provider scripted staff",
                "liveness-session open",
                "liveness-session result --provider scripted done --subject s",
                "liveness-session result --provider scripted done --subject s --expires-at soon",
                "audit verify",
                "audit forget decisions.jsonl",
                "audit verify decisions.jsonl --anchor 3",
                "emulate aws",
                "emulate aws --test-access-key test",
                "emulate tencent --test-secret-key test",
                "emulate azure",
                "emulate azure --test-secret-key test --region westeurope"
            })
    void wrong_usage_is_one_line_and_exit_code_2(String commandLine) {
        Run run = Run.of((Object[]) commandLine.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errorLines()).singleElement().asString().matches("[A-Z\"'-].*\\.");
    }

    @Test
    @Tag("models")
    void asking_the_local_provider_for_its_galleries_is_wrong_usage() {
        Run run = Run.of("gallery", "list", "--provider", "local");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errorLines()).singleElement().asString().matches("[A-Z\"'-].*\\.");
    }

    @Test
    void wrong_usage_is_an_error_object_with_json() {
        Run run = Run.of("detect", "--loud", "--json");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines())
                .singleElement()
                .asString()
                .startsWith("{\"error\":{\"type\":\"Usage\",\"message\":\"");
    }

    @Test
    void an_unknown_provider_is_told_with_the_known_ones() {
        Run run = Run.of("detect", "--provider", "unknown", "one.png");

        assertThat(run.err()).contains("\"unknown\"").contains("scripted");
    }

    @Test
    void a_file_called_like_an_option_follows_two_dashes() {
        assertThat(FaceBridgeCommand.wantsJson(List.of("detect", "--", "--json")))
                .isFalse();
    }

    @Test
    void a_file_name_with_an_at_sign_is_a_file_name() {
        Run run = Run.of("detect", "--provider", "scripted", "@one.png");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("@one.png");
    }

    @Test
    void control_characters_in_a_file_name_do_not_reach_the_terminal() {
        Run run = Run.of("detect", "--provider", "scripted", "\u001b[31mred\n.png");

        assertThat(run.errorLines()).singleElement().asString().doesNotContain("\u001b");
    }

    @Test
    void help_names_every_command_and_the_exit_codes() {
        Run run = Run.of("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "detect", "compare", "liveness", "gallery", "enroll", "persons", "remove", "verify", "identify")
                .contains("duplicates", "liveness-session", "capabilities", "models", "emulate")
                .contains("Exit codes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "detect",
                "compare",
                "redact",
                "liveness",
                "gallery",
                "gallery create",
                "gallery list",
                "gallery info",
                "gallery delete",
                "enroll",
                "persons",
                "remove",
                "verify",
                "identify",
                "duplicates",
                "liveness-session",
                "liveness-session open",
                "liveness-session result",
                "capabilities",
                "models",
                "models fetch",
                "audit",
                "audit verify",
                "audit export",
                "audit anchor",
                "audit forget",
                "emulate",
                "emulate aws",
                "emulate tencent",
                "emulate azure"
            })
    void every_command_has_help(String command) {
        Run run = Run.of((Object[]) (command + " --help").split(" "));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: facebridge " + command);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void even_the_unexpected_is_one_line() {
        Path picture = Run.picture(folder, "one.png", 200, 100);
        StringWriter err = new StringWriter();
        PrintWriter broken = new PrintWriter(Writer.nullWriter()) {
            @Override
            public void println(String line) {
                throw new IllegalStateException("the paper\nis gone");
            }
        };

        int exitCode = FaceBridgeCommand.run(
                broken, new PrintWriter(err), "detect", "--provider", "scripted", picture.toString());

        assertThat(exitCode).isEqualTo(4);
        assertThat(err.toString().lines()).containsExactly("Unexpected failure (illegal state): the paper is gone.");
    }
}
