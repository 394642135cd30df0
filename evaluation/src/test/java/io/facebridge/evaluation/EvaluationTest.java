package io.facebridge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.error.InsufficientDataException;
import io.facebridge.error.InvalidScoresException;
import io.facebridge.error.InvalidScoresException.Reason;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTest {
    private static double[] of(double... scores) {
        return scores;
    }

    private static Evaluation evaluate(double[] mated, double[] nonMated) {
        return ScoreSet.of(ScoreSource.unnamed(), mated, nonMated).evaluate();
    }

    @ParameterizedTest
    @CsvSource({
        "0.1,   1.3142314382322597, 2000, OK",
        "0.05,  1.670699542416748,  1000, OK",
        "0.01,  2.357554968631101,  200,  OK",
        "0.001, 2.9687647145264933, 20,   WEAK",
    })
    void thresholds_of_a_known_set_are_known(
            double target, double threshold, long falseMatches, StatisticalSupport support) {
        ThresholdAtRate found = Synthetic.set("syn-a").evaluate().atFmr(target);

        assertThat(found.orThrow().threshold()).isEqualTo(threshold);
        assertThat(found.orThrow().falseMatches()).isEqualTo(falseMatches);
        assertThat(found.support()).isEqualTo(support);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 1e-5})
    void too_few_comparisons_of_a_known_set_are_refused(double target) {
        assertThat(Synthetic.set("syn-a").evaluate().atFmr(target).support()).isEqualTo(StatisticalSupport.UNSUPPORTED);
    }

    @ParameterizedTest
    @CsvSource({"1e-2, 299", "1e-3, 2995", "1e-4, 29956", "1e-5, 299572", "1e-6, 2995731"})
    void so_many_comparisons_without_an_error_show_a_rate(double target, long needed) {
        assertThat(Synthetic.set("syn-g-tiny").evaluate().atFmr(target).needed())
                .isEqualTo(needed);
    }

    @Test
    void a_rate_is_refused_below_three_expected_errors_and_answered_from_there() {
        double[] scores = new double[3000];
        Arrays.setAll(scores, i -> i);

        assertThat(evaluate(of(1e6), scores).atFmr(0.001).orThrow().threshold()).isEqualTo(2997);
        assertThat(evaluate(of(1e6), Arrays.copyOf(scores, 2999)).atFmr(0.001).point())
                .isEmpty();
    }

    @Test
    void too_many_equal_scores_at_the_top_are_refused_with_their_number() {
        double[] nonMated = new double[1000];
        Arrays.fill(nonMated, 0, 40, 100);

        assertThatExceptionOfType(InsufficientDataException.class)
                .isThrownBy(() -> evaluate(of(99, 100), nonMated).atFmr(0.03).orThrow())
                .withMessageContaining("allows 30 of 1000")
                .withMessageContaining("given 40 times");
        assertThat(evaluate(of(99, 100), nonMated).atFmr(0.04).orThrow().threshold())
                .isEqualTo(100);
    }

    @Test
    void constant_scores_are_refused_with_their_number() {
        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> Synthetic.set("syn-e-constant").evaluate().atFmr(0.1))
                .withMessageContaining("all 550 scores are equal")
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.CONSTANT));
    }

    @Test
    void one_label_alone_is_refused_with_both_numbers() {
        assertThatExceptionOfType(InsufficientDataException.class)
                .isThrownBy(() -> evaluate(of(), of(1, 2)).atFmr(0.1))
                .withMessageContaining("0 mated and 2 non-mated");
        assertThatExceptionOfType(InsufficientDataException.class)
                .isThrownBy(() -> evaluate(of(1, 2, 3), of()).auc())
                .withMessageContaining("3 mated and 0 non-mated");
    }

    @Test
    void comparisons_of_one_person_are_refused() {
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.unnamed());
        set.add(ScoredPair.of("a", "b", 1, PairLabel.MATED).subjects("p", "p"));
        set.add(ScoredPair.of("a", "c", 0, PairLabel.NON_MATED).subjects("p", "p"));

        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> set.build().evaluate().atFmr(0.1))
                .withMessageContaining("all 2 comparisons are of 1 person");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, Double.NaN, 1.5})
    void a_rate_is_between_0_and_1(double target) {
        Evaluation evaluation = Synthetic.set("syn-a").evaluate();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluation.atFmr(target))
                .withMessageContaining("" + target);
        assertThatIllegalArgumentException().isThrownBy(() -> evaluation.atFnmr(target));
    }

    @Test
    void an_assured_threshold_is_stricter_and_may_be_above_every_score() {
        double[] nonMated = new double[50];
        Arrays.setAll(nonMated, i -> i / 100.0);
        Evaluation evaluation = evaluate(of(1, 2), nonMated);

        ThresholdAtRate assured = evaluation.atFmrAssured(0.06, 0.95);

        assertThat(assured.orThrow().threshold()).isEqualTo(Math.nextUp(0.49));
        assertThat(assured.orThrow().falseMatches()).isZero();
        assertThat(assured.support()).isEqualTo(StatisticalSupport.ASSURED);
        assertThat(assured.upperBound95()).isCloseTo(1 - Math.pow(0.05, 1 / 50.0), within(1e-12));
        assertThat(evaluation.atFmrAssured(0.058, 0.95).support()).isEqualTo(StatisticalSupport.UNSUPPORTED);
        assertThat(evaluation.atFmrAssured(0.2, 0.95).orThrow().threshold())
                .isGreaterThan(evaluation.atFmr(0.2).orThrow().threshold());
    }

    @Test
    void a_threshold_can_be_placed_elsewhere() {
        double[] nonMated = new double[100];
        Arrays.setAll(nonMated, i -> i);
        Evaluation evaluation = evaluate(of(89.25, 200), nonMated);

        assertThat(evaluation.atFmr(0.1).orThrow().threshold()).isEqualTo(90);
        assertThat(evaluation.atFmr(0.1, Placement.LOWEST_POOLED).orThrow().threshold())
                .isEqualTo(89.25);
        assertThat(evaluation.atFmr(0.1, Placement.MIDPOINT).orThrow().threshold())
                .isEqualTo(89.5);
        assertThat(evaluation.atFmr(0.1, Placement.MIDPOINT).orThrow().falseMatches())
                .isEqualTo(10);
    }

    @Test
    void three_zones_leave_a_band_for_a_human() {
        Evaluation evaluation = Synthetic.set("syn-a").evaluate();

        DecisionZones zones = evaluation.decisionZones(0.001, 0.01);

        assertThat(zones.accept().fmr()).isLessThanOrEqualTo(0.001);
        assertThat(zones.reject().fnmr()).isLessThanOrEqualTo(0.01);
        assertThat(zones.matedReviewRate())
                .isCloseTo(zones.accept().fnmr() - zones.reject().fnmr(), within(1e-12));
        assertThat(zones.nonMatedReviewRate())
                .isCloseTo(zones.reject().fmr() - zones.accept().fmr(), within(1e-12));
        assertThat(zones.reviewRate(0.25))
                .isCloseTo(0.75 * zones.matedReviewRate() + 0.25 * zones.nonMatedReviewRate(), within(1e-12));
    }

    @Test
    void zones_that_overlap_are_refused_with_both_rates() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Synthetic.set("syn-d-separable").evaluate().decisionZones(0.1, 0.1))
                .withMessageContaining("FNMR 0.1")
                .withMessageContaining("FMR 0.1");
    }

    @Test
    void rates_of_a_transaction_count_failures_to_acquire_and_to_enroll() {
        OperatingPoint point = new OperatingPoint(0.5, 10, 1000, 20, 100);

        assertThat(point.fmr()).isEqualTo(0.01);
        assertThat(point.fnmr()).isEqualTo(0.2);
        assertThat(point.falseAcceptRate(0.1)).isCloseTo(0.009, within(1e-15));
        assertThat(point.falseRejectRate(0.1)).isCloseTo(0.28, within(1e-15));
        assertThat(point.generalizedFalseAcceptRate(0.1, 0.05)).isCloseTo(0.00855, within(1e-15));
        assertThat(point.generalizedFalseRejectRate(0.1, 0.05)).isCloseTo(0.05 + 0.95 * 0.28, within(1e-15));
        assertThatIllegalArgumentException().isThrownBy(() -> point.falseAcceptRate(1.1));
    }

    @Test
    void numbers_of_likelihood_ratios_are_refused_for_other_scores() {
        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> Synthetic.set("syn-h-llr").evaluate().cllr())
                .withMessageContaining("logLikelihoodRatios()");
    }

    @Test
    void the_actual_cost_of_good_ratios_is_near_the_least() {
        ScoreSet set = Synthetic.set("syn-h-llr");
        Evaluation evaluation = ScoreSet.of(
                        ScoreSource.unnamed().logLikelihoodRatios(),
                        set.mated().toArray(),
                        set.nonMated().toArray())
                .evaluate();
        DetectionCost cost = new DetectionCost(0.1, 1, 1);

        double least = cost.of(evaluation.minDcf(cost));
        double actual = cost.of(evaluation.actDcf(cost));
        assertThat(actual).isBetween(least, least * 1.1);
        assertThat(evaluation.cllr()).isBetween(evaluation.minCllr(), evaluation.minCllr() * 1.05);
    }

    @Test
    void a_drawn_curve_begins_where_all_match_and_ends_where_none_does() {
        List<OperatingPoint> curve = Synthetic.set("syn-a").evaluate().curve(200);

        assertThat(curve).hasSizeBetween(50, 400);
        assertThat(curve.get(0).fmr()).isOne();
        assertThat(curve.get(0).fnmr()).isZero();
        assertThat(curve.get(curve.size() - 1).fmr()).isZero();
        assertThat(curve.get(curve.size() - 1).fnmr()).isOne();
        assertThat(curve).isSortedAccordingTo((a, b) -> Double.compare(a.threshold(), b.threshold()));
        assertThat(curve).filteredOn(p -> p.falseMatches() < 20).hasSizeGreaterThan(10);
    }

    @Test
    void scores_are_in_no_text() {
        ScoreSet set = ScoreSet.of(ScoreSource.unnamed(), of(0.123456), of(0.0654321));

        assertThat(set + " " + set.evaluate()).doesNotContain("123456").doesNotContain("654321");
        assertThat(ScoredPair.of("ada", "bob", 0.123456, PairLabel.MATED).subjects("x1", "x2"))
                .asString()
                .doesNotContain("ada", "123456", "x1");
    }
}
