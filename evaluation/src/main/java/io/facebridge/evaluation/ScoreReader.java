package io.facebridge.evaluation;

import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.InvalidScoresException;
import io.facebridge.error.InvalidScoresException.Reason;
import io.facebridge.internal.TextFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A reader of score files. Use it to evaluate scores computed by {@link EvaluationRunner} or by another program. A file may be
 * compressed with gzip; text is UTF-8, with or without a byte order mark, and any other encoding is rejected; numbers are
 * decimals with a point. A score {@code nan} is a failure to acquire. Immutable.
 *
 * <p>Tables of comma-separated values (RFC 4180) have a header that names their columns in any order and case; other columns are
 * ignored, as are blank rows and blanks around values. Values that are separated by semicolons, tabs or vertical bars are
 * rejected.
 */
public final class ScoreReader {
    /** After a blank: between commas it may be a column of its own. */
    private static final Pattern DECIMAL_COMMA = Pattern.compile("\\s[-+]?\\d+,\\d+([eE][-+]?\\d+)?$");

    private final ScoreSource source;
    private final boolean asymmetric;
    private final long references;

    private ScoreReader(ScoreSource source, boolean asymmetric, long references) {
        this.source = source;
        this.asymmetric = asymmetric;
        this.references = references;
    }

    /**
     * Creates a reader of scores from one source.
     *
     * @param source the origin of the scores; a column {@code scale} names the scale of an {@linkplain
     *     ScoreSource#unnamed() unnamed} source, and is checked against that of a named one
     * @return a new reader
     */
    public static ScoreReader of(ScoreSource source) {
        return new ScoreReader(Objects.requireNonNull(source, "source"), false, 0);
    }

    /**
     * Returns a reader that accepts both directions of a pair in one file, for comparers whose score depends on the
     * direction.
     *
     * @return a new reader
     */
    public ScoreReader asymmetric() {
        return new ScoreReader(source, true, references);
    }

    /**
     * Returns a reader with the number of references that each probe of a trial was compared with. Lists of candidates do
     * not contain it.
     *
     * @param count the number of references, 1 or more
     * @return a new reader
     * @throws IllegalArgumentException if {@code count} is less than 1
     */
    public ScoreReader references(long count) {
        if (count < 1) {
            throw new IllegalArgumentException("references must be 1 or more but was " + count);
        }
        return new ScoreReader(source, asymmetric, count);
    }

    /**
     * Reads comparisons, one per row. The form is detected from the first line: a table with the columns {@code score} and
     * {@code label} (mated or nonmated) and, where they are known, {@code probe_id}, {@code reference_id},
     * {@code probe_subject}, {@code reference_subject}, {@code group} (or {@code group_probe} and {@code group_reference}),
     * {@code status} (ok, fta_probe, fta_ref, fte) and {@code scale}; or the four or five columns of Bob, separated by
     * blanks: claimed person, in the long form the reference's name, real person, probe's name, score.
     *
     * @param file the file to read
     * @return the scores
     * @throws InvalidScoresException if the file cannot be read, is in none of these forms, compares images with
     *     themselves, or compares a pair in both directions without {@link #asymmetric()}
     * @throws IncompatibleScaleException if the file names a different scale than the source, or more than one
     */
    public ScoreSet read(Path file) {
        return hasHeader(file) ? readTable(file) : readBob(file);
    }

    /**
     * Reads two files of scores, each with one comparison per line and the score as the last word of the line.
     *
     * @param mated the file of mated comparisons
     * @param nonMated the file of non-mated comparisons
     * @return the scores
     * @throws InvalidScoresException if a file cannot be read or has a line without a score
     */
    public ScoreSet read(Path mated, Path nonMated) {
        ScoreSet.Builder set = builder();
        lastWords(mated, PairLabel.MATED, set);
        lastWords(nonMated, PairLabel.NON_MATED, set);
        return set.build();
    }

    /**
     * Reads a table with a probe in every row and a reference in every column. The first row names the references, the
     * first column the probes. If both name the same images in the same order, only the part above the diagonal is read,
     * because the rest repeats the same comparisons.
     *
     * @param file the file to read
     * @param subjectOf the function from an image's name to the name of its person
     * @return the scores; an empty cell is a comparison that was not made
     * @throws InvalidScoresException if the file cannot be read or is not in this form
     */
    public ScoreSet readMatrix(Path file, UnaryOperator<String> subjectOf) {
        ScoreMatrix matrix = new ScoreMatrix(file);
        matrix.read();
        return matrix.into(builder(), subjectOf).build();
    }

    /**
     * Reads comparisons one by one, with their names. Blocks until the file is read.
     *
     * @param file a table in one of the forms of {@link #read(Path)}
     * @param rows receives each comparison, in the order of the file
     * @throws InvalidScoresException if the file cannot be read or is not in this form
     * @throws IncompatibleScaleException if the file names a different scale than the source, or more than one
     */
    public void rows(Path file, Consumer<ScoredPair> rows) {
        new NamedRows(file, source, rows).read();
    }

    /**
     * Reads the searches of a 1:N trial. The file is either a table of candidates or a table of comparisons.
     *
     * <p>A table of candidates has the columns {@code probe}, {@code subject}, {@code rank}, {@code candidate}, {@code
     * score} and {@code enrolled} (true or false: whether the probe's person is in the gallery). A search without
     * candidates is one row without rank, candidate and score. A column {@code references} may contain the number of
     * references that each probe was compared with, like {@link #references(long)}.
     *
     * <p>A table of comparisons is in one of the forms of {@link #read(Path)}, with {@code probe_id}. Each probe is one
     * search of all references that it was compared with. The search is mated if one of its comparisons is.
     *
     * @param file the file to read
     * @return the searches
     * @throws InvalidScoresException if the file cannot be read or is not in this form
     */
    public SearchSet readSearches(Path file) {
        return hasColumns(file, "candidate") ? CandidateTable.read(file, source, references) : comparedSearches(file);
    }

    /**
     * Reads the presentations of a presentation attack detection trial: a table with the columns {@code sample}, {@code
     * label} (bonafide or attack), {@code pai_species}, {@code score} (higher is more live) and {@code status} (ok, or
     * anything else for no response).
     *
     * @param file the file to read
     * @return the presentations
     * @throws InvalidScoresException if the file cannot be read or is not in this form
     */
    public AttackSet readAttacks(Path file) {
        return AttackTable.read(file, source);
    }

    private SearchSet comparedSearches(Path file) {
        SearchSet.Builder searches = SearchSet.builder(source);
        Map<String, SearchSet.Search> byProbe = new HashMap<>();
        rows(file, pair -> {
            String probe = pair.probeId();
            if (probe == null) {
                throw new InvalidScoresException(
                        Reason.MALFORMED,
                        file.getFileName()
                                + " has comparisons without probe_id; add it, because it identifies the search");
            }
            String subject = pair.probeSubject();
            SearchSet.Search search = byProbe.computeIfAbsent(
                    probe, p -> subject == null ? searches.search(false) : searches.search(false, subject));
            boolean mate = pair.label() == PairLabel.MATED;
            if (mate) {
                search.enrolled();
            }
            if (pair.status() == PairStatus.OK) {
                String person = pair.referenceSubject();
                var unused = person == null
                        ? search.candidate(pair.score(), mate)
                        : search.candidate(pair.score(), mate, person);
            }
        });
        searches.listsAreComplete();
        try {
            return references == 0
                    ? searches.build()
                    : searches.gallerySize(references).build();
        } catch (IllegalArgumentException e) {
            throw new InvalidScoresException(
                    Reason.MALFORMED, file.getFileName() + " contradicts itself: " + e.getMessage(), e);
        }
    }

    private ScoreSet.Builder builder() {
        ScoreSet.Builder builder = ScoreSet.builder(source);
        return asymmetric ? builder.asymmetric() : builder;
    }

    private ScoreSet readTable(Path file) {
        ScoreSet.Builder set = builder();
        new FastRows(file, source, set).read();
        return set.build();
    }

    private ScoreSet readBob(Path file) {
        ScoreSet.Builder set = builder();
        eachLine(file, (words, number) -> {
            if (words.length != 4 && words.length != 5) {
                throw malformed(
                        file,
                        number,
                        "has " + words.length + " words; it must have a header that names score and"
                                + " label, or four or five columns: claimed, (model,) real, probe, score");
            }
            int more = words.length - 4;
            String claimed = words[0];
            String real = words[1 + more];
            PairLabel label = claimed.equals(real) ? PairLabel.MATED : PairLabel.NON_MATED;
            add(
                    set,
                    file,
                    number,
                    words[words.length - 1],
                    pair -> pair.subjects(real, claimed),
                    words[2 + more],
                    more == 0 ? claimed : words[1],
                    label);
        });
        return set.build();
    }

    private void lastWords(Path file, PairLabel label, ScoreSet.Builder set) {
        eachLine(
                file,
                (words, number) -> add(set, file, number, words[words.length - 1], pair -> pair, null, null, label));
    }

    private static void add(
            ScoreSet.Builder set,
            Path file,
            long number,
            String word,
            UnaryOperator<ScoredPair> more,
            @Nullable String probe,
            @Nullable String reference,
            PairLabel label) {
        double score = Numerals.parse(word);
        if (score == Numerals.NONE) {
            throw malformed(file, number, "does not end in a finite decimal number with a point");
        }
        ScoredPair pair = more.apply(
                Double.isNaN(score)
                        ? ScoredPair.failed(probe, reference, PairStatus.FTA_PROBE, label)
                        : ScoredPair.of(probe, reference, score, label));
        try {
            set.add(pair);
        } catch (IllegalArgumentException e) {
            throw malformed(file, number, "does not fit: " + e.getMessage());
        }
    }

    private static InvalidScoresException malformed(Path file, long number, String what) {
        return new InvalidScoresException(
                Reason.MALFORMED, "line " + number + " of " + file.getFileName() + " " + what);
    }

    private static void eachLine(Path file, LineTaker taker) {
        try (BufferedReader lines = lines(file)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String stripped = TextFile.stripped(line);
                if (!stripped.isEmpty()) {
                    taker.take(words(stripped, file, number), number);
                }
            }
            if (number == 0) {
                throw new InvalidScoresException(Reason.MALFORMED, file.getFileName() + " is empty");
            }
        } catch (IOException | UncheckedIOException e) {
            throw TableReader.notReadable(file, e);
        }
    }

    private static String[] words(String line, Path file, long number) {
        if (line.indexOf(';') >= 0) {
            throw malformed(file, number, TextFile.otherSeparator(line).orElseThrow());
        }
        if (DECIMAL_COMMA.matcher(line).find()) {
            throw malformed(file, number, "ends in a decimal with a comma; save decimals with a point");
        }
        String[] words = line.split("[\\s\u00A0,]+");
        if (words.length == 0) {
            throw malformed(file, number, "has separators but no word");
        }
        return words;
    }

    private static BufferedReader lines(Path file) throws IOException {
        return new BufferedReader(TextFile.open(file));
    }

    private static boolean hasHeader(Path file) {
        return hasColumns(file, "score", "label");
    }

    /** Also of a header that is separated by something else, so that the table is rejected for that. */
    private static boolean hasColumns(Path file, String... names) {
        try {
            String first = TextFile.firstLine(file).toLowerCase(Locale.ROOT).replace("\"", "");
            return Stream.of(",", ";", "\t", "\\|")
                    .anyMatch(separator -> Arrays.stream(first.split(separator, -1))
                            .map(TextFile::stripped)
                            .toList()
                            .containsAll(List.of(names)));
        } catch (IOException | UncheckedIOException e) {
            throw TableReader.notReadable(file, e);
        }
    }

    private interface LineTaker {
        void take(String[] words, long number);
    }

    /** Straight into the columns of a set. */
    private static final class FastRows extends PairTable {
        private final int[] codes = new int[6];
        private final ScoreSet.Builder set;

        FastRows(Path file, ScoreSource source, ScoreSet.Builder set) {
            super(file, source);
            this.set = set;
            Arrays.fill(codes, PairColumns.UNKNOWN);
        }

        @Override
        void sourceNamed(ScoreSource named) {
            set.source(named);
        }

        @Override
        void name(int which, char[] text, int from, int length) {
            if (length == 0) {
                codes[which] = PairColumns.UNKNOWN;
            } else if (which < 2) {
                codes[which] = set.pictures().codeOf(text, from, length);
            } else if (which < 4) {
                codes[which] = set.subjects().codeOf(text, from, length);
            } else {
                codes[which] = set.group(text, from, length);
            }
        }

        @Override
        void pair(double score, PairLabel label, PairStatus status, long line) {
            if (status != PairStatus.OK) {
                set.addFailure(status, label);
                return;
            }
            try {
                set.addScore(score, label, codes[0], codes[1], codes[2], codes[3], codes[4], codes[5], line);
            } catch (IllegalArgumentException e) {
                throw malformed(line, "does not fit: " + e.getMessage());
            }
        }
    }

    /** One object each. */
    private static final class NamedRows extends PairTable {
        private final Consumer<ScoredPair> rows;
        private final @Nullable String[] names = new @Nullable String[6];

        NamedRows(Path file, ScoreSource source, Consumer<ScoredPair> rows) {
            super(file, source);
            this.rows = rows;
        }

        @Override
        void name(int which, char[] text, int from, int length) {
            names[which] = length == 0 ? null : new String(text, from, length);
        }

        @Override
        void pair(double score, PairLabel label, PairStatus status, long line) {
            rows.accept(
                    new ScoredPair(names[0], names[1], names[2], names[3], score, label, status, names[4], names[5]));
        }
    }
}
