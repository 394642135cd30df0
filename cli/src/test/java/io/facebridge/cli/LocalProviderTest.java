package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("models")
class LocalProviderTest {
    private final Path photographs = Path.of(System.getProperty("facebridge.photographs", "photographs"));

    @Test
    void detects_the_three_faces_of_a_photograph() {
        Run run = Run.of("detect", photographs.resolve("sample1.jpg"), photographs.resolve("sample4.jpg"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("sample1\\.jpg: \\d+ x \\d+, 3 faces")
                .containsPattern("sample4\\.jpg: \\d+ x \\d+, 4 faces");
    }

    @Test
    void reports_landmarks_pose_and_quality_in_json() {
        Run run = Run.of("detect", "--json", photographs.resolve("sample1.jpg"));

        assertThat(run.out())
                .contains(
                        "\"provider\":\"local\"",
                        "\"leftEye\":{\"x\":",
                        "\"pose\":{\"yaw\":",
                        "\"quality\":{\"faceWidth\":")
                .doesNotContain("\"landmarks\":null", "\"pose\":null", "\"quality\":null");
    }

    @Test
    void compares_a_photograph_with_itself_to_the_highest_score() {
        Path photograph = photographs.resolve("sample3.jpg");

        Run run = Run.of("compare", "--json", "--fmr", "1e-4", "--face", "central", photograph, photograph);

        assertThat(run.out())
                .containsPattern("\"score\":(1\\.0|0\\.9999)")
                .contains("\"decision\":{\"outcome\":\"MATCH\",\"threshold\":0.4187,\"basis\":\"PUBLISHED_TABLE\"}");
    }

    @Test
    void refuses_a_rate_beyond_the_published_ones() {
        Path photograph = photographs.resolve("sample3.jpg");

        Run run = Run.of("compare", "--fmr", "1e-6", photograph, photograph);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).hasSize(1);
    }

    @Test
    void judges_liveness_with_a_score_on_its_scale() {
        Run run = Run.of("liveness", "--json", photographs.resolve("sample1.jpg"));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .containsPattern(
                        "\"height\":\\d+,\"live\":(true|false),\"score\":[0-9.E-]+,\"scale\":\\{\"provider\":\"local\"")
                .contains("\"operation\":\"LIVENESS\",\"min\":0.0,\"max\":1.0},\"box\":{\"left\":");
    }

    @Test
    void a_picture_without_a_face_has_its_own_error_among_the_liveness_answers(@TempDir Path folder) {
        Path empty = Run.picture(folder, "empty.png", 300, 300);

        Run json = Run.of("liveness", "--json", empty, photographs.resolve("sample1.jpg"));
        Run text = Run.of("liveness", empty, photographs.resolve("sample1.jpg"));

        assertThat(json.exitCode()).isEqualTo(3);
        assertThat(json.out()).contains("\"error\":{\"type\":\"FaceNotFound\"", "\"live\":");
        assertThat(text.exitCode()).isEqualTo(3);
        assertThat(text.errorLines()).singleElement().asString().startsWith("facebridge: " + empty + ": ");
    }

    @Test
    void a_truncated_photograph_is_bad_input(@TempDir Path folder) throws IOException {
        byte[] photograph = Files.readAllBytes(photographs.resolve("sample1.jpg"));
        Path half = folder.resolve("half.jpg");
        Files.write(half, java.util.Arrays.copyOf(photograph, photograph.length / 2));

        Run run = Run.of("detect", "--json", half);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).contains("\"error\":{\"type\":\"InvalidImage\"");
    }

    @Test
    void missing_models_are_a_failure_of_the_provider(@TempDir Path empty) {
        Run run = Run.of("detect", "--models", empty, photographs.resolve("sample1.jpg"));

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.errorLines()).singleElement().asString().contains("models fetch");
    }
}
