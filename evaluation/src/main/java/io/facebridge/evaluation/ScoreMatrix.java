package io.facebridge.evaluation;

import io.facebridge.error.InvalidScoresException;
import io.facebridge.error.InvalidScoresException.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reads a table with a probe in every row and a reference in every column. */
final class ScoreMatrix extends TableReader {
    private final List<String> references = new ArrayList<>();
    private final List<String> probes = new ArrayList<>();
    private final List<double[]> rows = new ArrayList<>();
    private double[] row = {};
    private String probe = "";

    ScoreMatrix(Path file) {
        super(file);
    }

    @Override
    void header(List<String> names) {
        if (names.size() < 2) {
            throw malformedHeader("must name a reference in every column but the first");
        }
        references.addAll(names.subList(1, names.size()));
        row = new double[references.size()];
    }

    @Override
    void field(int column, char[] text, int from, int length) {
        if (column == 0) {
            probe = new String(text, from, length);
        } else {
            row[column - 1] = length == 0 ? Double.POSITIVE_INFINITY : Numerals.parse(text, from, length);
        }
    }

    @Override
    void row(long line) {
        for (double score : row) {
            if (score == Numerals.NONE) {
                throw malformed(line, "has a score that is not a finite decimal number with a point");
            }
        }
        probes.add(probe);
        rows.add(Arrays.copyOf(row, row.length));
    }

    /** NaN is a failure; infinity stands for an empty cell. */
    ScoreSet.Builder into(ScoreSet.Builder set, UnaryOperator<String> subjectOf) {
        boolean same = probes.equals(references);
        for (int i = 0; i < rows.size(); i++) {
            for (int j = same ? i + 1 : 0; j < references.size(); j++) {
                double score = rows.get(i)[j];
                if (score < Double.POSITIVE_INFINITY || Double.isNaN(score)) {
                    add(set, pair(probes.get(i), references.get(j), score, subjectOf));
                }
            }
        }
        return set;
    }

    private void add(ScoreSet.Builder set, ScoredPair pair) {
        try {
            set.add(pair);
        } catch (IllegalArgumentException e) {
            throw new InvalidScoresException(Reason.MALFORMED, fileName() + " does not fit: " + e.getMessage(), e);
        }
    }

    private static ScoredPair pair(String probe, String reference, double score, UnaryOperator<String> subjectOf) {
        String probeSubject = subjectOf.apply(probe);
        String referenceSubject = subjectOf.apply(reference);
        PairLabel label = probeSubject.equals(referenceSubject) ? PairLabel.MATED : PairLabel.NON_MATED;
        ScoredPair pair = Double.isNaN(score)
                ? ScoredPair.failed(probe, reference, PairStatus.FTA_PROBE, label)
                : ScoredPair.of(probe, reference, score, label);
        return pair.subjects(probeSubject, referenceSubject);
    }
}
