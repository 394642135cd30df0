package io.facebridge.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.liveness.GuardedResult.Verdict;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.provider.ProviderId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuardedResultTest {
    @ParameterizedTest
    @EnumSource(Verdict.class)
    void only_one_verdict_is_an_acceptance(Verdict verdict) {
        assertThat(new GuardedResult(verdict, null, null, null).accepted()).isEqualTo(verdict == Verdict.ACCEPTED);
    }

    @Test
    void leaves_empty_what_there_is_not() {
        GuardedResult result = new GuardedResult(Verdict.OTHER_SUBJECT, null, null, null);

        assertThat(result.verdict()).isEqualTo(Verdict.OTHER_SUBJECT);
        assertThat(result.state()).isEmpty();
        assertThat(result.decision()).isEmpty();
        assertThat(result.reviewCase()).isEmpty();
        assertThat(result).hasToString("GuardedResult[OTHER_SUBJECT]");
    }

    @Test
    void keeps_what_it_rests_on_and_says_the_verdict_and_the_state_alone_in_words() {
        ScoreScale scale = ScoreScale.of(new ProviderId("vendor"), "v1", ScoreScale.Operation.COMPARE, 0, 100);
        MatchDecision decision = Threshold.explicit(80, scale).judge(new Score(73.25, scale));
        UUID reviewCase = UUID.fromString("c26ad1cf-91e5-4d39-9f8a-3bd1e2b4b9a7");
        GuardedResult result = new GuardedResult(Verdict.REVIEW, LivenessState.COMPLETED, decision, reviewCase);

        assertThat(result.state()).contains(LivenessState.COMPLETED);
        assertThat(result.decision()).containsSame(decision);
        assertThat(result.reviewCase()).contains(reviewCase);
        assertThat(result).hasToString("GuardedResult[REVIEW, COMPLETED]");
    }
}
