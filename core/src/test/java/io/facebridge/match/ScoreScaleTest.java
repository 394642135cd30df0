package io.facebridge.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreScaleTest {
    private static final ProviderId VENDOR = new ProviderId("vendor");

    @Test
    void is_equal_by_provider_model_operation_and_range() {
        assertThat(ScoreScale.of(VENDOR, "v1", Operation.COMPARE, 0, 100))
                .isEqualTo(Scales.PLAIN)
                .hasSameHashCodeAs(Scales.PLAIN)
                .isNotEqualTo(ScoreScale.of(new ProviderId("other"), "v1", Operation.COMPARE, 0, 100))
                .isNotEqualTo(ScoreScale.of(VENDOR, "v2", Operation.COMPARE, 0, 100))
                .isNotEqualTo(ScoreScale.of(VENDOR, "v1", Operation.LIVENESS, 0, 100))
                .isNotEqualTo(ScoreScale.of(VENDOR, "v1", Operation.COMPARE, -1, 100))
                .isNotEqualTo(ScoreScale.of(VENDOR, "v1", Operation.COMPARE, 0, 1));
    }

    @Test
    void keeps_what_it_was_made_of() {
        ScoreScale cosine = ScoreScale.of(VENDOR, "v1", Operation.COMPARE, -1, 1);

        assertThat(cosine.min()).isEqualTo(-1);
        assertThat(cosine.max()).isEqualTo(1);
        assertThat(cosine).hasToString("vendor/v1/COMPARE");
    }

    @Test
    void does_not_count_the_published_table() {
        assertThat(Scales.PUBLISHED).isEqualTo(Scales.PLAIN).hasSameHashCodeAs(Scales.PLAIN);
        assertThat(Scales.PLAIN.falseMatchTable()).isEmpty();
        assertThat(Scales.PUBLISHED.falseMatchTable()).containsSame(Scales.TABLE);
    }

    @Test
    void hashes_both_zeros_alike() {
        ScoreScale negativeZero = ScoreScale.of(VENDOR, "v1", Operation.COMPARE, -0.0, 100);

        assertThat(negativeZero).isEqualTo(Scales.PLAIN).hasSameHashCodeAs(Scales.PLAIN);
        assertThat(ScoreScale.of(VENDOR, "v1", Operation.COMPARE, -1, -0.0))
                .isEqualTo(ScoreScale.of(VENDOR, "v1", Operation.COMPARE, -1, 0.0))
                .hasSameHashCodeAs(ScoreScale.of(VENDOR, "v1", Operation.COMPARE, -1, 0.0));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "NaN, 1", "0, NaN", "-Infinity, 1", "0, Infinity"})
    void refuses_a_range_that_is_empty_or_not_finite(double min, double max) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreScale.of(VENDOR, "v1", Operation.COMPARE, min, max))
                .withMessageContaining(min + " .. " + max);
    }

    @Test
    void refuses_a_blank_model_and_names_the_word_for_unknown_ones() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreScale.of(VENDOR, " ", Operation.COMPARE, 0, 1))
                .withMessageContaining(ScoreScale.UNVERSIONED);
    }

    @Test
    void refuses_a_table_whose_thresholds_lie_outside() {
        FalseMatchTable table = FalseMatchTable.of(
                List.of(new FalseMatchTable.Point(1e-2, 90), new FalseMatchTable.Point(1e-3, 101)),
                1,
                "a page",
                List.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scales.PLAIN.with(table))
                .withMessageContaining("101")
                .withMessageContaining("[0.0, 100.0]");
    }
}
