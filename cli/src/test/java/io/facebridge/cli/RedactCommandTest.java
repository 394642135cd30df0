package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command with a scripted provider: files, options and results. */
class RedactCommandTest {
    private final Path folder;
    private final Path out;

    RedactCommandTest(@TempDir Path folder) {
        this.folder = folder;
        out = folder.resolve("out");
    }

    private static Run redact(Object... words) {
        return Run.of(Stream.concat(Stream.of("redact", "--provider", "scripted"), Stream.of(words))
                .toArray());
    }

    @Test
    void copies_of_several_images_are_in_the_folder_and_the_images_are_as_they_were() throws IOException {
        Path one = Run.picture(folder, "one.png", 200, 100);
        Path two = Run.picture(folder, "two.png", 400, 200);
        byte[] before = Files.readAllBytes(two);

        Run run = redact(one, two, "--out", out);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        one + ": 1 face redacted, written to " + out.resolve("one.png"),
                        two + ": 2 faces redacted, written to " + out.resolve("two.png"),
                        "3 faces redacted in 2 images; 0 not written.");
        assertThat(names(out)).containsExactly("one.png", "two.png");
        assertThat(two).hasBinaryContent(before);
    }

    @Test
    void json_counts_the_faces_of_each_image() {
        Path one = Run.picture(folder, "one.png", 200, 100);
        Path text = folder.resolve("missing.png");

        Run run = redact(one, text, "--out", out, "--json");

        assertThat(run.out())
                .startsWith("{\"provider\":\"scripted\",\"images\":[{\"file\":\"" + one + "\",\"out\":\""
                        + out.resolve("one.png") + "\",\"width\":200,\"height\":100,\"redacted\":1,\"kept\":0},"
                        + "{\"file\":\"" + text + "\",\"error\":{\"type\":\"InvalidImage\",")
                .contains("],\"unprocessed\":0}");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void an_image_without_a_face_is_not_written_and_does_not_stop_the_others() {
        Path none = Run.picture(folder, "none.png", 200, 50);
        Path one = Run.picture(folder, "one.png", 200, 100);

        Run run = redact(none, one, "--out", out);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.errorLines())
                .containsExactly(none + ": No face was found; nothing was redacted and no copy was written.");
        assertThat(run.out()).contains("1 face redacted in 1 image; 1 not written.");
        assertThat(names(out)).containsExactly("one.png");
    }

    @Test
    void a_copy_that_exists_is_replaced_only_if_that_was_allowed() throws IOException {
        Path one = Run.picture(folder, "one.png", 200, 100);
        Path two = Run.picture(folder, "two.png", 400, 200);
        Files.createDirectory(out);
        Files.writeString(out.resolve("one.png"), "precious");

        Run run = redact(one, two, "--out", out);

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.errorLines())
                .containsExactly(one + ": " + out.resolve("one.png")
                        + " already exists and was not overwritten; name another file, or give --overwrite.");
        assertThat(out.resolve("one.png")).hasContent("precious");
        assertThat(out.resolve("two.png")).isNotEmptyFile();
        assertThat(redact(one, "--out", out, "--overwrite").exitCode()).isZero();
        assertThat(ImageIO.read(out.resolve("one.png").toFile()).getWidth()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one.png", ".", "./", "link.png"})
    void no_copy_ever_replaces_an_image(String target) throws IOException {
        Path one = Run.picture(folder, "one.png", 200, 100);
        Files.createSymbolicLink(folder.resolve("link.png"), one);
        byte[] before = Files.readAllBytes(one);

        Run run = redact(one, "--overwrite", "--out", folder + "/" + target);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().contains("must not overwrite the image");
        assertThat(one).hasBinaryContent(before);
    }

    @Test
    void two_images_of_one_name_are_rejected_before_anything_is_written() throws IOException {
        Path one = Run.picture(folder, "one.png", 200, 100);
        Path other = Run.picture(Files.createDirectory(folder.resolve("other")), "one.png", 200, 100);

        Run run = redact(one, other, "--out", out);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("would both be " + out.resolve("one.png"));
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"copy.png, png", "copy.jpg, JPEG", "copy.JPEG, JPEG"})
    void one_copy_may_have_a_name_which_states_its_format(String name, String format) throws IOException {
        Path one = Run.picture(folder, "one.png", 200, 100);

        assertThat(redact(one, "--out", folder.resolve(name)).exitCode()).isZero();
        try (var in = ImageIO.createImageInputStream(folder.resolve(name).toFile())) {
            assertThat(ImageIO.getImageReaders(in).next().getFormatName()).isEqualTo(format);
        }
    }

    @Test
    void a_copy_of_another_format_is_a_png() throws IOException {
        Path gif = folder.resolve("one.gif");
        ImageIO.write(new BufferedImage(200, 100, BufferedImage.TYPE_BYTE_INDEXED), "gif", gif.toFile());

        assertThat(redact(gif, "--out", out + "/").exitCode()).isZero();
        assertThat(names(out)).containsExactly("one.png");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--out copy.tiff",
                "--out copies",
                "",
                "--out o/ --style mosaic",
                "--out o/ --fmr 1e-2",
                "--out o/ --fpir 1e-2",
                "--out o/ --except-enrolled staff",
                "--out o/ --except-enrolled staff --fmr 1e-2 --fpir 1e-2",
                "--out o/ --except-enrolled staff --fmr 1e-7",
                "--out o/ --except-enrolled nowhere --fmr 1e-2"
            })
    void wrong_usage_is_one_line_and_writes_nothing(String line) throws IOException {
        Path one = Run.picture(folder, "one.png", 200, 100);

        Run run = redact(Stream.concat(
                        Stream.of(one),
                        Stream.of(line.replace("o/", out + "/").split(" ")).filter(word -> !word.isEmpty()))
                .toArray());

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.errorLines()).hasSize(1);
        assertThat(out).doesNotExist();
    }

    @Test
    void a_provider_that_fails_is_not_called_again_and_the_copies_before_are_reported() {
        Path one = Run.picture(folder, "one.png", 200, 100);
        Path cursed = Run.picture(folder, "cursed.png", 666, 100);
        Path last = Run.picture(folder, "last.png", 200, 100);

        Run run = redact(one, cursed, last, "--out", out, "--json");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.out())
                .contains("\"redacted\":1", "\"file\":\"" + cursed + "\",\"error\":{\"type\":\"FaceBridge\"")
                .contains("\"unprocessed\":1")
                .doesNotContain("last.png");
        assertThat(names(out)).containsExactly("one.png");
    }

    @Test
    void what_cannot_be_written_leaves_no_part_of_a_file() throws IOException {
        Path one = Run.picture(folder, "one.png", 200, 100);
        Files.createDirectories(out.resolve("one.png"));

        Run run = redact(one, "--out", out, "--overwrite");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.errorLines()).singleElement().asString().contains("is not a file");
        assertThat(names(out)).containsExactly("one.png");
        assertThat(redact(one, "--out", folder.resolve("no/such/copy.png")).err())
                .contains("there is no folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"solid", "pixelate", "BLUR"})
    void a_face_is_covered_with_hair_and_chin_and_the_rest_is_as_it_was(String style) throws IOException {
        BufferedImage stripes = new BufferedImage(400, 100, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = stripes.createGraphics();
        graphics.setColor(Color.WHITE);
        for (int x = 0; x < 400; x += 4) {
            graphics.fillRect(x, 0, 2, 100);
        }
        graphics.dispose();
        Path file = folder.resolve("stripes.png");
        ImageIO.write(stripes, "png", file.toFile());

        assertThat(redact(file, "--out", out + "/", "--style", style).exitCode())
                .isZero();

        BufferedImage copy = ImageIO.read(out.resolve("stripes.png").toFile());
        for (int x = 50; x < 150; x++) { // the face is there, from 25 to 75 down
            for (int y = 15; y < 80; y++) {
                assertThat(copy.getRGB(x, y) & 0xFF).as("%d, %d", x, y).isBetween(100, 155);
            }
        }
        for (int x = 180; x < 400; x++) {
            assertThat(copy.getRGB(x, 50)).isEqualTo(stripes.getRGB(x, 50));
        }
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
