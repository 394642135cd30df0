package io.facebridge.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The dependence of comparisons that share a person. Of e, the error of a comparison less the rate, the variance of a rate
 * is the sum over persons of (the sum of e over the person's comparisons) squared, less that over pairs of persons, which
 * was counted twice, over the square of the number of comparisons (Fogliato, Patil and Perona, "Confidence intervals for
 * error rates in 1:1 matching tasks", 2024). Of few persons that difference can fall below what pairs of persons alone
 * contribute, and is then taken as that. Immutable and thread-safe.
 */
final class Dependence {
    /** With fewer pairs of persons expected to err, who happens to be among them decides, and no variance shows it. */
    private static final double MIN_PAIRS = 3 * (1 - 1e-12);

    /** Of fewer no rate is called assured or well supported, and what pairs contribute is counted twice to be safe. */
    static final int MIN_PERSONS = 50;

    private final PairColumns columns;
    private final boolean mated;

    /** Which comparisons, ascending. */
    private final int[] chosen;

    private final int persons;
    private final int[] perPerson;
    private final PairCounts pairs;
    private final double squaresOfPairs;

    private Dependence(PairColumns columns, boolean mated, int[] chosen, int codes) {
        this.columns = columns;
        this.mated = mated;
        this.chosen = chosen;
        perPerson = new int[codes];
        pairs = new PairCounts();
        for (int i : chosen) {
            int one = columns.probeSubject(i);
            int other = columns.referenceSubject(i);
            perPerson[one]++;
            if (other != one) {
                perPerson[other]++;
            }
            if (!mated) {
                pairs.add(pair(one, other));
            }
        }
        persons = (int) Arrays.stream(perPerson).filter(count -> count > 0).count();
        squaresOfPairs = pairs.sumOfSquares();
    }

    /** Creates the dependence of all non-mated comparisons of a set whose persons are known. */
    static Dependence ofNonMated(ScoreSet scores) {
        return ofNonMated(scores, i -> true);
    }

    /** Creates the dependence of some non-mated comparisons, chosen by their index. */
    static Dependence ofNonMated(ScoreSet scores, IntPredicate which) {
        return of(scores.nonMatedColumns(), false, which, scores.subjects());
    }

    /** Creates the dependence of all mated comparisons of a set whose persons are known. */
    static Dependence ofMated(ScoreSet scores) {
        return ofMated(scores, i -> true);
    }

    /** Creates the dependence of some mated comparisons, chosen by their index. */
    static Dependence ofMated(ScoreSet scores, IntPredicate which) {
        return of(scores.matedColumns(), true, which, scores.subjects());
    }

    private static Dependence of(PairColumns columns, boolean mated, IntPredicate which, int codes) {
        int[] chosen = IntStream.range(0, columns.size()).filter(which).toArray();
        return new Dependence(columns, mated, chosen, codes);
    }

    long pairsOfPersons() {
        return pairs.size();
    }

    int persons() {
        return persons;
    }

    /**
     * Returns the correction for the estimated mean of the residuals, and for comparisons of two persons for the estimated
     * effect of each.
     */
    private static double smallSample(int persons, int perComparison) {
        return persons > perComparison ? persons / (double) (persons - perComparison) : 1;
    }

    /** Returns whether bounds are reliable: with few persons the variance is too uncertain. */
    boolean statesBounds() {
        return persons >= MIN_PERSONS;
    }

    private boolean errs(int i, double threshold) {
        return columns.scores()[i] >= threshold != mated;
    }

    PersonRate at(double threshold) {
        int[] wrong = new int[chosen.length];
        int errors = 0;
        for (int i : chosen) {
            if (errs(i, threshold)) {
                wrong[errors++] = i;
            }
        }
        return of(wrong, errors);
    }

    /** Returns the rate if exactly the first so many of these comparisons err. */
    private PersonRate of(int[] wrong, int errors) {
        long size = chosen.length;
        double rate = errors / (double) size;
        if (errors == 0 || errors == size || (!mated && Math.min(rate, 1 - rate) * pairs.size() < MIN_PAIRS)) {
            // a mated comparison shares its person with those of that person alone, a non-mated one two
            return PersonRate.withoutVariance(errors, size, mated ? persons : Math.floor(persons / 2.0));
        }
        double[] perPersonErrors = new double[perPerson.length];
        PairCounts wrongPairs = new PairCounts();
        for (int k = 0; k < errors; k++) {
            int one = columns.probeSubject(wrong[k]);
            int other = columns.referenceSubject(wrong[k]);
            perPersonErrors[one]++;
            if (other != one) {
                perPersonErrors[other]++;
            }
            if (!mated) {
                wrongPairs.add(pair(one, other));
            }
        }
        double squares = 0;
        for (int s = 0; s < perPersonErrors.length; s++) {
            perPersonErrors[s] -= rate * perPerson[s];
            squares += perPersonErrors[s] * perPersonErrors[s];
        }
        if (mated) {
            return PersonRate.of(errors, size, persons, squares * smallSample(persons, 1), perPersonErrors);
        }
        // the sum over pairs of (wrong - rate * all) squared, multiplied out so that only wrong pairs are visited
        double ofPairs =
                wrongPairs.sumOfSquares() - 2 * rate * wrongPairs.sumOfProducts(pairs) + rate * rate * squaresOfPairs;
        double both = persons < MIN_PERSONS ? squares : squares - ofPairs;
        return PersonRate.of(errors, size, persons, Math.max(both, ofPairs) * smallSample(persons, 2), perPersonErrors);
    }

    /**
     * Returns the threshold with the most errors, all at the highest scores, at which the rate is assured to be at most the
     * target. For non-mated comparisons.
     *
     * @param most a score that no more reach than are allowed by the target itself
     * @return the score that they reach and no others; NaN if even with the fewest that show a variance it is not
     */
    double assured(double target, double confidence, ScoreKeys.Cut most) {
        double[] scores = columns.scores();
        int[] highest = Arrays.stream(chosen)
                .filter(i -> scores[i] >= most.score())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .mapToInt(i -> i)
                .toArray();
        int[] ends = IntStream.rangeClosed(1, (int) Math.min(most.reaching(), highest.length))
                .filter(k -> k == highest.length || scores[highest[k]] < scores[highest[k - 1]])
                .toArray();
        int low = 0; // with so many errors the limit is kept, and with that many it is not
        while (low < ends.length && ends[low] / (double) chosen.length * pairs.size() < MIN_PAIRS) {
            low++;
        }
        if (low == ends.length || !of(highest, ends[low]).assures(target, confidence)) {
            return Double.NaN;
        }
        int high = ends.length;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (of(highest, ends[middle]).assures(target, confidence)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return scores[highest[ends[low] - 1]];
    }

    private static long pair(long one, long other) {
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
            double sum = 0;
            for (int count : counts) {
                sum += (double) count * count;
            }
            return sum;
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
