package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tune} with tables as spreadsheets and scripts write them, where the build has the shared folder. */
class SharedTablesTest {
    private static final Path TABLES = Path.of(System.getProperty("facebridge.shared", "none"), "cases", "tables");
    private static final String THRESHOLD = "0.3821";

    @BeforeEach
    void needs_the_shared_folder() {
        assumeTrue(Files.isDirectory(TABLES), "shared folder missing: cases");
    }

    @Test
    void every_table_is_read_by_a_test() throws IOException {
        try (Stream<Path> files = Files.list(TABLES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "t1_blank_last_line.csv",
                            "t3_spaces_after_commas.csv",
                            "t4_semicolons_decimal_commas.csv",
                            "t6_names_utf8_control.csv",
                            "t7_names_cp1252.csv",
                            // by StatisticsCasesTest of evaluation
                            "assured-cal.csv.gz",
                            "assured-test.csv.gz",
                            "dprime-1e15.csv",
                            "dprime-offset.csv",
                            "dprime-tiny.csv",
                            "groups-by-lot.csv.gz",
                            // by TuneCommandTest
                            "search-150-references-top10.csv");
        }
    }

    private static Run tune(Path table) {
        return Run.of("tune", table, "--rates", "1e-2");
    }

    private static void assertThreshold(Run run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).anyMatch(line -> line.startsWith("1e-2") && line.contains(THRESHOLD));
    }

    private static void assertRefused(Run run, String... words) {
        assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().contains(words);
    }

    @Test
    void a_blank_last_line_changes_nothing() {
        assertThreshold(tune(TABLES.resolve("t1_blank_last_line.csv")));
    }

    @Test
    void blanks_around_values_change_nothing() {
        assertThreshold(tune(TABLES.resolve("t3_spaces_after_commas.csv")));
    }

    @Test
    void semicolons_are_named() {
        assertRefused(
                tune(TABLES.resolve("t4_semicolons_decimal_commas.csv")),
                "t4_semicolons_decimal_commas.csv separates its values with semicolons");
    }

    @Test
    void names_in_utf_8_are_read() {
        assertThat(tune(TABLES.resolve("t6_names_utf8_control.csv")).exitCode()).isZero();
    }

    @Test
    void names_that_are_not_in_utf_8_are_refused() {
        assertRefused(
                tune(TABLES.resolve("t7_names_cp1252.csv")), "t7_names_cp1252.csv is not in UTF-8", "line 2", "0xE9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE"})
    void other_unicode_encodings_are_named(String encoding, @TempDir Path folder) throws IOException {
        String table = Files.readString(TABLES.resolve("t1_blank_last_line.csv"));
        Path file = folder.resolve("scores.csv");
        boolean marked = !encoding.equals("UTF-16");
        Files.write(file, ((marked ? "\uFEFF" : "") + table).getBytes(Charset.forName(encoding)));

        assertRefused(tune(file), "scores.csv is in " + encoding.substring(0, 6), "UTF-8");
    }

    @Test
    void a_byte_order_mark_and_capitals_change_nothing(@TempDir Path folder) throws IOException {
        String table = Files.readString(TABLES.resolve("t1_blank_last_line.csv"));
        Path file = folder.resolve("scores.csv");
        Files.writeString(file, "\uFEFF\n" + table.replace("score,label", "Score, \"LABEL\""), StandardCharsets.UTF_8);

        assertThreshold(tune(file));
    }
}
