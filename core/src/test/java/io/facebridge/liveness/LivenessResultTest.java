package io.facebridge.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.ProviderId;
import io.facebridge.provider.VendorResponse;
import org.junit.jupiter.api.Test;

class LivenessResultTest {
    @Test
    void leaves_empty_what_the_provider_does_not_say() {
        LivenessResult result = new LivenessResult(false, null, null, VendorResponse.none());

        assertThat(result.live()).isFalse();
        assertThat(result.score()).isEmpty();
        assertThat(result.face()).isEmpty();
        assertThat(result.vendor()).isSameAs(VendorResponse.none());
    }

    @Test
    void keeps_the_score_out_of_its_words() {
        ScoreScale scale = ScoreScale.of(new ProviderId("vendor"), "v1", ScoreScale.Operation.LIVENESS, 0, 1);
        Score score = new Score(0.25, scale);
        LivenessResult result = new LivenessResult(true, score, null, VendorResponse.none());

        assertThat(result.live()).isTrue();
        assertThat(result.score()).contains(score);
        assertThat(result).hasToString("LivenessResult[live]");
    }

    @Test
    void keeps_which_face_was_looked_at() {
        DetectedFace face = DetectedFace.at(new BoundingBox(0, 0, 1, 1)).build();
        LivenessResult result = new LivenessResult(false, null, face, VendorResponse.none());

        assertThat(result.face()).containsSame(face);
        assertThat(result).hasToString("LivenessResult[not live]");
    }
}
