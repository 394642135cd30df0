package io.facebridge.aws.internal;

import io.facebridge.error.AccessNotApprovedException;
import io.facebridge.error.AlreadyExistsException;
import io.facebridge.error.AuthenticationException;
import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.ProviderError;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.QuotaExceededException;
import io.facebridge.error.RequestRefusedException;
import io.facebridge.error.ThrottledException;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.FailureTranslator;
import io.facebridge.remote.RemoteOperation;
import io.facebridge.remote.UnusableAnswerException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.rekognition.model.RekognitionResponse;

/**
 * Maps Rekognition's failures to exceptions: one table by error code, because the SDK has classes for some codes only. The
 * service's messages are omitted, because they may repeat data that was sent.
 */
final class AwsErrors implements FailureTranslator {
    /** Failures to connect, after which nothing was sent. */
    private static final Set<String> BEFORE_SENDING =
            Set.of("ConnectTimeoutException", "HttpHostConnectException", "ConnectionRequestTimeoutException");

    private static final Set<String> USER_OPERATIONS =
            Set.of("DeleteUser", "AssociateFaces", "DisassociateFaces", "SearchUsers", "ListFaces");

    private final ProviderId provider;
    private final Map<String, Row> table = table();

    /** Translates failures for this provider. */
    AwsErrors(ProviderId provider) {
        this.provider = provider;
    }

    @Override
    public FaceBridgeException translate(Throwable failure, RemoteOperation operation) {
        if (failure instanceof AwsServiceException e) {
            return ofService(e, operation);
        }
        return ofClient(failure, operation);
    }

    @Override
    public Optional<String> requestId(Object answer) {
        return answer instanceof RekognitionResponse response && response.responseMetadata() != null
                ? Optional.ofNullable(response.responseMetadata().requestId())
                : Optional.empty();
    }

    /** Returns the service's code, request id and status, without its message. */
    static ProviderError providerError(ProviderId provider, AwsServiceException e) {
        return new ProviderError(provider, code(e).orElse("HTTP " + e.statusCode()), e.requestId(), e.statusCode());
    }

    private FaceBridgeException ofService(AwsServiceException e, RemoteOperation operation) {
        ProviderError error = providerError(provider, e);
        Row row = code(e).map(table::get).orElse(null);
        if (row != null) {
            return row.exception(new Failed(e, error, operation));
        }
        if (e.statusCode() == 429) {
            return new ThrottledException(error, retryAfter(e), null);
        }
        if (e.statusCode() >= 500) {
            return unavailable(new Failed(e, error, operation));
        }
        if (e.statusCode() >= 400) {
            return code(e).isPresent()
                    ? new FaceBridgeException("Rekognition answered with " + error.code(), error, null)
                    : refused(error);
        }
        return unusable(operation, "it is neither an answer nor an error (" + error.code() + ")", error);
    }

    private FaceBridgeException ofClient(Throwable failure, RemoteOperation operation) {
        Effect perhaps = effect(operation);
        Throwable last = failure;
        for (Throwable cause = failure; cause != null && cause != cause.getCause(); cause = cause.getCause()) {
            last = cause;
            if (cause instanceof UnusableAnswerException answer) {
                return unusable(
                        operation,
                        "it holds " + answer.getMessage(),
                        answer.providerError().orElse(null));
            }
            if (cause instanceof FaceBridgeException known) {
                return known;
            }
            if (cause instanceof ApiCallTimeoutException || cause instanceof ApiCallAttemptTimeoutException) {
                return timeout(perhaps);
            }
            if (FailureTranslator.neverConnected(cause)
                    || BEFORE_SENDING.contains(cause.getClass().getSimpleName())) {
                return new ProviderUnavailableException(
                        "Rekognition cannot be reached (" + cause.getClass().getSimpleName()
                                + "); check region, endpoint and network",
                        null,
                        Effect.NONE,
                        null,
                        null);
            }
            if (cause instanceof SocketTimeoutException) {
                return timeout(perhaps);
            }
            if (cause instanceof InterruptedException
                    || cause instanceof AbortedException
                    || cause instanceof InterruptedIOException) {
                return new CallInterruptedException(perhaps, null);
            }
        }
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("unable to load credentials") || message.contains("unable to load region")) {
            return new AuthenticationException(
                    "no credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment, or the"
                            + " settings keyId and keyFile, or use a profile or role of the vendor's default chain; in"
                            + " code, use AwsFaces.builder().credentials",
                    null,
                    null);
        }
        if (last instanceof IOException) {
            return new ProviderUnavailableException(
                    "the connection to Rekognition broke (" + last.getClass().getSimpleName() + ")",
                    null,
                    perhaps,
                    null,
                    null);
        }
        if (failure instanceof SdkClientException || failure instanceof SdkServiceException) {
            return unusable(
                    operation, "the client cannot read it (" + last.getClass().getSimpleName() + ")", null);
        }
        return new FaceBridgeException(
                operation.name() + " failed unexpectedly: " + failure.getClass().getName(), null, perhaps, failure);
    }

    private static CallTimeoutException timeout(Effect effect) {
        return new CallTimeoutException(
                "Rekognition did not answer within the deadline; raise CallPolicy's deadline, or retry later",
                null,
                effect,
                null);
    }

    /** An answer that lacks something; the request was carried out, as far as one can know. */
    static ProviderUnavailableException unusable(
            RemoteOperation operation, String what, @Nullable ProviderError error) {
        return new ProviderUnavailableException(
                "the answer to " + operation.name() + " cannot be used: " + what, error, effect(operation), null, null);
    }

    private static ProviderUnavailableException unavailable(Failed failed) {
        return new ProviderUnavailableException(
                "Rekognition reports an internal error (" + failed.error().code() + "); retry later",
                failed.error(),
                effect(failed.operation()),
                retryAfter(failed.thrown()),
                null);
    }

    private static RequestRefusedException refused(ProviderError error) {
        return new RequestRefusedException(
                "Rekognition rejects the request (" + error.code() + "); contact its support with the request id",
                error,
                null);
    }

    private static Effect effect(RemoteOperation operation) {
        return AwsOperations.reads(operation) ? Effect.NONE : Effect.UNKNOWN;
    }

    private static Optional<String> code(AwsServiceException e) {
        return Optional.ofNullable(e.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .filter(code -> !code.isBlank());
    }

    private static @Nullable Duration retryAfter(AwsServiceException e) {
        if (e.awsErrorDetails() == null || e.awsErrorDetails().sdkHttpResponse() == null) {
            return null;
        }
        return e.awsErrorDetails()
                .sdkHttpResponse()
                .firstMatchingHeader("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,9}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(null);
    }

    private static Map<String, Row> table() {
        Map<String, Row> table = new HashMap<>();
        // What is wrong with the image.
        table.put(
                "ImageTooLargeException",
                failed -> picture(failed, InvalidImageException.Reason.TOO_MANY_BYTES, "too large"));
        table.put(
                "InvalidImageFormatException",
                failed -> picture(failed, InvalidImageException.Reason.REFUSED, "neither JPEG nor PNG, or damaged"));
        table.put(
                "InvalidS3ObjectException",
                failed -> new NotFoundException(NotFoundException.Kind.IMAGE, null, failed.error(), null));
        // Who is not there, or there already.
        table.put("ResourceNotFoundException", AwsErrors::notFound);
        table.put(
                "SessionNotFoundException",
                failed -> new NotFoundException(NotFoundException.Kind.LIVENESS_SESSION, null, failed.error(), null));
        table.put(
                "ResourceAlreadyExistsException",
                failed -> new AlreadyExistsException(AlreadyExistsException.Kind.GALLERY, null, failed.error(), null));
        table.put("ConflictException", AwsErrors::conflict);
        // Who may not.
        for (String code : Set.of("AccessDeniedException", "AccessDenied", "UnauthorizedOperation")) {
            table.put(
                    code,
                    failed -> authentication(
                            failed,
                            "the credentials do not allow rekognition:"
                                    + failed.operation().name() + "; grant it, or use a region where the account may"));
        }
        for (String code : Set.of(
                "UnrecognizedClientException",
                "InvalidClientTokenId",
                "IncompleteSignature",
                "IncompleteSignatureException",
                "MissingAuthenticationToken",
                "MissingAuthenticationTokenException")) {
            table.put(code, failed -> authentication(failed, "the credentials are not known; check the access key"));
        }
        for (String code : Set.of("InvalidSignatureException", "SignatureDoesNotMatch")) {
            table.put(
                    code,
                    failed -> authentication(
                            failed,
                            "the signature is wrong; check the secret key, the region, and that this machine's clock is"
                                    + " right within five minutes"));
        }
        for (String code : Set.of("ExpiredToken", "ExpiredTokenException")) {
            table.put(
                    code,
                    failed -> authentication(
                            failed, "the session token has expired; use a credentials provider that renews it"));
        }
        for (String code : Set.of("RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture")) {
            table.put(code, failed -> authentication(failed, "the request's time is off; set this machine's clock"));
        }
        for (String code : Set.of("OptInRequired", "SubscriptionRequiredException")) {
            table.put(
                    code,
                    failed -> new AccessNotApprovedException(
                            "the account is not signed up for Rekognition in this region (" + code + ")",
                            failed.error(),
                            null));
        }
        // How much is allowed.
        for (String code : Set.of(
                "ThrottlingException",
                "Throttling",
                "ProvisionedThroughputExceededException",
                "TooManyRequestsException",
                "RequestLimitExceeded",
                "SlowDown")) {
            table.put(code, failed -> new ThrottledException(failed.error(), retryAfter(failed.thrown()), null));
        }
        for (String code : Set.of("ServiceQuotaExceededException", "LimitExceededException")) {
            table.put(
                    code,
                    failed -> new QuotaExceededException(
                            "a quota of the account is exhausted (" + code
                                    + "); remove what is not needed, or have the quota raised",
                            failed.error(),
                            null));
        }
        // What is wrong with the request, or with the service.
        table.put("InvalidParameterException", AwsErrors::invalidParameter);
        for (String code : Set.of(
                "ValidationException",
                "InvalidPaginationTokenException",
                "IdempotentParameterMismatchException",
                "SerializationException",
                "UnknownOperationException")) {
            table.put(code, failed -> refused(failed.error()));
        }
        for (String code : Set.of("InternalServerError", "InternalFailure", "ServiceUnavailable")) {
            table.put(code, AwsErrors::unavailable);
        }
        return Map.copyOf(table);
    }

    /** Ids, sizes and thresholds are checked before they are sent: what is left is an image without a face. */
    private static FaceBridgeException invalidParameter(Failed failed) {
        return AwsOperations.withoutFace(failed.operation())
                .<FaceBridgeException>map(role -> new FaceNotFoundException(role, failed.error()))
                .orElseGet(() -> refused(failed.error()));
    }

    private static InvalidImageException picture(Failed failed, InvalidImageException.Reason reason, String what) {
        return new InvalidImageException(
                reason, "Rekognition rejects the image: it is " + what + "; use another image", failed.error(), null);
    }

    private static AuthenticationException authentication(Failed failed, String what) {
        return new AuthenticationException(what + " (" + failed.error().code() + ")", failed.error(), null);
    }

    /**
     * Creates the exception for a missing resource. Collections and users are both resources; only the message distinguishes
     * them.
     */
    private static NotFoundException notFound(Failed failed) {
        String message =
                String.valueOf(failed.thrown().awsErrorDetails().errorMessage()).toLowerCase(Locale.ROOT);
        int user = message.indexOf("user");
        int collection = message.indexOf("collection");
        boolean ofUser = USER_OPERATIONS.contains(failed.operation().name())
                && user >= 0
                && (collection < 0 || user < collection);
        return new NotFoundException(
                ofUser ? NotFoundException.Kind.PERSON : NotFoundException.Kind.GALLERY, null, failed.error(), null);
    }

    private static FaceBridgeException conflict(Failed failed) {
        return failed.operation().equals(AwsOperations.CREATE_USER.remote())
                ? new AlreadyExistsException(AlreadyExistsException.Kind.PERSON, null, failed.error(), null)
                : new ProviderUnavailableException(
                        "the person is being updated at the moment; retry in a minute",
                        failed.error(),
                        Effect.NONE,
                        null,
                        null);
    }

    @FunctionalInterface
    private interface Row {
        FaceBridgeException exception(Failed failed);
    }

    private record Failed(AwsServiceException thrown, ProviderError error, RemoteOperation operation) {}
}
