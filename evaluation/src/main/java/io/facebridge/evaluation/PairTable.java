package io.facebridge.evaluation;

import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.match.ScoreScale;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the columns of a file of comparisons; what becomes of a row is said by those who extend it. */
abstract class PairTable extends TableReader {
    private static final List<String> COLUMNS = List.of(
            "probe_id",
            "reference_id",
            "probe_subject",
            "reference_subject",
            "score",
            "label",
            "group",
            "group_probe",
            "group_reference",
            "status",
            "scale");
    private static final int SCORE = 4;
    private static final int LABEL = 5;
    private static final int GROUP = 6;
    private static final int STATUS = 9;
    private static final int SCALE = 10;

    private ScoreSource source;
    private int[] meanings = {};
    private @Nullable String lastScale;
    private boolean scoreIsBlank;
    private double score;
    private @Nullable PairLabel label;
    private PairStatus status = PairStatus.OK;
    private boolean started;

    PairTable(Path file, ScoreSource source) {
        super(file);
        this.source = source;
    }

    /** Receives the scale that the file names for an unnamed source. */
    void sourceNamed(ScoreSource named) {}

    /** Receives a name: 0 probe, 1 reference, 2 and 3 their persons, 4 and 5 their groups. */
    abstract void name(int which, char[] text, int from, int length);

    abstract void pair(double score, PairLabel label, PairStatus status, long line);

    @Override
    void header(List<String> header) {
        List<String> names = inSmallLetters(header);
        meanings = names.stream().mapToInt(COLUMNS::indexOf).toArray();
        if (!names.contains("score") || !names.contains("label")) {
            throw malformedHeader("must name the columns score and label, and may name " + String.join(", ", COLUMNS)
                    + "; it names " + String.join(", ", names));
        }
    }

    @Override
    void field(int column, char[] text, int from, int length) {
        int meaning = meanings[column];
        switch (meaning) {
            case -1 -> {}
            case SCORE -> {
                scoreIsBlank = length == 0;
                score = Numerals.parse(text, from, length);
            }
            case LABEL -> label = Labels.label(text, from, length);
            case STATUS -> {
                PairStatus found = Labels.status(text, from, length);
                if (found == null) {
                    throw malformed(
                            getStartingLineNumber(), "has a status that is none of ok, fta_probe, fta_ref, fte");
                }
                status = found;
            }
            case SCALE -> scale(text, from, length);
            case GROUP -> {
                name(4, text, from, length);
                name(5, text, from, length);
            }
            default -> name(meaning < SCORE ? meaning : meaning - 3, text, from, length);
        }
    }

    private void scale(char[] text, int from, int length) {
        if (length == 0 || (lastScale != null && lastScale.contentEquals(CharBuffer.wrap(text, from, length)))) {
            return;
        }
        String word = new String(text, from, length);
        ScoreScale found;
        try {
            found = ScoreSource.scaleOf(word);
        } catch (IllegalArgumentException e) {
            throw malformed(getStartingLineNumber(), "has an invalid scale: " + e.getMessage());
        }
        ScoreScale own = source.scale().orElse(null);
        if (own == null && !started) {
            source = source.scale(found);
            sourceNamed(source);
        } else if (!found.equals(own)) {
            throw new IncompatibleScaleException("all scores of a set must be on one scale, but line "
                    + getStartingLineNumber() + " of " + fileName() + " is on the scale "
                    + ScoreSource.inOneWord(found) + " and the set is of "
                    + (own == null ? "unnamed scores" : ScoreSource.inOneWord(own))
                    + "; evaluate each scale on its own");
        }
        lastScale = word;
    }

    @Override
    void row(long line) {
        PairLabel known = label;
        if (known == null) {
            throw malformed(line, "has a label that is neither mated nor nonmated");
        }
        if (status == PairStatus.OK && Double.isNaN(score)) {
            status = PairStatus.FTA_PROBE;
        }
        if (status == PairStatus.OK && score == Numerals.NONE) {
            throw malformed(
                    line,
                    scoreIsBlank
                            ? "has neither a score nor a status that explains its absence"
                            : "has a score that is not a finite decimal number with a point");
        }
        started |= status == PairStatus.OK; // what failed is on no scale
        pair(status == PairStatus.OK ? score : Double.NaN, known, status, line);
        status = PairStatus.OK;
        label = null;
    }
}
