package io.facebridge.tencent.internal;

import com.tencentcloudapi.iai.v20200303.models.DetectLiveFaceAccurateRequest;
import com.tencentcloudapi.iai.v20200303.models.DetectLiveFaceRequest;
import io.facebridge.LivenessChecker;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessResult;
import io.facebridge.match.Score;
import io.facebridge.provider.Deadline;
import io.facebridge.remote.CallScope;
import io.facebridge.remote.UnusableAnswerException;

/** Judges images by DetectLiveFaceAccurate, or by DetectLiveFace, which is not available to new accounts, if requested. */
public final class IaiLivenessChecker implements LivenessChecker {
    private final TencentCalls calls;
    private final TencentScales scales;
    private final double enough;
    private final boolean legacy;

    IaiLivenessChecker(TencentCalls calls, TencentScales scales, double enough, boolean legacy) {
        this.calls = calls;
        this.scales = scales;
        this.enough = enough;
        this.legacy = legacy;
    }

    @Override
    public LivenessResult check(FaceImage image) {
        try (CallScope call = calls.begin()) {
            Deadline deadline = call.deadline();
            TencentImages prepared = TencentImages.prepare(image, deadline);
            return legacy ? legacy(prepared, deadline) : accurate(prepared, deadline);
        }
    }

    private LivenessResult accurate(TencentImages image, Deadline deadline) {
        DetectLiveFaceAccurateRequest request = new DetectLiveFaceAccurateRequest();
        request.setImage(image.base64());
        return calls.send(TencentOperations.DETECT_LIVE_FACE_ACCURATE, request, deadline, answer -> {
            String model = UnusableAnswerException.requireText("face model version", answer.getFaceModelVersion());
            Score score = TencentMapper.score(answer.getScore(), scales.liveness(model));
            return new LivenessResult(
                    score.value() >= enough, score, null, TencentMapper.answer(answer, answer.getRequestId()));
        });
    }

    /** Its score means something for model 2.0 only, its verdict for 3.0 only. */
    private LivenessResult legacy(TencentImages image, Deadline deadline) {
        DetectLiveFaceRequest request = new DetectLiveFaceRequest();
        request.setImage(image.base64());
        request.setFaceModelVersion("3.0");
        return calls.send(
                TencentOperations.DETECT_LIVE_FACE,
                request,
                deadline,
                answer -> new LivenessResult(
                        UnusableAnswerException.require("verdict", answer.getIsLiveness()),
                        null,
                        null,
                        TencentMapper.answer(answer, answer.getRequestId())));
    }
}
