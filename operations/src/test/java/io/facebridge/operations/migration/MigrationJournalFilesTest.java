package io.facebridge.operations.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files a journal is begun in, or continued. */
class MigrationJournalFilesTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("journal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "person,image",
                "{\"record\":1}",
                " ",
                "0",
                "00000000 [\"facebridge migration journal 1\"]",
                "person,image\nada,1.jpg",
                "person,image\n"
            })
    void a_file_that_is_not_of_a_journal_is_refused_and_stays_as_it_is(String content) throws IOException {
        Files.writeString(file, content);

        assertThatExceptionOfType(MigrationJournalException.class)
                .isThrownBy(() -> MigrationJournal.open(file).close())
                .withMessageContaining(file.toString())
                .withMessageContaining("not a line of a migration journal");

        assertThat(file).hasContent(content);
    }

    @Test
    void a_journal_whose_first_line_was_cut_anywhere_is_begun_again() throws IOException {
        MigrationJournal.open(file).close();
        String line = Files.readString(file);
        for (int length = 0; length < line.length(); length++) {
            Files.writeString(file, line.substring(0, length));

            MigrationJournal.open(file).close();

            assertThat(file).hasContent(line);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_journal_whose_first_line_of_an_earlier_format_was_cut_is_begun_in_the_current_one(int format)
            throws IOException {
        MigrationJournal.open(file).close();
        String line = Files.readString(file);
        CRC32 sum = new CRC32();
        String header = "[\"facebridge migration journal " + format + "\"]";
        sum.update(header.getBytes(StandardCharsets.US_ASCII));
        Files.writeString(file, String.format("%08x %s", sum.getValue(), header));

        MigrationJournal.open(file).close();

        assertThat(file).hasContent(line);
    }

    @Test
    void a_file_of_gigabytes_is_refused_without_being_kept_in_memory() throws IOException {
        try (RandomAccessFile hole = new RandomAccessFile(file.toFile(), "rw")) {
            hole.setLength(3L << 30);
        }

        assertThatExceptionOfType(MigrationJournalException.class)
                .isThrownBy(() -> MigrationJournal.open(file).close())
                .withMessageContaining("not a line of a migration journal");

        assertThat(file).hasSize(3L << 30);
    }

    @Test
    void a_journal_begins_with_what_it_is() throws IOException {
        MigrationJournal.open(file).close();

        assertThat(Files.readString(file, StandardCharsets.US_ASCII))
                .matches("[0-9a-f]{8} \\[\"facebridge migration journal 3\"\\]\n");
    }
}
