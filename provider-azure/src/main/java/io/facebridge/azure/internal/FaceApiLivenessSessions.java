package io.facebridge.azure.internal;

import io.facebridge.azure.AzureLivenessAttempt;
import io.facebridge.azure.AzureLivenessOptions;
import io.facebridge.azure.AzureLivenessSessions;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.ProviderError;
import io.facebridge.liveness.CorrelationIdStore;
import io.facebridge.liveness.LivenessDecision;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.liveness.LivenessState;
import io.facebridge.match.Comparison;
import io.facebridge.provider.Deadline;
import io.facebridge.provider.VendorResponse;
import io.facebridge.remote.UnusableAnswerException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Liveness sessions, with and without an image to compare with, which the service treats as two kinds. The result is that of
 * the attempt with the highest number, regardless of their order and of the session's own status; a person who is not live is
 * not compared.
 */
public final class FaceApiLivenessSessions implements AzureLivenessSessions {
    private final AzureCalls calls;
    private final AzureScales scales;
    private final CorrelationIdStore correlationIds;
    private final Clock clock;
    private final boolean deletesAfterReading;

    FaceApiLivenessSessions(
            AzureCalls calls,
            AzureScales scales,
            CorrelationIdStore correlationIds,
            Clock clock,
            boolean deletesAfterReading) {
        this.calls = calls;
        this.scales = scales;
        this.correlationIds = correlationIds;
        this.clock = clock;
        this.deletesAfterReading = deletesAfterReading;
    }

    @Override
    public LivenessSession open(LivenessSessionRequest request) {
        return open(request, AzureLivenessOptions.defaults());
    }

    @Override
    public LivenessSession open(LivenessSessionRequest request, AzureLivenessOptions options) {
        if (request.auditImages() > 0) {
            throw new IllegalArgumentException("Azure AI Face returns 0 audit images but " + request.auditImages()
                    + " were requested; the session image is the reference image");
        }
        return calls.call(deadline -> {
            @Nullable
            AzureImages claimed = request.verifyAgainst()
                    .map(image -> AzureImages.prepare(image, deadline))
                    .orElse(null);
            // The service counts what is suspicious by this id. It is random, the same for a subject, and never the
            // subject's own.
            String correlationId = correlationIds.idOf(request.subject()).toString();
            return claimed == null
                    ? open(request, options, AzureOperations.CREATE_SESSION, plain(options, correlationId), deadline)
                    : open(
                            request,
                            options,
                            AzureOperations.CREATE_SESSION_WITH_VERIFY,
                            withVerify(options, correlationId, claimed),
                            deadline);
        });
    }

    @Override
    public LivenessOutcome result(LivenessSession session) {
        requireId(session);
        return calls.call(deadline -> fetch(session, deadline));
    }

    @Override
    public void delete(LivenessSession session) {
        requireId(session);
        calls.call(deadline -> {
            // A session that was restored without its image may be of either kind.
            boolean deleted = session.verifyAgainst().isEmpty() && delete(Kind.PLAIN, session, deadline);
            return deleted || delete(Kind.WITH_VERIFY, session, deadline);
        });
    }

    /** Deletes a session of a kind; returns whether it existed. */
    private boolean delete(Kind kind, LivenessSession session, Deadline deadline) {
        try {
            calls.send(
                    kind == Kind.PLAIN ? AzureOperations.DELETE_SESSION : AzureOperations.DELETE_SESSION_WITH_VERIFY,
                    AzureRequest.delete(kind.path, session.id().value()),
                    deadline);
            return true;
        } catch (NotFoundException alreadyGone) {
            return false;
        }
    }

    private LivenessSession open(
            LivenessSessionRequest request,
            AzureLivenessOptions options,
            AzureOperation operation,
            AzureRequest sent,
            Deadline deadline) {
        return calls.send(operation, sent, deadline, answer -> {
            Json said = answer.json();
            LivenessSession.Builder session = LivenessSession.restore(
                            new LivenessSessionId(AzureNames.answered("id of a session", said.get("sessionId"))),
                            request.subject(),
                            clock.instant().plus(options.tokenLife()))
                    .clientToken(said.get("authToken")
                            .words()
                            .orElseThrow(() -> new UnusableAnswerException("no token of a session")));
            // Kept so that the session is known to be of the kind with an image.
            request.verifyAgainst().ifPresent(session::verifyAgainst);
            return session.build();
        });
    }

    private static AzureRequest plain(AzureLivenessOptions options, String correlationId) {
        return AzureRequest.post(Kind.PLAIN.path).json(body -> {
            body.writeStringField("livenessOperationMode", mode(options))
                    .writeStringField("deviceCorrelationId", correlationId)
                    .writeBooleanField("enableSessionImage", options.sessionImage())
                    .writeLongField(
                            "authTokenTimeToLiveInSeconds", options.tokenLife().toSeconds());
            if (options.modelVersion().isPresent()) {
                body.writeStringField(
                        "livenessModelVersion", options.modelVersion().get());
            }
        });
    }

    private AzureRequest withVerify(AzureLivenessOptions options, String correlationId, AzureImages claimed) {
        Multipart form = new Multipart(calls.newId())
                .text("livenessOperationMode", mode(options))
                .text("deviceCorrelationId", correlationId)
                .text("enableSessionImage", Boolean.toString(options.sessionImage()))
                .text(
                        "authTokenTimeToLiveInSeconds",
                        Long.toString(options.tokenLife().toSeconds()))
                .text("returnVerifyImageHash", "true");
        options.modelVersion().ifPresent(version -> form.text("livenessModelVersion", version));
        return form.file("verifyImage", "reference", claimed.bytes()).in(AzureRequest.post(Kind.WITH_VERIFY.path));
    }

    private static String mode(AzureLivenessOptions options) {
        return options.passive() ? "Passive" : "PassiveActive";
    }

    /**
     * Returns the result. The end of a session ends its opening; the service keeps a result for two days, and is queried for
     * it.
     */
    private LivenessOutcome fetch(LivenessSession session, Deadline deadline) {
        StoredSession stored;
        try {
            stored = ofEitherKind(
                    session,
                    kind -> calls.send(
                            kind == Kind.PLAIN ? AzureOperations.GET_SESSION : AzureOperations.GET_SESSION_WITH_VERIFY,
                            AzureRequest.get(kind.path, session.id().value()),
                            deadline,
                            answer -> new StoredSession(kind, read(kind, answer))));
        } catch (NotFoundException e) {
            if (expired(session)) {
                return LivenessOutcome.builder(session, LivenessState.EXPIRED).build();
            }
            throw e;
        }
        Read read = stored.read();
        LivenessState state = !read.state().ended() && !read.resultPending() && expired(session)
                ? LivenessState.EXPIRED
                : read.state();
        LivenessOutcome.Builder outcome = LivenessOutcome.builder(session, state)
                .decision(read.decision())
                .vendor(read.vendor());
        if (read.comparison() != null) {
            outcome.comparison(read.comparison());
        }
        if (read.image() != null) {
            image(read.image(), deadline).ifPresent(image -> outcome.referenceImage(image.bytes(), image.answer()));
        }
        if (deletesAfterReading && state.ended()) {
            delete(stored.kind(), session, deadline);
        }
        return outcome.build();
    }

    private Read read(Kind kind, AzureCalls.Answer answer) {
        Json said = answer.json();
        String status = AzureMapper.word(said.get("status"))
                .orElseThrow(() -> new UnusableAnswerException("no status of a session"));
        @Nullable Json last = lastAttempt(said.get("results").get("attempts").items());
        Json result = last == null ? Json.ABSENT : last.get("result");
        LivenessState state = state(status, last);
        if (state != LivenessState.COMPLETED) {
            // Reported as succeeded, but its result is still missing: no clock of ours turns it into a session
            // without a result.
            boolean resultPending = status.equals("succeeded");
            return new Read(
                    state,
                    resultPending,
                    LivenessDecision.UNDECIDED,
                    null,
                    null,
                    answer.vendor(said, attempt(said, last)));
        }
        LivenessDecision decision = decision(result);
        @Nullable Comparison comparison = null;
        if (kind == Kind.WITH_VERIFY && decision == LivenessDecision.LIVE) {
            comparison = Comparison.builder(AzureMapper.score(
                            result.get("verifyResult").get("matchConfidence"), scales.compareInSession()))
                    .vendor(answer.vendor(said))
                    .build();
        }
        return new Read(
                state,
                false,
                decision,
                comparison,
                result.get("sessionImageId").words().orElse(null),
                answer.vendor(said, attempt(said, last)));
    }

    private static @Nullable Json lastAttempt(List<Json> attempts) {
        return attempts.stream()
                .max(Comparator.comparingDouble(
                        attempt -> attempt.get("attemptId").number().orElse(0.0)))
                .orElse(null);
    }

    /**
     * Returns the state, which the last attempt determines. After a failed attempt the person may try again, unless the session
     * has ended. A session that is reported as succeeded but whose result is still missing is in progress.
     */
    private static LivenessState state(String status, @Nullable Json last) {
        boolean broken = status.equals("failed") || status.equals("canceled") || status.equals("cancelled");
        if (last == null) {
            if (broken) {
                return LivenessState.FAILED;
            }
            return status.equals("notstarted") ? LivenessState.CREATED : LivenessState.IN_PROGRESS;
        }
        String attempt = AzureMapper.word(last.get("attemptStatus")).orElse("");
        if (last.get("result").get("livenessDecision").words().isPresent()
                && (attempt.isEmpty() || attempt.equals("succeeded"))) {
            return LivenessState.COMPLETED;
        }
        return broken ? LivenessState.FAILED : LivenessState.IN_PROGRESS;
    }

    /** Returns the decision; uncertain and unknown values are undecided. */
    private static LivenessDecision decision(Json result) {
        return switch (AzureMapper.word(result.get("livenessDecision")).orElse("")) {
            case "realface" -> LivenessDecision.LIVE;
            case "spoofface" -> LivenessDecision.NOT_LIVE;
            default -> LivenessDecision.UNDECIDED;
        };
    }

    private static AzureLivenessAttempt attempt(Json said, @Nullable Json last) {
        @Nullable String model = said.get("modelVersion").words().orElse(null);
        if (last == null) {
            return new AzureLivenessAttempt(0, null, null, null, model);
        }
        Json result = last.get("result");
        return new AzureLivenessAttempt(
                last.get("attemptId").number().map(Double::intValue).orElse(0),
                result.get("digest").words().orElse(null),
                result.get("verifyImageHash").words().orElse(null),
                last.get("error").get("code").words().orElse(null),
                model);
    }

    /** Returns the image; empty if it was deleted with the session, or never kept. */
    private Optional<Image> image(String id, Deadline deadline) {
        try {
            return Optional.of(calls.send(
                    AzureOperations.GET_SESSION_IMAGE,
                    AzureRequest.get("sessionImages", id),
                    deadline,
                    answer -> new Image(answer.bytes(), calls.answered(answer))));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** A session that was restored without its image may be of either kind; the service knows it by one. */
    private <T> T ofEitherKind(LivenessSession session, Function<Kind, T> request) {
        Kind likely = session.verifyAgainst().isPresent() ? Kind.WITH_VERIFY : Kind.PLAIN;
        try {
            return request.apply(likely);
        } catch (NotFoundException e) {
            if (likely == Kind.WITH_VERIFY) {
                throw e;
            }
            return request.apply(Kind.WITH_VERIFY);
        }
    }

    private static void requireId(LivenessSession session) {
        if (!AzureNames.isUuid(session.id().value())) {
            throw new IllegalArgumentException("a liveness session id on Azure AI Face is a UUID");
        }
    }

    private boolean expired(LivenessSession session) {
        return !clock.instant().isBefore(session.expiresAt());
    }

    private enum Kind {
        PLAIN("detectLiveness-sessions"),
        WITH_VERIFY("detectLivenessWithVerify-sessions");

        private final String path;

        Kind(String path) {
            this.path = path;
        }
    }

    private record StoredSession(Kind kind, Read read) {}

    /** An image as the service sent it, which may be none, and the answer that it came with. */
    private static final class Image {
        private final byte[] bytes;
        private final ProviderError answer;

        Image(byte[] bytes, ProviderError answer) {
            this.bytes = bytes;
            this.answer = answer;
        }

        byte[] bytes() {
            return bytes;
        }

        ProviderError answer() {
            return answer;
        }
    }

    /** The content of a session's response. */
    private record Read(
            LivenessState state,
            boolean resultPending,
            LivenessDecision decision,
            @Nullable Comparison comparison,
            @Nullable String image,
            VendorResponse vendor) {}
}
