package io.facebridge.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReopenedFileTest {
    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write_a_file() throws IOException {
        file = Files.writeString(folder.resolve("log"), "one two three");
    }

    private static String read(Path file) throws IOException {
        try (InputStream in = ReopenedFile.read(file)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void a_file_is_read_from_its_beginning_every_time_whether_it_is_locked_or_not() throws IOException {
        assertThat(read(file)).isEqualTo("one two three");
        try (ContentLock lock = ContentLock.of(file).orElseThrow()) {
            assertThat(read(file)).isEqualTo("one two three");
            assertThat(read(file)).isEqualTo("one two three");
            assertThat(lock).hasToString("ContentLock[held]");
        }
        assertThat(read(file)).isEqualTo("one two three");
    }

    @Test
    void a_file_is_read_by_several_at_a_time_and_each_has_its_own_position() throws IOException {
        try (ContentLock lock = ContentLock.of(file).orElseThrow();
                InputStream one = ReopenedFile.read(file);
                InputStream two = ReopenedFile.read(file)) {
            assertThat(one.readNBytes(4)).asString(UTF_8).isEqualTo("one ");
            assertThat(two.skip(8)).isEqualTo(8);
            assertThat(two.readAllBytes()).asString(UTF_8).isEqualTo("three");
            assertThat(two.skip(1)).isZero();
            assertThat(two.skip(-1)).isZero();
            assertThat((char) one.read()).isEqualTo('t');
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void what_is_written_is_found_by_who_reads() throws IOException {
        try (ContentLock lock = ContentLock.of(file).orElseThrow()) {
            for (String each : new String[] {"ONE", "TWO"}) {
                try (ReopenedFile out = ReopenedFile.open(file)) {
                    out.write(4, each.getBytes(UTF_8), 1);
                    out.force();
                }
            }
            assertThat(read(file)).isEqualTo("one WOo three");
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void a_stream_that_was_closed_reads_nothing_though_the_file_is_locked() throws IOException {
        try (ContentLock lock = ContentLock.of(file).orElseThrow()) {
            InputStream in = ReopenedFile.read(file);
            in.close();
            in.close();
            assertThatIOException().isThrownBy(in::read);
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void text_says_whether_it_is_open_and_contains_no_path() throws IOException {
        ReopenedFile opened = ReopenedFile.open(file);
        assertThat(opened).hasToString("ReopenedFile[open]");
        opened.close();
        assertThat(opened).hasToString("ReopenedFile[closed]");
    }

    @Test
    void a_file_is_locked_once_by_whatever_name() throws IOException {
        Path link = Files.createLink(folder.resolve("link"), file);
        ContentLock lock = ContentLock.of(file).orElseThrow();
        assertThat(ContentLock.of(file)).isEmpty();
        assertThat(ContentLock.of(link)).isEmpty();
        try (ProcessLock other = ProcessLock.ofFile(file).orElseThrow()) {
            assertThat(other).as("of its name, not of its content").isNotNull();
        }
        lock.close();
        lock.close();

        try (ContentLock again = ContentLock.of(link).orElseThrow()) {
            assertThat(again).hasToString("ContentLock[held]");
        }
        assertThat(lock).hasToString("ContentLock[released]");
    }

    @Test
    void what_cannot_be_opened_is_named() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> ReopenedFile.read(folder.resolve("nowhere")));
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> ReopenedFile.open(folder))
                .withMessageContaining(folder.toString());
    }

    @Test
    void a_file_of_another_file_system_is_read_too() throws IOException {
        Path archive = folder.resolve("log.zip");
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path copy = Files.writeString(zip.getPath("log"), "four");

            assertThat(read(copy)).isEqualTo("four");
        }
    }
}
