package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectCommandTest {
    private final Path folder;

    DetectCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void json_has_the_documented_names_in_the_documented_order() {
        Path picture = Run.picture(folder, "one.png", 200, 100);

        Run run = Run.of("detect", "--provider", "scripted", "--json", picture);

        assertThat(run.out())
                .isEqualToIgnoringNewLines("{\"provider\":\"scripted\",\"images\":[{\"file\":\"" + picture
                        + "\",\"width\":200,\"height\":100,\"faces\":["
                        + "{\"box\":{\"left\":0.125,\"top\":0.25,\"width\":0.25,\"height\":0.5},\"confidence\":0.75,"
                        + "\"landmarks\":{\"leftEye\":{\"x\":0.1875,\"y\":0.375},\"rightEye\":{\"x\":0.3125,\"y\":0.375},"
                        + "\"nose\":{\"x\":0.25,\"y\":0.5},\"mouthLeft\":{\"x\":0.1875,\"y\":0.625},"
                        + "\"mouthRight\":{\"x\":0.3125,\"y\":0.625}},"
                        + "\"pose\":{\"yaw\":-1.5,\"pitch\":2.0,\"roll\":0.25},\"quality\":null}]}]}");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void a_quality_gate_says_of_each_face_whether_it_is_good_enough() {
        Path one = Run.picture(folder, "one.png", 200, 100);
        Path two = Run.picture(folder, "two.png", 400, 200);

        Run text = Run.of("detect", "--provider", "scripted", "--quality-gate", "enroll", one, two);
        assertThat(text.out().lines())
                .contains("  quality of 1: good, not all criteria judged", "  quality of 2: rejected: several faces");
        Run json = Run.of("detect", "--provider", "scripted", "--json", "--quality-gate", "enroll", two);
        assertThat(json.out())
                .contains(
                        "\"qualityGate\":{\"accepted\":false,\"refusals\":[{\"reason\":\"SEVERAL_FACES\","
                                + "\"guidance\":\"facebridge.guidance.be_alone\"}],\"warnings\":[],\"unjudged\":[\"TOO_SMALL\",");
        assertThat(Run.of("detect", "--provider", "scripted", "--quality-gate", "off", one))
                .isEqualTo(Run.of("detect", "--provider", "scripted", one));
    }

    @Test
    void json_is_the_same_in_every_locale() {
        Path picture = Run.picture(folder, "one.png", 200, 100);

        Run arabic =
                Run.in(Locale.forLanguageTag("ar-EG-u-nu-arab"), "detect", "--provider", "scripted", "--json", picture);

        assertThat(arabic).isEqualTo(Run.of("detect", "--provider", "scripted", "--json", picture));
    }

    @Test
    void the_table_is_the_same_in_every_locale() {
        Path picture = Run.picture(folder, "one.png", 200, 100);

        Run german = Run.in(Locale.GERMANY, "detect", "--provider", "scripted", picture);

        assertThat(german).isEqualTo(Run.of("detect", "--provider", "scripted", picture));
    }

    @Test
    void file_names_beyond_ascii_stand_in_json_as_they_are() {
        Path picture = Run.picture(folder, "Łukasz \"Ü\" 李.png", 200, 100);

        Run run = Run.of("detect", "--provider", "scripted", "--json", picture);

        assertThat(run.out()).contains("Łukasz \\\"Ü\\\" 李.png\",\"width\":200");
    }

    @Test
    void a_bad_picture_does_not_stop_the_others() {
        Path good = Run.picture(folder, "good.png", 200, 100);
        Path missing = folder.resolve("missing.png");

        Run run = Run.of("detect", "--provider", "scripted", "--json", missing, good);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out())
                .contains("{\"file\":\"" + missing + "\",\"error\":{\"type\":\"InvalidImage\",\"message\":\"")
                .contains("\"width\":200");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void a_bad_picture_is_named_in_one_line_on_standard_error() throws IOException {
        Path good = Run.picture(folder, "good.png", 200, 100);
        Path text = Files.writeString(folder.resolve("notes.txt"), "no picture");

        Run run = Run.of("detect", "--provider", "scripted", text, good);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).contains("good.png").doesNotContain("notes.txt");
        assertThat(run.errorLines()).singleElement().asString().startsWith(text + ": ");
    }

    @Test
    void the_table_has_aligned_columns_in_pixels() {
        Run run = Run.of("detect", "--provider", "scripted", Run.picture(folder, "two.png", 1000, 200));

        assertThat(run.out().lines().skip(1))
                .containsExactly(
                        "  #  left  top  width  height  confidence  yaw  pitch  roll  sharpness  brightness",
                        "  1   125   50    250     100       0.750   -1      2     0          -           -",
                        "  2   375   50    250     100       0.750   -1      2     0          -           -");
        assertThat(run.out()).contains("two.png: 1000 x 200, 2 faces");
    }

    @Test
    void a_picture_without_faces_is_an_answer() {
        Path empty = Run.picture(folder, "empty.png", 50, 50);

        Run text = Run.of("detect", "--provider", "scripted", empty);
        Run json = Run.of("detect", "--provider", "scripted", "--json", empty);

        assertThat(text.exitCode()).isZero();
        assertThat(text.out()).contains("empty.png: 50 x 50, no face found");
        assertThat(json.exitCode()).isZero();
        assertThat(json.out()).contains("\"faces\":[]");
    }

    @Test
    void a_failing_provider_ends_the_command_with_one_line() {
        Path cursed = Run.picture(folder, "cursed.png", 666, 100);

        Run run = Run.of("detect", "--provider", "scripted", cursed);

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.out()).isEmpty();
        assertThat(run.errorLines()).containsExactly("The script says: no.");
    }

    @Test
    void a_failing_provider_is_an_error_object_with_json() {
        Path cursed = Run.picture(folder, "cursed.png", 666, 100);

        Run run = Run.of("detect", "--provider", "scripted", "--json", cursed);

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.out()).isEmpty();
        assertThat(run.errorLines())
                .containsExactly("{\"error\":{\"type\":\"FaceBridge\",\"message\":\"the script says:\\n  no\"}}");
    }

    @Test
    void a_drawing_is_a_png_of_the_same_size() throws IOException {
        Path drawing = folder.resolve("drawing.png");

        Run run = Run.of(
                "detect", "--provider", "scripted", "--draw", drawing, Run.picture(folder, "two.png", 1000, 200));

        assertThat(run.exitCode()).isZero();
        assertThat(ImageIO.read(drawing.toFile()).getWidth()).isEqualTo(1000);
        assertThat(ImageIO.read(drawing.toFile()).getRGB(200, 50) & 0xFFFFFF).isNotZero();
    }

    @Test
    void a_drawing_is_of_one_picture_only() {
        Path picture = Run.picture(folder, "one.png", 200, 100);
        Path drawing = folder.resolve("drawing.png");

        Run run = Run.of("detect", "--provider", "scripted", "--draw", drawing, picture, picture);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines())
                .singleElement()
                .asString()
                .contains("--draw requires exactly one image but was given 2");
        assertThat(drawing).doesNotExist();
    }

    @Test
    void a_drawing_never_replaces_the_picture() {
        Path picture = Run.picture(folder, "one.png", 200, 100);

        Run run = Run.of("detect", "--provider", "scripted", "--draw", folder.resolve("./one.png"), picture);

        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void a_drawing_that_cannot_be_written_is_one_line() {
        Path picture = Run.picture(folder, "one.png", 200, 100);

        Run run = Run.of("detect", "--provider", "scripted", "--draw", folder.resolve("no/such/folder.png"), picture);

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.errorLines()).singleElement().asString().contains("cannot be written");
    }
}
