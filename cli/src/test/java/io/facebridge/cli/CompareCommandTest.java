package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.image.FaceImage;
import io.facebridge.match.Calibration;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.ProviderId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompareCommandTest {
    private static final String SCORE = "{\"provider\":\"scripted\",\"score\":0.5,\"scale\":{\"provider\":\"scripted\","
            + "\"model\":\"script-1\",\"operation\":\"COMPARE\",\"min\":0.0,\"max\":1.0},";

    private final Path folder;
    private final Path one;
    private final Path two;
    private final Path none;

    CompareCommandTest(@TempDir Path folder) {
        this.folder = folder;
        one = Run.picture(folder, "one.png", 200, 100);
        two = Run.picture(folder, "two.png", 200, 200);
        none = Run.picture(folder, "none.png", 50, 50);
    }

    @Test
    void json_without_a_bar_has_no_decision() {
        Run run = Run.of("compare", "--provider", "scripted", "--json", one, one);

        assertThat(run.out()).isEqualToIgnoringNewLines(SCORE + "\"decision\":null}");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void json_with_a_rate_has_the_decision_of_the_published_table() {
        Run run = Run.of("compare", "--provider", "scripted", "--json", "--fmr", "1e-4", one, one);

        assertThat(run.out())
                .isEqualToIgnoringNewLines(SCORE
                        + "\"decision\":{\"outcome\":\"NO_MATCH\",\"threshold\":0.75,\"basis\":\"PUBLISHED_TABLE\"}}");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void json_with_a_threshold_has_the_decision_at_it() {
        Run run = Run.of("compare", one, one, "--provider=scripted", "--json", "--threshold=0.5");

        assertThat(run.out())
                .isEqualToIgnoringNewLines(
                        SCORE + "\"decision\":{\"outcome\":\"MATCH\",\"threshold\":0.5,\"basis\":\"EXPLICIT\"}}");
    }

    @Test
    void text_without_a_bar_says_how_to_get_a_decision() {
        Run run = Run.of("compare", "--provider", "scripted", one, one);

        assertThat(run.out())
                .contains("score      0.5000 on a scale from 0 to 1 (scripted/script-1/COMPARE)")
                .contains("decision   none")
                .contains("--fmr 1e-4");
    }

    @Test
    void text_with_a_rate_names_the_rate() {
        Run run = Run.of("compare", "--provider", "scripted", "--fmr", "0.01", one, one);

        assertThat(run.out()).contains("decision   MATCH at threshold 0.2500 (false match rate 1e-2)");
    }

    @Test
    void a_drawing_is_written_beside_the_answer_and_replaces_no_image_and_no_file() throws IOException {
        Path drawing = folder.resolve("drawing.png");

        Run run = Run.of("compare", "--provider", "scripted", "--fmr", "1e-2", "--draw", drawing, one, one);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("decision   MATCH");
        assertThat(FaceImage.of(drawing).height()).isGreaterThan(400);
        byte[] before = Files.readAllBytes(drawing);
        Run again = Run.of("compare", "--provider", "scripted", "--draw", drawing, one, one);
        assertThat(again.exitCode()).isEqualTo(4);
        assertThat(again.err()).contains("already exists");
        assertThat(drawing).hasBinaryContent(before);
        assertThat(Run.of("compare", "--provider", "scripted", "--overwrite", "--draw", two, one, two)
                        .exitCode())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--overwrite", "--draw out.png --failover scripted --fmr 1e-2"})
    void a_drawing_that_makes_no_sense_is_wrong_usage(String words) {
        Run run = Run.of((Object[]) ("compare " + words + " --provider scripted " + one + " " + one).split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--draw");
    }

    @Test
    void a_rival_face_leaves_the_decision_open_and_says_why() {
        Run run = Run.of("compare", "--provider", "scripted", "--fmr", "1e-2", one, two);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("decision   INCONCLUSIVE")
                .contains("the probe image contains another face that is nearly as large; select one with --face");
    }

    @ParameterizedTest
    @ValueSource(strings = {"largest", "central", "LARGEST"})
    void a_stated_choice_gives_a_decision(String choice) {
        Run run = Run.of("compare", "--provider", "scripted", "--fmr", "1e-2", "--face", choice, one, two);

        assertThat(run.out()).contains("decision   MATCH");
    }

    @Test
    void only_refuses_a_picture_with_two_faces() {
        Run run = Run.of("compare", "--provider", "scripted", "--face", "only", "--json", one, two);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.errorLines()).singleElement().asString().startsWith("{\"error\":{\"type\":\"TooManyFaces\"");
    }

    @Test
    void a_picture_without_a_face_is_bad_input() {
        Run run = Run.of("compare", "--provider", "scripted", "--json", one, none);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.errorLines())
                .singleElement()
                .asString()
                .startsWith("{\"error\":{\"type\":\"FaceNotFound\",\"message\":\"no face was found in the probe");
    }

    @Test
    void a_missing_picture_is_named() {
        Run run = Run.of("compare", "--provider", "scripted", one, folder.resolve("gone.png"));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.errorLines())
                .containsExactly(folder.resolve("gone.png")
                        + ": the file cannot be read; check that it exists, is a file and may be read.");
    }

    @Test
    void a_picture_that_cannot_be_used_is_named_once() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.png"));

        Run run = Run.of("compare", "--provider", "scripted", one, empty);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.errorLines())
                .singleElement()
                .asString()
                .startsWith(empty + ": ")
                .containsOnlyOnce("empty.png");
    }

    @Test
    void a_rate_that_the_scale_does_not_have_is_refused_before_a_picture_is_sent() {
        Run run =
                Run.of("compare", "--provider", "scripted", "--set", "endpoint=http://down", "--fmr", "1e-6", one, one);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("false match rate 0.000001", "from 0.0001 to 0.01");
    }

    @Test
    void a_calibration_of_another_scale_is_named_with_its_scale_and_the_one_that_is_needed() {
        ScoreScale other = ScoreScale.of(new ProviderId("aws"), "7.0", ScoreScale.Operation.VERIFY, 0, 100);
        Path file = folder.resolve("calibration.json");
        Calibration.builder(other, "pairs", Instant.EPOCH)
                .point(new Calibration.Point(1e-2, 50, 10, 1_000, 0, 100))
                .point(new Calibration.Point(3e-3, 60, 3, 1_000, 0, 100))
                .build()
                .write(file);

        Run run =
                Run.of("verify", "--provider", "scripted", "--fmr", "1e-2", "--calibration", file, "plain", "ada", one);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.errorLines())
                .containsExactly("No threshold is known at false match rate 0.01: nothing is published for the scale"
                        + " scripted/script-1/VERIFY [0.0, 1.0], and your calibration is of aws/7.0/VERIFY [0.0,"
                        + " 100.0]; measure this scale too and add it with --calibration FILE, or judge with"
                        + " --threshold X.");
    }

    @Test
    void a_calibration_that_is_not_json_is_named() throws IOException {
        Path file = Files.writeString(folder.resolve("scores.csv"), "score,label\n");

        Run run = Run.of("compare", "--provider", "scripted", "--fmr", "1e-2", "--calibration", file, one, one);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines())
                .singleElement()
                .asString()
                .startsWith("The calibration " + file + " is not JSON at ")
                .endsWith("; name a file that \"facebridge tune\" wrote.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "-0.1", "2", "NaN", "often", "1,5", "1e-4f", ""})
    void a_malformed_rate_is_wrong_usage(String rate) {
        Run run = Run.of("compare", "--provider", "scripted", "--fmr=" + rate, one, one);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().contains("--fmr");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.1", "Infinity", "high"})
    void a_threshold_that_is_not_on_the_scale_is_wrong_usage(String threshold) {
        Run run = Run.of("compare", "--provider", "scripted", "--threshold", threshold, one, one);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().contains("--threshold");
    }

    @Test
    void a_rate_outside_the_published_table_is_refused() {
        Run run = Run.of("compare", "--provider", "scripted", "--fmr", "1e-9", "--json", one, one);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errorLines()).singleElement().asString().startsWith("{\"error\":{\"type\":\"Uncalibrated\"");
    }

    @Test
    void a_rate_and_a_threshold_together_are_wrong_usage() {
        Run run = Run.of("compare", "--provider", "scripted", "--fmr", "1e-2", "--threshold", "0.5", one, one);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().contains("mutually exclusive");
    }

    @Test
    void a_calibration_goes_before_the_published_table() {
        Path file = folder.resolve("calibration.json");
        calibration("script-1").write(file);

        Run run =
                Run.of("compare", "--provider", "scripted", "--json", "--fmr", "1e-2", "--calibration", file, one, one);

        assertThat(run.out())
                .contains("\"decision\":{\"outcome\":\"NO_MATCH\",\"threshold\":0.625,\"basis\":\"OWN_CALIBRATION\"}");
    }

    @Test
    void a_calibration_of_another_model_is_refused() {
        Path file = folder.resolve("calibration.json");
        calibration("script-0").write(file);

        Run run =
                Run.of("compare", "--provider", "scripted", "--json", "--fmr", "1e-2", "--calibration", file, one, one);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines())
                .singleElement()
                .asString()
                .startsWith("{\"error\":{\"type\":\"Uncalibrated\"")
                .contains("script-0", "script-1");
    }

    @Test
    void a_calibration_that_was_changed_is_refused() throws IOException {
        Path file = folder.resolve("calibration.json");
        Files.writeString(file, calibration("script-1").toJson().replace("0.625", "0.125"));

        Run run =
                Run.of("compare", "--provider", "scripted", "--json", "--fmr", "1e-2", "--calibration", file, one, one);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines())
                .singleElement()
                .asString()
                .startsWith("{\"error\":{\"type\":\"InvalidCalibration\"");
    }

    @Test
    void a_calibration_without_a_rate_is_wrong_usage() {
        Run run = Run.of(
                "compare", "--provider", "scripted", "--threshold", "0.5", "--calibration", "any.json", one, one);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().contains("--calibration");
    }

    private static Calibration calibration(String model) {
        ScoreScale scale = ScoreScale.of(ScriptedProviderFactory.ID, model, ScoreScale.Operation.COMPARE, 0, 1);
        return Calibration.builder(scale, "made up", Instant.EPOCH)
                .point(new Calibration.Point(1e-1, 0.25, 10, 1000, 0, 100))
                .point(new Calibration.Point(1e-2, 0.625, 5, 1000, 5, 100))
                .build();
    }
}
