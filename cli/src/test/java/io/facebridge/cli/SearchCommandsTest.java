package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code verify}, {@code identify} and {@code duplicates}. */
class SearchCommandsTest {
    private static final String BOX = "\"box\":{\"left\":0.25,\"top\":0.25,\"width\":0.5,\"height\":0.5}";

    private final Path one;
    private final Path two;
    private final Path none;
    private final Path eve;
    private final Path small;

    SearchCommandsTest(@TempDir Path folder) {
        one = Run.picture(folder, "one.png", 200, 100);
        two = Run.picture(folder, "two.png", 200, 200);
        none = Run.picture(folder, "none.png", 200, 50);
        eve = Run.picture(folder, "eve.png", 200, 100);
        small = Run.picture(folder, "small.png", 444, 100);
    }

    @Test
    void verify_answers_in_json_as_compare_does() {
        Run run = Run.of("verify", "--provider", "scripted", "--json", "--fmr", "1e-2", "staff", "ada", one);

        assertThat(run.out())
                .isEqualToIgnoringNewLines("{\"provider\":\"scripted\",\"score\":0.5," + scale("VERIFY")
                        + ",\"decision\":{\"outcome\":\"MATCH\",\"threshold\":0.25,\"basis\":\"PUBLISHED_TABLE\"}}");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void verify_of_a_face_too_small_to_decide_about_is_inconclusive_and_says_why() {
        Run text = Run.of("verify", "--provider", "scripted", "--fmr", "1e-2", "staff", "ada", small);
        assertThat(text.exitCode()).as(text.err()).isZero();
        assertThat(text.out())
                .contains("INCONCLUSIVE", "the quality of the probe's face is too low for a decision", "too small");
        Run json = Run.of("verify", "--provider", "scripted", "--json", "--fmr", "1e-2", "staff", "ada", small);
        assertThat(json.out())
                .contains("\"outcome\":\"INCONCLUSIVE\"", "\"reasons\":[\"LOW_QUALITY_PROBE\"],\"probeQuality\":{");
    }

    @Test
    void verify_in_words_names_the_claim_the_score_and_the_decision() {
        Run run = Run.of("verify", "--provider", "scripted", "--fmr", "1e-4", "staff", "ada", one);

        assertThat(run.out().lines())
                .containsExactly(
                        "claimed    ada in gallery staff",
                        "probe      " + one + ": face of 100 x 50 pixels at 50, 25",
                        "score      0.5000 on a scale from 0 to 1 (scripted/script-1/VERIFY)",
                        "decision   NO_MATCH at threshold 0.7500 (false match rate 1e-4)");
    }

    @Test
    void a_score_that_is_only_an_upper_bound_is_said_to_be_one() {
        Run text = Run.of("verify", "--provider", "scripted", "--threshold", "0.5", "staff", "bob", one);
        Run json = Run.of("verify", "--provider", "scripted", "--threshold", "0.5", "--json", "staff", "bob", one);

        assertThat(text.out())
                .contains("score      at most 0.5000", "INCONCLUSIVE", "returned no score, only an upper bound");
        assertThat(json.out()).contains("\"upperBound\":true", "\"outcome\":\"INCONCLUSIVE\"");
    }

    @Test
    void verify_of_an_unknown_person_is_wrong_usage() {
        Run run = Run.of("verify", "--provider", "scripted", "--json", "staff", "eve", one);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().startsWith("{\"error\":{\"type\":\"NotFound\"");
    }

    @Test
    void identify_has_the_candidates_of_each_face_and_their_scale_in_json() {
        Run run = Run.of("identify", "--provider", "scripted", "--json", "--threshold", "0.25", "staff", one);

        assertThat(run.out())
                .isEqualToIgnoringNewLines("{\"provider\":\"scripted\",\"faces\":[{" + BOX + ",\"candidates\":["
                        + "{\"gallery\":\"staff\",\"person\":\"ada\",\"score\":0.5,"
                        + "\"decision\":{\"outcome\":\"MATCH\",\"threshold\":0.25,\"basis\":\"EXPLICIT\"}},"
                        + "{\"gallery\":\"staff\",\"person\":\"bob\",\"score\":0.125,"
                        + "\"decision\":{\"outcome\":\"NO_MATCH\",\"threshold\":0.25,\"basis\":\"EXPLICIT\"}}]}],"
                        + scale("IDENTIFY") + "}");
    }

    @Test
    void identify_at_the_rate_of_the_whole_search_asks_the_gallery_how_large_it_is() {
        Run json = Run.of("identify", "--provider", "scripted", "--json", "--fpir", "3e-2", "staff", one);
        Run text = Run.of("identify", "--provider", "scripted", "--fpir", "3e-2", "staff", one);

        assertThat(json.out())
                .contains("\"decision\":{\"outcome\":\"MATCH\",\"threshold\":0.25,\"basis\":\"PUBLISHED_TABLE\","
                        + "\"references\":3}");
        assertThat(text.out())
                .contains("at threshold 0.2500 (false positive identification rate 3e-2 among 3 references)");
    }

    @Test
    void identify_takes_the_number_of_references_from_the_command_line() {
        Run run = Run.of("identify", "--provider", "scripted", "--fpir", "1e-1", "--references", "1000", "staff", one);

        assertThat(run.out()).contains("NO_MATCH", "at threshold 0.7500", "among 1000 references");
    }

    @Test
    void identify_in_a_gallery_that_does_not_tell_its_size_is_refused() {
        Run run = Run.of("identify", "--provider", "scripted", "--json", "--fpir", "1e-2", "plain", one);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().startsWith("{\"error\":{\"type\":\"Uncalibrated\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--fpir 1e-2 --fmr 1e-2",
                "--fpir 1e-2 --threshold 0.5",
                "--fpir 2",
                "--fpir 1e-2 --references 0",
                "--references 5",
                "--calibration nowhere.json"
            })
    void a_bar_of_searches_that_says_nothing_clear_is_wrong_usage(String bar) {
        Run run = Run.of((Object[]) ("identify --provider scripted " + bar + " staff " + one).split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void identify_without_a_bar_decides_nothing() {
        Run json = Run.of("identify", "--provider", "scripted", "--json", "--top", "1", "staff", one);
        Run text = Run.of("identify", "--provider", "scripted", "--top", "1", "staff", one);

        assertThat(json.out()).contains("\"person\":\"ada\",\"score\":0.5,\"decision\":null}]}]");
        assertThat(text.out()).contains("decision   none", "--fmr");
    }

    @Test
    void identify_tells_the_scale_even_if_nobody_is_there() {
        Run json = Run.of("identify", "--provider", "scripted", "--json", "empty", one);
        Run text = Run.of("identify", "--provider", "scripted", "empty", one);

        assertThat(json.out()).endsWith("\"candidates\":[]}]," + scale("IDENTIFY") + "}" + System.lineSeparator());
        assertThat(text.out()).contains("  no candidates");
    }

    @Test
    void identify_searches_several_galleries() {
        Run run = Run.of("identify", "--provider", "scripted", "--threshold", "0.5", "staff", "plain", one);

        assertThat(run.out())
                .containsPattern("1 +staff +ada +0\\.5000 +MATCH")
                .containsPattern("3 +plain +ada +0\\.5000 +MATCH");
    }

    @Test
    void identify_leaves_the_decision_open_where_a_face_rivals_and_says_why() {
        Run open = Run.of("identify", "--provider", "scripted", "--fmr", "1e-2", "staff", two);
        Run meant = Run.of("identify", "--provider", "scripted", "--fmr", "1e-2", "--face", "largest", "staff", two);

        assertThat(open.out()).contains("INCONCLUSIVE").contains("nearly as large; select one with --face");
        assertThat(meant.out()).doesNotContain("INCONCLUSIVE").contains("MATCH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify plain ada", "identify plain", "duplicates plain"})
    void a_rate_on_a_scale_without_published_rates_is_refused(String command) {
        Run run = Run.of(words(command, "--provider", "scripted", "--json", "--fmr", "1e-2"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errorLines()).singleElement().asString().startsWith("{\"error\":{\"type\":\"Uncalibrated\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify staff ada", "identify staff", "duplicates staff"})
    void a_threshold_that_is_not_on_the_scale_is_wrong_usage(String command) {
        Run run = Run.of(words(command, "--provider", "scripted", "--threshold", "80"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().contains("--threshold must be in [0, 1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify nowhere ada", "identify nowhere", "identify staff nowhere"})
    void a_gallery_that_is_not_there_is_wrong_usage(String command) {
        Run run = Run.of(words(command, "--provider", "scripted", "--json"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines())
                .singleElement()
                .asString()
                .startsWith("{\"error\":{\"type\":\"NotFound\"")
                .contains("nowhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify staff ada", "identify staff"})
    void a_probe_without_a_face_is_bad_input(String command) {
        Run run = Run.of((Object[]) (command + " --provider scripted " + none).split(" "));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.errorLines()).singleElement().asString().contains("No face");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--top=0", "staff"})
    void a_search_that_makes_no_sense_is_wrong_usage(String argument) {
        Run run = Run.of("identify", "--provider", "scripted", argument, "staff", one);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).hasSize(1);
    }

    @Test
    void duplicates_lists_pairs_with_the_bar_they_reached() {
        Run json = Run.of("duplicates", "--provider", "scripted", "--json", "--fmr", "1e-2", "staff");
        Run text = Run.of("duplicates", "--provider", "scripted", "--fmr", "1e-2", "staff");

        assertThat(json.out())
                .isEqualToIgnoringNewLines("{\"provider\":\"scripted\",\"gallery\":\"staff\",\"pairs\":["
                        + "{\"first\":\"ada\",\"second\":\"bob\",\"score\":0.5}],"
                        + "\"threshold\":0.25,\"basis\":\"PUBLISHED_TABLE\"," + scale("DUPLICATE") + "}");
        assertThat(text.out().lines())
                .containsExactly(
                        "person  person   score",
                        "ada     bob     0.5000",
                        "at threshold 0.2500 (false match rate 1e-2), on a scale from 0 to 1"
                                + " (scripted/script-1/DUPLICATE)");
    }

    @Test
    void duplicates_of_nobody_is_an_answer() {
        Run run = Run.of("duplicates", "--provider", "scripted", "--threshold", "0.75", "staff");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("No duplicates found");
    }

    @Test
    void duplicates_searches_for_pictures_named_after_their_persons() {
        Run run = Run.of("duplicates", "--provider", "scripted", "--json", "--threshold", "0.1", "staff", eve);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"first\":\"eve\",\"second\":\"ada\"", "\"operation\":\"IDENTIFY\"");
    }

    @Test
    void duplicates_of_a_picture_without_a_face_is_refused() {
        Run run = Run.of("duplicates", "--provider", "scripted", "--threshold", "0.1", "staff", none);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.errorLines()).hasSize(1);
    }

    @Test
    void duplicates_answers_for_the_other_pictures_where_one_has_no_face() {
        Object[] words = {"duplicates", "--provider", "scripted", "--threshold", "0.1", "staff", none, eve, "gone.png"};
        Run text = Run.of(words);
        assertThat(text.exitCode()).isEqualTo(3);
        assertThat(text.out()).contains("eve     ada");
        assertThat(text.errorLines())
                .hasSize(6)
                .contains("gone.png: The file cannot be read; check that it exists, is a file and may be read.")
                .containsSubsequence("2 images failed:", "  count  reason              remedy");
        assertThat(text.errorLines().subList(0, 2)).allMatch(line -> line.contains(".png: "));

        words[3] = "--threshold=0.1";
        words[4] = "--json";
        Run json = Run.of(words);
        assertThat(json.exitCode()).isEqualTo(3);
        assertThat(json.out()).contains("\"first\":\"eve\"", "\"unsearched\":[{\"file\":\"" + none);
    }

    @Test
    void duplicates_needs_a_bar() {
        Run run = Run.of("duplicates", "--provider", "scripted", "staff");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().contains("--fmr", "--threshold");
    }

    /** The command's words, with a picture at the end where it takes one. */
    private Object[] words(String command, String... options) {
        String line = command + " " + String.join(" ", options) + (command.startsWith("duplicates") ? "" : " " + one);
        return line.split(" ");
    }

    private static String scale(String operation) {
        return "\"scale\":{\"provider\":\"scripted\",\"model\":\"script-1\",\"operation\":\"" + operation
                + "\",\"min\":0.0,\"max\":1.0}";
    }
}
