package io.facebridge.evaluation;

import java.util.Arrays;

/**
 * Thresholds by counting, without a sort and without a copy: the bits of a double, turned so that their order is that of
 * the numbers, are counted by their upper 16, and only within the bucket that decides are scores looked at closer.
 */
final class ScoreKeys {
    private static final int BUCKETS = 1 << 16;

    /** So many scores of one bucket are sorted; more are counted by their next 16 bits. */
    private static final int SORTABLE = 1 << 18;

    /** From this bucket on are infinity and NaN; and below the other one are the negative ones. */
    private static final int POSITIVE_INFINITY = bucket(key(Double.POSITIVE_INFINITY));

    private static final int NEGATIVE_INFINITY = bucket(key(Double.NEGATIVE_INFINITY));

    private ScoreKeys() {}

    /** In the order of the numbers; -0.0 and 0.0 are one. */
    private static long key(double score) {
        long bits = Double.doubleToRawLongBits(score + 0.0);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    private static double score(long key) {
        return Double.longBitsToDouble(key ^ ((key >> 63) & Long.MAX_VALUE));
    }

    private static int bucket(long key) {
        return (int) (key >>> 48) ^ 0x8000;
    }

    /** How many scores there are in each bucket. NaN of either sign and infinities fall into the outer ones. */
    static long[] histogram(double[] scores, int size) {
        int[] even = new int[BUCKETS]; // two, so that equal neighbors need not wait for each other
        int[] odd = new int[BUCKETS];
        int paired = size & ~1;
        for (int i = 0; i < paired; i += 2) {
            even[bucket(key(scores[i]))]++;
            odd[bucket(key(scores[i + 1]))]++;
        }
        if (paired < size) {
            even[bucket(key(scores[paired]))]++;
        }
        long[] counts = new long[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] = (long) even[i] + odd[i];
        }
        return counts;
    }

    /** How many of the counted scores are NaN or infinite. */
    static long notFinite(long[] histogram) {
        long count = 0;
        for (int i = 0; i <= NEGATIVE_INFINITY; i++) {
            count += histogram[i];
        }
        for (int i = POSITIVE_INFINITY; i < BUCKETS; i++) {
            count += histogram[i];
        }
        return count;
    }

    static long countAtLeast(double[] scores, int size, double threshold) {
        long count = 0;
        for (int i = 0; i < size; i++) {
            count += scores[i] >= threshold ? 1 : 0;
        }
        return count;
    }

    /**
     * The smallest score that at most {@code allowed} scores reach.
     *
     * @return its place stands for "no such score" if the highest score alone is given more often than that
     */
    static Cut cut(double[] scores, int size, long[] histogram, long allowed) {
        long[] counts = histogram;
        long prefix = 0;
        int shift = 48;
        long above = 0;
        while (true) {
            int bucket = BUCKETS - 1;
            while (bucket >= 0 && above + counts[bucket] <= allowed) {
                above += counts[bucket];
                bucket--;
            }
            if (bucket < 0) {
                return new Cut(minimum(scores, size), above);
            }
            prefix = (prefix << 16) | (shift == 48 ? (bucket ^ 0x8000) & 0xFFFFL : bucket);
            if (counts[bucket] <= SORTABLE || shift == 0) {
                return cutWithin(scores, size, prefix, shift, (int) counts[bucket], above, allowed);
            }
            counts = histogramWithin(scores, size, prefix, shift);
            shift -= 16;
        }
    }

    private static long[] histogramWithin(double[] scores, int size, long prefix, int shift) {
        long[] counts = new long[BUCKETS];
        for (int i = 0; i < size; i++) {
            long key = key(scores[i]);
            if (key >>> shift == prefix) {
                counts[(int) (key >>> (shift - 16)) & 0xFFFF]++;
            }
        }
        return counts;
    }

    private static Cut cutWithin(
            double[] scores, int size, long prefix, int shift, int count, long above, long allowed) {
        double low = score(prefix << shift);
        double high = score((prefix << shift) | ((1L << shift) - 1));
        if (high == 0) {
            high = shift == 0 ? 0.0 : -Double.MIN_VALUE; // there is no -0.0 among the keys
        }
        boolean single = shift == 0;
        double[] within = new double[single ? 0 : count];
        int found = 0;
        double next = Double.POSITIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            double score = scores[i];
            if (score >= low) { // which few are where the rate is low
                if (score > high) {
                    next = Math.min(next, score);
                } else if (!single) {
                    within[found++] = score + 0.0;
                }
            }
        }
        if (!single) {
            Arrays.sort(within);
            int first = count - (int) (allowed - above); // of those that may match, had they no equal below them
            double tooMany = within[first - 1];
            while (first < count && within[first] == tooMany) {
                first++;
            }
            if (first < count) {
                return new Cut(within[first], above + count - first);
            }
        }
        return new Cut(next + 0.0, above);
    }

    private static double minimum(double[] scores, int size) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            least = Math.min(least, scores[i]);
        }
        return least + 0.0;
    }

    static double maximum(double[] scores, int size) {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            most = Math.max(most, scores[i]);
        }
        return most + 0.0;
    }

    /**
     * A score and how many reach it.
     *
     * @param score infinite if no score may reach it
     * @param reaching how many scores are at least that
     */
    record Cut(double score, long reaching) {}
}
