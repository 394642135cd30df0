package io.facebridge.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void require_permissions() {
        assumeTrue(File.separatorChar == '/', "not on this operating system: permissions of files");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void new_folders_and_files_are_their_owners() throws IOException {
        Path inner = folder.resolve("a").resolve("b");
        OwnerOnly.createFolders(inner);
        Path file = inner.resolve("file");

        assertThat(OwnerOnly.createIfAbsent(file)).isTrue();
        assertThat(permissions(folder.resolve("a"))).isEqualTo("rwx------");
        assertThat(permissions(inner)).isEqualTo("rwx------");
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void what_exists_stays_as_it_is() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "content");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        OwnerOnly.createFolders(folder);

        assertThat(OwnerOnly.createIfAbsent(file)).isFalse();
        assertThat(file).hasContent("content");
        assertThat(permissions(file)).isEqualTo("rw-r--r--");
        assertThat(permissions(folder)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void a_file_that_others_may_read_write_or_execute_is_open_to_them() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "content");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        for (String own : new String[] {"---------", "r--------", "rw-------", "rwx------"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(own));
            assertThat(OwnerOnly.isOpenToOthers(file)).as(own).isFalse();
            assertThat(OwnerOnly.isOpenToOthers(link)).as(own).isFalse();
        }
        for (String open :
                new String[] {"rw-r-----", "rw--w----", "rw---x---", "rw----r--", "rw-----w-", "rw------x"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));
            assertThat(OwnerOnly.isOpenToOthers(file)).as(open).isTrue();
            assertThat(OwnerOnly.isOpenToOthers(link)).as(open).isTrue();
        }
    }

    @Test
    void a_file_is_its_owners_if_neither_a_group_nor_others_may_use_it() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "content");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        assertThat(OwnerOnly.isOwners(file)).isTrue();
        for (String open : new String[] {"rw-r-----", "rw-----w-", "rw---x---"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));
            assertThat(OwnerOnly.isOwners(file)).as(open).isFalse();
        }
    }

    @Test
    void where_the_system_knows_no_permissions_files_are_as_it_makes_them() throws IOException {
        try (FileSystem archive = FileSystems.newFileSystem(folder.resolve("archive.zip"), Map.of("create", "true"))) {
            Path file = archive.getPath("/a/b/file");
            OwnerOnly.createFolders(archive.getPath("/a/b"));

            assertThat(OwnerOnly.forFile(file)).isEmpty();
            assertThat(OwnerOnly.createIfAbsent(file)).isTrue();
            assertThat(OwnerOnly.createIfAbsent(file)).isFalse();
            assertThat(OwnerOnly.isOwners(file)).isTrue();
            assertThat(OwnerOnly.isOpenToOthers(file)).isFalse();
        }
    }

    @Test
    void without_a_folder_no_names_are_forced() {
        assertThatCode(() -> OwnerOnly.forceNames(null)).doesNotThrowAnyException();
        assertThatCode(() -> OwnerOnly.forceNames(folder)).doesNotThrowAnyException();
        assertThatCode(() -> OwnerOnly.forceNames(folder.resolve("nowhere"))).doesNotThrowAnyException();
    }

    @Test
    void a_file_is_replaced_as_a_whole_and_a_failure_leaves_nothing() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "before");
        OwnerOnly.replace(file, "after".getBytes(StandardCharsets.UTF_8));
        assertThat(file).hasContent("after");
        assertThat(permissions(file)).isEqualTo("rw-------");

        Path taken = folder.resolve("taken");
        Files.createDirectories(taken.resolve("inner"));
        assertThatExceptionOfType(DirectoryNotEmptyException.class)
                .isThrownBy(() -> OwnerOnly.replace(taken, new byte[1]));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(file, taken);
        }
    }
}
