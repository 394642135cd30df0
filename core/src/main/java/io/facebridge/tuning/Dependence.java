package io.facebridge.tuning;

import io.facebridge.tuning.RateInterval.Method;
import java.util.Arrays;

/**
 * How much comparisons that share a person are alike. Of e, the error of a comparison less the rate, the variance of a rate
 * is the sum over persons of (the sum of e over the person's comparisons) squared, less that over pairs of persons, which
 * was counted twice, over the square of the number of comparisons (Fogliato, Patil and Perona, "Confidence intervals for
 * error rates in 1:1 matching tasks", 2024).
 */
final class Dependence {
    private final ScoreSet scores;
    private final PairCounts allPairs;

    Dependence(ScoreSet scores) {
        this.scores = scores;
        PairColumns nonMated = scores.nonMatedColumns();
        allPairs = new PairCounts();
        if (nonMated.knowSubjects()) {
            for (int i = 0; i < nonMated.size(); i++) {
                allPairs.add(pair(nonMated, i));
            }
        }
    }

    long subjectPairs() {
        return allPairs.size();
    }

    RateInterval fmrInterval(double threshold, double confidence) {
        PairColumns columns = scores.nonMatedColumns();
        if (!columns.knowSubjects()) {
            return independent(columns, threshold, true, confidence);
        }
        long errors = ScoreKeys.countAtLeast(columns.scores(), columns.size(), threshold);
        double rate = errors / (double) columns.size();
        double[] perSubject = new double[scores.subjects()];
        PairCounts wrongPairs = new PairCounts();
        for (int i = 0; i < columns.size(); i++) {
            boolean wrong = columns.scores()[i] >= threshold;
            double error = (wrong ? 1 : 0) - rate;
            perSubject[columns.probeSubject(i)] += error;
            if (columns.referenceSubject(i) != columns.probeSubject(i)) {
                perSubject[columns.referenceSubject(i)] += error;
            }
            if (wrong) {
                wrongPairs.add(pair(columns, i));
            }
        }
        // the sum over pairs of (wrong - rate * all) squared, multiplied out so that only wrong pairs are visited
        double pairs = wrongPairs.sumOfSquares()
                - 2 * rate * wrongPairs.sumOfProducts(allPairs)
                + rate * rate * allPairs.sumOfSquares();
        return adjusted(errors, columns.size(), sumOfSquares(perSubject) - pairs, confidence);
    }

    RateInterval fnmrInterval(double threshold, double confidence) {
        PairColumns columns = scores.matedColumns();
        if (!columns.knowSubjects()) {
            return independent(columns, threshold, false, confidence);
        }
        long errors = columns.size() - ScoreKeys.countAtLeast(columns.scores(), columns.size(), threshold);
        double rate = errors / (double) columns.size();
        double[] perSubject = new double[scores.subjects()];
        for (int i = 0; i < columns.size(); i++) {
            perSubject[columns.probeSubject(i)] += (columns.scores()[i] >= threshold ? 0 : 1) - rate;
        }
        return adjusted(errors, columns.size(), sumOfSquares(perSubject), confidence);
    }

    private static RateInterval independent(
            PairColumns columns, double threshold, boolean nonMated, double confidence) {
        long reaching = ScoreKeys.countAtLeast(columns.scores(), columns.size(), threshold);
        return Intervals.clopperPearson(nonMated ? reaching : columns.size() - reaching, columns.size(), confidence);
    }

    private RateInterval adjusted(long errors, long size, double squares, double confidence) {
        double rate = errors / (double) size;
        double worth;
        if (errors == 0 || errors == size) {
            worth = Math.min(size, Math.max(1, scores.subjects() / 2)); // so many comparisons can share nobody
        } else {
            double variance = squares / size / size;
            worth = variance > 0 ? Math.min((double) size, rate * (1 - rate) / variance) : (double) size;
        }
        return Intervals.wilson(rate, worth, confidence, Method.WILSON_ADJUSTED);
    }

    private static double sumOfSquares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }

    private static long pair(PairColumns columns, int i) {
        long one = columns.probeSubject(i);
        long other = columns.referenceSubject(i);
        return 1 + (Math.min(one, other) << 31 | Math.max(one, other));
    }

    /** How often each pair of persons was met. */
    private static final class PairCounts {
        private long[] keys = new long[64];
        private int[] counts = new int[64];
        private int size;

        void add(long key) {
            counts[slotOf(key)]++;
            if (size * 2 > keys.length) {
                grow();
            }
        }

        private int slotOf(long key) {
            int slot = slot(key);
            if (keys[slot] == 0) {
                keys[slot] = key;
                size++;
            }
            return slot;
        }

        private int slot(long key) {
            long mixed = key * 0x9E3779B97F4A7C15L;
            int mask = keys.length - 1;
            int slot = (int) (mixed >>> 32) & mask;
            while (keys[slot] != 0 && keys[slot] != key) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        private void grow() {
            long[] oldKeys = keys;
            int[] oldCounts = counts;
            keys = new long[oldKeys.length * 2];
            counts = new int[keys.length];
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldKeys[i] != 0) {
                    int slot = slot(oldKeys[i]);
                    keys[slot] = oldKeys[i];
                    counts[slot] = oldCounts[i];
                }
            }
        }

        long size() {
            return size;
        }

        double sumOfSquares() {
            return Arrays.stream(counts)
                    .mapToDouble(count -> (double) count * count)
                    .sum();
        }

        double sumOfProducts(PairCounts other) {
            double sum = 0;
            for (int i = 0; i < keys.length; i++) {
                sum += keys[i] == 0 ? 0 : (double) counts[i] * other.counts[other.slot(keys[i])];
            }
            return sum;
        }
    }
}
