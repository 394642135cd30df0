package io.facebridge.operations.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a file is free for another party, and when it is no longer the file that was opened. */
class AppendOnlyFileLocksTest {
    @TempDir
    private Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void a_file_that_could_not_be_opened_because_its_content_is_locked_leaves_its_name_free() throws IOException {
        Path file = folder.resolve("log");
        try (AppendOnlyFile held = AppendOnlyFile.openUnderLock(file)) {
            held.append(bytes("one\n"));
            assertThatExceptionOfType(OverlappingFileLockException.class)
                    .isThrownBy(() -> AppendOnlyFile.openOrCreate(file));
            assertThatExceptionOfType(OverlappingFileLockException.class)
                    .isThrownBy(() -> AppendOnlyFile.openUnderLock(file));
        }

        try (AppendOnlyFile free = AppendOnlyFile.openExisting(file)) {
            assertThat(free.length()).isEqualTo(4);
            assertThat(free).hasToString("AppendOnlyFile[" + file + "]");
        }
    }

    @Test
    void a_file_that_was_replaced_or_removed_takes_no_line_until_it_is_back() throws IOException {
        Path file = folder.resolve("log");
        Path aside = folder.resolve("aside");
        try (AppendOnlyFile lines = AppendOnlyFile.openOrCreate(file)) {
            lines.append(bytes("one\n"));
            Files.move(file, aside);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> lines.append(bytes("two\n")))
                    .withMessageContaining("no longer exists");
            Files.writeString(file, "another\n");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(lines::requireUnmoved)
                    .withMessageContaining("is another file");
            Files.delete(file);
            Files.move(aside, file);
            lines.requireUnmoved();
            lines.append(bytes("three\n"));
        }

        assertThat(file).hasContent("one\nthree\n");
    }

    @Test
    void lines_are_appended_one_after_the_other_and_the_content_is_read_from_its_beginning() throws IOException {
        Path file = folder.resolve("log");
        try (AppendOnlyFile lines = AppendOnlyFile.openOrCreate(file)) {
            lines.append(bytes("one\n"));
            lines.append(bytes("second\n"));
            assertThat(lines.content().readAllBytes()).isEqualTo(bytes("one\nsecond\n"));
            lines.append(bytes("3\n"));
            assertThat(lines.length()).isEqualTo(13);
        }

        assertThat(file).hasContent("one\nsecond\n3\n");
    }
}
