package io.facebridge.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.facebridge.internal.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads short, manually written lists of comma-separated values. */
final class CsvRows {
    private CsvRows() {}

    /**
     * Reads a short list of comma-separated values (RFC 4180). Removes blanks around values.
     *
     * @param file a text file
     * @return an unmodifiable list of its rows in their order, without rows that contain no value
     * @throws IllegalArgumentException if a quotation mark is not closed
     * @throws IllegalArgumentException if text follows a closed quotation mark
     * @throws UnsupportedEncodingException if the file is not in UTF-8
     * @throws IOException if the file cannot be read
     */
    static List<Row> read(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .trimWhitespacesAroundQuotes(true)
                .ofCsvRecord(TextFile.open(file))) {
            for (CsvRecord each : records) {
                List<String> values =
                        each.getFields().stream().map(TextFile::stripped).toList();
                if (!values.stream().allMatch(String::isEmpty)) {
                    rows.add(new Row(each.getStartingLineNumber(), values));
                }
            }
            return List.copyOf(rows);
        } catch (CsvParseException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            String separator = rows.isEmpty()
                    ? TextFile.otherSeparator(TextFile.firstLine(file)).orElse(null)
                    : null;
            String complaint = separator != null
                    ? separator
                    : "is not a list of comma-separated values after line "
                            + (rows.isEmpty() ? 0 : rows.get(rows.size() - 1).line())
                            + "; close every quotation mark, and double those inside of a value";
            throw new IllegalArgumentException(file.getFileName() + " " + complaint, e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * A row of a list.
     *
     * @param line the line of the file at which it begins, 1 or more
     * @param values one or more, without blanks around them; unmodifiable
     */
    record Row(long line, List<String> values) {
        /**
         * Copies the values.
         *
         * @param line the line of the file at which the row begins, at least 1
         * @param values one or more, without blanks around them
         */
        public Row {
            values = List.copyOf(values);
        }

        /** Omits the values, which name persons. */
        @Override
        public String toString() {
            return "Row[line " + line + ", " + values.size() + " values]";
        }
    }
}
