package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.cli.PictureFile.Format;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {
    @TempDir
    private Path folder;

    private Path target() {
        return folder.resolve("copy.png");
    }

    private static BufferedImage picture(int width) {
        return new BufferedImage(width, 8, BufferedImage.TYPE_INT_RGB);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "not on this operating system: POSIX permissions")
    void only_the_owner_reads_a_picture_until_it_is_published_and_then_who_reads_other_files() throws IOException {
        Path usual = Files.createFile(folder.resolve("usual"));
        try (PictureFile file = new PictureFile(target())) {
            file.write(picture(8), Format.PNG);

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.part())))
                    .isEqualTo("rw-------");
            file.write(picture(16), Format.PNG);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.part())))
                    .isEqualTo("rw-------");
            file.publish(false);
        }

        assertThat(Files.getPosixFilePermissions(target())).isEqualTo(Files.getPosixFilePermissions(usual));
        assertThat(ImageIO.read(target().toFile()).getWidth()).isEqualTo(16);
        assertThat(names()).containsExactly("copy.png", "usual");
    }

    @Test
    void what_is_written_again_has_nothing_of_a_longer_one_before() throws IOException {
        try (PictureFile file = new PictureFile(target())) {
            file.write(picture(2000), Format.PNG);
            file.write(picture(1), Format.PNG);
            file.publish(false);
        }
        PictureFile.write(picture(1), Format.PNG, folder.resolve("other.png"), false);

        assertThat(target()).hasSameBinaryContentAs(folder.resolve("other.png"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "not on this operating system: symbolic links")
    void a_symbolic_link_is_not_replaced_even_where_files_are(boolean leadsToAFile) throws IOException {
        Path other = folder.resolve("other.png");
        if (leadsToAFile) {
            Files.writeString(other, "kept");
        }
        Path link = Files.createSymbolicLink(target(), other);

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> PictureFile.write(picture(8), Format.PNG, target(), true))
                .withMessage(link + " is a symbolic link, which is never replaced; name the file that it leads to");
        assertThat(link).isSymbolicLink();
        assertThat(Files.exists(other) ? Files.readString(other) : "absent")
                .isEqualTo(leadsToAFile ? "kept" : "absent");
        assertThat(names()).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void of_two_programs_at_once_each_publishes_its_own_picture_and_the_first_is_kept() throws IOException {
        try (PictureFile first = new PictureFile(target());
                PictureFile second = new PictureFile(target())) {
            first.write(picture(8), Format.PNG);
            second.write(picture(16), Format.PNG);
            first.publish(false);

            assertThatExceptionOfType(CommandFailedException.class)
                    .isThrownBy(() -> second.publish(false))
                    .withMessageContaining("already exists and was not overwritten");
            assertThat(ImageIO.read(target().toFile()).getWidth()).isEqualTo(8);
            second.publish(true);
        }

        assertThat(ImageIO.read(target().toFile()).getWidth()).isEqualTo(16);
        assertThat(names()).containsExactly("copy.png");
    }
}
