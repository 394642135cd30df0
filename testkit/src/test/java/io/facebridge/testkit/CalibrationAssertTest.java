package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.evaluation.ScoreSet;
import io.facebridge.evaluation.ScoreSource;
import io.facebridge.match.Calibration;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationAssertTest {
    private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");

    private final Calibration calibration = Calibration.builder(scale("v1"), "autumn", UNTIL.minusSeconds(60))
            .point(new Calibration.Point(1e-1, 50, 1000, 10_000, 0, 10))
            .point(new Calibration.Point(1e-2, 60, 100, 10_000, 0, 10))
            .validUntil(UNTIL)
            .build();
    private final CalibrationAssert check =
            CalibrationAssert.assertThat(calibration).at(Clock.fixed(UNTIL.minusSeconds(1), ZoneOffset.UTC));

    @Test
    void a_rate_that_is_kept_passes() {
        assertThatCode(() -> check.keeps(1e-2, scores("v1", 10, 1000)).isNotRefutedAt(1e-2, scores("v1", 10, 1000)))
                .doesNotThrowAnyException();
    }

    @Test
    void one_false_match_more_fails_the_strict_check_alone() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> check.keeps(1e-2, scores("v1", 11, 1000)))
                .withMessageContaining("60.0")
                .withMessageContaining("11 of 1000")
                .withMessageContaining("0.011");
        assertThatCode(() -> check.isNotRefutedAt(1e-2, scores("v1", 11, 1000))).doesNotThrowAnyException();
    }

    @Test
    void what_chance_does_not_explain_fails_both() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> check.isNotRefutedAt(1e-2, scores("v1", 25, 1000)))
                .withMessageContaining("25 of 1000");
    }

    @Test
    void a_calibration_of_little_data_is_refuted_only_by_more_than_its_own_error_explains() {
        Calibration rough = Calibration.builder(scale("v1"), "autumn", UNTIL.minusSeconds(60))
                .point(new Calibration.Point(1e-1, 50, 100, 1000, 0, 10))
                .point(new Calibration.Point(1e-2, 60, 10, 1000, 0, 10))
                .build();

        // 20 of 1000 after 10 of 1000 is chance in one of 13 cases; after 100 of 10,000 in one of 200
        assertThatCode(() -> CalibrationAssert.assertThat(rough).isNotRefutedAt(1e-2, scores("v1", 20, 1000)))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> check.isNotRefutedAt(1e-2, scores("v1", 20, 1000)))
                .withMessageContaining("were all comparisons independent");
    }

    @ParameterizedTest
    @CsvSource({
        "0.1,  124, 10000, 1000,  refuted", // at a point that point counts, whatever the other one is measured on
        "0.1,  124, 1000,  10000, holds",
        "0.01, 20,  10000, 1000,  holds",
        "0.01, 20,  1000,  10000, refuted",
        "0.03, 43,  10000, 10000, refuted", // between two points the one measured on less
        "0.03, 43,  10000, 1000,  holds",
        "0.03, 43,  1000,  10000, holds"
    })
    void a_rate_is_as_uncertain_as_the_points_that_it_lies_at_or_between(
            double rate, int matching, int atTenth, int atHundredth, String verdict) {
        Calibration measured = Calibration.builder(scale("v1"), "autumn", UNTIL.minusSeconds(60))
                .point(new Calibration.Point(1e-1, 50, atTenth / 10, atTenth, 0, 10))
                .point(new Calibration.Point(1e-2, 60, atHundredth / 100, atHundredth, 0, 10))
                .build();
        double[] nonMated = IntStream.range(0, 1000)
                .mapToDouble(i -> i < matching ? 61 + i / 100.0 : 49 - i / 100.0)
                .toArray();
        ScoreSet scores = ScoreSet.of(ScoreSource.of(scale("v1")), new double[] {70, 80, 90}, nonMated);

        if (verdict.equals("refuted")) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> CalibrationAssert.assertThat(measured).isNotRefutedAt(rate, scores))
                    .withMessageContaining(matching + " of 1000");
        } else {
            assertThatCode(() -> CalibrationAssert.assertThat(measured).isNotRefutedAt(rate, scores))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void a_calibration_is_not_tested_on_the_scores_that_it_was_made_of() {
        ScoreSet scores = scores("v1", 10, 1000);
        Calibration own = Calibration.builder(scale("v1"), "autumn", UNTIL.minusSeconds(60))
                .point(new Calibration.Point(1e-1, 50, 100, 1000, 0, 10))
                .point(new Calibration.Point(1e-2, 60, 10, 1000, 0, 10))
                .dataSha256(scores.contentHash())
                .build();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> CalibrationAssert.assertThat(own).isNotRefutedAt(1e-2, scores))
                .withMessageContaining("made of");
    }

    @Test
    void a_check_that_says_nothing_fails() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> check.keeps(1e-2, scores("v1", 0, 299)))
                .withMessageContaining("299");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> check.keeps(1e-2, scores("v2", 0, 1000)))
                .withMessageContaining("v1")
                .withMessageContaining("v2");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> check.keeps(5e-3, scores("v1", 0, 1000)))
                .withMessageContaining("0.005");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> check.at(Clock.fixed(UNTIL, ZoneOffset.UTC)).keeps(1e-2, scores("v1", 0, 1000)))
                .withMessageContaining("expired at 2027-01-01");
    }

    private static ScoreSet scores(String model, int matching, int all) {
        double[] nonMated = DoubleStream.concat(
                        IntStream.range(0, matching).mapToDouble(i -> 60 + i / 100.0),
                        IntStream.range(matching, all).mapToDouble(i -> 59.99 - i / 100.0))
                .toArray();
        return ScoreSet.of(ScoreSource.of(scale(model)), new double[] {70, 80, 90}, nonMated);
    }

    private static ScoreScale scale(String model) {
        return ScoreScale.of(new ProviderId("own"), model, Operation.COMPARE, 0, 100);
    }
}
