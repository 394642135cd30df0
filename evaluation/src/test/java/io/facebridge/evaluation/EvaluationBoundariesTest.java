package io.facebridge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.error.InsufficientDataException;
import io.facebridge.error.InvalidScoresException;
import io.facebridge.error.InvalidScoresException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked for at the edge of what the data can say. */
class EvaluationBoundariesTest {
    private static double[] of(double... scores) {
        return scores;
    }

    private static Evaluation evaluate(double[] mated, double[] nonMated) {
        return ScoreSet.of(ScoreSource.unnamed(), mated, nonMated).evaluate();
    }

    private static double[] ascending(int count) {
        return IntStream.range(0, count).mapToDouble(i -> i).toArray();
    }

    private static final Map<String, Consumer<Evaluation>> STATISTICS = Map.ofEntries(
            Map.entry("dPrime", Evaluation::dPrime),
            Map.entry("auc", Evaluation::auc),
            Map.entry("eer", Evaluation::eer),
            Map.entry("hull", Evaluation::hull),
            Map.entry("minHter", Evaluation::minHter),
            Map.entry("minCllr", Evaluation::minCllr),
            Map.entry("cllr", Evaluation::cllr),
            Map.entry("distinctScores", Evaluation::distinctScores),
            Map.entry("curve", evaluation -> evaluation.curve(10)),
            Map.entry("atFmr", evaluation -> evaluation.atFmr(0.1)),
            Map.entry("atFnmr", evaluation -> evaluation.atFnmr(0.1)),
            Map.entry("atFmrAssured", evaluation -> evaluation.atFmrAssured(0.1, 0.95)),
            Map.entry("exceedsP", evaluation -> evaluation.exceedsP(0.5, 0.1, 100)));

    @Test
    void every_statistic_needs_comparisons_of_both_kinds_and_says_how_many_there_are() {
        ScoreSource ratios = ScoreSource.unnamed().logLikelihoodRatios();
        Evaluation matedAlone = ScoreSet.of(ratios, of(1, 2, 3), of()).evaluate();
        Evaluation nonMatedAlone = ScoreSet.of(ratios, of(), of(1, 2)).evaluate();

        STATISTICS.forEach((name, statistic) -> {
            assertThatExceptionOfType(InsufficientDataException.class)
                    .as(name)
                    .isThrownBy(() -> statistic.accept(matedAlone))
                    .withMessageContaining("3 mated and 0 non-mated (and 0 failed)");
            assertThatExceptionOfType(InsufficientDataException.class)
                    .as(name)
                    .isThrownBy(() -> statistic.accept(nonMatedAlone))
                    .withMessageContaining("0 mated and 2 non-mated (and 0 failed)");
        });
        assertThat(matedAlone.fmrInterval(1)).isEqualTo(Intervals.unknown(0.95));
        assertThat(nonMatedAlone.fnmrInterval(1)).isEqualTo(Intervals.unknown(0.95));
    }

    @Test
    void equal_scores_give_a_threshold_in_no_way() {
        Evaluation constant = evaluate(new double[50], new double[500]);
        List<Consumer<Evaluation>> thresholds = List.of(
                evaluation -> evaluation.atFmr(0.1),
                evaluation -> evaluation.atFnmr(0.1),
                evaluation -> evaluation.atFmrAssured(0.1, 0.95),
                Evaluation::requireUsable,
                evaluation -> TuningReport.builder(evaluation.scores()).build());

        assertThat(thresholds)
                .allSatisfy(threshold -> assertThatExceptionOfType(InvalidScoresException.class)
                        .isThrownBy(() -> threshold.accept(constant))
                        .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.CONSTANT)));
    }

    @Test
    void scores_that_differ_in_their_last_digits_alone_are_usable_where_they_separate() {
        double[] low = DoubleStream.iterate(1, Math::nextUp).limit(40).toArray();
        double[] high = DoubleStream.iterate(Math.nextUp(low[39]), Math::nextUp)
                .limit(40)
                .toArray();

        assertThatCode(() -> evaluate(high, low).requireUsable()).doesNotThrowAnyException();
        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> evaluate(low, high).requireUsable())
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.REVERSED));
    }

    @Test
    void scores_that_tell_nothing_are_usable_and_scores_that_tell_the_contrary_are_not() {
        assertThatCode(() -> evaluate(of(1, 3), of(2, 2)).requireUsable()).doesNotThrowAnyException();
        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> evaluate(of(1, 2, 3), of(2.5, 4)).requireUsable())
                .withMessageContaining("in only 16.7 % of all cases (AUC 0.1667, 3 mated and 2 non-mated)");
    }

    @Test
    void minus_zero_is_no_other_threshold_than_zero() {
        assertThat(evaluate(of(1), of(0)).at(-0.0))
                .isEqualTo(evaluate(of(1), of(0)).at(0.0));
    }

    @Test
    void texts_have_counts_and_no_score() {
        Evaluation evaluation = evaluate(of(0.75), of(0.25, 0.5));

        assertThat(evaluation).hasToString("Evaluation[" + evaluation.scores() + "]");
        assertThat(TuningReport.builder(evaluation.scores()).build())
                .hasToString("TuningReport[" + evaluation.scores() + "]");
        assertThat(evaluation.scores())
                .asString()
                .contains("1 mated", "2 non-mated")
                .doesNotContain("0.75", "0.25");
    }

    @Test
    void a_midpoint_between_neighboring_numbers_is_the_upper_one() {
        double next = Math.nextUp(89.0);
        double[] nonMated = ascending(100);
        Arrays.setAll(nonMated, i -> i < 90 ? i : i == 90 ? next : i);

        ThresholdAtRate found = evaluate(of(200), nonMated).atFmr(0.1, Placement.MIDPOINT);

        assertThat(found.orThrow().threshold()).isEqualTo(next);
        assertThat(found.orThrow().falseMatches()).isEqualTo(10);
    }

    @Test
    void the_lowest_pooled_threshold_is_the_non_mated_score_where_no_mated_one_is_as_high() {
        double[] nonMated = ascending(200);
        Arrays.setAll(nonMated, i -> i < 196 ? i / 1000.0 : i - 186);

        ThresholdAtRate found = evaluate(of(5, 5, 5), nonMated).atFmr(0.015, Placement.LOWEST_POOLED);

        assertThat(found.orThrow().threshold()).isEqualTo(11);
        assertThat(evaluate(of(5, 5, 10), nonMated)
                        .atFmr(0.015, Placement.LOWEST_POOLED)
                        .orThrow()
                        .threshold())
                .isEqualTo(11);
        assertThat(evaluate(of(5, 5, 10.5), nonMated)
                        .atFmr(0.015, Placement.LOWEST_POOLED)
                        .orThrow()
                        .threshold())
                .isEqualTo(10.5);
    }

    /** Of independent comparisons: the most false matches whose exact limit keeps the rate. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 40})
    void an_assured_threshold_has_the_most_errors_whose_limit_keeps_the_rate(long errors) {
        double limit = Intervals.upperLimit(errors, 1000, 0.99);
        Evaluation evaluation = evaluate(of(1e6), ascending(1000));

        assertThat(evaluation.atFmrAssured(limit, 0.99).orThrow().falseMatches())
                .isEqualTo(errors);
        if (errors > 0) {
            assertThat(evaluation
                            .atFmrAssured(Math.nextDown(limit), 0.99)
                            .orThrow()
                            .falseMatches())
                    .isEqualTo(errors - 1);
        }
    }

    /** With 30 errors the rate is well supported; a limit that is the target itself assures it. */
    @Test
    void support_is_by_errors_and_by_the_limit() {
        Evaluation evaluation = evaluate(of(1e6), ascending(1000));

        assertThat(evaluation.atFmr(0.030).support()).isEqualTo(StatisticalSupport.OK);
        assertThat(evaluation.atFmr(0.029).support()).isEqualTo(StatisticalSupport.WEAK);
        ThresholdAtRate found = evaluation.atFmr(0.03);
        assertThat(found.available()).isEqualTo(1000);
        assertThat(found.effectiveSize()).isEqualTo(1000);
        assertThat(found.needed()).isEqualTo(99);
        assertThat(found.interval()).contains(Intervals.clopperPearson(30, 1000, 0.95));
        assertThat(found.reason()).isEmpty();
        assertThat(found).hasToString("ThresholdAtRate[0.03, OK, 970.0]");
        assertThat(evaluation.atFmr(0.001)).hasToString("ThresholdAtRate[0.001, UNSUPPORTED]");
        double limit = Intervals.upperLimit(12, 1000, 0.95);
        assertThat(ThresholdAtRate.independent(limit, found.orThrow(), 12, 1000).support())
                .isEqualTo(StatisticalSupport.ASSURED);
        assertThat(ThresholdAtRate.independent(Math.nextDown(limit), found.orThrow(), 12, 1000)
                        .support())
                .isEqualTo(StatisticalSupport.WEAK);
    }

    @Test
    void an_assured_threshold_of_persons_is_the_last_before_one_whose_interval_exceeds_the_rate() {
        int assured = 0;
        for (int seed = 0; seed < 12; seed++) {
            Evaluation evaluation = people(seed, 80).evaluate();
            double target = 0.05 + 0.03 * (seed % 4);
            List<Double> scores =
                    evaluation.scores().nonMated().distinct().boxed().sorted().toList();
            double expected = Double.NaN;
            boolean ended = false;
            for (int i = scores.size() - 1; i >= 0 && !ended; i--) {
                OperatingPoint point = evaluation.at(scores.get(i));
                boolean enough = point.fmr() * evaluation.subjectPairs().orElseThrow() >= 3 * (1 - 1e-12);
                boolean keeps = point.fmr() <= target
                        && evaluation.fmrInterval(point.threshold()).high() <= target;
                expected = enough && keeps ? scores.get(i) : expected;
                ended = enough && !keeps;
            }
            ThresholdAtRate found = evaluation.atFmrAssured(target, 0.95);
            if (!Double.isNaN(expected)) {
                assured++;
                assertThat(found.orThrow().threshold()).as("seed %d", seed).isEqualTo(expected);
                assertThat(found.interval().orElseThrow().high())
                        .as("seed %d", seed)
                        .isLessThanOrEqualTo(target);
            }
        }
        assertThat(assured).isGreaterThan(6);
    }

    @Test
    void pairs_of_persons_are_counted_once_in_both_directions() {
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.unnamed());
        for (int i = 0; i < 40; i++) {
            for (int k = 1; k <= 3; k++) {
                for (int times = 0; times < 1 + (i + k) % 3; times++) {
                    String one = "p" + i;
                    String other = "p" + (i + k) % 40;
                    set.add(ScoredPair.of(null, null, i, PairLabel.NON_MATED)
                            .subjects(times == 1 ? other : one, times == 1 ? one : other));
                }
            }
        }

        assertThat(set.build().evaluate().subjectPairs()).hasValue(120);
    }

    @ParameterizedTest
    @CsvSource({"50, false", "49, true"})
    void a_rate_of_fewer_than_50_persons_is_weak(int persons, boolean weak) {
        ThresholdAtRate found = people(1, persons).evaluate().atFmr(0.3);

        assertThat(found.support() == StatisticalSupport.WEAK).isEqualTo(weak);
    }

    /** Then 60 persons are worth 30 comparisons without a person in common. */
    @Test
    void where_nearly_all_match_no_variance_is_estimated_either() {
        Evaluation evaluation = people(1, 60).evaluate();
        double[] sorted = evaluation.scores().nonMated().sorted().toArray();
        double[] distinct = Arrays.stream(sorted).distinct().toArray();

        for (double threshold : distinct) {
            long below =
                    Arrays.stream(sorted).filter(score -> score < threshold).count();
            boolean estimated = Math.min(below, sorted.length - below) >= 3;
            double worth = evaluation.fmrInterval(threshold).effectiveSize();
            assertThat(worth == 30).as("%d of %d below", below, sorted.length).isEqualTo(!estimated);
        }
    }

    @Test
    void comparisons_of_one_person_have_an_interval_of_numbers() {
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.unnamed());
        set.add(ScoredPair.of(null, null, 0, PairLabel.MATED).subjects("p", "p"));
        set.add(ScoredPair.of(null, null, 1, PairLabel.MATED).subjects("p", "p"));

        RateInterval interval = set.build().evaluate().fnmrInterval(0.5);

        assertThat(interval.low()).isBetween(0.0, 0.5);
        assertThat(interval.high()).isBetween(0.5, 1.0);
        assertThat(interval.effectiveSize()).isBetween(1.0, 2.0);
    }

    @Test
    void persons_without_a_false_match_assure_what_their_number_bounds_and_no_less() {
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.unnamed());
        for (int i = 0; i < 60; i++) {
            set.add(ScoredPair.of(null, null, 100 + i, PairLabel.MATED).subjects("p" + i, "p" + i));
            set.add(ScoredPair.of(null, null, Math.floor(i / 10.0), PairLabel.NON_MATED)
                    .subjects("p" + i, "p" + (i + 1) % 60));
        }
        Evaluation evaluation = set.build().evaluate();
        double bound = Intervals.wilson(0, 30, 0.95, RateInterval.Method.WILSON_ADJUSTED)
                .high();

        assertThat(evaluation.atFmrAssured(bound, 0.95).orThrow().threshold()).isEqualTo(Math.nextUp(5.0));
        ThresholdAtRate below = evaluation.atFmrAssured(Math.nextDown(bound), 0.95);
        assertThat(below.support()).isEqualTo(StatisticalSupport.UNSUPPORTED);
        assertThat(below.reason().orElseThrow()).contains("cannot be assured from 60 persons", "at least 50");
        assertThat(below.upperBound95()).isCloseTo(1 - Math.pow(0.05, 1 / 30.0), within(1e-9));
    }

    @Test
    void too_few_comparisons_are_refused_with_a_bound_where_no_person_is_known_and_without_one_else() {
        assertThat(evaluate(of(100), ascending(20)).atFmr(0.01).reason().orElseThrow())
                .contains(
                        "from 20 non-mated comparisons",
                        "it needs at least 300",
                        "these show no rate below 0.139; add");
        assertThat(people(1, 10).evaluate().atFmr(1e-4).reason().orElseThrow())
                .contains("it needs at least 30000")
                .doesNotContain("these show");
        assertThat(SearchSet.builder(ScoreSource.unnamed())
                        .build()
                        .evaluate()
                        .atFpir(0.1)
                        .reason()
                        .orElseThrow())
                .endsWith("; there are none");
    }

    private static ScoreSet people(long seed, int persons) {
        Synthetic random = new Synthetic(seed);
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.unnamed());
        for (int i = 0; i < persons; i++) {
            set.add(ScoredPair.of(null, null, 8 + random.normal(), PairLabel.MATED)
                    .subjects("p" + i, "p" + i));
            for (int k = 1; k <= 15; k++) {
                double score = Math.rint(20 * (0.2 * (i % 4) + random.normal())) / 20;
                set.add(ScoredPair.of(null, null, score, PairLabel.NON_MATED)
                        .subjects("p" + i, "p" + (i + k) % persons));
            }
        }
        return set.build();
    }

    /** Of 10 false matches in two samples of 100 each, 8 or more are these with the chance of 8 or more heads of 10. */
    @Test
    void a_rate_that_was_measured_is_exceeded_with_the_chance_of_two_samples() {
        Evaluation evaluation = evaluate(of(1000), ascending(100));

        assertThat(evaluation.exceedsP(92, 0.02, 100)).isCloseTo(0.0546875, within(1e-9));
        assertThat(evaluation.exceedsP(1000, 0.02, 100)).isOne();
        assertThat(evaluation.exceedsP(92, 0.02, 1e9)).isLessThan(0.01);
    }

    @Test
    void of_persons_a_rate_is_exceeded_as_if_by_as_many_comparisons_as_they_are_worth() {
        Evaluation evaluation = people(3, 60).evaluate();
        OperatingPoint point = evaluation.at(1.5);
        double worth = evaluation.atFmr(0.1).effectiveSize();
        double threshold = evaluation.atFmr(0.1).orThrow().threshold();

        double p = evaluation.exceedsP(1.5, 0.5 * point.fmr(), 500);

        assertThat(p).isGreaterThan(evaluation.assumingIndependence().exceedsP(1.5, 0.5 * point.fmr(), 500));
        assertThat(evaluation.exceedsP(threshold, 0.05, 200))
                .isEqualTo(Intervals.moreInOneOfTwo(
                        10, 200, evaluation.at(threshold).fmr() * worth, worth));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void a_rate_was_measured_on_something(double measuredOn) {
        Evaluation evaluation = evaluate(of(1000), ascending(100));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluation.exceedsP(92, 0.02, measuredOn))
                .withMessage("measuredOn must be greater than 0 but was " + measuredOn);
    }

    @Test
    void zones_may_meet_and_leave_nothing_to_review() {
        DecisionZones zones = evaluate(of(80, 90), ascending(100)).decisionZones(0.1, 0.5);

        assertThat(zones.accept()).isEqualTo(zones.reject());
        assertThat(zones.accept().threshold()).isEqualTo(90);
        assertThat(zones.reviewRate(0.5)).isZero();
    }

    @Test
    void the_actual_cost_needs_ratios() {
        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> evaluate(of(1), of(0)).actDcf(DetectionCost.atShare(0.5)))
                .withMessageContaining("the actual detection cost");
    }

    /** The definition, on numbers on which it loses no digits. */
    @Test
    void d_prime_is_the_same_in_every_unit() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            double[] mated = random.doubles(1 + random.nextInt(30), -3, 7).toArray();
            double[] nonMated = random.doubles(2 + random.nextInt(30), -9, 2).toArray();
            double expected =
                    Math.abs(mean(mated) - mean(nonMated)) / Math.sqrt((variance(mated) + variance(nonMated)) / 2);

            for (int power : new int[] {0, -900, 900}) {
                assertThat(evaluate(scaled(mated, power), scaled(nonMated, power))
                                .dPrime())
                        .as("seed %d, unit 2^%d", seed, power)
                        .isCloseTo(expected, within(1e-11 * expected));
            }
        }
    }

    private static double[] scaled(double[] values, int power) {
        return Arrays.stream(values).map(value -> Math.scalb(value, power)).toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"12, true", "11, false"})
    void a_curve_of_few_scores_has_all_of_them_and_infinity(int maxPoints, boolean all) {
        List<OperatingPoint> curve =
                evaluate(of(3, 5, 6, 7, 8, 9), of(1, 2, 3, 4, 5, 5)).curve(maxPoints);

        if (all) {
            assertThat(curve)
                    .extracting(OperatingPoint::threshold)
                    .containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, Double.POSITIVE_INFINITY);
            assertThat(curve.get(4)).isEqualTo(new OperatingPoint(5, 2, 6, 1, 6));
        } else {
            assertThat(curve)
                    .extracting(OperatingPoint::threshold)
                    .contains(1.0, 9.0)
                    .isSorted();
        }
    }

    @Test
    void a_curve_of_many_scores_is_even_over_the_threshold_and_dense_where_rates_are_low() {
        Evaluation evaluation = Synthetic.set("syn-a").evaluate();
        List<OperatingPoint> curve = evaluation.curve(200);
        double low = curve.get(0).threshold();
        double high = curve.get(curve.size() - 2).threshold();
        List<Double> even = new ArrayList<>();
        for (int i = 0; i <= 50; i++) {
            even.add(low + (high - low) * i / 50);
        }

        assertThat(curve).extracting(OperatingPoint::threshold).containsAll(even);
        assertThat(curve).extracting(OperatingPoint::falseMatches).contains(1L, 2L, 3L, 4L, 5L, 19_999L, 19_998L);
        assertThat(curve).extracting(OperatingPoint::falseNonMatches).contains(1L, 2L, 3L, 999L, 998L, 997L);
        assertThat(curve).allSatisfy(point -> assertThat(point).isEqualTo(evaluation.at(point.threshold())));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluation.curve(9))
                .withMessageContaining("9");
    }
}
