package io.facebridge.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 50, 100, Double.MIN_VALUE})
    void accepts_the_whole_range_of_its_scale(double value) {
        assertThat(new Score(value, Scales.PLAIN).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, 100.001, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refuses_what_is_outside_its_scale(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Score(value, Scales.PLAIN))
                .withMessageContaining("[0.0, 100.0]")
                .withMessageContaining(Scales.PLAIN.toString())
                .withMessageContaining("but was " + value);
    }

    @Test
    void knows_one_zero_only() {
        ScoreScale cosine = ScoreScale.of(new ProviderId("vendor"), "v1", Operation.COMPARE, -1, 1);

        assertThat(new Score(-0.0, cosine)).isEqualTo(new Score(0.0, cosine));
        assertThat(1 / new Score(-0.0, cosine).value()).isPositive();
    }
}
