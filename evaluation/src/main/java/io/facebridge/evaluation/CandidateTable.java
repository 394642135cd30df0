package io.facebridge.evaluation;

import io.facebridge.error.InvalidScoresException;
import io.facebridge.error.InvalidScoresException.Reason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads lists of candidates: probe, subject, rank, candidate, score, enrolled, and references where it is said. */
final class CandidateTable extends TableReader {
    private static final List<String> COLUMNS =
            List.of("probe", "subject", "rank", "candidate", "score", "enrolled", "status", "references");

    private final SearchSet.Builder searches;
    private final Map<String, SearchSet.Search> byProbe = new HashMap<>();
    private final Map<String, Boolean> enrolledByProbe = new HashMap<>();
    private final String[] row = new String[COLUMNS.size()];
    private int[] meanings = {};
    private long references;

    private CandidateTable(Path file, ScoreSource source) {
        super(file);
        searches = SearchSet.builder(source);
        Arrays.fill(row, "");
    }

    /** {@code references} is 0 if they were not said beside the table. */
    static SearchSet read(Path file, ScoreSource source, long references) {
        CandidateTable table = new CandidateTable(file, source);
        table.references = references;
        table.read();
        if (table.references > 0) {
            table.searches.gallerySize(table.references);
        }
        return table.built();
    }

    private SearchSet built() {
        try {
            return searches.build();
        } catch (IllegalArgumentException e) {
            throw new InvalidScoresException(
                    Reason.MALFORMED, fileName() + " contradicts itself: " + e.getMessage(), e);
        }
    }

    @Override
    void header(List<String> header) {
        List<String> names = inSmallLetters(header);
        meanings = names.stream().mapToInt(COLUMNS::indexOf).toArray();
        for (String needed : List.of("probe", "subject", "candidate", "score", "enrolled")) {
            if (!names.contains(needed)) {
                throw malformedHeader("must name the columns probe, subject, candidate, score and enrolled; it names "
                        + String.join(", ", names));
            }
        }
    }

    @Override
    void field(int column, char[] text, int from, int length) {
        if (meanings[column] >= 0) {
            row[meanings[column]] = new String(text, from, length).strip();
        }
    }

    @Override
    void row(long line) {
        boolean enrolled = enrolled(line);
        Boolean before = enrolledByProbe.putIfAbsent(row[0], enrolled);
        if (before != null && before != enrolled) {
            throw malformed(line, "contradicts an earlier line about the probe's person: enrolled is " + enrolled);
        }
        if (!row[7].isEmpty()) {
            references(line);
        }
        SearchSet.Search search = byProbe.computeIfAbsent(
                row[0], probe -> row[1].isEmpty() ? searches.search(enrolled) : searches.search(enrolled, row[1]));
        if (!row[6].isEmpty() && !row[6].equalsIgnoreCase("ok")) {
            search.failed();
        } else if (!row[3].isEmpty()) {
            double score = Numerals.parse(row[4]);
            if (!Double.isFinite(score)) {
                throw malformed(line, "has a candidate whose score is not a finite decimal number with a point");
            }
            boolean mate = row[1].equals(row[3]);
            if (mate && !enrolled) {
                throw malformed(line, "has a candidate who is the probe's person, although enrolled is false");
            }
            search.candidate(score, mate, row[3]);
        }
    }

    private void references(long line) {
        double number = Numerals.parse(row[7]);
        if (!(number >= 1 && number <= Long.MAX_VALUE && number == Math.rint(number))) {
            throw malformed(line, "has a value in the column references that is not a whole number of 1 or more");
        }
        if (references > 0 && references != (long) number) {
            throw malformed(
                    line,
                    "searched " + (long) number + " references, but earlier lines or the reader's setting have "
                            + references + "; report on each gallery size separately");
        }
        references = (long) number;
    }

    private boolean enrolled(long line) {
        return switch (row[5].toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default -> throw malformed(line, "must have true or false in the column enrolled");
        };
    }
}
