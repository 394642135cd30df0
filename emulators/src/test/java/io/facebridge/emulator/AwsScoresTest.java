package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.emulator.internal.ScoreMap;
import io.facebridge.emulator.internal.aws.Scores;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.ProviderId;
import io.facebridge.testkit.PaintedFaces;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AwsScoresTest {
    private final ScoreMap map = Scores.of(PaintedFaces.SCALE);

    @Test
    void a_similarity_says_how_rare_a_false_match_is() {
        assertThat(map.similarity(0.2)).isCloseTo(90, within(1e-4f));
        assertThat(map.similarity(0.4)).isCloseTo(99, within(1e-4f));
    }

    @Test
    void between_the_points_of_the_table_the_rate_falls_log_linearly() {
        assertThat(map.similarity(0.25)).isCloseTo((float) (100 * (1 - Math.pow(10, -1.25))), within(1e-4f));
    }

    @Test
    void beyond_the_table_the_rate_is_continued() {
        assertThat(map.similarity(0.5)).isCloseTo(99.9f, within(1e-4f)); // one more decade: 1e-6
        assertThat(map.similarity(0.1)).isCloseTo((float) (100 * (1 - Math.pow(10, -0.5))), within(1e-4f));
    }

    @Test
    void similarities_stay_within_0_and_100_and_never_fall() {
        double[] similarities = IntStream.rangeClosed(-1000, 1000)
                .mapToDouble(i -> map.similarity(i / 1000.0))
                .toArray();

        assertThat(similarities).isSorted();
        assertThat(similarities[0]).isZero();
        assertThat(similarities[2000]).isBetween(99.99, 100.0);
    }

    @Test
    void decisions_at_a_rate_are_those_of_the_backing() {
        FalseMatchTable calibration = map.calibration();

        for (double rate : new double[] {1e-2, 7.3e-3, 1e-3, 2.5e-4, 1e-4, 1.1e-5, 1e-5}) {
            double threshold = PaintedFaces.TABLE.thresholdAt(rate);
            assertThat((double) map.similarity(threshold)).isGreaterThanOrEqualTo(calibration.thresholdAt(rate));
            assertThat((double) map.similarity(threshold - 1e-6)).isLessThan(calibration.thresholdAt(rate));
        }
    }

    @Test
    void the_calibration_covers_what_the_backing_covers_and_says_that_it_is_emulated() {
        FalseMatchTable calibration = map.calibration();

        assertThat(calibration.covers(1e-2)).isTrue();
        assertThat(calibration.covers(1e-5)).isTrue();
        assertThat(calibration.covers(1.01e-2)).isFalse();
        assertThat(calibration.covers(9.9e-6)).isFalse();
        assertThat(calibration.source()).contains("emulated");
    }

    @Test
    void a_scale_without_rates_is_refused_with_the_remedy() {
        ScoreScale bare = ScoreScale.of(new ProviderId("x"), "model", ScoreScale.Operation.COMPARE, -1, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsEmulator.backedBy(new PaintedFaces(), new PaintedFaces(), bare))
                .withMessageContaining("FalseMatchTable");
    }

    @Test
    void a_scale_that_is_no_cosine_is_refused() {
        ScoreScale percent = ScoreScale.of(new ProviderId("x"), "model", ScoreScale.Operation.COMPARE, 0, 100);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsEmulator.backedBy(new PaintedFaces(), new PaintedFaces(), percent))
                .withMessageContaining("cosine");
    }
}
