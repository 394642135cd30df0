package io.facebridge.tencent.internal;

import com.google.gson.JsonParseException;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import io.facebridge.error.AccessNotApprovedException;
import io.facebridge.error.AlreadyExistsException;
import io.facebridge.error.AuthenticationException;
import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.LowQualityException;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.ProviderError;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.QuotaExceededException;
import io.facebridge.error.RequestRefusedException;
import io.facebridge.error.ThrottledException;
import io.facebridge.face.QualityReason;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.FailureTranslator;
import io.facebridge.remote.RemoteOperation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Maps the service's failures to exceptions: one table by error code. A code that is not in it is treated like the part before
 * its dot, if that is. The messages of the service and of its SDK are omitted, as they may repeat data that was sent or
 * received.
 */
final class TencentErrors implements FailureTranslator {
    /** No gallery of the search contains a face. */
    static final String NO_FACE_IN_GROUPS = "InvalidParameterValue.NoFaceInGroups";

    /** The galleries have models of different versions. */
    static final String ACROSS_VERSIONS = "FailedOperation.AcrossVersionsError";

    /** The operation needs a gallery of model 3.0. */
    static final String OLD_MODEL = "InvalidParameterValue.UnsupportedGroupFaceModelVersion";

    /** The service does not know a parameter of the request. */
    static final String UNKNOWN_PARAMETER = "UnknownParameter";

    private final ProviderId provider;
    private final Map<String, Row> table = table();

    TencentErrors(ProviderId provider) {
        this.provider = provider;
    }

    @Override
    public FaceBridgeException translate(Throwable failure, RemoteOperation operation) {
        if (failure instanceof TencentCloudSDKException e && e.getCause() == null && !code(e).isEmpty()) {
            ProviderError error = new ProviderError(provider, code(e), e.getRequestId(), 200);
            return row(error.code())
                    .map(row -> row.exception(new Failed(error, operation)))
                    .orElseGet(() -> new FaceBridgeException(
                            "Tencent Cloud answered with " + error.code(), error, effect(operation), null));
        }
        return ofClient(failure, operation);
    }

    @Override
    public Optional<String> requestId(Object answer) {
        return answer instanceof TencentCalls.Answer<?> known
                ? Optional.ofNullable(known.requestId())
                : Optional.empty();
    }

    /** An answer that is no error, and yet not what it should be. */
    ProviderError answered(@Nullable String requestId) {
        return answered("HTTP 200", requestId);
    }

    /** What an answer that is no error says of a part of the request, by the service's own code. */
    ProviderError answered(String code, @Nullable String requestId) {
        return new ProviderError(provider, code, requestId, 200);
    }

    /** Something between here and the service has answered, or the service in distress. */
    FaceBridgeException ofStatus(HttpStatusException e, RemoteOperation operation) {
        ProviderError error = new ProviderError(provider, "HTTP " + e.status(), null, e.status());
        if (e.status() == 429) {
            return new ThrottledException(error, e.retryAfter(), null);
        }
        if (e.status() >= 500) {
            return new ProviderUnavailableException(
                    "Tencent Cloud reports an internal error (" + error.code() + "); retry later",
                    error,
                    effect(operation),
                    e.retryAfter(),
                    null);
        }
        if (e.status() >= 400) {
            return refused(error);
        }
        return unusable(operation, "it is neither an answer nor an error (" + error.code() + ")", error);
    }

    private FaceBridgeException ofClient(Throwable failure, RemoteOperation operation) {
        Effect perhaps = effect(operation);
        Throwable last = failure;
        for (Throwable cause = failure; cause != null && cause != cause.getCause(); cause = cause.getCause()) {
            last = cause;
            if (cause instanceof JsonParseException) {
                return unusable(
                        operation, "the SDK cannot read it (" + cause.getClass().getSimpleName() + ")", null);
            }
            if (FailureTranslator.neverConnected(cause)) {
                return new ProviderUnavailableException(
                        "Tencent Cloud cannot be reached (" + cause.getClass().getSimpleName()
                                + "); check region, endpoint and network",
                        null,
                        Effect.NONE,
                        null,
                        null);
            }
            if (cause instanceof InterruptedException
                    || (cause instanceof InterruptedIOException
                            && Thread.currentThread().isInterrupted())) {
                return new CallInterruptedException(perhaps, null);
            }
            if (cause instanceof InterruptedIOException) {
                return new CallTimeoutException(
                        "Tencent Cloud did not answer within the deadline; raise CallPolicy's deadline, or retry later",
                        null,
                        perhaps,
                        null);
            }
        }
        if (last instanceof IOException) {
            return new ProviderUnavailableException(
                    "the connection to Tencent Cloud broke (" + last.getClass().getSimpleName() + ")",
                    null,
                    perhaps,
                    null,
                    null);
        }
        if (failure instanceof TencentCloudSDKException) {
            return unusable(
                    operation, "the SDK cannot read it (" + last.getClass().getSimpleName() + ")", null);
        }
        return new FaceBridgeException(
                operation.name() + " failed unexpectedly: " + failure.getClass().getName(), null, perhaps, null);
    }

    /** An answer that lacks something; the request was carried out, as far as one can know. */
    static ProviderUnavailableException unusable(
            RemoteOperation operation, String what, @Nullable ProviderError error) {
        return new ProviderUnavailableException(
                "the answer to " + operation.name() + " cannot be used: " + what, error, effect(operation), null, null);
    }

    /** Returns whether the service returned this code. */
    static boolean is(String code, FaceBridgeException e) {
        return e.providerError().filter(error -> error.code().equals(code)).isPresent();
    }

    private static String code(TencentCloudSDKException e) {
        return e.getErrorCode() == null ? "" : e.getErrorCode();
    }

    private Optional<Row> row(String code) {
        Row exact = table.get(code);
        int dot = code.indexOf('.');
        if (exact != null || dot < 0 || code.startsWith("FailedOperation.")) {
            return Optional.ofNullable(exact);
        }
        return Optional.ofNullable(table.get(code.substring(0, dot)));
    }

    private static Effect effect(RemoteOperation operation) {
        return TencentOperations.reads(operation) ? Effect.NONE : Effect.UNKNOWN;
    }

    private static RequestRefusedException refused(ProviderError error) {
        return new RequestRefusedException(
                "Tencent Cloud rejects the request (" + error.code() + "); contact its support with the request id",
                error,
                null);
    }

    private static Map<String, Row> table() {
        Map<String, Row> table = new HashMap<>();
        // What is wrong with the image.
        picture(table, "FailedOperation.ImageDecodeFailed", InvalidImageException.Reason.REFUSED, "cannot be decoded");
        picture(
                table,
                "FailedOperation.ImageResolutionExceed",
                InvalidImageException.Reason.TOO_MANY_PIXELS,
                "has too many pixels");
        picture(
                table,
                "FailedOperation.ImageResolutionTooSmall",
                InvalidImageException.Reason.TOO_SMALL,
                "has a side of less than 64 pixels");
        for (String code : Set.of("FailedOperation.ImageSizeExceed", "RequestSizeLimitExceeded")) {
            picture(table, code, InvalidImageException.Reason.TOO_MANY_BYTES, "has too many bytes");
        }
        for (String code : Set.of("InvalidParameterValue.ImageEmpty", "InvalidParameterValue.ImageEmptyError")) {
            picture(table, code, InvalidImageException.Reason.EMPTY, "is empty");
        }
        for (String code : Set.of(
                "FailedOperation.ImageDownloadError",
                "InvalidParameterValue.UrlIllegal",
                "FailedOperation.CompareFail",
                "FailedOperation.LifePhotoDetectFaces",
                "FailedOperation.LifePhotoDetectFake",
                "FailedOperation.LifePhotoSizeError",
                "FailedOperation.ImageSizeTooLarge")) {
            picture(table, code, InvalidImageException.Reason.REFUSED, "cannot be used");
        }
        for (String code : Set.of(
                "InvalidParameterValue.NoFaceInPhoto",
                "FailedOperation.FaceSizeTooSmall",
                "FailedOperation.ImageFacedetectFailed",
                "FailedOperation.LifePhotoDetectNoFaces")) {
            table.put(
                    code,
                    failed ->
                            new FaceNotFoundException(TencentOperations.imageRole(failed.operation()), failed.error()));
        }
        table.put(
                "FailedOperation.FaceQualityNotQualified",
                failed -> new LowQualityException(
                        TencentOperations.imageRole(failed.operation()), Set.of(QualityReason.OTHER), failed.error()));
        // Who is not there, or there already.
        for (String code : Set.of(
                "InvalidParameterValue.GroupIdNotExist",
                "InvalidParameterValue.GroupIdNotExists",
                "ResourceNotFound")) {
            table.put(code, failed -> notFound(NotFoundException.Kind.GALLERY, failed));
        }
        for (String code : Set.of(
                "InvalidParameterValue.PersonIdNotExist",
                "FailedOperation.GroupPersonMapNotExist",
                "ResourceNotFound.ErrorPersonNotExisted")) {
            table.put(code, failed -> notFound(NotFoundException.Kind.PERSON, failed));
        }
        table.put(NO_FACE_IN_GROUPS, failed -> notFound(NotFoundException.Kind.FACE, failed));
        for (String code : Set.of("InvalidParameterValue.BizTokenIllegal", "InvalidParameterValue.BizTokenExpired")) {
            table.put(code, failed -> notFound(NotFoundException.Kind.LIVENESS_SESSION, failed));
        }
        for (String code :
                Set.of("InvalidParameterValue.GroupIdAlreadyExist", "InvalidParameterValue.GroupNameAlreadyExist")) {
            table.put(
                    code,
                    failed -> new AlreadyExistsException(
                            AlreadyExistsException.Kind.GALLERY, null, failed.error(), null));
        }
        for (String code : Set.of(
                "InvalidParameterValue.PersonIdAlreadyExist",
                "InvalidParameterValue.PersonExistInGroup",
                "FailedOperation.GroupPersonMapExist")) {
            table.put(
                    code,
                    failed ->
                            new AlreadyExistsException(AlreadyExistsException.Kind.PERSON, null, failed.error(), null));
        }
        // Who may not.
        authentication(table, "AuthFailure", "the credentials are not accepted; check the secret id and key");
        authentication(
                table,
                "AuthFailure.SecretIdNotFound",
                "the secret id is not known; check it, and the site of the account");
        authentication(
                table,
                "AuthFailure.SignatureExpire",
                "the request's time is off by more than five minutes; set this machine's clock");
        authentication(table, "AuthFailure.SignatureFailure", "the signature is wrong; check the secret key");
        authentication(table, "AuthFailure.TokenFailure", "the session token is wrong or has expired; renew it");
        for (String code : Set.of("UnauthorizedOperation", "AuthFailure.UnauthorizedOperation", "OperationDenied")) {
            table.put(
                    code,
                    failed -> new AuthenticationException(
                            "the credentials do not allow " + failed.operation().name() + "; grant it ("
                                    + failed.error().code() + ")",
                            failed.error(),
                            null));
        }
        for (String code : Set.of("IpInBlacklist", "IpNotInWhitelist")) {
            authentication(table, code, "the account does not allow this machine's address");
        }
        for (String code : Set.of(
                "ResourceUnavailable",
                "ResourcesSoldOut",
                "UnauthorizedOperation.Nonactivated",
                "UnauthorizedOperation.Activating",
                "UnauthorizedOperation.ActivateError",
                "UnauthorizedOperation.Arrears",
                "UnauthorizedOperation.NonAuthorize")) {
            table.put(
                    code,
                    failed -> new AccessNotApprovedException(
                            "the account may not use the service at present: it is not activated, or not paid for ("
                                    + failed.error().code() + "); see the console",
                            failed.error(),
                            null));
        }
        // How much is allowed.
        for (String code : Set.of("RequestLimitExceeded", "FailedOperation.RequestLimitExceeded")) {
            table.put(code, failed -> new ThrottledException(failed.error(), null, null));
        }
        for (String code : Set.of(
                "InvalidParameterValue.AccountFaceNumExceed",
                "InvalidParameterValue.GroupFaceNumExceed",
                "InvalidParameterValue.GroupNumExceed",
                "InvalidParameterValue.GroupNumPerPersonExceed",
                "InvalidParameterValue.PersonFaceNumExceed",
                "LimitExceeded",
                "ResourceInsufficient")) {
            table.put(
                    code,
                    failed -> new QuotaExceededException(
                            "a limit of the account, the gallery or the person is reached ("
                                    + failed.error().code() + "); remove what is not needed",
                            failed.error(),
                            null));
        }
        // What is wrong with the service, or with the request.
        for (String code : Set.of(
                "FailedOperation.ConflictOperation",
                "FailedOperation.CreateFaceConcurrent",
                "FailedOperation.GroupInDeletedState",
                "ResourceInUse")) {
            table.put(code, failed -> unavailable(failed, "is busy with the same person or gallery", Effect.NONE));
        }
        for (String code : Set.of(
                "FailedOperation.RequestTimeout",
                "FailedOperation.RpcFail",
                "FailedOperation.ServerError",
                "FailedOperation.UnKnowError",
                "InternalError",
                "ServiceUnavailable",
                "ServerSideError")) {
            table.put(code, failed -> unavailable(failed, "has a problem of its own", effect(failed.operation())));
        }
        for (String code : Set.of(
                "ActionOffline",
                ACROSS_VERSIONS,
                "DryRunOperation",
                "FailedOperation",
                "FailedOperation.DuplicatedGroupDescription",
                "FailedOperation.GroupCannotUpgrade",
                "FailedOperation.GroupLostFaces",
                "FailedOperation.JobCannnotRollback",
                "FailedOperation.SearchFacesExceed",
                "FailedOperation.UpgradeJobIdNotExist",
                "InvalidAction",
                "InvalidParameter",
                "InvalidParameterValue",
                "InvalidRequest",
                "MissingParameter",
                "NoSuchProduct",
                "NoSuchVersion",
                "ResponseSizeLimitExceeded",
                UNKNOWN_PARAMETER,
                "UnsupportedOperation",
                "UnsupportedProtocol",
                "UnsupportedRegion")) {
            table.put(code, failed -> refused(failed.error()));
        }
        return Map.copyOf(table);
    }

    private static void picture(Map<String, Row> table, String code, InvalidImageException.Reason reason, String what) {
        table.put(
                code,
                failed -> new InvalidImageException(
                        reason,
                        "Tencent Cloud rejects the image: it " + what + "; use another image",
                        failed.error(),
                        null));
    }

    private static void authentication(Map<String, Row> table, String code, String what) {
        table.put(
                code,
                failed ->
                        new AuthenticationException(what + " (" + failed.error().code() + ")", failed.error(), null));
    }

    private static NotFoundException notFound(NotFoundException.Kind kind, Failed failed) {
        return new NotFoundException(kind, null, failed.error(), null);
    }

    private static ProviderUnavailableException unavailable(Failed failed, String what, Effect effect) {
        return new ProviderUnavailableException(
                "Tencent Cloud " + what + " (" + failed.error().code() + "); retry later",
                failed.error(),
                effect,
                null,
                null);
    }

    @FunctionalInterface
    private interface Row {
        FaceBridgeException exception(Failed failed);
    }

    private record Failed(ProviderError error, RemoteOperation operation) {}
}
