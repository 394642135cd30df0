package io.facebridge.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdTest {
    private final Threshold eighty = Threshold.explicit(80, Scales.PLAIN);

    @Test
    void matches_from_the_threshold_on_and_not_a_bit_below() {
        assertThat(outcome(80)).isEqualTo(Outcome.MATCH);
        assertThat(outcome(Math.nextUp(80.0))).isEqualTo(Outcome.MATCH);
        assertThat(outcome(Math.nextDown(80.0))).isEqualTo(Outcome.NO_MATCH);
    }

    @Test
    void is_reached_by_zero_of_either_sign_when_it_is_zero() {
        ScoreScale cosine = ScoreScale.of(new ProviderId("vendor"), "v1", Operation.COMPARE, -1, 1);

        for (double zero : new double[] {0.0, -0.0}) {
            Threshold threshold = Threshold.explicit(zero, cosine);
            assertThat(threshold.judge(new Score(-0.0, cosine)).outcome()).isEqualTo(Outcome.MATCH);
            assertThat(threshold.judge(new Score(0.0, cosine)).outcome()).isEqualTo(Outcome.MATCH);
            assertThat(threshold).hasSameHashCodeAs(Threshold.explicit(0.0, cosine));
        }
    }

    @Test
    void keeps_what_a_decision_rests_on() {
        Score score = new Score(81, Scales.PLAIN);
        MatchDecision decision = eighty.judge(score);

        assertThat(decision.score()).isSameAs(score);
        assertThat(decision.threshold()).isSameAs(eighty);
        assertThat(decision.reviewThreshold()).isEmpty();
        assertThat(decision.reasons()).isEmpty();
        assertThat(eighty.basis()).isEqualTo(Threshold.Basis.EXPLICIT);
        assertThat(eighty.falseMatchRate()).isEmpty();
    }

    @Test
    void judges_a_score_whose_scale_differs_by_the_published_table_only() {
        assertThat(eighty.judge(new Score(80, Scales.PUBLISHED)).outcome()).isEqualTo(Outcome.MATCH);
    }

    @ParameterizedTest
    @MethodSource("foreignScales")
    void refuses_a_score_of_another_scale_and_names_both(ScoreScale foreign) {
        Score score = new Score(1, foreign);

        assertThatExceptionOfType(IncompatibleScaleException.class)
                .isThrownBy(() -> eighty.judge(score))
                .withMessageContaining("vendor/v1/COMPARE [0.0, 100.0]")
                .withMessageContaining(foreign + " [" + foreign.min() + ", " + foreign.max() + "]");
        assertThatExceptionOfType(IncompatibleScaleException.class)
                .isThrownBy(() -> eighty.judge(Comparison.builder(score).build()));
    }

    static Stream<ScoreScale> foreignScales() {
        ProviderId vendor = new ProviderId("vendor");
        return Stream.of(
                Scales.scale("other", "v1"),
                Scales.scale("vendor", "v2"),
                ScoreScale.of(vendor, "v1", Operation.LIVENESS, 0, 100),
                ScoreScale.of(vendor, "v1", Operation.COMPARE, 0, 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 100.5, Double.NaN})
    void refuses_to_stand_outside_its_scale(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Threshold.explicit(value, Scales.PLAIN))
                .withMessageContaining("[0.0, 100.0]")
                .withMessageContaining("but was " + value);
    }

    @Test
    void is_equal_by_its_value_its_scale_and_why_it_stands_there() {
        Threshold published = MatchPolicy.falseMatchRate(1e-4).thresholdFor(Scales.PUBLISHED);

        assertThat(published)
                .isEqualTo(MatchPolicy.falseMatchRate(1e-4).thresholdFor(Scales.PUBLISHED))
                .hasSameHashCodeAs(MatchPolicy.falseMatchRate(1e-4).thresholdFor(Scales.PUBLISHED))
                .isNotEqualTo(Threshold.explicit(50, Scales.PLAIN))
                .isNotEqualTo(MatchPolicy.falseMatchRate(1e-4)
                        .thresholdFor(Scales.scale("vendor", "v2").with(Scales.TABLE)));
        assertThat(eighty)
                .isEqualTo(Threshold.explicit(80, Scales.PLAIN))
                .isNotEqualTo(Threshold.explicit(81, Scales.PLAIN))
                .isNotEqualTo(Threshold.explicit(80, Scales.scale("vendor", "v2")));
    }

    @Test
    void says_in_words_where_it_stands_and_why() {
        assertThat(eighty).hasToString("Threshold[80.0 on vendor/v1/COMPARE, EXPLICIT]");
        assertThat(MatchPolicy.falseMatchRate(1e-4).thresholdFor(Scales.PUBLISHED))
                .hasToString("Threshold[50.0 on vendor/v1/COMPARE, PUBLISHED_TABLE, FMR 1.0E-4]");
    }

    private Outcome outcome(double score) {
        return eighty.judge(new Score(score, Scales.PLAIN)).outcome();
    }
}
