package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GalleryCommandTest {
    @Test
    void create_names_the_new_gallery() {
        assertThat(gallery("create", "new").out()).isEqualToIgnoringNewLines("Created gallery new.");
        assertThat(gallery("create", "new", "--json").out())
                .isEqualToIgnoringNewLines("{\"provider\":\"scripted\",\"gallery\":\"new\"}");
    }

    @Test
    void a_gallery_that_is_there_already_is_wrong_usage_with_a_type_of_its_own() {
        Run run = gallery("create", "staff", "--json");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errorLines()).singleElement().asString().startsWith("{\"error\":{\"type\":\"AlreadyExists\"");
    }

    @Test
    void a_call_that_may_have_been_carried_out_says_so() {
        Run text = gallery("create", "shaky");
        Run json = gallery("create", "shaky", "--json");

        assertThat(text.exitCode()).isEqualTo(4);
        assertThat(text.errorLines())
                .singleElement()
                .asString()
                .endsWith("The operation may have taken effect; check before you repeat it.");
        assertThat(json.err()).contains("\"effect\":\"UNKNOWN\"");
    }

    @Test
    void list_has_a_line_for_each_gallery() {
        assertThat(gallery("list").out().lines()).containsExactly("staff", "plain", "empty");
        assertThat(gallery("list", "--json").out())
                .isEqualToIgnoringNewLines("{\"provider\":\"scripted\",\"galleries\":["
                        + "{\"gallery\":\"staff\"},{\"gallery\":\"plain\"},{\"gallery\":\"empty\"}]}");
    }

    @Test
    void info_tells_what_the_provider_tells() {
        assertThat(gallery("info", "staff").out().lines())
                .containsExactly(
                        "gallery  staff",
                        "people   2",
                        "faces    3",
                        "model    script-1",
                        "created  2030-01-31T12:00:00Z");
        assertThat(gallery("info", "staff", "--json").out())
                .isEqualToIgnoringNewLines("{\"provider\":\"scripted\",\"gallery\":\"staff\",\"persons\":2,\"faces\":3,"
                        + "\"model\":\"script-1\",\"created\":\"2030-01-31T12:00:00Z\"}");
    }

    @Test
    void what_the_provider_does_not_tell_about_a_gallery_is_null_and_never_0() {
        assertThat(gallery("info", "plain", "--json").out())
                .contains("\"persons\":null,\"faces\":null,\"model\":null,\"created\":null");
    }

    @Test
    void a_gallery_that_is_not_there_is_wrong_usage_with_a_type_of_its_own() {
        Run run = gallery("info", "nowhere", "--json");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().startsWith("{\"error\":{\"type\":\"NotFound\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "info"})
    void a_name_that_the_provider_does_not_allow_is_wrong_usage(String command) {
        Run run = gallery(command, "two words");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().contains("\"two words\"");
    }

    @Test
    void delete_refuses_without_a_yes_and_names_the_option() {
        Run run = gallery("delete", "staff");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errorLines()).singleElement().asString().contains("\"staff\"", "--yes");
    }

    @Test
    void delete_with_a_yes_deletes() {
        Run run = gallery("delete", "staff", "--yes");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualToIgnoringNewLines("Deleted gallery staff.");
    }

    @Test
    void a_region_and_an_endpoint_reach_the_provider_that_is_named() {
        Run run = gallery("list", "--region", "nowhere", "--endpoint", "http://127.0.0.1:1");

        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @Test
    void a_region_that_the_provider_has_no_setting_for_is_wrong_usage() {
        Run run = Run.of("gallery", "list", "--provider", "local", "--region", "nowhere");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().contains("local", "region");
    }

    private static Run gallery(String command, Object... more) {
        Object[] args = new Object[more.length + 4];
        args[0] = "gallery";
        args[1] = command;
        args[2] = "--provider";
        args[3] = "scripted";
        System.arraycopy(more, 0, args, 4, more.length);
        return Run.of(args);
    }
}
