package io.facebridge.local.internal;

import io.facebridge.LivenessChecker;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessResult;
import io.facebridge.local.internal.Pipeline.Extent;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.VendorResponse;
import java.util.Set;

/** A presentation-attack hint from one image: live when the network gives that at least even odds. */
public final class LocalLivenessChecker implements LivenessChecker {
    private static final double EVEN_ODDS = 0.5;

    private final Pipeline pipeline;
    private final ScoreScale scale;

    /** Judges with these networks, on this scale. */
    public LocalLivenessChecker(Pipeline pipeline, ScoreScale scale) {
        this.pipeline = pipeline;
        this.scale = scale;
    }

    @Override
    public LivenessResult check(FaceImage selfie) {
        return pipeline.analyze(selfie, Extent.LARGEST, scene -> {
            if (scene.size() == 0) {
                throw new FaceNotFoundException(ImageRole.SINGLE, null);
            }
            Score score = new Score(scene.live(0), scale);
            return new LivenessResult(
                    score.value() >= EVEN_ODDS, score, scene.face(0, Set.of()), VendorResponse.none());
        });
    }
}
