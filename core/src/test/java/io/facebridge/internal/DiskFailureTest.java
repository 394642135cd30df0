package io.facebridge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskFailureTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "No space left on device, true, make room in ",
        "There is not enough space on the disk, true, make room in ",
        "Disk quota exceeded, true, make room in ",
        "File too large, true, lift the limit on the size of files",
        "Read-only file system, false, make the file system of ",
        "Input/output error, false, check the disk of ",
    })
    void says_what_the_system_said_where_and_what_helps(String said, boolean full, String remedy) {
        Path file = folder.resolve("log");
        for (IOException thrown :
                new IOException[] {new IOException(said), new FileSystemException(file.toString(), null, said)}) {
            DiskFailure failure = DiskFailure.of(thrown, file);

            assertThat(failure.full()).isEqualTo(full);
            assertThat(failure.words()).startsWith(said + "; " + remedy).contains(folder.toString());
        }
    }

    @Test
    void a_folder_that_is_not_there_is_named() {
        Path file = folder.resolve("nowhere").resolve("log");

        assertThat(DiskFailure.of(new NoSuchFileException(file.toString()), file))
                .isEqualTo(new DiskFailure(
                        false, "there is no folder " + file.getParent() + "; make it, or name another"));
    }

    @Test
    void a_denied_access_is_a_matter_of_permissions_and_not_of_the_disk() {
        Path file = folder.resolve("log");

        assertThat(DiskFailure.of(new AccessDeniedException(file.toString()), file)
                        .words())
                .startsWith("access was denied; give the user of this process the permission to write there")
                .endsWith(folder.toString())
                .doesNotContain("Exception", "disk");
    }

    @Test
    void a_failure_without_words_is_named_by_its_kind() {
        Path file = folder.resolve("log");

        assertThat(DiskFailure.of(new IOException(" "), file).words()).startsWith("IOException; ");
        assertThat(DiskFailure.of(new IOException(), file).words()).startsWith("IOException; ");
    }

    @Test
    void words_that_name_the_folder_already_are_left_as_they_are() {
        String said = "there is no space left in " + folder + "; make room";

        assertThat(DiskFailure.of(new IOException(said), folder.resolve("log")))
                .isEqualTo(new DiskFailure(false, said));
    }
}
