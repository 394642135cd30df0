package io.facebridge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.error.InsufficientDataException;
import io.facebridge.error.InvalidScoresException;
import io.facebridge.error.InvalidScoresException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The mistakes that tools for error rates are known for, each by its number in the list of them, and not made here. */
class EvaluationMistakesTest {
    private static Evaluation of(double[] mated, double... nonMated) {
        return ScoreSet.of(ScoreSource.unnamed(), mated, nonMated).evaluate();
    }

    private static double[] scores(double... scores) {
        return scores;
    }

    @Test
    void mistake_01_a_score_at_the_threshold_matches() {
        OperatingPoint point = of(scores(0.5), 0.5).at(0.5);

        assertThat(point.fmr()).isOne();
        assertThat(point.fnmr()).isZero();
    }

    @Test
    void mistake_02_the_nearest_rate_is_no_answer_if_it_is_above_the_target() {
        Evaluation evaluation = of(scores(5, 6, 7, 8), 1, 1, 1, 2, 2, 2, 3, 3, 3, 6);

        ThresholdAtRate found = evaluation.atFmr(0.3);

        assertThat(found.orThrow().threshold()).isEqualTo(6);
        assertThat(found.orThrow().fmr()).isEqualTo(0.1);
        assertThat(found.orThrow().fnmr()).isEqualTo(0.25);
        assertThat(found.support()).isEqualTo(StatisticalSupport.WEAK);
    }

    @Test
    void mistake_03_a_target_below_what_the_data_resolves_is_refused_and_not_answered_with_the_next_number() {
        ThresholdAtRate found = of(scores(10, 11), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9).atFmr(0.001);

        assertThat(found.support()).isEqualTo(StatisticalSupport.UNSUPPORTED);
        assertThat(found.point()).isEmpty();
        assertThat(found.needed()).isEqualTo(2995);
        assertThatExceptionOfType(InsufficientDataException.class)
                .isThrownBy(found::orThrow)
                .withMessageContaining("from 10 non-mated comparisons")
                .withMessageContaining("at least 3000")
                .withMessageContaining("2995 without an error")
                .satisfies(refusal -> {
                    assertThat(refusal.available()).isEqualTo(10);
                    assertThat(refusal.needed()).isEqualTo(2995);
                    assertThat(refusal.upperBound95()).isCloseTo(1 - Math.pow(0.05, 0.1), within(1e-12));
                });
    }

    @Test
    void mistake_04_the_lowest_mated_score_may_be_given_many_times() {
        Evaluation evaluation = of(scores(0, 0, 0, 0, 0.1, 0.2, 0.3, 0.4, 0.5), -1, -0.5);

        OperatingPoint point = evaluation.atFnmr(0.2).orThrow();

        assertThat(point.threshold()).isZero();
        assertThat(point.fnmr()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"syn-b-ties", "syn-c-0to100-int"})
    void mistake_05_equal_scores_are_all_on_one_side(String name) {
        ScoreSet set = Synthetic.set(name);
        Evaluation evaluation = set.evaluate();
        double[] sorted = set.nonMated().sorted().toArray();

        for (double target : new double[] {0.2, 0.1, 0.05, 0.01, 0.005, 0.001}) {
            OperatingPoint point = evaluation.atFmr(target).orThrow();
            long reaching =
                    Arrays.stream(sorted).filter(s -> s >= point.threshold()).count();
            double nextLower = Arrays.stream(sorted)
                    .filter(s -> s < point.threshold())
                    .max()
                    .orElseThrow();
            long reachingNext =
                    Arrays.stream(sorted).filter(s -> s >= nextLower).count();
            assertThat(point.falseMatches()).isEqualTo(reaching);
            assertThat(point.fmr()).isLessThanOrEqualTo(target);
            assertThat(reachingNext / (double) sorted.length).isGreaterThan(target);
        }
    }

    @Test
    void mistake_05_equal_scores_count_half_in_the_area() {
        assertThat(Synthetic.set("syn-e-constant").evaluate().auc()).isEqualTo(0.5);
        assertThat(of(scores(1, 2), 1, 2).auc()).isEqualTo(0.5);
        assertThat(of(scores(1, 3), 1, 2).auc()).isEqualTo(0.625);
    }

    @Test
    void mistake_06_nothing_matches_at_infinity_and_that_is_a_point_too() {
        Evaluation evaluation = of(scores(0.4, 0.5, 0.6), 0.1, 0.2, 0.9);

        OperatingPoint withoutFalseMatch = evaluation.curve(10).stream()
                .filter(point -> point.falseMatches() == 0)
                .findFirst()
                .orElseThrow();
        assertThat(withoutFalseMatch.threshold()).isInfinite();
        assertThat(withoutFalseMatch.fnmr()).isOne();
        DetectionCost cost = DetectionCost.atShare(0.01);
        OperatingPoint least = Synthetic.set("syn-e-constant").evaluate().minDcf(cost);
        assertThat(cost.of(least) / cost.blind()).isOne();
        assertThat(least.threshold()).isInfinite();
    }

    @Test
    void mistake_07_there_is_more_than_one_equal_error_rate() {
        EqualErrorRates eer = of(scores(0, 2), 1).eer();

        assertThat(eer.rocch()).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(eer.fvc()).isEqualTo(0.25);
        assertThat(eer.nearest().hter()).isEqualTo(0.25);
    }

    @Test
    void mistake_08_no_point_of_the_curve_is_dropped_before_a_threshold_is_looked_for() {
        // 0.5 and 0.6 lie on a straight piece of the ROC; tools that drop such points answer 0.7
        double[] nonMated = new double[1000];
        for (int i = 0; i < 1000; i++) {
            nonMated[i] = i < 900 ? 0.1 : i < 950 ? 0.5 : i < 990 ? 0.6 : 0.7;
        }

        assertThat(of(scores(0.9, 0.95), nonMated).atFmr(0.06).orThrow().threshold())
                .isEqualTo(0.6);
        assertThat(of(scores(0.9, 0.95), nonMated).atFmr(0.1).orThrow().threshold())
                .isEqualTo(0.5);
    }

    @Test
    void mistake_09_comparisons_that_share_a_person_are_worth_less_than_their_number() {
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.unnamed());
        Synthetic random = new Synthetic(11);
        int persons = 60;
        double[] wolfishness = new double[persons];
        for (int i = 0; i < persons; i++) {
            wolfishness[i] = random.normal();
        }
        for (int i = 0; i < persons; i++) {
            set.add(ScoredPair.of("i" + i, "j" + i, 4 + random.normal(), PairLabel.MATED)
                    .subjects("p" + i, "p" + i));
            for (int j = i + 1; j < persons; j++) {
                set.add(ScoredPair.of(
                                "i" + i,
                                "i" + j,
                                wolfishness[i] + wolfishness[j] + random.normal(),
                                PairLabel.NON_MATED)
                        .subjects("p" + i, "p" + j));
            }
        }
        Evaluation evaluation = set.build().evaluate();
        OperatingPoint point = evaluation.atFmr(0.05).orThrow();
        RateInterval independent = point.fmrInterval();
        RateInterval adjusted =
                evaluation.adjustedFmrInterval(point.threshold()).orElseThrow();

        assertThat(adjusted.method()).isEqualTo(RateInterval.Method.KORN_GRAUBARD);
        assertThat(adjusted.effectiveSize()).isLessThan(point.nonMated() / 3.0);
        assertThat(adjusted.high() - adjusted.low()).isGreaterThan(1.5 * (independent.high() - independent.low()));
        assertThat(evaluation.subjectPairs()).hasValue(persons * (persons - 1) / 2);
    }

    @Test
    void mistake_10_none_of_a_thousand_is_not_a_rate_of_zero() {
        double[] nonMated = new double[1000];
        Arrays.setAll(nonMated, i -> i * 1e-4);

        ThresholdAtRate found = of(scores(1, 2), nonMated).atFmr(1e-4);

        assertThat(found.point()).isEmpty();
        assertThat(found.upperBound95()).isCloseTo(0.0029912, within(5e-8)); // one-sided, not the 0.0036821 of two
    }

    @Test
    void mistake_11_nan_is_no_score() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(scores(1), 0.1, Double.NaN, 0.2))
                .withMessageContaining("1 non-mated ones are NaN or infinite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(scores(1, Double.NEGATIVE_INFINITY, -Double.NaN), 0.1))
                .withMessageContaining("2 mated ones");
        double[] nonMated = new double[400];
        Arrays.setAll(nonMated, i -> i);
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.unnamed());
        Arrays.stream(nonMated).forEach(s -> set.add(ScoredPair.of(null, null, s, PairLabel.NON_MATED)));
        set.add(ScoredPair.of(null, null, 500, PairLabel.MATED));
        set.add(ScoredPair.failed(null, null, PairStatus.FTA_PROBE, PairLabel.NON_MATED));
        ScoreSet withFailure = set.build();

        assertThat(withFailure.failures()).isEqualTo(new ScoreSet.Failures(0, 1, 0));
        assertThat(withFailure.evaluate().atFmr(0.01).orThrow())
                .isEqualTo(of(scores(500), nonMated).atFmr(0.01).orThrow());
    }

    @Test
    void mistake_12_minus_zero_is_zero() {
        Evaluation evaluation = of(scores(1), -0.0, 0.0);

        assertThat(evaluation.at(0.0).fmr()).isOne();
        assertThat(evaluation.at(-0.0).fmr()).isOne();
        assertThat(evaluation.distinctScores()).isEqualTo(2);
        double[] zeros = new double[400];
        Arrays.setAll(zeros, i -> i % 2 == 0 ? 0.0 : -0.0);
        zeros[0] = 1;
        zeros[1] = 1;
        zeros[2] = 1;
        Evaluation viewed =
                ScoreSet.viewOf(ScoreSource.unnamed(), scores(2), zeros).evaluate();
        assertThat(viewed.atFmr(0.01).orThrow().threshold()).isOne();
        assertThat(viewed.atFmr(0.01).orThrow().falseMatches()).isEqualTo(3);
    }

    @Test
    void mistake_13_the_order_of_equal_scores_changes_no_rank() {
        List<SearchPoint> points = new ArrayList<>();
        List<Double> hits = new ArrayList<>();
        for (int seed = 0; seed < 6; seed++) {
            List<Boolean> mates = new ArrayList<>(List.of(true, false, false, false));
            Collections.shuffle(mates, new Random(seed));
            SearchSet.Builder searches = SearchSet.builder(ScoreSource.unnamed());
            SearchSet.Search search = searches.search(true);
            mates.forEach(mate -> search.candidate(0.7, mate));
            SearchEvaluation evaluation = searches.build().evaluate();
            points.add(evaluation.at(0.5, 1));
            hits.add(evaluation.hitRate(1));
            hits.add(evaluation.hitRate(3));
            assertThat(evaluation.hitRate(4)).isOne();
            assertThat(evaluation.optimisticHitRate(1)).isOne();
        }

        assertThat(points).containsOnly(points.get(0));
        assertThat(hits).containsOnly(0.0);
    }

    @Test
    void mistake_14_a_candidate_at_the_threshold_counts_as_a_score_at_the_threshold_does() {
        SearchSet.Builder searches = SearchSet.builder(ScoreSource.unnamed());
        searches.search(true).candidate(0.5, true);
        searches.search(false).candidate(0.5, false);
        SearchPoint point = searches.build().evaluate().at(0.5, 1);

        assertThat(point.tpir()).isOne();
        assertThat(point.fpir()).isOne();
        assertThat(point.selectivity()).isOne();
    }

    @Test
    void mistake_15_the_rate_of_attacks_is_that_of_the_worst_species_and_not_the_mean() {
        AttackSet.Builder set = AttackSet.builder(ScoreSource.unnamed()).bonaFide(0.9);
        for (int i = 0; i < 100; i++) {
            set.attack("print", i < 2 ? 0.8 : 0.1);
            set.attack("mask", i < 30 ? 0.8 : 0.1);
        }
        AttackPoint point = set.build().evaluate().at(0.5);

        assertThat(point.apcer()).isEqualTo(0.30);
        assertThat(point.attacks()).containsEntry("print", new AttackPoint.Attacks(2, 100, 0));
    }

    @Test
    void mistake_16_rates_of_a_test_set_are_at_the_threshold_of_another() {
        Evaluation dev = of(scores(3, 4, 5, 6), 0, 1, 2, 3.5);
        Evaluation test = of(scores(2, 4, 5, 6), 0, 1, 1.5, 1.8);

        OperatingPoint chosen = dev.minHter();
        OperatingPoint measured = test.at(chosen.threshold());

        assertThat(chosen.threshold()).isEqualTo(3);
        assertThat(measured.hter()).isEqualTo(0.125);
        assertThat(test.minHter().hter()).isZero();
    }

    @Test
    void mistake_17_a_large_score_does_not_overflow() {
        ScoreSource ratios = ScoreSource.unnamed().logLikelihoodRatios();
        double cost = ScoreSet.of(ratios, scores(-800, 800), scores(800, -800))
                .evaluate()
                .cllr();

        assertThat(cost).isCloseTo(400 / Math.log(2), within(1e-9));
    }

    @Test
    void mistake_18_a_score_of_a_file_is_the_decimal_that_it_says() {
        assertThat(Numerals.parse("0.1")).isEqualTo(0.1).isNotEqualTo(0.1f);
        assertThat(Numerals.parse(Float.toString(0.1f))).isEqualTo(0.1);
    }

    @Test
    void mistake_19_scores_that_point_the_other_way_are_refused() {
        Evaluation reversed = Synthetic.set("syn-f-inverted").evaluate();

        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> reversed.atFmr(0.01))
                .withMessageContaining("300 mated and 3000 non-mated")
                .withMessageContaining("AUC 0.0")
                .withMessageContaining("ScorePolarity.DISTANCE")
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.REVERSED));
    }

    @Test
    void mistake_19_distances_are_taken_as_distances_where_that_is_said() {
        ScoreSet similar = Synthetic.set("syn-f-inverted");
        ScoreSet turned = ScoreSet.of(
                ScoreSource.unnamed().polarity(ScorePolarity.DISTANCE),
                similar.mated().toArray(),
                similar.nonMated().toArray());

        assertThat(turned.evaluate().auc()).isCloseTo(1 - similar.evaluate().auc(), within(1e-15));
        assertThat(turned.evaluate().atFmr(0.01).orThrow().fmr()).isLessThanOrEqualTo(0.01);
    }

    @Test
    void mistake_20_a_group_without_an_error_makes_a_ratio_not_assessable_and_not_infinite() {
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.unnamed());
        for (int i = 0; i < 400; i++) {
            set.add(ScoredPair.of(null, null, i < 8 ? 2 : 0, PairLabel.NON_MATED)
                    .groups("a", "a"));
            set.add(ScoredPair.of(null, null, 0, PairLabel.NON_MATED).groups("b", "b"));
            set.add(ScoredPair.of(null, null, i < 20 ? 0 : 3, PairLabel.MATED).groups(i % 2 == 0 ? "a" : "b", "a"));
        }
        set.add(ScoredPair.of(null, null, 5, PairLabel.NON_MATED).groups("small", "small"));
        GroupRates rates = set.build().evaluate().byGroup(1, 0.01);

        assertThat(rates.groups()).extracting(GroupRates.Group::assessable).containsExactly(true, true, false);
        assertThat(rates.fmrMaxOverGeometricMean()).isEmpty();
        assertThat(rates.fmrMaxOverMin()).isEmpty();
        assertThat(rates.fmrDifference()).hasValue(0.02);
        assertThat(rates.fnmrMaxOverGeometricMean()).hasValueCloseTo(1.0, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0.01, 10000, 1.0", "0.01, 1, 0.01", "0, 1000, 0", "1e-4, 0, 0", "1e-9, 1000, 1e-6"})
    void mistake_21_a_search_of_many_has_a_rate_of_at_most_one(double fmr, long references, double fpir) {
        assertThat(SearchEvaluation.modeledFpir(fmr, references))
                .isCloseTo(fpir, within(1e-12))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void mistake_23_the_least_cost_in_bits_is_that_of_the_pooled_scores() {
        // by hand: pooled to {1}: 0 of 1, {2, 3}: 1 of 2, {4}: 1 of 1
        assertThat(of(scores(2, 4), 1, 3).minCllr()).isCloseTo(0.5, within(1e-15));
    }
}
