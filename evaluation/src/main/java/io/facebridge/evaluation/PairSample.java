package io.facebridge.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Some comparisons of a set with their scores: those whose images have the lowest keys, so that samples of two sets hold the
 * same comparisons if both sets do. Not thread-safe while it is added to.
 */
final class PairSample {
    private static final int MAX_SIZE = 1024;

    private long[] keys = new long[2 * MAX_SIZE];
    private double[] scores = new double[2 * MAX_SIZE];
    private int size;
    private long limit = -1; // of unsigned keys the highest

    /** Returns the key of a pair, equal in both directions. */
    static long key(long onePicture, long otherPicture) {
        return Names.mixed(Names.mixed(onePicture) + Names.mixed(otherPicture));
    }

    void add(long key, double score) {
        if (Long.compareUnsigned(key, limit) > 0) {
            return;
        }
        keys[size] = key;
        scores[size++] = score;
        if (size == keys.length) {
            keepLowest();
        }
    }

    private void keepLowest() {
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparing(i -> keys[i], Long::compareUnsigned))
                .mapToInt(i -> i)
                .limit(MAX_SIZE)
                .toArray();
        long[] lowest = Arrays.stream(order).mapToLong(i -> keys[i]).toArray();
        double[] theirs = Arrays.stream(order).mapToDouble(i -> scores[i]).toArray();
        size = order.length;
        System.arraycopy(lowest, 0, keys, 0, size);
        System.arraycopy(theirs, 0, scores, 0, size);
        if (size == MAX_SIZE) {
            limit = keys[MAX_SIZE - 1];
        }
    }

    /** Returns a copy in ascending order of keys. */
    PairSample copy() {
        PairSample copy = new PairSample();
        copy.keys = keys.clone();
        copy.scores = scores.clone();
        copy.size = size;
        copy.keepLowest();
        return copy;
    }

    int size() {
        return size;
    }

    long key(int i) {
        return keys[i];
    }

    double score(int i) {
        return scores[i];
    }
}
