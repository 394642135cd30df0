package io.facebridge.operations.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.error.InvalidImageException;
import io.facebridge.gallery.PersonId;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryImageSourceTest {
    private static final PersonId ADA = new PersonId("ada");

    @TempDir
    private Path folder;

    private void picture(String person, String name, int width) throws IOException {
        Path of = Files.createDirectories(folder.resolve(person));
        ImageIO.write(
                new BufferedImage(width, 2, BufferedImage.TYPE_INT_RGB),
                "png",
                of.resolve(name).toFile());
    }

    @Test
    void a_folder_in_it_is_a_person_and_a_file_in_that_is_a_picture_in_the_order_of_names() throws IOException {
        picture("bob", "1.png", 3);
        picture("ada", "2.png", 5);
        picture("ada", "1.png", 4);
        Files.createDirectories(folder.resolve("ada/a folder"));
        Files.createDirectories(folder.resolve(".hidden"));
        Files.writeString(folder.resolve("ada/Thumbs.db"), "left by a system");
        Files.writeString(folder.resolve("notes.txt"), "no person");
        DirectoryImageSource source = DirectoryImageSource.of(folder);

        assertThat(source.persons()).containsExactly(ADA, new PersonId("bob"));
        assertThat(source.images(ADA)).containsExactly("1.png", "2.png");
        assertThat(source.images(new PersonId("eve"))).isEmpty();
        assertThat(source.read(ADA, "2.png").width()).isEqualTo(5);
        assertThat(source.file(ADA, "2.png")).isEqualTo(folder.resolve("ada/2.png"));
        assertThat(source.file(ADA, "3.png")).doesNotExist();
        assertThat(source).hasToString("DirectoryImageSource[" + folder + "]");
    }

    @ParameterizedTest
    @CsvSource({".., 1.png", "., 1.png", "ada, ../bob/1.png", "ada, .", "ada, ..", "a/da, 1.png", "../ada, 1.png"})
    void a_name_that_leads_elsewhere_is_refused(String person, String name) {
        DirectoryImageSource source = DirectoryImageSource.of(folder);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> source.file(new PersonId(person), name))
                .withMessageContaining("plain file names");
        assertThatIllegalArgumentException().isThrownBy(() -> source.read(new PersonId(person), name));
        if (!person.equals("ada")) {
            assertThatIllegalArgumentException().isThrownBy(() -> source.images(new PersonId(person)));
        }
    }

    @Test
    void the_folder_may_be_named_with_dots_in_its_path() throws IOException {
        picture("ada", "1.png", 4);

        assertThat(DirectoryImageSource.of(folder.resolve("ada/..")).images(ADA))
                .containsExactly("1.png");
    }

    @Test
    void a_folder_or_file_that_cannot_be_read_is_a_failure_when_it_is_asked_for() throws IOException {
        DirectoryImageSource none = DirectoryImageSource.of(folder.resolve("none"));
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(none::persons);

        Files.createDirectories(folder.resolve("ada"));
        Files.writeString(folder.resolve("ada/1.png"), "no picture");
        assertThatExceptionOfType(InvalidImageException.class)
                .isThrownBy(() -> DirectoryImageSource.of(folder).read(ADA, "1.png"));
    }
}
