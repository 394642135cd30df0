package io.facebridge.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Score sets that are the same on every machine: SplitMix64, sums of twelve uniforms, and only sums, products and powers of
 * two.
 */
final class Synthetic {
    private long state;

    Synthetic(long seed) {
        state = seed;
    }

    private long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Mean 0, variance 1. */
    double normal() {
        double sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += (next() >>> 11) * 0x1p-53;
        }
        return sum - 6;
    }

    int below(int bound) {
        return (int) Long.remainderUnsigned(next(), bound);
    }

    private static double rounded(double x, double steps) {
        return Math.floor(x * steps + 0.5) / steps;
    }

    private static double[] draw(int count, DoubleSupplier score) {
        double[] scores = new double[count];
        for (int i = 0; i < count; i++) {
            scores[i] = score.getAsDouble();
        }
        return scores;
    }

    /** A set by the name that the shared answers have for it. */
    static ScoreSet set(String name) {
        return switch (name) {
            case "syn-a" -> of(1, 1000, 20000, r -> 2 + r.normal(), Synthetic::normal);
            case "syn-b-ties" -> of(2, 1000, 20000, r -> rounded(2 + r.normal(), 10), r -> rounded(r.normal(), 10));
            case "syn-c-0to100-int" ->
                of(
                        3,
                        500,
                        50000,
                        r -> percent(rounded(75 + 12 * r.normal(), 1)),
                        r -> percent(rounded(20 + 8 * r.normal(), 1)));
            case "syn-d-separable" -> of(4, 200, 2000, r -> 10 + r.normal(), r -> -10 + r.normal());
            case "syn-e-constant" -> of(5, 50, 500, r -> 0.5, r -> 0.5);
            case "syn-f-inverted" -> of(6, 300, 3000, r -> -1 + r.normal(), r -> 1 + r.normal());
            case "syn-g-tiny" -> of(7, 12, 25, r -> r.normal() + 2, Synthetic::normal);
            case "syn-h-llr" -> of(8, 2000, 20000, r -> 2 + 2 * r.normal(), r -> -2 + 2 * r.normal());
            case "syn-groups" -> groups();
            default -> throw new IllegalArgumentException("no set " + name);
        };
    }

    private static double percent(double score) {
        return Math.min(100, Math.max(0, score));
    }

    private interface Draw {
        double from(Synthetic random);
    }

    private static ScoreSet of(long seed, int mated, int nonMated, Draw ofMated, Draw ofNonMated) {
        Synthetic random = new Synthetic(seed);
        double[] same = draw(mated, () -> ofMated.from(random));
        double[] other = draw(nonMated, () -> ofNonMated.from(random));
        return ScoreSet.of(ScoreSource.unnamed(), same, other);
    }

    private static ScoreSet groups() {
        Synthetic random = new Synthetic(9);
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.unnamed());
        for (int g = 0; g < 4; g++) {
            String group = "g" + g;
            for (int i = 0; i < 400; i++) {
                add(set, group, PairLabel.MATED, (3.0 - 0.1 * g) + random.normal());
            }
            for (int i = 0; i < 30000; i++) {
                add(set, group, PairLabel.NON_MATED, 0.15 * g + random.normal());
            }
        }
        return set.build();
    }

    private static void add(ScoreSet.Builder set, String group, PairLabel label, double score) {
        set.add(ScoredPair.of(null, null, score, label).groups(group, group));
    }

    /** 200 persons enrolled once; two probes of each, and 100 of unenrolled people. */
    static SearchSet searches() {
        int persons = 200;
        Synthetic random = new Synthetic(10);
        double[] ofReference = draw(persons, random::normal);
        List<Integer> probes = new ArrayList<>();
        for (int i = 0; i < persons; i++) {
            probes.add(i);
            probes.add(i);
        }
        for (int i = 0; i < 100; i++) {
            probes.add(-1);
        }
        double[] ofProbe = draw(probes.size(), random::normal);
        SearchSet.Builder searches = SearchSet.builder(ScoreSource.unnamed()).gallerySize(persons);
        for (int p = 0; p < ofProbe.length; p++) {
            int person = probes.get(p);
            SearchSet.Search search = searches.search(person >= 0);
            for (int j = 0; j < persons; j++) {
                double score = ((person == j ? 3.0 : 0.0) + 0.5 * ofReference[j] + 0.5 * ofProbe[p]) + random.normal();
                search.candidate(score, person == j);
            }
        }
        return searches.build();
    }
}
