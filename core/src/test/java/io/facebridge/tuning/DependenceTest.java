package io.facebridge.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.tuning.RateInterval.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DependenceTest {
    private record Pair(int one, int other, double score) {}

    private static ScoreSet set(List<Pair> mated, List<Pair> nonMated) {
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.unnamed());
        mated.forEach(p -> add(set, p, PairLabel.MATED));
        nonMated.forEach(p -> add(set, p, PairLabel.NON_MATED));
        return set.build();
    }

    private static void add(ScoreSet.Builder set, Pair pair, PairLabel label) {
        set.add(ScoredPair.of(null, null, pair.score(), label).subjects("s" + pair.one(), "s" + pair.other()));
    }

    /** 40 persons; several comparisons of a pair; some pairs turned around. */
    private static List<Pair> nonMated() {
        Synthetic random = new Synthetic(31);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            int one = random.below(40);
            int other = (one + 1 + random.below(39)) % 40;
            pairs.add(new Pair(one, other, 0.3 * (one % 5) + random.normal()));
        }
        return pairs;
    }

    private static List<Pair> mated() {
        Synthetic random = new Synthetic(32);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int person = random.below(40);
            pairs.add(new Pair(person, person, 3 - 0.5 * (person % 5) + random.normal()));
        }
        return pairs;
    }

    @Test
    void the_variance_of_the_false_match_rate_is_that_of_its_definition() {
        List<Pair> pairs = nonMated();
        double threshold = 1.5;
        double rate = pairs.stream().filter(p -> p.score() >= threshold).count() / (double) pairs.size();
        Map<Integer, Double> bySubject = new HashMap<>();
        Map<List<Integer>, Double> byPair = new HashMap<>();
        for (Pair pair : pairs) {
            double error = (pair.score() >= threshold ? 1 : 0) - rate;
            bySubject.merge(pair.one(), error, Double::sum);
            bySubject.merge(pair.other(), error, Double::sum);
            byPair.merge(
                    List.of(Math.min(pair.one(), pair.other()), Math.max(pair.one(), pair.other())),
                    error,
                    Double::sum);
        }
        double variance = (squares(bySubject) - squares(byPair)) / pairs.size() / pairs.size();

        Evaluation evaluation = set(mated(), pairs).evaluate();
        RateInterval interval = evaluation.adjustedFmrInterval(threshold).orElseThrow();

        assertThat(interval.effectiveSize()).isCloseTo(rate * (1 - rate) / variance, within(1e-6));
        assertThat(interval.effectiveSize()).isLessThan(pairs.size());
        assertThat(interval.method()).isEqualTo(Method.WILSON_ADJUSTED);
        assertThat(evaluation.subjectPairs()).hasValue(byPair.size());
    }

    @Test
    void the_variance_of_the_false_non_match_rate_is_that_over_persons() {
        List<Pair> pairs = mated();
        double threshold = 1.5;
        double rate = pairs.stream().filter(p -> p.score() < threshold).count() / (double) pairs.size();
        Map<Integer, Double> bySubject = new HashMap<>();
        pairs.forEach(pair -> bySubject.merge(pair.one(), (pair.score() < threshold ? 1 : 0) - rate, Double::sum));
        double variance = squares(bySubject) / pairs.size() / pairs.size();

        RateInterval interval = set(pairs, nonMated())
                .evaluate()
                .adjustedFnmrInterval(threshold)
                .orElseThrow();

        assertThat(interval.effectiveSize()).isCloseTo(rate * (1 - rate) / variance, within(1e-6));
    }

    private static double squares(Map<?, Double> sums) {
        return sums.values().stream().mapToDouble(sum -> sum * sum).sum();
    }

    @Test
    void without_an_error_only_comparisons_that_share_nobody_count() {
        RateInterval interval =
                set(mated(), nonMated()).evaluate().adjustedFmrInterval(100).orElseThrow();

        assertThat(interval.effectiveSize()).isEqualTo(20);
        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isBetween(0.1, 0.2);
    }

    @Test
    void where_persons_are_unknown_nothing_is_adjusted() {
        Evaluation evaluation = Synthetic.set("syn-a").evaluate();

        assertThat(evaluation.adjustedFmrInterval(1)).isEmpty();
        assertThat(evaluation.adjustedFnmrInterval(1)).isEmpty();
        assertThat(evaluation.subjectPairs()).isEmpty();
    }
}
