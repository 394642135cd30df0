package io.facebridge.cli;

import io.facebridge.internal.Plurals;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

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
        private static final int GAP = 2;
        /** Columns in which wrapped words are still legible. */
        private static final int MIN_WRAPPED = 24;

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

        /** Returns the lines without color, as wide as they need to be. */
        List<String> lines(String indent) {
            return lines(indent, Style.PLAIN, Integer.MAX_VALUE);
        }

        /** Returns the lines as standard output shows them. */
        List<String> lines(String indent, Terminal terminal) {
            return lines(indent, terminal.out(), terminal.columnsOfOut());
        }

        /**
         * Returns the lines. Where they are wider than the columns, the last column is wrapped; else the columns are closer
         * together; else each row is a block of lines.
         */
        List<String> lines(String indent, Style style, int columns) {
            int last = alignment.length() - 1;
            for (int gap = GAP; gap > 0; gap--) {
                int start = start(indent, last, gap);
                boolean isWrapped = alignment.charAt(last) == 'l' && columns - start >= MIN_WRAPPED;
                if (start + width(last) <= columns || isWrapped) {
                    return rows(indent, style, gap, start + width(last) <= columns ? columns : columns - start);
                }
            }
            return blocks(indent, style, columns);
        }

        private int start(String indent, int column, int gap) {
            int start = indent.length();
            for (int before = 0; before < column; before++) {
                start += width(before) + gap;
            }
            return start;
        }

        private List<String> rows(String indent, Style style, int gap, int room) {
            List<String> lines = new ArrayList<>();
            int last = alignment.length() - 1;
            for (String[] row : rows) {
                StringBuilder line = new StringBuilder(indent);
                for (int column = 0; column < last; column++) {
                    line.append(cell(row, column)).append(" ".repeat(gap));
                }
                boolean isHeader = lines.isEmpty();
                for (String part :
                        Style.width(row[last]) <= room ? List.of(cell(row, last)) : wrapped(row[last], room)) {
                    String whole = line.append(part).toString().stripTrailing();
                    lines.add(isHeader ? style.heading(whole) : whole);
                    line = new StringBuilder(" ".repeat(start(indent, last, gap)));
                }
            }
            return lines;
        }

        private String cell(String[] row, int column) {
            String padding = " ".repeat(width(column) - Style.width(row[column]));
            return alignment.charAt(column) == 'r' ? padding + row[column] : row[column] + padding;
        }

        /** The first cell heads the others, which have their names before them. */
        private List<String> blocks(String indent, Style style, int columns) {
            List<String> lines = new ArrayList<>();
            String[] header = rows.get(0);
            int names = Stream.of(header).mapToInt(Style::width).max().orElse(0);
            int start = indent.length() + GAP + names + GAP;
            for (String[] row : rows.subList(1, rows.size())) {
                lines.add(indent + style.heading(header[0] + " " + row[0]));
                for (int column = 1; column < row.length; column++) {
                    String name = indent
                            + " ".repeat(GAP)
                            + header[column]
                            + " ".repeat(names - Style.width(header[column]) + GAP);
                    for (String part : wrapped(row[column], Math.max(MIN_WRAPPED, columns - start))) {
                        lines.add((name + part).stripTrailing());
                        name = " ".repeat(start);
                    }
                }
            }
            return lines;
        }

        private int width(int column) {
            return rows.stream().mapToInt(row -> Style.width(row[column])).max().orElse(0);
        }
    }

    /** Returns a long text as standard output shows it: on a terminal in lines of its width, indented from the second one on. */
    static List<String> paragraph(String text, String indent, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        for (String line : wrapped(text, terminal.columnsOfOut() - indent.length())) {
            lines.add((lines.isEmpty() ? "" : indent) + line);
        }
        return lines;
    }

    /** Returns the words of a text in lines of at most a number of columns; a longer word has a line of its own. */
    static List<String> wrapped(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && Style.width(line.toString()) + 1 + Style.width(word) > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
