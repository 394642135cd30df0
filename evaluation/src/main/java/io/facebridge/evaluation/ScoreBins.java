package io.facebridge.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * How many scores of each label lie in each of equally wide bins.
 *
 * @param low where the first bin begins
 * @param high where the last one ends, inclusive
 * @param mated of each bin
 * @param nonMated of each bin
 */
record ScoreBins(double low, double high, List<Long> mated, List<Long> nonMated) {
    private static final int BINS = 60;

    static ScoreBins of(ScoreSet scores) {
        double[] mated = scores.sortedMated();
        double[] nonMated = scores.sortedNonMated();
        double low = Math.min(mated[0], nonMated[0]);
        double high = Math.max(mated[mated.length - 1], nonMated[nonMated.length - 1]);
        return new ScoreBins(low, high, counts(mated, low, high), counts(nonMated, low, high));
    }

    private static List<Long> counts(double[] sorted, double low, double high) {
        List<Long> counts = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            int from = Evaluation.firstAtLeast(sorted, low + (high - low) * bin / BINS);
            int to = bin == BINS - 1
                    ? sorted.length
                    : Evaluation.firstAtLeast(sorted, low + (high - low) * (bin + 1) / BINS);
            counts.add((long) to - from);
        }
        return List.copyOf(counts);
    }

    int size() {
        return BINS;
    }

    /** Where a bin begins. */
    double from(int bin) {
        return low + (high - low) * bin / BINS;
    }
}
