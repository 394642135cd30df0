package io.facebridge.azure.internal;

import com.azure.core.exception.ClientAuthenticationException;
import io.facebridge.azure.GalleryNotTrainedException;
import io.facebridge.azure.internal.AzureHttp.Received;
import io.facebridge.error.AccessNotApprovedException;
import io.facebridge.error.AlreadyExistsException;
import io.facebridge.error.AuthenticationException;
import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.ProviderError;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.QuotaExceededException;
import io.facebridge.error.RequestRefusedException;
import io.facebridge.error.ThrottledException;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.FailureTranslator;
import io.facebridge.remote.RemoteAnswers;
import io.facebridge.remote.RemoteOperation;
import io.facebridge.remote.RetryAfter;
import io.facebridge.remote.UnusableAnswerException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Maps the service's failures to exceptions: one table by error code, the inner one if there are two. A code that is not in it
 * is treated by its HTTP status, if that is unambiguous. The messages of the service and of its SDK are omitted, as they may
 * repeat data that was sent or received.
 */
final class AzureErrors implements FailureTranslator {
    /** The gallery was never trained. */
    static final String NOT_TRAINED = "LargePersonGroupNotTrained";

    /** The gallery is being trained. */
    static final String BEING_TRAINED = "LargePersonGroupTrainingNotFinished";

    private static final String APPLICATION = "https://aka.ms/facerecognition";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int TOO_LARGE = 413;
    private static final int WRONG_TYPE = 415;
    private static final int DEPRECATED = 299;
    /** Of the HTTP client: no connection was made, or none came free. */
    private static final Set<String> BEFORE_SENDING =
            Set.of("ConnectTimeoutException", "ConnectionRequestTimeoutException");

    private static final Set<Integer> ANSWERS = Set.of(200, 202, 204);
    /** What is in the body of an error is limited by this; the body itself was limited when it was read. */
    private static final RemoteAnswers LIMITS = RemoteAnswers.limitedTo(RemoteAnswers.DEFAULT_MAX_BYTES);

    private final ProviderId provider;
    private final Clock clock;
    private final Map<String, Row> table = table();

    /** Converts errors; waits that the service states as a time of day are measured by this clock. */
    AzureErrors(ProviderId provider, Clock clock) {
        this.provider = provider;
        this.clock = clock;
    }

    @Override
    public FaceBridgeException translate(Throwable failure, RemoteOperation operation) {
        Effect perhaps = effect(operation);
        Throwable last = failure;
        for (Throwable cause = failure; cause != null && cause != cause.getCause(); cause = cause.getCause()) {
            last = cause;
            if (cause instanceof UnusableAnswerException) {
                return unusable(operation, "it holds " + cause.getMessage(), (ProviderError) null);
            }
            if (cause instanceof FaceBridgeException known) {
                return known;
            }
            if (cause instanceof ClientAuthenticationException) {
                return new AuthenticationException(
                        "no token was obtained; check the credential passed to AzureFaces (" + simpleName(cause) + ")",
                        null,
                        null);
            }
            if (cause instanceof HttpConnectTimeoutException
                    || BEFORE_SENDING.contains(cause.getClass().getSimpleName())) {
                return new CallTimeoutException(
                        "no connection to Azure AI Face was made in time; check endpoint and network, or retry later",
                        null,
                        Effect.NONE,
                        null);
            }
            if (cause instanceof TimeoutException
                    || cause instanceof HttpTimeoutException
                    || cause instanceof SocketTimeoutException) {
                return new CallTimeoutException(
                        "Azure AI Face did not answer within the deadline; raise CallPolicy's deadline, or retry later",
                        null,
                        perhaps,
                        null);
            }
            if (FailureTranslator.neverConnected(cause)) {
                return new ProviderUnavailableException(
                        "Azure AI Face cannot be reached (" + simpleName(cause) + "); check endpoint and network",
                        null,
                        Effect.NONE,
                        null,
                        null);
            }
            if (cause instanceof InterruptedException) {
                return new CallInterruptedException(perhaps, null);
            }
        }
        if (last instanceof IOException) {
            return new ProviderUnavailableException(
                    "the connection to Azure AI Face broke (" + simpleName(last) + ")", null, perhaps, null, null);
        }
        return new FaceBridgeException(
                operation.name() + " failed unexpectedly: " + last.getClass().getName(), null, perhaps, null);
    }

    @Override
    public Optional<String> requestId(Object answer) {
        return answer instanceof AzureCalls.Reply<?> known ? Optional.of(known.requestId()) : Optional.empty();
    }

    /**
     * Accepts successful responses. The status 299 may come with a result, and with an error.
     *
     * @throws FaceBridgeException what the answer means if it is an error, or none of the service's
     */
    void requireAnswer(Received received, RemoteOperation operation) {
        if (ANSWERS.contains(received.status())) {
            return;
        }
        Optional<Problem> problem = problem(received);
        if (problem.isEmpty() && received.status() == DEPRECATED) {
            return;
        }
        throw problem.isPresent()
                ? ofCode(problem.get(), received, operation)
                : ofStatus("HTTP " + received.status(), received, operation);
    }

    /** An answer that lacks something; the request was carried out, as far as one can know. */
    ProviderUnavailableException unusable(RemoteOperation operation, String what, Received received) {
        return unusable(operation, what, answered(received));
    }

    private static ProviderUnavailableException unusable(
            RemoteOperation operation, String what, @Nullable ProviderError error) {
        return new ProviderUnavailableException(
                "the answer to " + operation.name() + " cannot be used: " + what, error, effect(operation), null, null);
    }

    /** An answer that is no error, and yet not what it should be. */
    ProviderError answered(Received received) {
        return error("HTTP " + received.status(), received);
    }

    /** Returns whether the service returned this code. */
    static boolean is(String code, FaceBridgeException e) {
        return e.providerError().filter(error -> error.code().equals(code)).isPresent();
    }

    /** Returns the effect that an operation may have had if it is unknown whether it was carried out. */
    static Effect effect(RemoteOperation operation) {
        return AzureOperations.reads(operation) ? Effect.NONE : Effect.UNKNOWN;
    }

    private FaceBridgeException ofCode(Problem problem, Received received, RemoteOperation operation) {
        Row row = table.get(problem.code());
        return row == null
                ? ofStatus(problem.code(), received, operation)
                : row.exception(new Failed(problem, error(problem.code(), received), operation));
    }

    /** Translates the status alone; the response may be that of a proxy. */
    private FaceBridgeException ofStatus(String code, Received received, RemoteOperation operation) {
        ProviderError error = error(code, received);
        int status = received.status();
        if (status == 401 || status == 403) {
            return new AuthenticationException(
                    "the key or token is not accepted for " + operation.name() + " (" + code
                            + "); check it, the endpoint, and the roles of the signed-in identity",
                    error,
                    null);
        }
        if (status == TOO_MANY_REQUESTS) {
            return new ThrottledException(error, retryAfter(received), null);
        }
        if (status >= 500 || status == 408) {
            return new ProviderUnavailableException(
                    "Azure AI Face reports an internal error (" + code + "); retry later",
                    error,
                    effect(operation),
                    retryAfter(received),
                    null);
        }
        if (status < 400) {
            return new ProviderUnavailableException(
                    "the answer to " + operation.name() + " is neither an answer nor an error (" + code + ")",
                    error,
                    effect(operation),
                    null,
                    null);
        }
        if (status == TOO_LARGE && AzureOperations.sendsImage(operation)) {
            return picture(error, InvalidImageException.Reason.TOO_MANY_BYTES, "it has too many bytes");
        }
        if (code.startsWith("HTTP ") || status == TOO_LARGE || status == WRONG_TYPE) {
            return refused(error);
        }
        return new FaceBridgeException("Azure AI Face answered with " + code, error, effect(operation), null);
    }

    private ProviderError error(String code, Received received) {
        return new ProviderError(provider, code, received.anyRequestId(), received.status());
    }

    /** Returns the most specific code: errors of missing approval contain it inside. */
    private static Optional<Problem> problem(Received received) {
        Json error;
        try {
            byte[] body = received.body().toBytes();
            LIMITS.check(body);
            error = Json.read(body).get("error");
        } catch (IOException | UnusableAnswerException e) {
            return Optional.empty();
        }
        @Nullable Problem found = null;
        for (Json at = error; at.isObject(); at = at.get("innererror")) {
            String code = at.get("code").words().orElse(null);
            if (code != null) {
                found = new Problem(code, at.get("message").text().orElse(""));
            }
        }
        return Optional.ofNullable(found);
    }

    private @Nullable Duration retryAfter(Received received) {
        return RetryAfter.parse(received.retryAfter(), clock);
    }

    private static String simpleName(Throwable failure) {
        return failure.getClass().getSimpleName();
    }

    private static RequestRefusedException refused(ProviderError error) {
        return new RequestRefusedException(
                "Azure AI Face rejects the request (" + error.code() + "); contact its support with the request id",
                error,
                null);
    }

    private static Map<String, Row> table() {
        Map<String, Row> table = new HashMap<>();
        // What is wrong with the image.
        table.put("InvalidImage", AzureErrors::invalidImage);
        table.put("InvalidImageSize", AzureErrors::invalidImageSize);
        table.put(
                "InvalidURL",
                failed -> picture(failed, InvalidImageException.Reason.REFUSED, "its address cannot be used"));
        // Who is not there, or there already.
        notFound(table, "LargePersonGroupNotFound", NotFoundException.Kind.GALLERY);
        notFound(table, "PersonNotFound", NotFoundException.Kind.PERSON);
        notFound(table, "PersistedFaceNotFound", NotFoundException.Kind.FACE);
        table.put("FaceNotFound", AzureErrors::faceNotFound);
        notFound(table, "SessionNotFound", NotFoundException.Kind.LIVENESS_SESSION);
        notFound(table, "SessionImageNotFound", NotFoundException.Kind.IMAGE);
        table.put(
                "LargePersonGroupExists",
                failed -> new AlreadyExistsException(AlreadyExistsException.Kind.GALLERY, null, failed.error(), null));
        // Galleries that are not ready.
        for (String code : Set.of(NOT_TRAINED, BEING_TRAINED)) {
            table.put(code, failed -> new GalleryNotTrainedException(failed.error()));
        }
        table.put(
                "ConcurrentOperationConflict",
                failed -> new ProviderUnavailableException(
                        "Azure AI Face is busy with the same person or gallery (" + code(failed) + "); retry later",
                        failed.error(),
                        Effect.NONE,
                        null,
                        null));
        // Who may not.
        table.put(
                "UnsupportedFeature",
                failed -> new AccessNotApprovedException(
                        "the resource is not approved for the recognition of faces (" + code(failed) + "); apply at "
                                + APPLICATION,
                        failed.error(),
                        null));
        // How much is allowed.
        table.put(
                "QuotaExceeded",
                failed -> new QuotaExceededException(
                        "a limit of the resource, the gallery or the person is reached (" + code(failed)
                                + "); remove what is not needed",
                        failed.error(),
                        null));
        // What is wrong with the request.
        for (String code : Set.of(
                "BadArgument",
                "InvalidDeviceCorrelationId",
                "InvalidLivenessOperationMode",
                "InvalidRequest",
                "InvalidRequestBody",
                "InvalidTokenLifetime")) {
            table.put(code, failed -> refused(failed.error()));
        }
        return Map.copyOf(table);
    }

    /** Of an image that was sent, or of the service's temporary name for a face. */
    private static FaceBridgeException faceNotFound(Failed failed) {
        return failed.operation().equals(AzureOperations.CREATE_SESSION_WITH_VERIFY.remote())
                ? new FaceNotFoundException(ImageRole.REFERENCE, failed.error())
                : new NotFoundException(NotFoundException.Kind.FACE, null, failed.error(), null);
    }

    /** Creates the exception for a code with three meanings, which only the service's message distinguishes. */
    private static FaceBridgeException invalidImage(Failed failed) {
        if (failed.says("no face")) {
            return new FaceNotFoundException(AzureOperations.imageRole(failed.operation()), failed.error());
        }
        return picture(failed, InvalidImageException.Reason.REFUSED, "it cannot be used");
    }

    private static FaceBridgeException invalidImageSize(Failed failed) {
        if (failed.says("small")) {
            return picture(failed, InvalidImageException.Reason.TOO_SMALL, "it is too small");
        }
        if (failed.says("big") || failed.says("large")) {
            return picture(failed, InvalidImageException.Reason.TOO_MANY_BYTES, "it is too large");
        }
        return picture(failed, InvalidImageException.Reason.REFUSED, "its size is not allowed");
    }

    private static InvalidImageException picture(Failed failed, InvalidImageException.Reason reason, String what) {
        return picture(failed.error(), reason, what);
    }

    private static InvalidImageException picture(
            ProviderError error, InvalidImageException.Reason reason, String what) {
        return new InvalidImageException(
                reason,
                "Azure AI Face rejects the image: " + what + " (" + error.code() + "); use another image",
                error,
                null);
    }

    private static void notFound(Map<String, Row> table, String code, NotFoundException.Kind kind) {
        table.put(code, failed -> new NotFoundException(kind, null, failed.error(), null));
    }

    private static String code(Failed failed) {
        return failed.error().code();
    }

    @FunctionalInterface
    private interface Row {
        FaceBridgeException exception(Failed failed);
    }

    /** What the service says of itself; the message is looked into and never handed on. */
    private record Problem(String code, String message) {}

    private record Failed(Problem problem, ProviderError error, RemoteOperation operation) {
        boolean says(String word) {
            return problem.message().toLowerCase(Locale.ROOT).contains(word);
        }
    }
}
