package io.facebridge.tencent.internal;

import io.facebridge.LivenessSessions;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.ProviderError;
import io.facebridge.face.FaceSelection;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessDecision;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.liveness.LivenessState;
import io.facebridge.match.Comparison;
import io.facebridge.provider.Deadline;
import io.facebridge.remote.UnusableAnswerException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Liveness sessions by GetFaceIdTokenIntl and GetFaceIdResultIntl. The service reports nothing between a session's start and
 * its end, and no confidence: it decides itself whether the person was live.
 */
public final class FaceIdLivenessSessions implements LivenessSessions {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final String LIVE = "0";
    private static final String UNFINISHED = "-999";

    /**
     * The codes of a session in which a person was filmed and judged not live: by the engine, as a recording, or because the
     * actions were not done.
     */
    private static final Set<String> NOT_LIVE = Set.of("1002", "1003", "1005");

    private final TencentCalls calls;
    private final IaiFaceComparer comparer;
    private final Clock clock;
    private final String region;
    private final int secureLevel;

    FaceIdLivenessSessions(TencentCalls calls, IaiFaceComparer comparer, Clock clock, String region, int secureLevel) {
        this.calls = calls;
        this.comparer = comparer;
        this.clock = clock;
        this.region = region;
        this.secureLevel = secureLevel;
    }

    @Override
    public LivenessSession open(LivenessSessionRequest request) {
        if (request.auditImages() > 0) {
            throw new IllegalArgumentException("Tencent Cloud returns 0 audit images but " + request.auditImages()
                    + " were requested; the best image of the film is the reference image");
        }
        String token = calls.call(deadline -> {
            // Found out now and not when the person has been filmed.
            request.verifyAgainst().ifPresent(claimed -> TencentImages.prepare(claimed, deadline));
            return calls.send(
                    TencentOperations.GET_FACE_ID_TOKEN,
                    new FaceIdModels.TokenRequest(Integer.toString(secureLevel)),
                    deadline,
                    answer -> TencentNames.answeredSession(answer.sdkToken()));
        });
        LivenessSession.Builder session = LivenessSession.restore(
                        new LivenessSessionId(token),
                        request.subject(),
                        clock.instant().plus(LIFE))
                .region(region)
                .clientToken(token);
        request.verifyAgainst().ifPresent(session::verifyAgainst);
        return session.build();
    }

    @Override
    public LivenessOutcome result(LivenessSession session) {
        if (!TencentNames.isSession(session.id().value())) {
            throw new IllegalArgumentException(
                    "a liveness session id on Tencent Cloud has up to 128 letters, digits, - and _");
        }
        return calls.call(deadline -> fetch(session, deadline));
    }

    /**
     * Returns the result. The end of a session ends its opening; the service keeps a result for three days, and is queried for
     * it.
     */
    private LivenessOutcome fetch(LivenessSession session, Deadline deadline) {
        FaceIdModels.ResultResponse answer;
        try {
            answer = calls.send(
                    TencentOperations.GET_FACE_ID_RESULT,
                    new FaceIdModels.ResultRequest(session.id().value()),
                    deadline,
                    result -> {
                        UnusableAnswerException.requireText("result", result.result());
                        return result;
                    });
        } catch (NotFoundException e) {
            if (expired(session)) {
                return LivenessOutcome.builder(session, LivenessState.EXPIRED).build();
            }
            throw e;
        }
        String result = UnusableAnswerException.require("result", answer.result());
        LivenessState state = state(result);
        if (!state.ended() && expired(session)) {
            state = LivenessState.EXPIRED;
        }
        LivenessOutcome.Builder outcome = LivenessOutcome.builder(session, state)
                .vendor(TencentMapper.answer(answer.said(result), answer.requestId()));
        if (state == LivenessState.COMPLETED) {
            outcome.decision(result.equals(LIVE) ? LivenessDecision.LIVE : LivenessDecision.NOT_LIVE);
            picture(outcome, answer);
            Optional<FaceImage> filmed = outcome.build().referenceImage();
            if (result.equals(LIVE)) {
                session.verifyAgainst()
                        .ifPresent(claimed ->
                                filmed.ifPresent(picture -> outcome.comparison(compare(claimed, picture, deadline))));
            }
        }
        return outcome.build();
    }

    private Comparison compare(FaceImage claimed, FaceImage filmed, Deadline deadline) {
        try {
            return comparer.compare(
                    TencentImages.prepare(claimed, deadline),
                    TencentImages.prepare(filmed, deadline),
                    null,
                    FaceSelection.LARGEST,
                    deadline);
        } catch (FaceNotFoundException e) {
            // The service chose the image of the film for its face.
            throw new FaceNotFoundException(
                    ImageRole.REFERENCE, e.providerError().orElse(null));
        }
    }

    /** Adds the image; one that cannot be decoded does not affect the decision. */
    private void picture(LivenessOutcome.Builder outcome, FaceIdModels.ResultResponse answer) {
        String frame = answer.bestFrame();
        if (frame == null || frame.isEmpty()) {
            return;
        }
        ProviderError said = calls.answered(answer.requestId());
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(frame);
        } catch (IllegalArgumentException e) {
            outcome.unreadableReferenceImage(InvalidImageException.Reason.CORRUPT, said);
            return;
        }
        outcome.referenceImage(encoded, said);
    }

    /**
     * Returns the state of a result code. The other codes are failures of the phone, the network or the service, which do not
     * concern the person.
     */
    private static LivenessState state(String result) {
        if (result.equals(UNFINISHED)) {
            return LivenessState.CREATED;
        }
        return result.equals(LIVE) || NOT_LIVE.contains(result) ? LivenessState.COMPLETED : LivenessState.FAILED;
    }

    private boolean expired(LivenessSession session) {
        return !clock.instant().isBefore(session.expiresAt());
    }
}
