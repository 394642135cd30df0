package io.facebridge.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.error.ImageRole;
import io.facebridge.error.UncalibratedException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.QualityGate;
import io.facebridge.face.QualityReason;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.internal.Decimals;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.MatchDecision.Reason;
import io.facebridge.provider.ProviderId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatchPolicyTest {
    private static final FalseMatchTable OWN = FalseMatchTable.of(
            List.of(new FalseMatchTable.Point(1e-3, 60), new FalseMatchTable.Point(1e-4, 70)),
            1,
            "our own pairs",
            List.of());

    private final MatchPolicy strict = MatchPolicy.falseMatchRate(1e-4);
    private final MatchPolicy withReview = strict.withReviewBand(1e-3);

    @Test
    void takes_its_threshold_from_the_published_table() {
        Threshold threshold = strict.thresholdFor(Scales.PUBLISHED);

        assertThat(threshold.value()).isEqualTo(50);
        assertThat(threshold.scale()).isEqualTo(Scales.PLAIN);
        assertThat(threshold.basis()).isEqualTo(Threshold.Basis.PUBLISHED_TABLE);
        assertThat(threshold.falseMatchRate()).hasValue(1e-4);
        assertThat(threshold.source()).isEqualTo(Scales.TABLE.source());
    }

    @ParameterizedTest
    @CsvSource({"50, MATCH", "49.99, NO_MATCH", "0, NO_MATCH", "100, MATCH"})
    void matches_at_the_target(double score, Outcome outcome) {
        assertThat(strict.judge(published(score)).outcome()).isEqualTo(outcome);
        assertThat(strict.judge(Comparison.builder(published(score)).build()).outcome())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"50, MATCH", "49.99, REVIEW", "40, REVIEW", "39.99, NO_MATCH"})
    void sends_what_only_a_looser_rate_would_match_to_a_human(double score, Outcome outcome) {
        MatchDecision decision = withReview.judge(published(score));

        assertThat(decision.outcome()).isEqualTo(outcome);
        assertThat(decision.threshold().value()).isEqualTo(50);
        assertThat(decision.reviewThreshold().orElseThrow().value()).isEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource({"100, INCONCLUSIVE", "50, INCONCLUSIVE", "40, INCONCLUSIVE", "39.99, NO_MATCH"})
    void an_upper_bound_is_never_a_match_and_a_clear_no_only_below_the_review_band(double bound, Outcome outcome) {
        Comparison comparison =
                Comparison.builder(published(bound)).upperBound().build();

        MatchDecision decision = withReview.judge(comparison);

        assertThat(decision.outcome()).isEqualTo(outcome);
        assertThat(decision.reasons().contains(Reason.SCORE_NOT_RETURNED)).isEqualTo(outcome == Outcome.INCONCLUSIVE);
    }

    @Test
    void an_upper_bound_between_the_bars_is_a_clear_no_without_a_review_band() {
        Comparison comparison = Comparison.builder(published(45)).upperBound().build();

        assertThat(strict.judge(comparison).outcome()).isEqualTo(Outcome.NO_MATCH);
    }

    @Test
    void takes_its_threshold_from_an_own_calibration_before_the_published_table() {
        MatchPolicy calibrated = strict.calibratedBy(Scales.PLAIN, OWN);

        Threshold threshold = calibrated.thresholdFor(Scales.PUBLISHED);

        assertThat(threshold.value()).isEqualTo(70);
        assertThat(threshold.basis()).isEqualTo(Threshold.Basis.OWN_CALIBRATION);
        assertThat(threshold.source()).isEqualTo("our own pairs");
    }

    @Test
    void what_was_measured_for_another_scale_is_named_beside_the_one_that_is_needed() {
        ScoreScale needed = Scales.scale("other", "v1");
        MatchPolicy calibrated = strict.calibratedBy(Scales.PLAIN, OWN);
        FalseMatchTable searched = FalseMatchTable.of(
                List.of(new FalseMatchTable.Point(1e-2, 0.5), new FalseMatchTable.Point(1e-3, 0.6)),
                0.01,
                "our own searches",
                List.of());
        MatchPolicy ofTwo = calibrated.calibratedBy(Scales.SEARCHES, searched.ofSearches(500));

        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> calibrated.thresholdFor(needed))
                .withMessage("no threshold is known at false match rate 0.0001: nothing is published for the scale"
                        + " other/v1/COMPARE [0.0, 100.0], and your calibration is of vendor/v1/COMPARE [0.0, 100.0];"
                        + " measure this scale too and add it with calibratedBy, or judge with Threshold.explicit");
        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> ofTwo.thresholdFor(needed))
                .withMessageContaining("your calibrations are of vendor/v1/COMPARE [0.0, 100.0],"
                        + " vendor/v1/IDENTIFY [-1.0, 1.0] (searches among at most 500 references); measure");
        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> MatchPolicy.falsePositiveIdentificationRate(1e-2)
                        .withReferenceCount(10)
                        .calibratedBy(Scales.PLAIN, OWN)
                        .thresholdFor(
                                ScoreScale.of(new ProviderId("other"), "v1", ScoreScale.Operation.IDENTIFY, 0, 100)))
                .withMessageContaining("other/v1/IDENTIFY [0.0, 100.0], and your calibration is of vendor/v1/COMPARE")
                .withMessageContaining("measure this scale too");
        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> strict.thresholdFor(needed))
                .withMessage("no threshold is known at false match rate 0.0001: nothing is published for the scale"
                        + " other/v1/COMPARE; measure it on labeled pairs of your own and set calibratedBy, or judge"
                        + " with Threshold.explicit");
    }

    @Test
    void an_own_calibration_holds_for_its_scale_only() {
        MatchPolicy calibrated = strict.calibratedBy(Scales.PLAIN, OWN);

        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> calibrated.thresholdFor(Scales.scale("vendor", "v2")));
    }

    @Test
    void an_own_calibration_that_does_not_reach_the_rate_is_not_replaced_by_the_published_table() {
        MatchPolicy calibrated = MatchPolicy.falseMatchRate(1e-5).calibratedBy(Scales.PLAIN, OWN);

        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> calibrated.thresholdFor(Scales.PUBLISHED));
    }

    @Test
    void a_review_band_keeps_the_own_calibration() {
        MatchPolicy calibrated = strict.calibratedBy(Scales.PLAIN, OWN).withReviewBand(1e-3);

        MatchDecision decision = calibrated.judge(new Score(65, Scales.PLAIN));

        assertThat(decision.outcome()).isEqualTo(Outcome.REVIEW);
    }

    @Test
    void an_own_calibration_must_lie_on_its_scale() {
        FalseMatchTable outside = FalseMatchTable.of(
                List.of(new FalseMatchTable.Point(1e-3, 99), new FalseMatchTable.Point(1e-4, 101)),
                1,
                "elsewhere",
                List.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> strict.calibratedBy(Scales.PLAIN, outside))
                .withMessageContaining("101");
    }

    @Test
    void judges_a_candidate_like_its_comparison() {
        Comparison rivalled =
                Comparison.builder(published(60)).rivalledIn(ImageRole.PROBE).build();
        Candidate candidate = new Candidate(new GalleryId("staff"), new PersonId("p-1"), rivalled);

        assertThat(strict.judge(candidate).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(candidate.score()).isEqualTo(published(60));
        assertThat(candidate).hasToString("Candidate[staff, Comparison[vendor/v1/COMPARE, rivals in [PROBE]]]");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 45, 100})
    void decides_nothing_when_a_face_is_rivalled_whatever_the_score(double score) {
        Comparison rivalled =
                Comparison.builder(published(score)).rivalledIn(ImageRole.PROBE).build();

        for (MatchPolicy policy : new MatchPolicy[] {strict, withReview}) {
            MatchDecision decision = policy.judge(rivalled);
            assertThat(decision.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
            assertThat(decision.reasons()).containsExactly(Reason.RIVAL_FACE_IN_PROBE);
            assertThat(decision.score().value()).isEqualTo(score);
            assertThat(decision.threshold().value()).isEqualTo(50);
        }
    }

    @Test
    void names_both_pictures_when_faces_of_both_are_rivalled() {
        Comparison rivalled = Comparison.builder(published(100))
                .rivalledIn(ImageRole.REFERENCE)
                .rivalledIn(ImageRole.PROBE)
                .build();

        assertThat(Threshold.explicit(0, Scales.PLAIN).judge(rivalled).reasons())
                .containsExactlyInAnyOrder(Reason.RIVAL_FACE_IN_REFERENCE, Reason.RIVAL_FACE_IN_PROBE);
    }

    @Test
    void refuses_a_scale_for_which_nothing_is_published() {
        Comparison comparison = Comparison.builder(new Score(100, Scales.PLAIN)).build();

        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> strict.judge(comparison))
                .withMessageContaining("0.0001")
                .withMessageContaining("vendor/v1/COMPARE")
                .withMessageContaining("measure it on labeled pairs")
                .withMessageContaining("Threshold.explicit");
    }

    @ParameterizedTest
    @ValueSource(doubles = {2e-3, 9e-6})
    void refuses_a_rate_that_the_table_does_not_support(double rate) {
        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> MatchPolicy.falseMatchRate(rate).thresholdFor(Scales.PUBLISHED))
                .withMessageContaining("rate " + Decimals.plain(rate))
                .withMessageContaining("from 0.00001 to 0.001")
                .withMessageContaining("choose a rate within");
    }

    @Test
    void refuses_a_review_band_that_the_table_does_not_support_even_when_the_score_matches() {
        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> strict.withReviewBand(1e-2).judge(published(100)))
                .withMessageContaining("rate 0.01");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1e-4, 2, Double.NaN, Double.POSITIVE_INFINITY})
    void refuses_what_is_no_rate(double rate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MatchPolicy.falseMatchRate(rate))
                .withMessageContaining("greater than 0 and less than 1 but was " + Decimals.plain(rate));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> strict.withReviewBand(rate))
                .withMessageContaining("but was " + Decimals.plain(rate));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 1e-5})
    void refuses_a_review_band_that_is_not_looser_than_the_target(double rate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> strict.withReviewBand(rate))
                .withMessageContaining("greater than the target 0.0001 but was " + Decimals.plain(rate));
    }

    @Test
    void is_equal_by_its_rates() {
        assertThat(strict).isEqualTo(MatchPolicy.falseMatchRate(1e-4)).isNotEqualTo(withReview);
        assertThat(withReview)
                .isEqualTo(MatchPolicy.falseMatchRate(1e-4).withReviewBand(1e-3))
                .hasSameHashCodeAs(MatchPolicy.falseMatchRate(1e-4).withReviewBand(1e-3));
        MatchPolicy calibrated = strict.calibratedBy(Scales.PLAIN, OWN);
        assertThat(calibrated)
                .isNotEqualTo(strict)
                .isNotEqualTo(strict.calibratedBy(Scales.scale("vendor", "v2"), OWN))
                .isNotEqualTo(strict.calibratedBy(Scales.PLAIN, OWN.withCaveat("adults only")));
        assertThat(strict.reviewRate()).isEmpty();
        assertThat(withReview.reviewRate()).hasValue(1e-3);
    }

    private static Score published(double value) {
        return new Score(value, Scales.PUBLISHED);
    }

    @ParameterizedTest
    @CsvSource({"0", "45", "100"})
    void a_probe_too_poor_to_decide_about_is_inconclusive_whatever_the_score(double score) {
        MatchDecision decision = withReview.judge(withProbe(score, 35.9));

        assertThat(decision.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(decision.reasons()).containsExactly(Reason.LOW_QUALITY_PROBE);
        assertThat(decision.probeQuality().orElseThrow().rejections()).containsExactly(QualityReason.TOO_SMALL);
    }

    @Test
    void a_candidate_is_judged_by_its_probe_too() {
        Candidate candidate = new Candidate(new GalleryId("staff"), new PersonId("ada"), withProbe(100, 20));

        assertThat(strict.judge(candidate).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void a_warning_changes_nothing_and_is_told() {
        MatchDecision decision = strict.judge(withProbe(100, 36));

        assertThat(decision.outcome()).isEqualTo(Outcome.MATCH);
        assertThat(decision.reasons()).isEmpty();
        assertThat(decision.probeQuality().orElseThrow().warnings()).containsExactly(QualityReason.TOO_SMALL);
    }

    @Test
    void the_gate_can_be_replaced_or_left_out_and_stays_when_the_policy_changes() {
        Comparison small = withProbe(100, 35);
        Comparison large = withProbe(100, 500);

        assertThat(strict.withoutProbeGate().judge(small).outcome()).isEqualTo(Outcome.MATCH);
        assertThat(strict.withoutProbeGate().judge(small).probeQuality()).isEmpty();
        MatchPolicy choosy = strict.withProbeGate(QualityGate.probe().withFaceSize(501, 501))
                .withReviewBand(1e-3)
                .calibratedBy(Scales.PLAIN, OWN);
        assertThat(choosy.judge(large).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(choosy).isNotEqualTo(choosy.withoutProbeGate());
    }

    @Test
    void a_probe_of_which_the_provider_tells_nothing_is_not_judged() {
        assertThat(strict.judge(Comparison.builder(published(100)).build()).probeQuality())
                .isEmpty();
        assertThat(strict.judge(Comparison.builder(published(100))
                                .probeFace(DetectedFace.at(new BoundingBox(0, 0, 0.01, 0.01))
                                        .build())
                                .build())
                        .outcome())
                .isEqualTo(Outcome.MATCH);
    }

    @Test
    void a_decision_says_its_outcome_its_reasons_and_its_threshold_in_words_and_no_score() {
        String threshold = "Threshold[50.0 on vendor/v1/COMPARE, PUBLISHED_TABLE, FMR 1.0E-4]";

        assertThat(strict.judge(published(73.25))).hasToString("MatchDecision[MATCH, " + threshold + "]");
        assertThat(strict.judge(withProbe(73.25, 20)))
                .hasToString("MatchDecision[INCONCLUSIVE [LOW_QUALITY_PROBE], " + threshold + "]");
    }

    private static Comparison withProbe(double score, double pixels) {
        return Comparison.builder(published(score))
                .probeFace(DetectedFace.at(new BoundingBox(0, 0, 0.5, 0.5))
                        .quality(FaceQuality.builder().faceSize(pixels, 600).build())
                        .build())
                .build();
    }
}
