package io.facebridge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.evaluation.RateInterval.Method;
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

    private static final int PERSONS = 60;

    /** Several comparisons of a pair; some pairs turned around. */
    private static List<Pair> nonMated() {
        return nonMated(PERSONS);
    }

    private static List<Pair> nonMated(int persons) {
        Synthetic random = new Synthetic(31);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            int one = random.below(persons);
            int other = (one + 1 + random.below(persons - 1)) % persons;
            pairs.add(new Pair(one, other, 0.3 * (one % 5) + random.normal()));
        }
        return pairs;
    }

    private static List<Pair> mated() {
        return mated(PERSONS);
    }

    private static List<Pair> mated(int persons) {
        Synthetic random = new Synthetic(32);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int person = random.below(persons);
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
        double variance =
                (squares(bySubject) - squares(byPair)) / pairs.size() / pairs.size() * PERSONS / (PERSONS - 2);

        Evaluation evaluation = set(mated(), pairs).evaluate();
        RateInterval interval = evaluation.adjustedFmrInterval(threshold).orElseThrow();

        assertThat(interval.effectiveSize()).isCloseTo(rate * (1 - rate) / variance, within(1e-6));
        assertThat(interval.effectiveSize()).isLessThan(pairs.size());
        assertThat(interval.method()).isEqualTo(Method.KORN_GRAUBARD);
        assertThat(evaluation.subjectPairs()).hasValue(byPair.size());
    }

    @Test
    void the_variance_of_the_false_non_match_rate_is_that_over_persons() {
        List<Pair> pairs = mated();
        double threshold = 1.5;
        double rate = pairs.stream().filter(p -> p.score() < threshold).count() / (double) pairs.size();
        Map<Integer, Double> bySubject = new HashMap<>();
        pairs.forEach(pair -> bySubject.merge(pair.one(), (pair.score() < threshold ? 1 : 0) - rate, Double::sum));
        double variance = squares(bySubject) / pairs.size() / pairs.size() * PERSONS / (PERSONS - 1);

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
    void of_few_persons_what_pairs_contribute_is_not_taken_off() {
        List<Pair> pairs = nonMated(30);
        double threshold = 1.5;
        double rate = pairs.stream().filter(p -> p.score() >= threshold).count() / (double) pairs.size();
        Map<Integer, Double> bySubject = new HashMap<>();
        for (Pair pair : pairs) {
            double error = (pair.score() >= threshold ? 1 : 0) - rate;
            bySubject.merge(pair.one(), error, Double::sum);
            bySubject.merge(pair.other(), error, Double::sum);
        }
        double variance = squares(bySubject) / pairs.size() / pairs.size() * 30 / 28;

        RateInterval interval =
                set(mated(30), pairs).evaluate().adjustedFmrInterval(threshold).orElseThrow();

        assertThat(interval.effectiveSize()).isCloseTo(rate * (1 - rate) / variance, within(1e-6));
    }

    @Test
    void of_few_persons_nothing_is_assured_or_called_ok() {
        Evaluation evaluation = set(mated(49), nonMated(49)).evaluate();

        assertThat(evaluation.assumingIndependence().atFmr(0.2).support()).isEqualTo(StatisticalSupport.OK);
        assertThat(evaluation.atFmr(0.2).support()).isEqualTo(StatisticalSupport.WEAK);
        assertThat(evaluation.atFmrAssured(0.2, 0.95).support()).isEqualTo(StatisticalSupport.UNSUPPORTED);
        assertThat(evaluation.atFmrAssured(0.2, 0.95).reason().orElseThrow()).contains("49 persons", "50");
    }

    @Test
    void an_assured_threshold_of_many_persons_is_the_lowest_whose_bound_keeps_the_rate() {
        Evaluation evaluation = set(mated(), nonMated()).evaluate();

        ThresholdAtRate assured = evaluation.atFmrAssured(0.2, 0.95);

        double threshold = assured.orThrow().threshold();
        assertThat(assured.support()).isEqualTo(StatisticalSupport.ASSURED);
        assertThat(assured.upperBound95()).isLessThanOrEqualTo(0.2);
        assertThat(threshold)
                .isGreaterThan(evaluation
                        .assumingIndependence()
                        .atFmrAssured(0.2, 0.95)
                        .orThrow()
                        .threshold());
    }

    @Test
    void without_an_error_only_comparisons_that_share_nobody_count() {
        RateInterval fmr =
                set(mated(), nonMated()).evaluate().adjustedFmrInterval(100).orElseThrow();
        RateInterval fnmr =
                set(mated(), nonMated()).evaluate().adjustedFnmrInterval(-100).orElseThrow();

        assertThat(fmr.effectiveSize()).isEqualTo(PERSONS / 2.0);
        assertThat(fmr.low()).isZero();
        assertThat(fmr.high()).isBetween(0.1, 0.13);
        assertThat(fnmr.effectiveSize()).isEqualTo(PERSONS);
        assertThat(fnmr.high()).isBetween(0.05, 0.07);
    }

    @Test
    void none_of_25_persons_missed_is_13_percent_at_most() {
        List<Pair> mated = new ArrayList<>();
        List<Pair> nonMated = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            mated.add(new Pair(i, i, 1));
            nonMated.add(new Pair(i, (i + 1) % 25, 0));
        }

        assertThat(set(mated, nonMated).evaluate().fnmrInterval(0.5).high()).isCloseTo(0.133, within(0.001));
    }

    @Test
    void with_fewer_than_three_pairs_of_persons_to_err_only_comparisons_that_share_nobody_count() {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            for (int k = 0; k < 100; k++) {
                pairs.add(new Pair(i, (i + 1) % 60, i * 100 + k));
            }
        }
        Evaluation evaluation = set(mated(), pairs).evaluate();

        // 0.04 of 60 pairs of persons are 2.4
        assertThat(evaluation.fmrInterval(5760).effectiveSize()).isEqualTo(30);
        assertThat(evaluation.fmrInterval(5700).effectiveSize()).isNotEqualTo(30);
    }

    @Test
    void one_interval_of_an_evaluation_decides_and_the_other_assumes_independence() {
        Evaluation evaluation = set(mated(), nonMated()).evaluate();

        assertThat(evaluation.byPersons()).isTrue();
        assertThat(evaluation.fmrInterval(1.5))
                .isEqualTo(evaluation.adjustedFmrInterval(1.5).orElseThrow());
        assertThat(evaluation.assumingIndependence().byPersons()).isFalse();
        assertThat(evaluation.assumingIndependence().fmrInterval(1.5))
                .isEqualTo(evaluation.at(1.5).fmrInterval());
        assertThat(evaluation.fmrInterval(1.5).high())
                .isGreaterThan(evaluation.at(1.5).fmrInterval().high());
    }

    @Test
    void where_persons_are_unknown_nothing_is_adjusted() {
        Evaluation evaluation = Synthetic.set("syn-a").evaluate();

        assertThat(evaluation.adjustedFmrInterval(1)).isEmpty();
        assertThat(evaluation.adjustedFnmrInterval(1)).isEmpty();
        assertThat(evaluation.subjectPairs()).isEmpty();
    }
}
