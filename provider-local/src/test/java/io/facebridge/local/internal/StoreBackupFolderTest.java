package io.facebridge.local.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.error.GalleryStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which folder a backup becomes, and when that is found out. */
class StoreBackupFolderTest {
    @TempDir
    private Path above;

    private static void write(Path folder, String name) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), "content");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertOnlyTheFolderIsThere() throws IOException {
        try (Stream<Path> all = Files.list(above)) {
            assertThat(all).containsExactly(above.resolve("backup"));
        }
    }

    @Test
    void what_was_written_is_in_the_folder_and_nowhere_else() throws IOException {
        Path folder = above.resolve("backup");

        StoreBackup.write(folder, copy -> write(copy, "file"));

        assertThat(folder.resolve("file")).hasContent("content");
        assertOnlyTheFolderIsThere();
    }

    @Test
    void a_folder_with_something_in_it_is_refused_before_anything_is_copied() throws IOException {
        Path folder = above.resolve("backup");
        write(folder, "another");

        GalleryStoreException thrown = catchThrowableOfType(
                GalleryStoreException.class,
                () -> StoreBackup.write(folder, copy -> {
                    throw new AssertionError("nothing is copied");
                }));

        assertThat(thrown).hasMessageContaining("the folder " + folder + " is there already and is not empty");
        assertOnlyTheFolderIsThere();
    }

    @Test
    void a_folder_into_which_something_came_while_it_was_copied_is_refused_and_stays() throws IOException {
        Path folder = above.resolve("backup");

        GalleryStoreException thrown = catchThrowableOfType(
                GalleryStoreException.class,
                () -> StoreBackup.write(folder, copy -> {
                    write(copy, "file");
                    write(folder, "another");
                }));

        assertThat(thrown).hasMessageContaining("the folder " + folder + " is there already and is not empty");
        assertThat(folder.resolve("another")).hasContent("content");
        assertOnlyTheFolderIsThere();
    }
}
