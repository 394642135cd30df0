package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.evaluation.ScoreReader;
import io.facebridge.evaluation.ScoreSet;
import io.facebridge.evaluation.ScoreSource;
import io.facebridge.image.FaceImage;
import io.facebridge.testkit.CostlyImages;
import io.facebridge.testkit.SyntheticVariants;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
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
    void detects_and_compares_faces_of_a_webp(@TempDir Path folder) throws IOException {
        Path photograph = photographs.resolve("sample1.jpg");
        Path webp = Files.write(
                folder.resolve("sample1.webp"),
                SyntheticVariants.webp(FaceImage.of(photograph)).toByteArray());

        Run detected = Run.of("detect", webp);
        Run compared = Run.of("compare", "--json", "--fmr", "1e-4", "--face", "central", photograph, webp);

        assertThat(detected.exitCode()).as(detected.err()).isZero();
        assertThat(detected.out()).containsPattern("sample1\\.webp: \\d+ x \\d+, 3 faces");
        assertThat(compared.out()).contains("\"outcome\":\"MATCH\"").containsPattern("\"score\":(1\\.0|0\\.999)");
    }

    @Test
    void a_picture_with_too_many_scans_is_refused_and_the_one_beside_it_is_answered(@TempDir Path folder)
            throws IOException {
        Path costly = Files.write(folder.resolve("costly.jpg"), CostlyImages.progressive(1000, 1000, 200));

        Run run = Run.of("detect", costly, photographs.resolve("sample1.jpg"));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).containsPattern("sample1\\.jpg: \\d+ x \\d+, 3 faces");
        assertThat(run.errorLines()).singleElement().asString().contains("costly.jpg", "more than 64 scans");
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
    void evaluates_photographs_of_known_persons_with_one_call_for_each(@TempDir Path folder) throws IOException {
        Path persons = folder.resolve("persons");
        cut("sample1.jpg", 1375, 100, 400, 450, persons.resolve("ada/1.png"));
        cut("sample3.jpg", 1000, 100, 400, 500, persons.resolve("ada/2.png"));
        cut("sample3.jpg", 1420, 180, 340, 470, persons.resolve("bob/1.png"));
        Path out = folder.resolve("scores.csv");

        Run run = Run.of("evaluate", persons, "--out", out, "--all-pairs", "--json");
        Run compared = Run.of("compare", "--json", persons.resolve("ada/1.png"), persons.resolve("ada/2.png"));

        assertThat(run.out()).contains("\"mated\":1,\"nonMated\":2", "\"calls\":3,\"failures\":0");
        ScoreSet scores = ScoreReader.of(ScoreSource.unnamed()).read(out);
        assertThat(scores.mated()).allMatch(score -> score > 0.4187);
        assertThat(scores.nonMated()).allMatch(score -> score < 0.4187);
        assertThat(compared.out())
                .contains("\"score\":" + scores.mated().findFirst().orElseThrow());
    }

    private void cut(String photograph, int left, int top, int width, int height, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        ImageIO.write(
                ImageIO.read(photographs.resolve(photograph).toFile()).getSubimage(left, top, width, height),
                "png",
                to.toFile());
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
        assertThat(text.errorLines()).singleElement().asString().startsWith(empty + ": ");
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

    @Test
    void a_crafted_export_is_refused_in_one_line_and_makes_no_gallery(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("store");
        Run.of("gallery", "create", "staff", "--store", store);
        Matcher model = Pattern.compile("\"model\":\"(\\w+)\"")
                .matcher(Run.of("gallery", "info", "staff", "--store", store, "--json")
                        .out());
        assertThat(model.find()).isTrue();
        String lines =
                "{\"format\":\"facebridge-gallery\",\"version\":1,\"gallery\":\"staff\",\"model\":\"" + model.group(1)
                        + "\",\"vectors\":\"float32, little-endian, base64\"}\n{\"person\":\"ada\",\"templates\":[\"AAAA\"]}\n";
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));
        Path file = Files.writeString(
                folder.resolve("staff.gallery"),
                lines + "{\"persons\":1,\"sha256\":\"" + HexFormat.of().formatHex(sum) + "\"}\n");

        Run json = Run.of("gallery", "import", "copy", file, "--store", store, "--json");
        Run text = Run.of("gallery", "import", "copy", file, "--store", store);
        Run list = Run.of("gallery", "list", "--store", store);

        assertThat(json.exitCode()).isEqualTo(4);
        assertThat(json.err()).contains("\"type\":\"GalleryStore\"", "is damaged");
        assertThat(text.exitCode()).isEqualTo(4);
        assertThat(text.errorLines()).singleElement().asString().startsWith(file + " is damaged");
        assertThat(list.out()).isEqualTo("staff" + System.lineSeparator());
    }
}
