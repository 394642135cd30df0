package io.facebridge.tencent.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonSyntaxException;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import io.facebridge.error.AlreadyExistsException;
import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.LowQualityException;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.ProviderError;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.ThrottledException;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.RemoteOperation;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TencentErrorsTest {
    private static final ProviderId TENCENT = new ProviderId("tencent");
    private static final String VENDORS_WORDS = "what the vendor says may repeat what was sent";
    private static final RemoteOperation READING = TencentOperations.DETECT_FACE.remote();
    private static final RemoteOperation WRITING = TencentOperations.CREATE_PERSON.remote();

    private final TencentErrors errors = new TencentErrors(TENCENT);

    /** The code, the exception, whether it is worth a retry, and what a request that writes may have left behind. */
    @ParameterizedTest
    @CsvSource({
        "ResourceUnavailable.ChargeStatusException, AccessNotApprovedException, false, NONE",
        "ResourceUnavailable.Delivering, AccessNotApprovedException, false, NONE",
        "ResourceUnavailable.Freeze, AccessNotApprovedException, false, NONE",
        "ResourceUnavailable.GetAuthInfoError, AccessNotApprovedException, false, NONE",
        "ResourceUnavailable.InArrears, AccessNotApprovedException, false, NONE",
        "ResourceUnavailable.LowBalance, AccessNotApprovedException, false, NONE",
        "ResourceUnavailable.NotExist, AccessNotApprovedException, false, NONE",
        "ResourceUnavailable.NotReady, AccessNotApprovedException, false, NONE",
        "ResourceUnavailable.Recover, AccessNotApprovedException, false, NONE",
        "ResourceUnavailable.StopUsing, AccessNotApprovedException, false, NONE",
        "ResourceUnavailable.UnknownStatus, AccessNotApprovedException, false, NONE",
        "ResourcesSoldOut.ChargeStatusException, AccessNotApprovedException, false, NONE",
        "FailedOperation.GroupPersonMapExist, AlreadyExistsException, false, NONE",
        "InvalidParameterValue.GroupIdAlreadyExist, AlreadyExistsException, false, NONE",
        "InvalidParameterValue.GroupNameAlreadyExist, AlreadyExistsException, false, NONE",
        "InvalidParameterValue.PersonExistInGroup, AlreadyExistsException, false, NONE",
        "InvalidParameterValue.PersonIdAlreadyExist, AlreadyExistsException, false, NONE",
        "AuthFailure.InvalidAuthorization, AuthenticationException, false, NONE",
        "FailedOperation, RequestRefusedException, false, NONE",
        "FailedOperation.DuplicatedGroupDescription, RequestRefusedException, false, NONE",
        "FailedOperation.GroupCannotUpgrade, RequestRefusedException, false, NONE",
        "FailedOperation.GroupLostFaces, RequestRefusedException, false, NONE",
        "FailedOperation.JobCannnotRollback, RequestRefusedException, false, NONE",
        "FailedOperation.SearchFacesExceed, RequestRefusedException, false, NONE",
        "InvalidParameter.InvalidParameter, RequestRefusedException, false, NONE",
        "InvalidParameterValue.DeleteFaceNumExceed, RequestRefusedException, false, NONE",
        "InvalidParameterValue.FaceMatchThresholdIllegal, RequestRefusedException, false, NONE",
        "InvalidParameterValue.FaceModelVersionIllegal, RequestRefusedException, false, NONE",
        "InvalidParameterValue.GroupExDescriptionsExceed, RequestRefusedException, false, NONE",
        "InvalidParameterValue.GroupExDescriptionsNameIdentical, RequestRefusedException, false, NONE",
        "InvalidParameterValue.GroupExDescriptionsNameIllegal, RequestRefusedException, false, NONE",
        "InvalidParameterValue.GroupExDescriptionsNameTooLong, RequestRefusedException, false, NONE",
        "InvalidParameterValue.GroupIdIllegal, RequestRefusedException, false, NONE",
        "InvalidParameterValue.GroupIdTooLong, RequestRefusedException, false, NONE",
        "InvalidParameterValue.GroupIdsExceed, RequestRefusedException, false, NONE",
        "InvalidParameterValue.GroupNameIllegal, RequestRefusedException, false, NONE",
        "InvalidParameterValue.GroupNameTooLong, RequestRefusedException, false, NONE",
        "InvalidParameterValue.GroupTagIllegal, RequestRefusedException, false, NONE",
        "InvalidParameterValue.GroupTagTooLong, RequestRefusedException, false, NONE",
        "InvalidParameterValue.LimitExceed, RequestRefusedException, false, NONE",
        "InvalidParameterValue.OffsetExceed, RequestRefusedException, false, NONE",
        "InvalidParameterValue.PersonExDescriptionInfosExceed, RequestRefusedException, false, NONE",
        "InvalidParameterValue.PersonExDescriptionsNameIdentical, RequestRefusedException, false, NONE",
        "InvalidParameterValue.PersonExDescriptionsNameIllegal, RequestRefusedException, false, NONE",
        "InvalidParameterValue.PersonExDescriptionsNameTooLong, RequestRefusedException, false, NONE",
        "InvalidParameterValue.PersonGenderIllegal, RequestRefusedException, false, NONE",
        "InvalidParameterValue.PersonIdIllegal, RequestRefusedException, false, NONE",
        "InvalidParameterValue.PersonIdTooLong, RequestRefusedException, false, NONE",
        "InvalidParameterValue.PersonNameIllegal, RequestRefusedException, false, NONE",
        "InvalidParameterValue.PersonNameTooLong, RequestRefusedException, false, NONE",
        "InvalidParameterValue.QualityControlIllegal, RequestRefusedException, false, NONE",
        "InvalidParameterValue.SearchPersonsExceed, RequestRefusedException, false, NONE",
        "InvalidParameterValue.UniquePersonControlIllegal, RequestRefusedException, false, NONE",
        "InvalidParameterValue.UploadFaceNumExceed, RequestRefusedException, false, NONE",
        "MissingParameter.ErrorParameterEmpty, RequestRefusedException, false, NONE",
        "UnsupportedOperation.UnknowMethod, RequestRefusedException, false, NONE",
        "FailedOperation.ConflictOperation, ProviderUnavailableException, true, NONE",
        "FailedOperation.CreateFaceConcurrent, ProviderUnavailableException, true, NONE",
        "FailedOperation.GroupInDeletedState, ProviderUnavailableException, true, NONE",
        "InvalidParameterValue.NoFaceInGroups, NotFoundException, false, NONE",
        "FailedOperation.ImageDecodeFailed, InvalidImageException, false, NONE",
        "FailedOperation.ImageResolutionExceed, InvalidImageException, false, NONE",
        "FailedOperation.ImageResolutionTooSmall, InvalidImageException, false, NONE",
        "FailedOperation.ImageSizeExceed, InvalidImageException, false, NONE",
        "InvalidParameterValue.ImageEmpty, InvalidImageException, false, NONE",
        "InvalidParameterValue.ImageEmptyError, InvalidImageException, false, NONE",
        "InvalidParameterValue.UrlIllegal, InvalidImageException, false, NONE",
        "FailedOperation.CompareFail, InvalidImageException, false, NONE",
        "FailedOperation.LifePhotoDetectFaces, InvalidImageException, false, NONE",
        "FailedOperation.LifePhotoDetectFake, InvalidImageException, false, NONE",
        "FailedOperation.LifePhotoSizeError, InvalidImageException, false, NONE",
        "FailedOperation.ImageDownloadError, InvalidImageException, false, NONE",
        "FailedOperation.FaceQualityNotQualified, LowQualityException, false, NONE",
        "FailedOperation.AcrossVersionsError, RequestRefusedException, false, NONE",
        "InvalidParameterValue.UnsupportedGroupFaceModelVersion, RequestRefusedException, false, NONE",
        "FailedOperation.FaceSizeTooSmall, FaceNotFoundException, false, NONE",
        "FailedOperation.ImageFacedetectFailed, FaceNotFoundException, false, NONE",
        "FailedOperation.LifePhotoDetectNoFaces, FaceNotFoundException, false, NONE",
        "InvalidParameterValue.NoFaceInPhoto, FaceNotFoundException, false, NONE",
        "FailedOperation.GroupPersonMapNotExist, NotFoundException, false, NONE",
        "FailedOperation.UpgradeJobIdNotExist, RequestRefusedException, false, NONE",
        "InvalidParameterValue.GroupIdNotExist, NotFoundException, false, NONE",
        "InvalidParameterValue.GroupIdNotExists, NotFoundException, false, NONE",
        "InvalidParameterValue.PersonIdNotExist, NotFoundException, false, NONE",
        "InvalidParameterValue.AccountFaceNumExceed, QuotaExceededException, false, NONE",
        "InvalidParameterValue.GroupFaceNumExceed, QuotaExceededException, false, NONE",
        "InvalidParameterValue.GroupNumExceed, QuotaExceededException, false, NONE",
        "InvalidParameterValue.GroupNumPerPersonExceed, QuotaExceededException, false, NONE",
        "InvalidParameterValue.PersonFaceNumExceed, QuotaExceededException, false, NONE",
        "LimitExceeded, QuotaExceededException, false, NONE",
        "LimitExceeded.ErrorFaceNumExceed, QuotaExceededException, false, NONE",
        "FailedOperation.RequestLimitExceeded, ThrottledException, true, NONE",
        "RequestLimitExceeded, ThrottledException, true, NONE",
        "FailedOperation.RequestTimeout, ProviderUnavailableException, true, UNKNOWN",
        "FailedOperation.RpcFail, ProviderUnavailableException, true, UNKNOWN",
        "FailedOperation.ServerError, ProviderUnavailableException, true, UNKNOWN",
        "FailedOperation.UnKnowError, ProviderUnavailableException, true, UNKNOWN",
        "InternalError, ProviderUnavailableException, true, UNKNOWN",
        "ActionOffline, RequestRefusedException, false, NONE",
        "AuthFailure.InvalidSecretId, AuthenticationException, false, NONE",
        "AuthFailure.MFAFailure, AuthenticationException, false, NONE",
        "AuthFailure.SecretIdNotFound, AuthenticationException, false, NONE",
        "AuthFailure.SignatureExpire, AuthenticationException, false, NONE",
        "AuthFailure.SignatureFailure, AuthenticationException, false, NONE",
        "AuthFailure.TokenFailure, AuthenticationException, false, NONE",
        "AuthFailure.UnauthorizedOperation, AuthenticationException, false, NONE",
        "DryRunOperation, RequestRefusedException, false, NONE",
        "InvalidAction, RequestRefusedException, false, NONE",
        "InvalidParameter, RequestRefusedException, false, NONE",
        "InvalidParameterValue, RequestRefusedException, false, NONE",
        "InvalidRequest, RequestRefusedException, false, NONE",
        "IpInBlacklist, AuthenticationException, false, NONE",
        "IpNotInWhitelist, AuthenticationException, false, NONE",
        "MissingParameter, RequestRefusedException, false, NONE",
        "NoSuchProduct, RequestRefusedException, false, NONE",
        "NoSuchVersion, RequestRefusedException, false, NONE",
        "RequestLimitExceeded.GlobalRegionUinLimitExceeded, ThrottledException, true, NONE",
        "RequestLimitExceeded.IPLimitExceeded, ThrottledException, true, NONE",
        "RequestLimitExceeded.UinLimitExceeded, ThrottledException, true, NONE",
        "RequestSizeLimitExceeded, InvalidImageException, false, NONE",
        "ResourceInUse, ProviderUnavailableException, true, NONE",
        "ResourceInsufficient, QuotaExceededException, false, NONE",
        "ResourceNotFound, NotFoundException, false, NONE",
        "ResourceNotFound.ErrorPersonNotExisted, NotFoundException, false, NONE",
        "ResourceUnavailable, AccessNotApprovedException, false, NONE",
        "ResponseSizeLimitExceeded, RequestRefusedException, false, NONE",
        "ServiceUnavailable, ProviderUnavailableException, true, UNKNOWN",
        "UnauthorizedOperation, AuthenticationException, false, NONE",
        "UnauthorizedOperation.Nonactivated, AccessNotApprovedException, false, NONE",
        "UnauthorizedOperation.Arrears, AccessNotApprovedException, false, NONE",
        "OperationDenied, AuthenticationException, false, NONE",
        "UnknownParameter, RequestRefusedException, false, NONE",
        "UnsupportedOperation, RequestRefusedException, false, NONE",
        "UnsupportedProtocol, RequestRefusedException, false, NONE",
        "UnsupportedRegion, RequestRefusedException, false, NONE",
        "InvalidParameterValue.BizTokenIllegal, NotFoundException, false, NONE",
        "InvalidParameterValue.BizTokenExpired, NotFoundException, false, NONE",
        "InvalidParameterValue.SomethingNew, RequestRefusedException, false, NONE",
        "AuthFailure.SomethingNew, AuthenticationException, false, NONE",
        "FailedOperation.SomethingNew, FaceBridgeException, false, UNKNOWN",
        "SomethingNew, FaceBridgeException, false, UNKNOWN"
    })
    void tells_what_an_error_code_means(String code, String type, boolean retryable, Effect effect) {
        FaceBridgeException written = errors.translate(service(code), WRITING);
        FaceBridgeException read = errors.translate(service(code), READING);

        assertThat(written.getClass().getSimpleName()).isEqualTo(type);
        assertThat(read.getClass()).isEqualTo(written.getClass());
        assertThat(written.retryable()).isEqualTo(retryable);
        assertThat(written.effect()).isEqualTo(effect);
        assertThat(read.effect()).isEqualTo(Effect.NONE);
        assertThat(written.providerError()).contains(new ProviderError(TENCENT, code, "request-1", 200));
        assertThat(written).hasMessageNotContaining(VENDORS_WORDS);
        assertThat(written.getCause())
                .as("the SDK's exception, which repeats the vendor's words")
                .isNull();
    }

    @Test
    void knows_every_code_of_the_vendors_list() throws Exception {
        String shared = System.getProperty("facebridge.shared", "");
        Path list = Path.of(shared, "facts", "tencent-errors.md");
        assumeTrue(!shared.isEmpty() && Files.exists(list), "shared folder missing: the list of codes");
        CsvSource rows = TencentErrorsTest.class
                .getDeclaredMethod(
                        "tells_what_an_error_code_means", String.class, String.class, boolean.class, Effect.class)
                .getAnnotation(CsvSource.class);
        Set<String> tested = Arrays.stream(rows.value())
                .map(row -> row.substring(0, row.indexOf(',')))
                .collect(Collectors.toSet());

        assertThat(Files.readAllLines(list).stream()
                        .filter(line -> line.matches("\\| [A-Za-z.]+ \\| .* \\| (yes|no) \\|.*"))
                        .map(line -> line.substring(2, line.indexOf(' ', 2))))
                .hasSizeGreaterThan(90)
                .allSatisfy(code -> assertThat(tested).contains(code));
    }

    @ParameterizedTest
    @CsvSource({
        "InvalidParameterValue.GroupIdNotExist, GALLERY",
        "InvalidParameterValue.GroupIdNotExists, GALLERY",
        "InvalidParameterValue.PersonIdNotExist, PERSON",
        "FailedOperation.GroupPersonMapNotExist, PERSON",
        "ResourceNotFound.ErrorPersonNotExisted, PERSON",
        "InvalidParameterValue.NoFaceInGroups, FACE",
        "InvalidParameterValue.BizTokenIllegal, LIVENESS_SESSION"
    })
    void says_what_is_not_there(String code, NotFoundException.Kind kind) {
        assertThat(errors.translate(service(code), READING))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @ParameterizedTest
    @CsvSource({
        "InvalidParameterValue.GroupIdAlreadyExist, GALLERY",
        "InvalidParameterValue.GroupNameAlreadyExist, GALLERY",
        "InvalidParameterValue.PersonIdAlreadyExist, PERSON"
    })
    void says_what_is_there_already(String code, AlreadyExistsException.Kind kind) {
        assertThat(errors.translate(service(code), WRITING))
                .isInstanceOfSatisfying(
                        AlreadyExistsException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @ParameterizedTest
    @CsvSource({
        "FailedOperation.ImageDecodeFailed, REFUSED",
        "FailedOperation.ImageResolutionExceed, TOO_MANY_PIXELS",
        "FailedOperation.ImageResolutionTooSmall, TOO_SMALL",
        "FailedOperation.ImageSizeExceed, TOO_MANY_BYTES",
        "RequestSizeLimitExceeded, TOO_MANY_BYTES",
        "InvalidParameterValue.ImageEmpty, EMPTY"
    })
    void says_what_is_wrong_with_a_picture(String code, InvalidImageException.Reason reason) {
        assertThat(errors.translate(service(code), READING))
                .isInstanceOfSatisfying(
                        InvalidImageException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "AuthFailure.SecretIdNotFound, site of the account",
        "AuthFailure.SignatureExpire, set this machine's clock",
        "AuthFailure.SignatureFailure, check the secret key",
        "AuthFailure.TokenFailure, renew it",
        "AuthFailure.UnauthorizedOperation, do not allow CreatePerson",
        "IpNotInWhitelist, this machine's address",
        "AuthFailure.SomethingNew, check the secret id and key"
    })
    void says_what_is_wrong_with_the_credentials(String code, String remedy) {
        assertThat(errors.translate(service(code), WRITING)).hasMessageContainingAll(remedy, "(" + code + ")");
    }

    static Stream<Arguments> pictures() {
        return Stream.of(
                Arguments.of(TencentOperations.DETECT_LIVE_FACE_ACCURATE, ImageRole.SINGLE),
                Arguments.of(TencentOperations.COMPARE_FACE, ImageRole.UNKNOWN),
                Arguments.of(TencentOperations.SEARCH_PERSONS, ImageRole.PROBE),
                Arguments.of(TencentOperations.VERIFY_PERSON, ImageRole.PROBE),
                Arguments.of(TencentOperations.CREATE_PERSON, ImageRole.REFERENCE));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void says_which_picture_shows_nobody_or_is_poor(TencentOperation<?, ?> operation, ImageRole role) {
        assertThat(errors.translate(service("InvalidParameterValue.NoFaceInPhoto"), operation.remote()))
                .isInstanceOfSatisfying(
                        FaceNotFoundException.class, e -> assertThat(e.role()).isEqualTo(role));
        assertThat(errors.translate(service("FailedOperation.FaceQualityNotQualified"), operation.remote()))
                .isInstanceOfSatisfying(
                        LowQualityException.class, e -> assertThat(e.role()).isEqualTo(role));
    }

    @ParameterizedTest
    @CsvSource({
        "429, ThrottledException, true, NONE",
        "500, ProviderUnavailableException, true, UNKNOWN",
        "503, ProviderUnavailableException, true, UNKNOWN",
        "404, RequestRefusedException, false, NONE",
        "302, ProviderUnavailableException, true, UNKNOWN"
    })
    void tells_what_a_status_means_that_the_service_does_not_answer_with(
            int status, String type, boolean retryable, Effect effect) {
        FaceBridgeException translated = errors.ofStatus(new HttpStatusException(status, null), WRITING);

        assertThat(translated.getClass().getSimpleName()).isEqualTo(type);
        assertThat(translated.retryable()).isEqualTo(retryable);
        assertThat(translated.effect()).isEqualTo(effect);
        assertThat(translated.providerError()).contains(new ProviderError(TENCENT, "HTTP " + status, null, status));
    }

    @Test
    void waits_as_long_as_it_is_told() {
        FaceBridgeException throttled = errors.ofStatus(new HttpStatusException(429, Duration.ofSeconds(2)), READING);
        FaceBridgeException unavailable = errors.ofStatus(new HttpStatusException(503, Duration.ofSeconds(7)), READING);

        assertThat(throttled)
                .isInstanceOfSatisfying(
                        ThrottledException.class,
                        e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(2)));
        assertThat(unavailable)
                .isInstanceOfSatisfying(
                        ProviderUnavailableException.class,
                        e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(7)));
        assertThat(errors.ofStatus(new HttpStatusException(429, null), READING))
                .isInstanceOfSatisfying(
                        ThrottledException.class,
                        e -> assertThat(e.retryAfter()).isEmpty());
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectException("refused"), ProviderUnavailableException.class, Effect.NONE),
                Arguments.of(new UnknownHostException("nowhere"), ProviderUnavailableException.class, Effect.NONE),
                Arguments.of(new SSLHandshakeException("no trust"), ProviderUnavailableException.class, Effect.NONE),
                Arguments.of(new SocketException("reset"), ProviderUnavailableException.class, Effect.UNKNOWN),
                Arguments.of(new EOFException("early"), ProviderUnavailableException.class, Effect.UNKNOWN),
                Arguments.of(new ProtocolException("short"), ProviderUnavailableException.class, Effect.UNKNOWN),
                Arguments.of(new IOException("any"), ProviderUnavailableException.class, Effect.UNKNOWN),
                Arguments.of(new SocketTimeoutException("late"), CallTimeoutException.class, Effect.UNKNOWN),
                Arguments.of(new InterruptedIOException("timeout"), CallTimeoutException.class, Effect.UNKNOWN),
                Arguments.of(
                        new JsonSyntaxException(VENDORS_WORDS), ProviderUnavailableException.class, Effect.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tells_what_a_failure_on_the_way_means(
            Throwable cause, Class<? extends FaceBridgeException> type, Effect effect) {
        FaceBridgeException translated = errors.translate(new TencentCloudSDKException(VENDORS_WORDS, cause), WRITING);

        assertThat(translated).isExactlyInstanceOf(type).hasMessageNotContaining(VENDORS_WORDS);
        assertThat(translated.effect()).isEqualTo(effect);
        assertThat(translated.getCause()).isNull();
        assertThat(translated.providerError()).isEmpty();
    }

    @Test
    void an_interrupted_thread_is_not_a_late_answer() {
        Thread.currentThread().interrupt();
        try {
            assertThat(errors.translate(
                            new TencentCloudSDKException("", new InterruptedIOException("interrupted")), WRITING))
                    .isInstanceOf(CallInterruptedException.class);
            assertThat(errors.translate(new TencentCloudSDKException("", new EOFException("early")), WRITING))
                    .as("a connection that broke on its own")
                    .isInstanceOf(ProviderUnavailableException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void an_answer_that_the_sdk_cannot_read_is_unusable() {
        for (TencentCloudSDKException unreadable : List.of(
                new TencentCloudSDKException(VENDORS_WORDS),
                service(""),
                new TencentCloudSDKException(VENDORS_WORDS, new IllegalStateException(VENDORS_WORDS)))) {
            FaceBridgeException translated = errors.translate(unreadable, WRITING);

            assertThat(translated)
                    .isInstanceOf(ProviderUnavailableException.class)
                    .hasMessageContaining("the answer to CreatePerson cannot be used")
                    .hasMessageNotContaining(VENDORS_WORDS);
            assertThat(translated.effect()).isEqualTo(Effect.UNKNOWN);
        }
    }

    @Test
    void an_interrupted_wait_is_an_interrupted_call() {
        assertThat(errors.translate(new TencentCloudSDKException("", new InterruptedException("stop")), WRITING))
                .isInstanceOf(CallInterruptedException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "399, ProviderUnavailableException",
        "400, RequestRefusedException",
        "499, RequestRefusedException",
        "500, ProviderUnavailableException"
    })
    void a_status_is_an_error_from_400_and_the_services_own_from_500(int status, String type) {
        FaceBridgeException translated = errors.ofStatus(new HttpStatusException(status, null), READING);

        assertThat(translated.getClass().getSimpleName()).isEqualTo(type);
        assertThat(translated.effect()).isEqualTo(Effect.NONE);
    }

    @Test
    void knows_a_code_that_the_service_gave() {
        FaceBridgeException translated = errors.translate(service(TencentErrors.ACROSS_VERSIONS), READING);

        assertThat(TencentErrors.is(TencentErrors.ACROSS_VERSIONS, translated)).isTrue();
        assertThat(TencentErrors.is(TencentErrors.OLD_MODEL, translated)).isFalse();
        assertThat(errors.answered("17")).isEqualTo(new ProviderError(TENCENT, "HTTP 200", "17", 200));
        assertThat(errors.answered("Code", null)).isEqualTo(new ProviderError(TENCENT, "Code", null, 200));
    }

    @Test
    void an_answer_has_its_request_id_and_nothing_else_has_one() {
        assertThat(errors.requestId(new TencentCalls.Answer<>("answer", "17"))).contains("17");
        assertThat(errors.requestId(new TencentCalls.Answer<>("answer", null))).isEmpty();
        assertThat(errors.requestId("answer")).isEmpty();
    }

    @Test
    void what_nobody_foresaw_is_named_by_its_class_alone() {
        FaceBridgeException translated = errors.translate(new IllegalStateException(VENDORS_WORDS), WRITING);

        assertThat(translated)
                .isExactlyInstanceOf(FaceBridgeException.class)
                .hasMessageContaining("CreatePerson", "IllegalStateException")
                .hasMessageNotContaining(VENDORS_WORDS);
        assertThat(translated.effect()).isEqualTo(Effect.UNKNOWN);
    }

    private static TencentCloudSDKException service(@Nullable String code) {
        return new TencentCloudSDKException(VENDORS_WORDS, "request-1", code);
    }
}
