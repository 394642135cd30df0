package io.facebridge.tencent.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.provider.ProviderId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TencentMapperTest {
    private static final ScoreScale SCALE =
            ScoreScale.of(new ProviderId("tencent"), "1", ScoreScale.Operation.COMPARE, 0, 100);

    @ParameterizedTest
    @ValueSource(strings = {"99.1", "99.9", "80.3", "0.1", "40.0", "99.99999"})
    void a_score_is_the_decimal_that_the_service_wrote_and_matches_at_a_threshold_of_the_same(String written) {
        Score score = TencentMapper.score(Float.parseFloat(written), SCALE);

        assertThat(score.value()).isEqualTo(Double.parseDouble(written));
        assertThat(Threshold.explicit(Double.parseDouble(written), SCALE)
                        .judge(score)
                        .outcome())
                .isEqualTo(Outcome.MATCH);
    }

    @ParameterizedTest
    @ValueSource(floats = {-0.1f, 100.1f})
    void what_is_outside_of_the_scale_is_brought_back(float given) {
        assertThat(TencentMapper.score(given, SCALE).value()).isIn(0.0, 100.0);
    }
}
