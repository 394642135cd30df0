package io.facebridge.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.facebridge.error.UncalibratedException;
import io.facebridge.internal.Decimals;
import io.facebridge.match.FalseMatchTable.Point;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchPolicyTest {
    private static final ScoreScale SEARCHES =
            ScoreScale.of(new ProviderId("vendor"), "v1", Operation.IDENTIFY, 0, 100);
    private static final FalseMatchTable SMALL = searches(10_000, 70, 80, 90);
    private static final FalseMatchTable LARGE = searches(100_000, 80, 90, 100);

    /** One comparison in a thousand to one in ten million: ten points for each power of ten. */
    private static final FalseMatchTable COMPARISONS = FalseMatchTable.of(
            List.of(new Point(1e-3, 40), new Point(1e-5, 60), new Point(1e-7, 80)), 0.5, "one comparison", List.of());

    private final MatchPolicy policy = MatchPolicy.falsePositiveIdentificationRate(1e-2);

    @Test
    void a_published_table_of_searches_is_taken_as_it_stands() {
        ScoreScale published = SEARCHES.with(LARGE).with(SMALL);

        Threshold threshold = policy.withReferenceCount(10_000).thresholdFor(published);

        assertThat(threshold.value()).isEqualTo(70);
        assertThat(threshold.basis()).isEqualTo(Threshold.Basis.PUBLISHED_TABLE);
        assertThat(threshold.falsePositiveIdentificationRate()).hasValue(1e-2);
        assertThat(threshold.references()).hasValue(10_000);
        assertThat(threshold.falseMatchRate()).isEmpty();
        assertThat(threshold.interpolated()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, 70", "9999, 70", "10001, 80", "100000, 80"})
    void between_two_sizes_the_table_of_the_larger_one_holds(long references, double threshold) {
        ScoreScale published = SEARCHES.with(SMALL).with(LARGE);

        assertThat(policy.withReferenceCount(references).thresholdFor(published).value())
                .isEqualTo(threshold);
    }

    @Test
    void beyond_the_largest_table_nothing_is_said() {
        ScoreScale published = SEARCHES.with(SMALL).with(LARGE);

        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> policy.withReferenceCount(100_001).thresholdFor(published))
                .withMessageContaining("among 100001")
                .withMessageContaining("at most 100000");
    }

    @ParameterizedTest
    @CsvSource({"1000, 60, false", "100000, 80, false", "10000, 70, true", "10, 40, false"})
    void a_table_of_comparisons_is_asked_for_the_share_of_one_comparison(
            long references, double value, boolean interpolated) {
        Threshold threshold = policy.withReferenceCount(references).thresholdFor(SEARCHES.with(COMPARISONS));

        assertThat(threshold.value()).isEqualTo(value);
        assertThat(threshold.falseMatchRate()).hasValue(1e-2 / references);
        assertThat(threshold.references()).hasValue(references);
        assertThat(threshold.interpolated()).isEqualTo(interpolated);
    }

    @Test
    void a_gallery_too_large_for_a_table_of_comparisons_is_refused_with_both_rates() {
        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> policy.withReferenceCount(100_001).thresholdFor(SEARCHES.with(COMPARISONS)))
                .withMessageContaining("false positive identification rate 0.01 among 100001 references")
                .withMessageContaining("false match rate 0.0000000999990")
                .withMessageContaining("from 0.0000001 to 0.001");
    }

    @Test
    void a_published_table_of_searches_is_never_divided_as_well() {
        ScoreScale both = SEARCHES.with(COMPARISONS).with(SMALL);

        assertThat(policy.withReferenceCount(10_000).thresholdFor(both).value()).isEqualTo(70);
        assertThat(policy.withReferenceCount(10_000).thresholdFor(both).source())
                .isEqualTo("searches");
    }

    @Test
    void what_the_application_measured_in_searches_goes_before_all_else() {
        MatchPolicy calibrated = policy.withReferenceCount(5_000)
                .calibratedBy(SEARCHES, COMPARISONS)
                .calibratedBy(SEARCHES, searches(8_000, 71, 81, 91));

        Threshold threshold = calibrated.thresholdFor(SEARCHES.with(SMALL));

        assertThat(threshold.value()).isEqualTo(71);
        assertThat(threshold.basis()).isEqualTo(Threshold.Basis.OWN_CALIBRATION);
    }

    @Test
    void own_comparisons_of_the_same_model_serve_for_searches_before_a_published_table_of_searches() {
        ScoreScale comparisons = ScoreScale.of(new ProviderId("vendor"), "v1", Operation.COMPARE, 0, 100);
        MatchPolicy calibrated = policy.withReferenceCount(1_000).calibratedBy(comparisons, COMPARISONS);

        Threshold threshold = calibrated.thresholdFor(SEARCHES.with(SMALL));

        assertThat(threshold.value()).isEqualTo(60);
        assertThat(threshold.basis()).isEqualTo(Threshold.Basis.OWN_CALIBRATION);
        assertThat(threshold.scale()).isEqualTo(SEARCHES);
        assertThat(threshold.source()).contains("one comparison", "vendor/v1/COMPARE", "taken for searches");
    }

    @Test
    void own_comparisons_of_another_model_do_not_serve_for_searches() {
        ScoreScale comparisons = ScoreScale.of(new ProviderId("vendor"), "v2", Operation.COMPARE, 0, 100);
        MatchPolicy calibrated = policy.withReferenceCount(1_000).calibratedBy(comparisons, COMPARISONS);

        assertThat(calibrated.thresholdFor(SEARCHES.with(SMALL)).basis()).isEqualTo(Threshold.Basis.PUBLISHED_TABLE);
        assertThatExceptionOfType(UncalibratedException.class).isThrownBy(() -> calibrated.thresholdFor(SEARCHES));
    }

    @ParameterizedTest
    @CsvSource({"1, 71", "8000, 71", "8001, 72", "9000, 72", "9001, 70"})
    void of_own_searches_the_smallest_gallery_that_is_large_enough_holds(long references, double threshold) {
        FalseMatchTable small = searches(8_000, 71, 81, 91);
        FalseMatchTable large = searches(9_000, 72, 82, 92);
        FalseMatchTable comparisons = FalseMatchTable.of(
                List.of(new Point(1e-3, 69), new Point(1e-6, 70), new Point(1e-7, 71)), 1, "comparisons", List.of());
        MatchPolicy among = policy.withReferenceCount(references);

        for (MatchPolicy calibrated : List.of(
                among.calibratedBy(SEARCHES, comparisons)
                        .calibratedBy(SEARCHES, small)
                        .calibratedBy(SEARCHES, large),
                among.calibratedBy(SEARCHES, large)
                        .calibratedBy(SEARCHES, small)
                        .calibratedBy(SEARCHES, comparisons))) {
            assertThat(calibrated.thresholdFor(SEARCHES).value()).isEqualTo(threshold);
        }
    }

    @Test
    void own_searches_replace_those_of_the_same_scale_and_size_only() {
        ScoreScale other = ScoreScale.of(new ProviderId("vendor"), "v2", Operation.IDENTIFY, 0, 100);
        MatchPolicy calibrated = policy.withReferenceCount(8_000)
                .calibratedBy(SEARCHES, searches(8_000, 71, 81, 91))
                .calibratedBy(other, searches(8_000, 72, 82, 92))
                .calibratedBy(SEARCHES, searches(8_000, 73, 83, 93));

        assertThat(calibrated.thresholdFor(SEARCHES).value()).isEqualTo(73);
        assertThat(calibrated.thresholdFor(other).value()).isEqualTo(72);
    }

    @Test
    void another_model_than_that_of_the_own_searches_is_refused_although_something_is_published_for_it() {
        ScoreScale next = ScoreScale.of(new ProviderId("vendor"), "v2", Operation.IDENTIFY, 0, 100);

        for (FalseMatchTable measured : List.of(searches(8_000, 71, 81, 91), COMPARISONS)) {
            MatchPolicy calibrated = policy.withReferenceCount(1_000).calibratedBy(SEARCHES, measured);
            assertThatExceptionOfType(UncalibratedException.class)
                    .isThrownBy(() -> calibrated.thresholdFor(next.with(SMALL)))
                    .withMessageContaining("vendor/v2/IDENTIFY")
                    .withMessageContaining("the model differs from the measured one");
        }
    }

    @ParameterizedTest
    @CsvSource({"1e-4, 90", "1e-2, 70"})
    void a_table_of_searches_reaches_from_its_lowest_to_its_highest_rate(double rate, double threshold) {
        MatchPolicy at = MatchPolicy.falsePositiveIdentificationRate(rate).withReferenceCount(10_000);

        assertThat(at.thresholdFor(SEARCHES.with(SMALL)).value()).isEqualTo(threshold);
        assertThat(at.calibratedBy(SEARCHES, SMALL).thresholdFor(SEARCHES).value())
                .isEqualTo(threshold);
    }

    @ParameterizedTest
    @ValueSource(doubles = {9e-5, 2e-2})
    void beyond_the_rates_of_a_table_of_searches_nothing_is_said(double rate) {
        MatchPolicy at = MatchPolicy.falsePositiveIdentificationRate(rate).withReferenceCount(10_000);

        for (MatchPolicy asked : List.of(at, at.calibratedBy(SEARCHES, SMALL))) {
            assertThatExceptionOfType(UncalibratedException.class)
                    .isThrownBy(() -> asked.thresholdFor(SEARCHES.with(SMALL)))
                    .withMessageContaining("rate " + Decimals.plain(rate) + " among 10000")
                    .withMessageContaining("from 0.0001 to 0.01");
        }
    }

    @Test
    void own_searches_expire_as_own_comparisons_do() {
        Instant until = Instant.parse("2027-02-20T12:00:00Z");
        Calibration measured = Calibration.builder(SEARCHES, "our door", until.minusSeconds(60))
                .point(new Calibration.Point(1e-2, 50, 97, 10_000, 3, 400))
                .point(new Calibration.Point(1e-3, 60, 9, 10_000, 11, 400))
                .ofSearches(8_000)
                .validUntil(until)
                .build();
        MatchPolicy at = policy.withReferenceCount(8_000);

        assertThat(at.calibratedBy(measured, Clock.fixed(until.minusNanos(1), ZoneOffset.UTC))
                        .thresholdFor(SEARCHES)
                        .value())
                .isEqualTo(50);
        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> at.calibratedBy(measured, Clock.fixed(until, ZoneOffset.UTC))
                        .thresholdFor(SEARCHES))
                .withMessageContaining("expired at " + until);
    }

    @Test
    void a_published_table_of_searches_is_replaced_by_one_for_as_many_references() {
        ScoreScale published =
                SEARCHES.with(COMPARISONS).with(SMALL).with(LARGE).with(searches(10_000, 75, 85, 95));

        assertThat(published.searchTables())
                .extracting(table -> table.maxReferenceCount().orElseThrow())
                .containsExactly(10_000L, 100_000L);
        assertThat(policy.withReferenceCount(10_000).thresholdFor(published).value())
                .isEqualTo(75);
        assertThat(published.falseMatchTable()).containsSame(COMPARISONS);
    }

    @Test
    void a_threshold_of_searches_says_so_in_words() {
        assertThat(policy.withReferenceCount(10_000).thresholdFor(SEARCHES.with(SMALL)))
                .hasToString("Threshold[70.0 on vendor/v1/IDENTIFY, PUBLISHED_TABLE, FPIR 0.01 among 10000]");
        assertThat(policy.withReferenceCount(1_000).thresholdFor(SEARCHES.with(COMPARISONS)))
                .hasToString(
                        "Threshold[60.0 on vendor/v1/IDENTIFY, PUBLISHED_TABLE, FMR 1.0E-5, FPIR 0.01 among 1000]");
    }

    @Test
    void own_searches_in_a_smaller_gallery_are_not_replaced_by_the_published_table() {
        MatchPolicy calibrated = policy.withReferenceCount(9_000).calibratedBy(SEARCHES, searches(8_000, 71, 81, 91));

        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> calibrated.thresholdFor(SEARCHES.with(SMALL)))
                .withMessageContaining("among 9000")
                .withMessageContaining("at most 8000");
    }

    @Test
    void a_rate_of_one_comparison_is_not_read_out_of_a_table_of_searches() {
        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> MatchPolicy.falseMatchRate(1e-2).thresholdFor(SEARCHES.with(SMALL)))
                .withMessageContaining("falsePositiveIdentificationRate");
        assertThat(SEARCHES.with(SMALL).falseMatchTable()).isEmpty();
    }

    @Test
    void the_review_band_is_a_rate_of_searches_too() {
        MatchPolicy banded = policy.withReferenceCount(1_000).withReviewBand(1e-1);
        ScoreScale published = SEARCHES.with(COMPARISONS);

        assertThat(banded.judge(new Score(60, published)).outcome()).isEqualTo(MatchDecision.Outcome.MATCH);
        assertThat(banded.judge(new Score(50, published)).outcome()).isEqualTo(MatchDecision.Outcome.REVIEW);
        assertThat(banded.judge(new Score(49, published)).outcome()).isEqualTo(MatchDecision.Outcome.NO_MATCH);
    }

    @Test
    void a_policy_of_searches_has_to_know_the_size_and_judges_searches_only() {
        assertThatIllegalStateException()
                .isThrownBy(() -> policy.thresholdFor(SEARCHES.with(SMALL)))
                .withMessageContaining("withReferenceCount");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.withReferenceCount(10).thresholdFor(Scales.PUBLISHED))
                .withMessageContaining("vendor/v1/COMPARE");
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withReferenceCount(0));
        assertThatIllegalStateException()
                .isThrownBy(() -> MatchPolicy.falseMatchRate(1e-4).withReferenceCount(10));
    }

    @Test
    void says_its_rate_and_is_equal_by_it() {
        assertThat(policy.targetFalsePositiveIdentificationRate()).hasValue(1e-2);
        assertThat(policy.targetFalseMatchRate()).isEmpty();
        assertThat(MatchPolicy.falseMatchRate(1e-2).targetFalseMatchRate()).hasValue(1e-2);
        assertThat(policy.references()).isEmpty();
        assertThat(policy)
                .isEqualTo(MatchPolicy.falsePositiveIdentificationRate(1e-2))
                .isNotEqualTo(MatchPolicy.falseMatchRate(1e-2))
                .isNotEqualTo(policy.withReferenceCount(7));
        assertThat(policy.withReferenceCount(7)).hasToString("MatchPolicy[FPIR 0.01 among 7]");
    }

    private static FalseMatchTable searches(long references, double loose, double middle, double strict) {
        return FalseMatchTable.of(
                        List.of(new Point(1e-2, loose), new Point(1e-3, middle), new Point(1e-4, strict)),
                        1,
                        "searches",
                        List.of())
                .ofSearches(references);
    }
}
