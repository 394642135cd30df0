package io.facebridge.operations.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.internal.DiskFailure;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppendOnlyFileTest {
    @TempDir
    private Path folder;

    /** A file on a disk that takes so many further bytes, and which can refuse to be cut. */
    private static final class Full extends RandomAccessFile {
        private int room = Integer.MAX_VALUE;
        private boolean isCut = true;
        private String says = "No space left on device";

        Full(Path file) throws IOException {
            super(file.toFile(), "rw");
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            int taken = Math.min(room, bytes.length);
            super.write(bytes, 0, taken);
            room -= taken;
            if (taken < bytes.length) {
                throw new IOException(says);
            }
        }

        @Override
        public void setLength(long length) throws IOException {
            if (!isCut) {
                throw new IOException("Input/output error");
            }
            super.setLength(length);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("log"), content);
    }

    @Test
    void of_a_line_that_was_refused_nothing_stays_and_the_next_is_taken() throws IOException {
        Path file = file("one\n");
        try (Full out = new Full(file)) {
            AppendOnlyFile lines = new AppendOnlyFile(file, out, null, null);
            lines.startAt(4);
            out.room = 3;
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> lines.append(bytes("second\n")))
                    .withMessage("No space left on device; make room in " + folder);
            assertThat(file).hasContent("one\n");
            out.room = 100;
            lines.append(bytes("two\n"));
        }

        assertThat(file).hasContent("one\ntwo\n");
    }

    @Test
    void what_could_not_be_cut_off_is_cut_off_before_the_next_line() throws IOException {
        Path file = file("one\n");
        try (Full out = new Full(file)) {
            AppendOnlyFile lines = new AppendOnlyFile(file, out, null, null);
            lines.startAt(4);
            out.room = 6;
            out.isCut = false;
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> lines.append(bytes("second\n")));
            out.room = 100;
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> lines.append(bytes("2\n")));
            out.isCut = true;
            lines.append(bytes("2\n"));
        }

        assertThat(file).hasContent("one\n2\n");
    }

    @Test
    void a_torn_line_stays_until_another_is_written_over_it() throws IOException {
        Path file = file("one\ntorn and long");
        try (Full out = new Full(file)) {
            AppendOnlyFile lines = new AppendOnlyFile(file, out, null, null);
            lines.startAt(4);
            out.room = 2;
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> lines.append(bytes("two\n")));
            assertThat(file).hasContent("one\ntwrn and long");
            out.room = 100;
            lines.append(bytes("two\n"));
        }

        assertThat(file).hasContent("one\ntwo\n");
    }

    @Test
    void of_a_line_that_was_refused_after_it_was_written_over_a_torn_one_nothing_stays() throws IOException {
        Path file = file("one\ntorn and long");
        Path aside = folder.resolve("aside");
        try (AppendOnlyFile lines = AppendOnlyFile.openExisting(file)) {
            lines.startAt(4);
            Files.move(file, aside);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> lines.append(bytes("two\n")))
                    .withMessageContaining("no longer exists");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> lines.append(bytes("two, and longer than the torn one\n")));
            assertThat(aside).hasContent("one\ntorn and long");
            Files.move(aside, file);
            lines.append(bytes("2\n"));
        }

        assertThat(file).hasContent("one\n2\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2\n", "two, and longer\n"})
    void a_line_that_was_refused_is_no_whole_one_though_the_file_cannot_be_cut(String refused) throws IOException {
        Path file = file("one\ntorn");
        try (Full out = new Full(file)) {
            AppendOnlyFile lines = new AppendOnlyFile(file, out, null, null);
            lines.startAt(4);
            out.isCut = false;
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> lines.append(bytes(refused)))
                    .withMessageContaining("Input/output error");
            assertThat(Files.readString(file)).startsWith("one\ntorn").containsOnlyOnce("\n");
            out.isCut = true;
            lines.append(bytes("two\n"));
        }

        assertThat(file).hasContent("one\ntwo\n");
    }

    @Test
    void what_could_not_be_cut_off_is_no_whole_line_and_is_cut_off_when_the_file_is_closed() throws IOException {
        Path file = file("one\n");
        Path aside = folder.resolve("aside");
        try (Full out = new Full(file)) {
            AppendOnlyFile lines = new AppendOnlyFile(file, out, null, null);
            lines.startAt(4);
            out.isCut = false;
            Files.move(file, aside);
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> lines.append(bytes("second\n")));
            assertThat(Files.readString(aside)).containsOnlyOnce("\n");
            out.isCut = true;
            lines.close();
        }

        assertThat(aside).hasContent("one\n");
    }

    @Test
    void a_refusal_names_the_folder_that_the_file_is_in_and_not_that_of_a_link_to_it() throws IOException {
        Path file = file("one\n");
        Path link = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("links")).resolve("link"), file);
        try (Full out = new Full(file)) {
            AppendOnlyFile lines = new AppendOnlyFile(link, out, null, null);
            out.room = 3;

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> lines.append(bytes("second\n")))
                    .withMessage("No space left on device; make room in " + folder.toRealPath());
        }
    }

    @Test
    void a_file_that_is_open_is_opened_by_nothing_else_until_it_is_closed() throws IOException {
        Path file = folder.resolve("log");
        try (AppendOnlyFile lines = AppendOnlyFile.openOrCreate(file)) {
            lines.append(bytes("one\n"));
            assertThatExceptionOfType(OverlappingFileLockException.class)
                    .isThrownBy(() -> AppendOnlyFile.openExisting(file));
            lines.replaceWith(bytes("two\n"));
            assertThatExceptionOfType(OverlappingFileLockException.class)
                    .isThrownBy(() -> AppendOnlyFile.openExisting(file));
        }

        try (AppendOnlyFile lines = AppendOnlyFile.openExisting(file)) {
            assertThat(new String(lines.content().readAllBytes(), UTF_8)).isEqualTo("two\n");
            lines.append(bytes("three\n"));
        }
        assertThat(file).hasContent("two\nthree\n");
    }

    @Test
    void only_a_file_that_exists_is_opened_as_one() {
        Path file = folder.resolve("log");

        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> AppendOnlyFile.openExisting(file));
        assertThat(file).doesNotExist();
    }

    @Test
    void what_is_not_a_whole_line_is_cut_on_request() throws IOException {
        Path file = file("one\ntorn");
        try (AppendOnlyFile lines = AppendOnlyFile.openOrCreate(file)) {
            assertThat(lines.length()).isEqualTo(8);
            lines.startAt(4);
            lines.cut();
        }

        assertThat(file).hasContent("one\n");
    }

    @Test
    void says_what_helps_by_what_the_system_says() {
        Path file = folder.resolve("log");

        assertThat(DiskFailure.of(new IOException("Disk quota exceeded"), file))
                .isEqualTo(new DiskFailure(true, "Disk quota exceeded; make room in " + folder));
        assertThat(DiskFailure.of(new IOException("File too large"), file).full())
                .isTrue();
        assertThat(DiskFailure.of(new IOException("Read-only file system"), file))
                .isEqualTo(new DiskFailure(
                        false, "Read-only file system; make the file system of " + folder + " writable"));
        assertThat(DiskFailure.of(new IOException("Auf dem Datenträger ist kein Platz"), file)
                        .words())
                .endsWith("; check the disk of " + folder + " and who may write there");
    }
}
