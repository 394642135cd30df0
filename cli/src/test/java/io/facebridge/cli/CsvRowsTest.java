package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRowsTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("list.csv"), text);
    }

    @Test
    void rows_are_without_blanks_and_blank_ones_do_not_count() throws IOException {
        List<CsvRows.Row> rows = CsvRows.read(
                file("\n\" a, b \" ,c\r\n , \r\n\t\nd,\"two\nlines\",\u00A0f\u00A0\n,\"\"\n\"say \"\"hi\"\"\""));

        assertThat(rows)
                .containsExactly(
                        new CsvRows.Row(2, List.of("a, b", "c")),
                        new CsvRows.Row(5, List.of("d", "two\nlines", "f")),
                        new CsvRows.Row(8, List.of("say \"hi\"")));
        assertThat(rows.get(0).toString()).doesNotContain("a, b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvRows.read(file("a,b\n\"c\"d,e\n")))
                .withMessageContaining("list.csv");
    }

    @Test
    void another_encoding_is_rejected() throws IOException {
        Path file = Files.write(folder.resolve("list.csv"), "ada,zo\u00eb".getBytes(StandardCharsets.ISO_8859_1));

        assertThatExceptionOfType(UnsupportedEncodingException.class)
                .isThrownBy(() -> CsvRows.read(file))
                .withMessageStartingWith("list.csv is not in UTF-8");
    }
}
