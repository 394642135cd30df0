package io.facebridge.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.internal.Decimals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FalseMatchTableTest {
    private static final FalseMatchTable COSINE = table(0.0001, 1e-2, 0.2483, 1e-3, 0.3406, 1e-4, 0.4187, 1e-5, 0.4842);

    @ParameterizedTest
    @CsvSource({"1e-2, 0.2483", "1e-3, 0.3406", "1e-4, 0.4187", "1e-5, 0.4842"})
    void is_exact_at_its_points(double rate, double threshold) {
        assertThat(COSINE.thresholdAt(rate)).isEqualTo(threshold);
    }

    @ParameterizedTest
    @CsvSource({
        // 40 + 10 log10(1e-3 / rate), to the next half
        "5e-4, 43.5", // 43.01
        "2e-4, 47.0", // 46.99
        "9.9e-4, 40.5", // 40.04
        "1.1e-4, 50.0", // 49.59
        "3.1622776601683795e-5, 55.0", // 55
    })
    void is_linear_over_the_logarithm_in_between_and_rounded_to_the_strict_side(double rate, double threshold) {
        assertThat(Scales.TABLE.thresholdAt(rate)).isEqualTo(threshold);
    }

    @Test
    void gives_thresholds_in_whole_steps_of_the_resolution() {
        assertThat(COSINE.thresholdAt(2e-3)).isEqualTo(0.3129); // 0.31282
        assertThat(COSINE.thresholdAt(5e-4)).isEqualTo(0.3642); // 0.36411
    }

    @Test
    void never_gets_looser_as_the_rate_gets_lower() {
        double before = COSINE.thresholdAt(1e-2);
        for (double rate = 1e-2; rate >= 1e-5; rate *= 0.997) {
            double threshold = COSINE.thresholdAt(rate);
            assertThat(threshold).isBetween(before, 0.4842);
            before = threshold;
        }
    }

    @Test
    void does_not_pass_the_next_point_however_coarse_the_resolution() {
        assertThat(table(25, 1e-3, 40, 1e-4, 50).thresholdAt(5e-4)).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.011, 9.9e-6, 1e-6, Double.NaN})
    void is_never_extrapolated(double rate) {
        assertThat(COSINE.covers(rate)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> COSINE.thresholdAt(rate))
                .withMessageContaining("from 0.00001 to 0.01")
                .withMessageContaining("requested rate is " + Decimals.plain(rate));
    }

    @Test
    void sorts_its_points_highest_rate_first() {
        FalseMatchTable table = table(1, 1e-5, 60, 1e-3, 40, 1e-4, 50);

        assertThat(table.points()).isEqualTo(Scales.TABLE.points());
    }

    @ParameterizedTest
    @CsvSource({
        "1e-3, 40, 1e-4, 40", // equal thresholds
        "1e-3, 50, 1e-4, 40", // falling
        "1e-3, 40, 1e-3, 50", // one rate, two thresholds
    })
    void refuses_points_that_are_not_monotone(double rate, double threshold, double otherRate, double otherThreshold) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table(1, rate, threshold, otherRate, otherThreshold))
                .withMessageContaining("lower false match rate needs a higher threshold")
                .withMessageContaining(threshold + " at " + Decimals.plain(rate))
                .withMessageContaining(otherThreshold + " at " + Decimals.plain(otherRate));
    }

    @Test
    void refuses_a_single_point() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table(1, 1e-3, 40))
                .withMessageContaining("two or more points but has 1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refuses_a_resolution_that_is_no_step(double resolution) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table(resolution, 1e-3, 40, 1e-4, 50))
                .withMessageContaining("but was " + resolution);
    }

    @ParameterizedTest
    @CsvSource({"0, 40", "1, 40", "-1e-3, 40", "NaN, 40", "1e-3, NaN", "1e-3, Infinity"})
    void refuses_a_point_that_is_none(double rate, double threshold) {
        assertThatIllegalArgumentException().isThrownBy(() -> new FalseMatchTable.Point(rate, threshold));
    }

    @Test
    void copies_in_what_it_is_made_of() {
        List<FalseMatchTable.Point> points = new ArrayList<>(Scales.TABLE.points());
        List<String> caveats = new ArrayList<>(List.of("adults"));
        FalseMatchTable table = FalseMatchTable.of(points, 1, "a page", caveats);
        points.clear();
        caveats.clear();

        assertThat(table.points()).hasSize(3);
        assertThat(table.caveats()).containsExactly("adults");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> table.points().clear());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> table.caveats().clear());
    }

    @Test
    void says_in_words_of_what_it_is_who_measured_it_and_how_long_it_holds() {
        assertThat(Scales.TABLE).hasToString("FalseMatchTable[3 points, a vendor's page, 2026]");
        assertThat(Scales.TABLE.ofSearches(5_000).validUntil(Instant.parse("2027-02-20T12:00:00Z")))
                .hasToString("FalseMatchTable[3 points, searches among 5000, a vendor's page, 2026,"
                        + " until 2027-02-20T12:00:00Z]");
    }

    private static FalseMatchTable table(double resolution, double... ratesAndThresholds) {
        List<FalseMatchTable.Point> points = new ArrayList<>();
        for (int i = 0; i < ratesAndThresholds.length; i += 2) {
            points.add(new FalseMatchTable.Point(ratesAndThresholds[i], ratesAndThresholds[i + 1]));
        }
        return FalseMatchTable.of(points, resolution, "a page", List.of());
    }
}
