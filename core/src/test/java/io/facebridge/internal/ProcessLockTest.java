package io.facebridge.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Within one process; {@code OneHolderTest} of the local provider has two. */
class ProcessLockTest {
    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void make_a_file() throws IOException {
        file = Files.createFile(folder.resolve("log"));
    }

    @Test
    void a_second_holder_is_refused_until_the_first_has_released_it() throws IOException {
        ProcessLock first = ProcessLock.ofFile(file).orElseThrow();

        assertThat(ProcessLock.ofFile(file)).isEmpty();
        assertThat(ProcessLock.ofFile(file)).as("also after a refusal").isEmpty();
        first.close();
        first.close();
        try (ProcessLock second = ProcessLock.ofFile(file).orElseThrow()) {
            first.close();
            assertThat(second).hasToString("ProcessLock[held]");
            assertThat(ProcessLock.ofFile(file)).isEmpty();
        }
    }

    @Test
    void links_hard_links_and_relative_paths_are_the_same_file() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        Path hard = Files.createLink(folder.resolve("hard"), file);
        Path linkedFolder = Files.createSymbolicLink(folder.resolve("folder"), folder);
        Path relative = Path.of("").toAbsolutePath().relativize(file);
        List<Path> names = List.of(
                file,
                link,
                hard,
                relative,
                linkedFolder.resolve("log"),
                folder.resolve("../" + folder.getFileName() + "/log"));
        for (Path first : names) {
            try (ProcessLock held = ProcessLock.ofFile(first).orElseThrow()) {
                assertThat(held).isNotNull();
                for (Path second : names) {
                    assertThat(ProcessLock.ofFile(second))
                            .as(first + ", then " + second)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void other_files_can_be_held_beside_it() throws IOException {
        Path other = Files.createFile(folder.resolve("other"));
        try (ProcessLock one = ProcessLock.ofFile(file).orElseThrow();
                ProcessLock two = ProcessLock.ofFile(other).orElseThrow();
                ProcessLock three = ProcessLock.ofFolder(folder, "lock").orElseThrow()) {
            assertThat(List.of(one, two, three)).doesNotHaveDuplicates();
        }
        Files.delete(folder.resolveSibling(folder.getFileName() + ".lock"));
    }

    @Test
    void a_file_that_takes_the_place_of_one_that_is_held_waits_for_its_holder() throws IOException {
        try (ProcessLock held = ProcessLock.ofFile(file).orElseThrow()) {
            Files.move(file, folder.resolve("yesterday"));
            Files.createFile(file);

            assertThat(held).isNotNull();
            assertThat(ProcessLock.ofFile(file)).isEmpty();
            assertThat(ProcessLock.ofFile(folder.resolve("yesterday"))).isEmpty();
        }
        assertTaken(ProcessLock.ofFile(file));
    }

    @Test
    void the_lock_file_of_another_is_no_file_to_hold() throws IOException {
        try (ProcessLock held = ProcessLock.ofFile(file).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(ProcessLock.ofFile(folder.resolve("log.lock"))).isEmpty();
        }
    }

    @Test
    void an_attempt_that_failed_holds_nothing() throws IOException {
        Path lock = Files.createDirectory(folder.resolve("log.lock"));
        assertThatIOException().isThrownBy(() -> ProcessLock.ofFile(file));
        assertThatIOException().isThrownBy(() -> ProcessLock.ofFile(folder.resolve("nowhere")));
        Files.delete(lock);

        assertTaken(ProcessLock.ofFile(file));
    }

    @Test
    void the_lock_file_is_empty_its_owners_alone_and_stays() throws IOException {
        ProcessLock.ofFile(file).orElseThrow().close();
        Path lock = folder.resolve("log.lock");

        assertThat(lock).isEmptyFile();
        assumeTrue(
                lock.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "not on this operating system: POSIX permissions");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lock)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_folder_beside_which_nothing_can_be_made_is_locked_by_the_file_in_it() throws IOException {
        Path store = Files.createDirectory(folder.resolve("store"));
        Files.createSymbolicLink(
                folder.resolve("store.lock"), folder.resolve("nowhere").resolve("lock"));
        try (ProcessLock held = ProcessLock.ofFolder(store, "lock").orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(store.resolve("lock")).isEmptyFile();
            assertThat(ProcessLock.ofFolder(store, "lock")).isEmpty();
        }
        assertTaken(ProcessLock.ofFolder(store, "lock"));
    }

    private static void assertTaken(Optional<ProcessLock> lock) {
        assertThat(lock).isPresent();
        lock.orElseThrow().close();
    }

    @Test
    void a_file_that_is_not_there_is_locked_by_its_name() throws IOException {
        Path gone = folder.resolve("gone");
        try (ProcessLock held = ProcessLock.ofName(gone).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(gone).doesNotExist();
            assertThat(folder.resolve("gone.lock")).exists();
            assertThat(ProcessLock.ofName(folder.resolve(".").resolve("gone"))).isEmpty();
            Files.createFile(gone);
            assertThat(ProcessLock.ofName(gone)).isEmpty();
            assertThat(ProcessLock.ofFile(gone)).isEmpty();
        }
    }
}
