package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
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

        Run text = Run.of("detect", "--provider", "scripted", "--quality", "enroll", one, two);
        assertThat(text.out().lines())
                .contains("  quality of 1: good, not all criteria judged", "  quality of 2: rejected: several faces");
        Run json = Run.of("detect", "--provider", "scripted", "--json", "--quality", "enroll", two);
        assertThat(json.out())
                .contains(
                        "\"qualityGate\":{\"accepted\":false,\"refusals\":[{\"reason\":\"SEVERAL_FACES\","
                                + "\"guidance\":\"facebridge.guidance.be_alone\"}],\"warnings\":[],\"unjudged\":[\"TOO_SMALL\",");
        assertThat(Run.of("detect", "--provider", "scripted", "--quality", "off", one))
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
    void a_drawing_replaces_a_file_only_if_that_was_allowed() throws IOException {
        Path picture = Run.picture(folder, "one.png", 200, 100);
        Path drawing = Files.writeString(folder.resolve("drawing.png"), "precious");

        Run run = Run.of("detect", "--provider", "scripted", "--draw", drawing, picture);

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.errorLines())
                .containsExactly(
                        drawing + " already exists and was not overwritten; name another file, or give --overwrite.");
        assertThat(drawing).hasContent("precious");
        assertThat(Run.of("detect", "--provider", "scripted", "--draw", drawing, "--overwrite", picture)
                        .exitCode())
                .isZero();
        assertThat(ImageIO.read(drawing.toFile())).isNotNull();
    }

    @Test
    void a_drawing_of_a_small_image_is_several_times_as_large() throws IOException {
        Path drawing = folder.resolve("drawing.png");

        Run.of("detect", "--provider", "scripted", "--draw", drawing, Run.picture(folder, "one.png", 160, 100));

        assertThat(ImageIO.read(drawing.toFile()).getWidth()).isEqualTo(640);
        assertThat(ImageIO.read(drawing.toFile()).getHeight()).isEqualTo(400);
    }

    @Test
    void a_drawing_shows_the_verdict_of_the_quality_gate_by_its_color() throws IOException {
        Path picture = Run.picture(folder, "one.png", 1000, 100);
        Path two = Run.picture(folder, "two.png", 1000, 200);
        Path drawing = folder.resolve("drawing.png");

        Run.of("detect", "--provider", "scripted", "--draw", drawing, "--overwrite", picture);
        assertThat(colors(drawing)).contains(Canvas.BRIGHT.getRGB()).doesNotContain(Canvas.GOOD.getRGB());
        Run.of("detect", "--provider", "scripted", "--draw", drawing, "--overwrite", "--quality", "enroll", picture);
        assertThat(colors(drawing)).contains(Canvas.GOOD.getRGB()).doesNotContain(Canvas.BRIGHT.getRGB());
        Run.of("detect", "--provider", "scripted", "--draw", drawing, "--overwrite", "--quality", "enroll", two);
        assertThat(colors(drawing)).contains(Canvas.BAD.getRGB());
    }

    private static Set<Integer> colors(Path drawing) throws IOException {
        BufferedImage picture = ImageIO.read(drawing.toFile());
        Set<Integer> colors = new HashSet<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                colors.add(picture.getRGB(x, y));
            }
        }
        return colors;
    }

    @Test
    void a_drawing_loads_no_font_of_the_system() throws IOException, InterruptedException {
        Path picture = Run.picture(folder, "one.png", 1000, 100);
        Path drawing = folder.resolve("drawing.png");
        List<String> words = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Xlog:class+load",
                "io.facebridge.cli.Main");
        List<String> command = Stream.concat(
                        words.stream(),
                        Stream.of("detect", "--provider", "scripted", "--draw", drawing.toString(), picture.toString()))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process program = builder.start();
        String classes = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(program.waitFor()).isZero();
        assertThat(classes).contains("io.facebridge.cli.FaceDrawing ").doesNotContain("FontManager");
        assertThat(drawing).isNotEmptyFile();
    }

    @Test
    void a_drawing_that_cannot_be_written_is_one_line() {
        Path picture = Run.picture(folder, "one.png", 200, 100);

        Run run = Run.of("detect", "--provider", "scripted", "--draw", folder.resolve("no/such/folder.png"), picture);

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.errorLines()).singleElement().asString().contains("cannot be written");
    }
}
