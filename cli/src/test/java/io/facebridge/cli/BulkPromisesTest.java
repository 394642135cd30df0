package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.testkit.TestImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code enroll --from} and {@code gallery migrate} with pictures of which the default quality refuses every one. */
@Tag("models")
@Tag("slow")
class BulkPromisesTest {
    private static final int PERSONS = 30;
    private static final int PICTURES = 5;
    private static final int ALL = PERSONS * PICTURES;

    private final Path folder;
    private final Path people;

    BulkPromisesTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        people = Files.createDirectory(folder.resolve("people"));
    }

    /** Faces that are too small for the default and large enough for lenient; the last of each person is too small for both. */
    private void smallFaces() throws IOException {
        BufferedImage portrait = ImageIO.read(
                new ByteArrayInputStream(TestImages.ofTheBuild().portrait().toByteArray()));
        Path small = scaled(portrait, 0.25);
        Path tiny = scaled(portrait, 0.13);
        for (int person = 0; person < PERSONS; person++) {
            Path own = Files.createDirectory(people.resolve(String.format("p%02d", person)));
            for (int picture = 0; picture < PICTURES; picture++) {
                Files.copy(picture == PICTURES - 1 ? tiny : small, own.resolve(picture + ".png"));
            }
        }
    }

    private Path scaled(BufferedImage picture, double by) throws IOException {
        int width = (int) (picture.getWidth() * by);
        int height = (int) (picture.getHeight() * by);
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var unused = scaled.createGraphics()
                .drawImage(picture.getScaledInstance(width, height, java.awt.Image.SCALE_AREA_AVERAGING), 0, 0, null);
        Path file = folder.resolve(by + ".png");
        ImageIO.write(scaled, "png", file.toFile());
        return file;
    }

    private static Run run(Object... words) {
        return Run.of(words);
    }

    private Run enroll(Object... more) {
        List<Object> words =
                new ArrayList<>(List.of("enroll", "staff", "--from", people, "--journal", folder.resolve("j")));
        words.addAll(Arrays.asList(more));
        words.addAll(List.of("--provider", "local", "--store", folder.resolve("old")));
        return run(words.toArray());
    }

    private Run migrate(Object... more) {
        List<Object> words = new ArrayList<>(List.of("gallery", "migrate", "staff", "--images", people));
        words.addAll(List.of("--to", "local,store=" + folder.resolve("new"), "--journal", folder.resolve("m")));
        words.addAll(Arrays.asList(more));
        words.addAll(List.of("--provider", "local", "--store", folder.resolve("old")));
        return run(words.toArray());
    }

    private List<String> persons(String store) {
        return run("persons", "staff", "--provider", "local", "--store", folder.resolve(store))
                .out()
                .lines()
                .toList();
    }

    @Test
    void where_all_are_refused_the_reasons_are_summed_up_and_a_milder_gate_asks_again() throws IOException {
        smallFaces();
        run("gallery", "create", "staff", "--provider", "local", "--store", folder.resolve("old"));

        Run strict = enroll();
        assertThat(strict.exitCode()).as(strict.err()).isEqualTo(3);
        assertThat(strict.out().lines())
                .contains("0 enrolled, " + ALL + " rejected.")
                .anyMatch(line -> line.matches(" *" + ALL + " +too small .*--quality lenient.*"));
        assertThat(strict.out().lines().filter(line -> line.contains(": rejected: ")))
                .hasSize(ALL);

        Run again = enroll();
        assertThat(again.exitCode()).isEqualTo(3);
        assertThat(again.out().lines())
                .contains("0 enrolled, " + ALL + " rejected, " + ALL + " of them in an earlier run.")
                .anyMatch(line -> line.matches(" *" + ALL + " +too small .*--quality lenient.*"));

        Run lenient = enroll("--quality", "lenient");
        assertThat(lenient.exitCode()).isEqualTo(3);
        assertThat(lenient.out().lines())
                .contains(ALL - PERSONS + " enrolled, " + PERSONS + " rejected.")
                .anyMatch(line -> line.matches(" *" + PERSONS + " +too small .*--quality off.*"));
        assertThat(persons("old")).hasSize(PERSONS);

        Run off = enroll("--quality", "off");
        assertThat(off.exitCode()).isZero();
        assertThat(off.out().lines())
                .contains(ALL + " enrolled, 0 rejected, " + (ALL - PERSONS) + " of them in an earlier run.");
    }

    @Test
    void a_migration_of_none_of_thirty_is_not_complete_until_a_milder_gate_moves_them() throws IOException {
        smallFaces();
        run("gallery", "create", "staff", "--provider", "local", "--store", folder.resolve("old"));
        enroll("--quality", "lenient");

        Run strict = migrate();
        assertThat(strict.exitCode()).as(strict.err()).isEqualTo(4);
        assertThat(strict.out())
                .contains(PERSONS + " not moved", "--quality lenient")
                .doesNotContain("compare the decisions");
        assertThat(migrate("--json").exitCode()).isEqualTo(4);
        assertThat(migrate("--json").out()).contains("\"complete\":false", "\"remaining\":" + PERSONS);
        Run dry = migrate("--dry-run");
        assertThat(dry.out()).contains(PERSONS + " not moved").doesNotContain("pending", "not started");
        Run dryLenient = migrate("--dry-run", "--quality", "lenient");
        assertThat(dryLenient.out()).contains(PERSONS + " pending").doesNotContain("not started");

        Run lenient = migrate("--quality", "lenient");
        assertThat(lenient.exitCode()).as(lenient.out()).isZero();
        assertThat(persons("new")).hasSize(PERSONS);
        assertThat(migrate("--dry-run", "--quality", "lenient").out())
                .contains(PERSONS + " partly moved")
                .doesNotContain("pending");
    }
}
