package io.facebridge.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The convex hull of the ROC by pooling adjacent violators: neighboring scores are pooled until the share of mated ones
 * rises with the score. Counts are integers, so that the result does not depend on the machine.
 */
final class ConvexHull {
    private double[] lowest = new double[64];
    private long[] mated = new long[64];
    private long[] nonMated = new long[64];
    private int size;
    private long allMated;
    private long allNonMated;

    /** Adds the counts of one score. Scores are added in ascending order, equal ones together. */
    void add(double score, long nonMatedHere, long matedHere) {
        if (matedHere + nonMatedHere == 0) {
            return;
        }
        if (size == lowest.length) {
            lowest = Arrays.copyOf(lowest, size * 2);
            mated = Arrays.copyOf(mated, size * 2);
            nonMated = Arrays.copyOf(nonMated, size * 2);
        }
        lowest[size] = score;
        mated[size] = matedHere;
        nonMated[size] = nonMatedHere;
        size++;
        allMated += matedHere;
        allNonMated += nonMatedHere;
        while (size > 1 && mated[size - 2] * nonMated[size - 1] >= mated[size - 1] * nonMated[size - 2]) {
            mated[size - 2] += mated[size - 1];
            nonMated[size - 2] += nonMated[size - 1];
            size--;
        }
    }

    /** Returns the vertices, from the threshold at which all comparisons match to the one at which none does. */
    List<OperatingPoint> vertices() {
        List<OperatingPoint> vertices = new ArrayList<>(size + 1);
        long falseMatches = allNonMated;
        long falseNonMatches = 0;
        for (int i = 0; i < size; i++) {
            vertices.add(new OperatingPoint(lowest[i], falseMatches, allNonMated, falseNonMatches, allMated));
            falseMatches -= nonMated[i];
            falseNonMatches += mated[i];
        }
        vertices.add(
                new OperatingPoint(Double.POSITIVE_INFINITY, falseMatches, allNonMated, falseNonMatches, allMated));
        return vertices;
    }

    /**
     * Returns the rate at which FMR and FNMR are equal on the hull: the maximum error of the best decision over all
     * proportions of mated pairs.
     */
    static double equalErrorRate(List<OperatingPoint> vertices) {
        for (int i = 1; i < vertices.size(); i++) {
            OperatingPoint from = vertices.get(i - 1);
            OperatingPoint to = vertices.get(i);
            if (to.fnmr() >= to.fmr()) {
                double rise = from.fmr() - to.fmr() + to.fnmr() - from.fnmr();
                double share = rise == 0 ? 0 : (from.fmr() - from.fnmr()) / rise;
                return from.fmr() + share * (to.fmr() - from.fmr());
            }
        }
        throw new AssertionError("at the last vertex nothing matches");
    }

    /** Returns the cost in bits of the best monotone calibration of the scores, at even odds. */
    double minCllr() {
        double matedBits = 0;
        double nonMatedBits = 0;
        for (int i = 0; i < size; i++) {
            double odds = (mated[i] / (double) allMated) / (nonMated[i] / (double) allNonMated);
            if (mated[i] > 0) {
                matedBits += mated[i] * Math.log1p(1 / odds);
            }
            if (nonMated[i] > 0) {
                nonMatedBits += nonMated[i] * Math.log1p(odds);
            }
        }
        return (matedBits / allMated + nonMatedBits / allNonMated) / 2 / Math.log(2);
    }
}
