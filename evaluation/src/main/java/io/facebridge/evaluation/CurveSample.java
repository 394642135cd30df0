package io.facebridge.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Points of a curve for drawing, from sorted scores, without walking over all of them. */
final class CurveSample {
    private CurveSample() {}

    static List<OperatingPoint> of(double[] mated, double[] nonMated, int maxPoints) {
        TreeSet<Double> thresholds = new TreeSet<>();
        if (mated.length + nonMated.length <= maxPoints) {
            Arrays.stream(mated).forEach(thresholds::add);
            Arrays.stream(nonMated).forEach(thresholds::add);
        } else {
            int part = maxPoints / 4;
            double low = Math.min(mated[0], nonMated[0]);
            double high = Math.max(mated[mated.length - 1], nonMated[nonMated.length - 1]);
            for (int i = 0; i <= part; i++) {
                thresholds.add(low + (high - low) * i / part);
            }
            logarithmic(nonMated, part, thresholds);
            logarithmic(mated, part, thresholds);
        }
        thresholds.add(Double.POSITIVE_INFINITY);
        List<OperatingPoint> points = new ArrayList<>(thresholds.size());
        for (double threshold : thresholds) {
            points.add(new OperatingPoint(
                    threshold,
                    nonMated.length - Evaluation.firstAtLeast(nonMated, threshold),
                    nonMated.length,
                    Evaluation.firstAtLeast(mated, threshold),
                    mated.length));
        }
        return List.copyOf(points);
    }

    /** Dense at both ends, where rates are small. */
    private static void logarithmic(double[] sorted, int part, Set<Double> thresholds) {
        for (int i = 0; i <= part; i++) {
            int rank = (int) Math.min(sorted.length - 1, Math.round(Math.pow(sorted.length, i / (double) part)) - 1);
            thresholds.add(sorted[rank]);
            thresholds.add(sorted[sorted.length - 1 - rank]);
        }
    }
}
