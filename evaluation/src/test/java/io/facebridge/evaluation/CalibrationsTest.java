package io.facebridge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.error.InsufficientDataException;
import io.facebridge.error.InvalidScoresException;
import io.facebridge.error.UncalibratedException;
import io.facebridge.match.Calibration;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.match.Threshold;
import io.facebridge.provider.ProviderId;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationsTest {
    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
    private static final ScoreScale SCALE = ScoreScale.of(new ProviderId("own"), "v1", Operation.COMPARE, 0, 100);

    /** 1e-4 of these is 3. */
    private static final int NON_MATED = 30_000;

    private final ScoreSet scores = ScoreSet.of(
            ScoreSource.of(SCALE).dataset("autumn"), uniform(1, 500, 50, 100), uniform(2, NON_MATED, 0, 60));

    @ParameterizedTest
    @ValueSource(doubles = {1e-1, 3e-2, 1e-3, 7e-4, 1e-4})
    void the_calibrated_threshold_is_the_one_of_the_evaluation(double rate) {
        Calibration calibration = Calibrations.builder(scores, NOW).build();

        Threshold threshold =
                MatchPolicy.falseMatchRate(rate).calibratedBy(calibration).thresholdFor(SCALE);

        assertThat(threshold.value())
                .isEqualTo(scores.evaluate().atFmr(rate).orThrow().threshold());
        assertThat(threshold.interpolated()).isFalse();
        assertThat(threshold.basis()).isEqualTo(Threshold.Basis.OWN_CALIBRATION);
        assertThat(threshold.source()).contains("autumn");
    }

    @Test
    void between_its_points_the_data_matches_as_often_as_was_asked_for_within_one_comparison_or_a_tenth() {
        Calibration calibration =
                Calibration.parse(Calibrations.builder(scores, NOW).build().toJson());

        for (double rate = 1.03e-4; rate < 0.1; rate *= 1.07) {
            double threshold = calibration.table().thresholdAt(rate);
            assertThat((double) scores.evaluate().at(threshold).falseMatches())
                    .isLessThanOrEqualTo(Math.max(rate * NON_MATED + 1, rate * NON_MATED * 1.1));
        }
    }

    @Test
    void the_lowest_rate_is_the_lowest_that_the_data_supports() {
        Calibration calibration = Calibrations.builder(scores, NOW).build();

        assertThat(calibration.points().get(calibration.points().size() - 1).rate())
                .isEqualTo(1e-4);
        assertThat(calibration.caveats()).singleElement().asString().contains("0.0009", "fewer than 30");
        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> MatchPolicy.falseMatchRate(9e-5)
                        .calibratedBy(calibration)
                        .thresholdFor(SCALE));
    }

    @Test
    void where_many_scores_are_equal_the_lower_rate_keeps_the_threshold() {
        double[] nonMated = DoubleStream.concat(
                        DoubleStream.generate(() -> 10).limit(9_700), DoubleStream.of(uniform(3, 300, 40, 60)))
                .toArray();
        ScoreSet tied = ScoreSet.of(ScoreSource.of(SCALE), uniform(1, 500, 50, 100), nonMated);

        Calibration calibration = Calibrations.builder(tied, NOW).build();

        assertThat(calibration.points().get(0).rate()).isEqualTo(0.03);
        assertThat(calibration.points())
                .extracting(Calibration.Point::threshold)
                .doesNotHaveDuplicates();
    }

    @Test
    void too_little_data_is_refused_with_the_numbers() {
        ScoreSet few = ScoreSet.of(ScoreSource.of(SCALE), uniform(1, 50, 50, 100), uniform(2, 30, 0, 60));

        assertThatExceptionOfType(InsufficientDataException.class)
                .isThrownBy(() -> Calibrations.builder(few, NOW))
                .withMessageContaining("30 non-mated comparisons");
    }

    @Test
    void scores_of_nobody_in_particular_are_refused() {
        ScoreSet unnamed = ScoreSet.of(ScoreSource.unnamed(), uniform(1, 500, 50, 100), uniform(2, NON_MATED, 0, 60));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibrations.builder(unnamed, NOW))
                .withMessageContaining("scale");
    }

    @Test
    void remembers_what_it_was_made_of_and_refuses_to_be_tested_on_it() {
        Calibration calibration =
                Calibration.parse(Calibrations.builder(scores, NOW).build().toJson());
        ScoreSet others = ScoreSet.of(ScoreSource.of(SCALE), uniform(8, 500, 50, 100), uniform(9, 3_000, 0, 60));

        assertThat(calibration.dataSha256()).hasValue(scores.contentHash());
        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> scores.requireApartFrom(calibration))
                .withMessageContaining("the scores that the calibration was made of");
        others.requireApartFrom(calibration);
    }

    @Test
    void remembers_its_persons_by_hashes_that_name_none_of_them() {
        ScoreSet people = people("ada", 0, 200);
        String json = Calibrations.builder(people, NOW).build().toJson();
        Calibration calibration = Calibration.parse(json);

        assertThat(json).doesNotContain("ada");
        assertThat(calibration.subjectHashes()).hasSize(200);
        assertThat(calibration.points())
                .allSatisfy(
                        point -> assertThat(point.effectiveNonMated()).isLessThanOrEqualTo((double) point.nonMated()));
        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> people("ada", 195, 400).requireApartFrom(calibration))
                .withMessageContaining("5 of the 205 persons");
        people("ada", 200, 400).requireApartFrom(calibration);
    }

    /** Each compared with another picture of the same and with the next ten. */
    private static ScoreSet people(String name, int from, int to) {
        SplittableRandom random = new SplittableRandom(from);
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.of(SCALE));
        for (int i = from; i < to; i++) {
            set.add(ScoredPair.of(null, null, random.nextDouble(50, 100), PairLabel.MATED)
                    .subjects(name + i, name + i));
            for (int k = 1; k <= 10; k++) {
                set.add(ScoredPair.of(null, null, random.nextDouble(0, 60), PairLabel.NON_MATED)
                        .subjects(name + i, name + (from + (i - from + k) % (to - from))));
            }
        }
        return set.build();
    }

    @Test
    void searches_are_calibrated_for_the_size_of_the_gallery() {
        ScoreScale searches = ScoreScale.of(new ProviderId("own"), "v1", Operation.IDENTIFY, 0, 100);
        SearchSet.Builder set = SearchSet.builder(ScoreSource.of(searches)).gallerySize(200);
        for (double best : uniform(4, 3_000, 20, 70)) {
            set.search(false).candidate(best, false);
        }
        for (double mate : uniform(5, 300, 50, 100)) {
            set.search(true).candidate(mate, true);
        }
        SearchSet trial = set.build();

        Calibration calibration = Calibrations.builder(trial, NOW).build();

        assertThat(calibration.references()).hasValue(200);
        MatchPolicy policy = MatchPolicy.falsePositiveIdentificationRate(1e-2).calibratedBy(calibration);
        assertThat(policy.withReferenceCount(200).thresholdFor(searches).value())
                .isEqualTo(trial.evaluate().atFpir(1e-2).orThrow().threshold());
        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> policy.withReferenceCount(201).thresholdFor(searches));
    }

    private static double[] uniform(long seed, int count, double from, double to) {
        return new SplittableRandom(seed).doubles(count, from, to).toArray();
    }
}
