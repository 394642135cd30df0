package io.facebridge.aws.internal;

import io.facebridge.aws.AwsLivenessOptions;
import io.facebridge.aws.AwsLivenessSessions;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.NotFoundException;
import io.facebridge.face.FaceSelection;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessDecision;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.liveness.LivenessState;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.Deadline;
import io.facebridge.remote.UnusableAnswerException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rekognition.model.AuditImage;
import software.amazon.awssdk.services.rekognition.model.ChallengePreference;
import software.amazon.awssdk.services.rekognition.model.CreateFaceLivenessSessionRequest;
import software.amazon.awssdk.services.rekognition.model.CreateFaceLivenessSessionRequestSettings;
import software.amazon.awssdk.services.rekognition.model.GetFaceLivenessSessionResultsRequest;
import software.amazon.awssdk.services.rekognition.model.GetFaceLivenessSessionResultsResponse;
import software.amazon.awssdk.services.rekognition.model.Image;
import software.amazon.awssdk.services.rekognition.model.LivenessSessionStatus;

/** Liveness sessions by CreateFaceLivenessSession and GetFaceLivenessSessionResults. */
public final class RekognitionLivenessSessions implements AwsLivenessSessions {
    private static final Duration LIFE = Duration.ofMinutes(3);
    private static final int MAX_AUDIT_IMAGES = 4;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final AwsCalls calls;
    private final RekognitionFaceComparer comparer;
    private final Clock clock;
    private final String region;
    private final @Nullable Double enough;
    private final ScoreScale scale;

    /** Opens sessions in this region; a confidence of at least {@code enough} is live, if it is given. */
    RekognitionLivenessSessions(
            AwsCalls calls,
            RekognitionFaceComparer comparer,
            AwsScales scales,
            Clock clock,
            String region,
            @Nullable Double enough) {
        this.calls = calls;
        this.comparer = comparer;
        this.clock = clock;
        this.region = region;
        this.enough = enough;
        scale = scales.liveness();
    }

    @Override
    public LivenessSession open(LivenessSessionRequest request) {
        return open(request, AwsLivenessOptions.defaults());
    }

    @Override
    public LivenessSession open(LivenessSessionRequest request, AwsLivenessOptions options) {
        if (request.auditImages() > MAX_AUDIT_IMAGES) {
            throw new IllegalArgumentException("Rekognition returns 0 to " + MAX_AUDIT_IMAGES + " audit images but "
                    + request.auditImages() + " were requested");
        }
        String id = calls.call(deadline -> {
            // Found out now and not when the person has been filmed.
            request.verifyAgainst().ifPresent(claimed -> AwsImages.prepare(claimed, deadline));
            return create(settings(request, options), options, deadline);
        });
        LivenessSession.Builder session = LivenessSession.restore(
                        new LivenessSessionId(id),
                        request.subject(),
                        clock.instant().plus(LIFE))
                .region(region);
        request.verifyAgainst().ifPresent(session::verifyAgainst);
        return session.build();
    }

    @Override
    public LivenessOutcome result(LivenessSession session) {
        if (!ID.matcher(session.id().value()).matches()) {
            throw new IllegalArgumentException("a liveness session id on Rekognition is a UUID in lower case");
        }
        return calls.call(deadline -> fetch(session, deadline));
    }

    private String create(
            CreateFaceLivenessSessionRequestSettings settings, AwsLivenessOptions options, Deadline deadline) {
        String token = calls.token();
        return calls.send(
                AwsOperations.CREATE_SESSION,
                CreateFaceLivenessSessionRequest.builder()
                        .settings(settings)
                        .kmsKeyId(options.kmsKey().orElse(null))
                        .clientRequestToken(token)
                        .build(),
                deadline,
                answer -> AwsNames.answeredSession(answer.sessionId()));
    }

    private static CreateFaceLivenessSessionRequestSettings settings(
            LivenessSessionRequest request, AwsLivenessOptions options) {
        CreateFaceLivenessSessionRequestSettings.Builder settings =
                CreateFaceLivenessSessionRequestSettings.builder().auditImagesLimit(request.auditImages());
        options.bucket()
                .ifPresent(bucket -> settings.outputConfig(output ->
                        output.s3Bucket(bucket).s3KeyPrefix(options.keyPrefix().orElse(null))));
        if (!options.challenges().isEmpty()) {
            settings.challengePreferences(options.challenges().stream()
                    .map(type -> ChallengePreference.builder().type(type).build())
                    .toList());
        }
        return settings.build();
    }

    /** The end of a session ends its opening; whether there is a result, the service says. */
    private LivenessOutcome fetch(LivenessSession session, Deadline deadline) {
        GetFaceLivenessSessionResultsResponse answer;
        try {
            answer = calls.send(
                    AwsOperations.SESSION_RESULTS,
                    GetFaceLivenessSessionResultsRequest.builder()
                            .sessionId(session.id().value())
                            .build(),
                    deadline,
                    results -> {
                        UnusableAnswerException.require("status", results.status());
                        return results;
                    });
        } catch (NotFoundException e) {
            if (expired(session)) {
                return LivenessOutcome.builder(session, LivenessState.EXPIRED).build();
            }
            throw e;
        }
        LivenessState state = state(answer.status());
        if (!state.ended() && expired(session)) {
            state = LivenessState.EXPIRED;
        }
        LivenessOutcome.Builder outcome =
                LivenessOutcome.builder(session, state).vendor(AwsMapper.answer(answer));
        if (state == LivenessState.COMPLETED) {
            complete(outcome, answer, session, deadline);
        }
        return outcome.build();
    }

    private void complete(
            LivenessOutcome.Builder outcome,
            GetFaceLivenessSessionResultsResponse answer,
            LivenessSession session,
            Deadline deadline) {
        Float confidence = answer.confidence();
        if (confidence != null) {
            outcome.confidence(AwsMapper.score(confidence, scale));
            if (enough != null) {
                outcome.decision(
                        AwsMapper.decimal(confidence) >= enough ? LivenessDecision.LIVE : LivenessDecision.NOT_LIVE);
            }
        }
        AuditImage reference = answer.referenceImage();
        if (reference != null && reference.bytes() != null) {
            outcome.referenceImage(reference.bytes().asByteArrayUnsafe(), calls.answered(answer));
        }
        answer.auditImages().stream()
                .map(AuditImage::bytes)
                .filter(Objects::nonNull)
                .forEach(bytes -> outcome.addAuditImage(bytes.asByteArrayUnsafe()));
        boolean comparable = outcome.build().unreadableReferenceImage().isEmpty();
        if (reference != null && comparable && session.verifyAgainst().isPresent()) {
            outcome.comparison(compare(session.verifyAgainst().get(), reference, deadline));
        }
    }

    private Comparison compare(FaceImage claimed, AuditImage filmed, Deadline deadline) {
        Image.Builder target = Image.builder();
        if (filmed.bytes() != null) {
            target.bytes(filmed.bytes());
        } else {
            target.s3Object(filmed.s3Object());
        }
        try {
            return comparer.compare(
                    AwsImages.prepare(claimed, deadline),
                    new AwsImages(target.build(), null),
                    CompareOptions.defaults().probeFace(FaceSelection.LARGEST),
                    deadline);
        } catch (FaceNotFoundException e) {
            // Rekognition chose the image of the film for its face.
            throw new FaceNotFoundException(
                    ImageRole.REFERENCE, e.providerError().orElse(null));
        }
    }

    /** Returns the state of a status; an unknown status counts as in progress. */
    private static LivenessState state(LivenessSessionStatus status) {
        return switch (status) {
            case CREATED -> LivenessState.CREATED;
            case SUCCEEDED -> LivenessState.COMPLETED;
            case FAILED -> LivenessState.FAILED;
            case EXPIRED -> LivenessState.EXPIRED;
            case IN_PROGRESS, UNKNOWN_TO_SDK_VERSION -> LivenessState.IN_PROGRESS;
        };
    }

    private boolean expired(LivenessSession session) {
        return !clock.instant().isBefore(session.expiresAt());
    }
}
