package io.facebridge.cli;

import io.facebridge.internal.Plurals;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Formats lines and tables for people. */
final class Text {
    private Text() {}

    /** Returns the text without line breaks and other control characters that would affect a terminal. */
    static String oneLine(String text) {
        return text.strip().replaceAll("\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?");
    }

    /**
     * Returns the text as one line in sentence case with a period. Keeps the case of a first word that contains other characters
     * than letters, such as the name of a file or of an option.
     */
    static String sentence(String text) {
        String line = oneLine(text);
        if (line.matches("[a-z][a-z]*,? .*")) {
            line = line.substring(0, 1).toUpperCase(Locale.ROOT) + line.substring(1);
        }
        return line.isEmpty() || line.matches(".*[.!?]") ? line : line + ".";
    }

    static String count(long number, String one, String many) {
        return Plurals.count(number, one, many);
    }

    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    static String optional(String format, OptionalDouble value) {
        return value.isPresent() ? format(format, value.getAsDouble()) : "-";
    }

    /** Returns a number, without its fraction if that is zero: 1, not 1.0. */
    static String number(double value) {
        return value == Math.rint(value) ? format("%.0f", value) : Double.toString(value);
    }

    /** Returns a rate in the usual notation: 1e-4. */
    static String rate(double rate) {
        return new DecimalFormat("0.####E0", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(rate)
                .toLowerCase(Locale.ROOT);
    }

    /** A table whose columns are as wide as their widest cell. */
    static final class Table {
        private final List<String[]> rows = new ArrayList<>();
        private final String alignment;

        /**
         * Creates a table with a header.
         *
         * @param alignment one letter per column: l or r
         */
        Table(String alignment, String... header) {
            this.alignment = alignment;
            row(header);
        }

        Table row(String... cells) {
            if (cells.length != alignment.length()) {
                throw new IllegalArgumentException("a row needs " + alignment.length() + " cells");
            }
            rows.add(cells.clone());
            return this;
        }

        List<String> lines(String indent) {
            List<String> lines = new ArrayList<>();
            for (String[] row : rows) {
                StringBuilder line = new StringBuilder(indent);
                for (int column = 0; column < row.length; column++) {
                    String padding = " ".repeat(width(column) - length(row[column]));
                    line.append(column == 0 ? "" : "  ")
                            .append(alignment.charAt(column) == 'r' ? padding + row[column] : row[column] + padding);
                }
                lines.add(line.toString().stripTrailing());
            }
            return lines;
        }

        private int width(int column) {
            return rows.stream().mapToInt(row -> length(row[column])).max().orElse(0);
        }

        private static int length(String text) {
            return text.codePointCount(0, text.length());
        }
    }
}
