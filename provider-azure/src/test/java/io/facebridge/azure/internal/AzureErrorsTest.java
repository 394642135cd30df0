package io.facebridge.azure.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.util.BinaryData;
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
import io.facebridge.error.RequestRefusedException;
import io.facebridge.error.ThrottledException;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.RemoteOperation;
import io.facebridge.remote.UnusableAnswerException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureErrorsTest {
    private static final ProviderId AZURE = new ProviderId("azure");
    private static final String VENDORS_WORDS = "what the vendor says may repeat what was sent";
    private static final RemoteOperation READING = AzureOperations.DETECT.remote();
    private static final RemoteOperation WRITING = AzureOperations.CREATE_PERSON.remote();
    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");

    private final AzureErrors errors = new AzureErrors(AZURE, Clock.fixed(NOW, ZoneOffset.UTC));

    /** Status and code, the exception, whether it is worth a retry, and what a request that writes may have left behind. */
    @ParameterizedTest
    @CsvSource({
        "400, BadArgument, RequestRefusedException, false, NONE",
        "400, InvalidURL, InvalidImageException, false, NONE",
        "400, InvalidImage, InvalidImageException, false, NONE",
        "400, InvalidImageSize, InvalidImageException, false, NONE",
        "400, InvalidRequest, RequestRefusedException, false, NONE",
        "400, InvalidRequestBody, RequestRefusedException, false, NONE",
        "400, InvalidTokenLifetime, RequestRefusedException, false, NONE",
        "400, InvalidLivenessOperationMode, RequestRefusedException, false, NONE",
        "400, InvalidDeviceCorrelationId, RequestRefusedException, false, NONE",
        "400, LargePersonGroupNotFound, NotFoundException, false, NONE",
        "404, LargePersonGroupNotFound, NotFoundException, false, NONE",
        "404, PersonNotFound, NotFoundException, false, NONE",
        "404, PersistedFaceNotFound, NotFoundException, false, NONE",
        "404, FaceNotFound, NotFoundException, false, NONE",
        "400, FaceNotFound, NotFoundException, false, NONE",
        "404, SessionNotFound, NotFoundException, false, NONE",
        "404, SessionImageNotFound, NotFoundException, false, NONE",
        "400, LargePersonGroupNotTrained, GalleryNotTrainedException, false, NONE",
        "404, LargePersonGroupNotTrained, GalleryNotTrainedException, false, NONE",
        "409, LargePersonGroupTrainingNotFinished, GalleryNotTrainedException, false, NONE",
        "409, LargePersonGroupExists, AlreadyExistsException, false, NONE",
        "409, ConcurrentOperationConflict, ProviderUnavailableException, true, NONE",
        "401, 401, AuthenticationException, false, NONE",
        "401, SomethingNew, AuthenticationException, false, NONE",
        "403, PermissionDenied, AuthenticationException, false, NONE",
        "403, UnsupportedFeature, AccessNotApprovedException, false, NONE",
        "299, UnsupportedFeature, AccessNotApprovedException, false, NONE",
        "403, QuotaExceeded, QuotaExceededException, false, NONE",
        "429, 429, ThrottledException, true, NONE",
        "408, OperationTimeOut, ProviderUnavailableException, true, UNKNOWN",
        "500, InternalServerError, ProviderUnavailableException, true, UNKNOWN",
        "503, ServiceUnavailable, ProviderUnavailableException, true, UNKNOWN",
        "400, SomethingNew, FaceBridgeException, false, UNKNOWN",
        "404, SomethingNew, FaceBridgeException, false, UNKNOWN",
        "415, UnsupportedMediaType, RequestRefusedException, false, NONE",
        "409, SomethingNew, FaceBridgeException, false, UNKNOWN",
        "299, SomethingNew, ProviderUnavailableException, true, UNKNOWN"
    })
    void tells_what_an_error_code_means(int status, String code, String type, boolean retryable, Effect effect) {
        Received received = answer(status, error(code, VENDORS_WORDS));
        FaceBridgeException written = refusal(received, WRITING);
        FaceBridgeException read = refusal(received, READING);

        assertThat(written.getClass().getSimpleName()).isEqualTo(type);
        assertThat(read.getClass()).isEqualTo(written.getClass());
        assertThat(written.retryable()).isEqualTo(retryable);
        assertThat(written.effect()).isEqualTo(effect);
        assertThat(read.effect()).isEqualTo(Effect.NONE);
        assertThat(written.providerError()).contains(new ProviderError(AZURE, code, "request-1", status));
        assertThat(written).hasMessageNotContaining(VENDORS_WORDS);
        assertThat(written.getCause()).isNull();
    }

    @Test
    void knows_every_code_of_the_vendors_table() throws Exception {
        String shared = System.getProperty("facebridge.shared", "");
        Path table = Path.of(shared, "samples", "azure", "docs-errors-table.json");
        assumeTrue(!shared.isEmpty() && Files.exists(table), "shared folder missing: the table of codes");
        CsvSource rows = AzureErrorsTest.class
                .getDeclaredMethod(
                        "tells_what_an_error_code_means",
                        int.class,
                        String.class,
                        String.class,
                        boolean.class,
                        Effect.class)
                .getAnnotation(CsvSource.class);
        Set<String> tested = Arrays.stream(rows.value())
                .map(row -> row.substring(0, row.indexOf(',', row.indexOf(',') + 1)))
                .collect(Collectors.toSet());

        assertThat(Json.read(Files.readAllBytes(table)).items().stream()
                        .map(row -> row.get("status").number().orElseThrow().intValue() + ", "
                                + row.get("code").text().orElseThrow()))
                .hasSizeGreaterThan(20)
                .allSatisfy(row -> assertThat(tested).contains(row));
    }

    @ParameterizedTest
    @CsvSource({
        "LargePersonGroupNotFound, GALLERY",
        "PersonNotFound, PERSON",
        "PersistedFaceNotFound, FACE",
        "FaceNotFound, FACE",
        "SessionNotFound, LIVENESS_SESSION",
        "SessionImageNotFound, IMAGE"
    })
    void says_what_is_not_there(String code, NotFoundException.Kind kind) {
        assertThat(refusal(answer(404, error(code, "")), READING))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void says_that_a_gallery_is_there_already() {
        assertThat(refusal(answer(409, error("LargePersonGroupExists", "")), WRITING))
                .isInstanceOfSatisfying(
                        AlreadyExistsException.class,
                        e -> assertThat(e.kind()).isEqualTo(AlreadyExistsException.Kind.GALLERY));
    }

    @ParameterizedTest
    @CsvSource({
        "InvalidImage, 'Decoding error, image format unsupported.', REFUSED",
        "InvalidImage, There is more than 1 face in the image., REFUSED",
        "InvalidImageSize, Image size is too small., TOO_SMALL",
        "InvalidImageSize, Image size is too big., TOO_MANY_BYTES",
        "InvalidImageSize, Image size is too LARGE., TOO_MANY_BYTES",
        "InvalidImageSize, Something new., REFUSED",
        "InvalidURL, Invalid image URL., REFUSED"
    })
    void says_what_is_wrong_with_a_picture(String code, String words, InvalidImageException.Reason reason) {
        assertThat(refusal(answer(400, error(code, words)), READING))
                .isInstanceOfSatisfying(
                        InvalidImageException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void a_picture_with_too_many_bytes_is_one_whether_the_service_names_it_or_not() {
        for (String body : List.of("", error("RequestEntityTooLarge", VENDORS_WORDS))) {
            assertThat(refusal(answer(413, body), AzureOperations.DETECT.remote()))
                    .isInstanceOfSatisfying(
                            InvalidImageException.class,
                            e -> assertThat(e.reason()).isEqualTo(InvalidImageException.Reason.TOO_MANY_BYTES))
                    .hasMessageNotContaining(VENDORS_WORDS);
            assertThat(refusal(answer(413, body), AzureOperations.VERIFY.remote()))
                    .isInstanceOf(RequestRefusedException.class);
        }
    }

    @Test
    void a_body_of_a_kind_that_the_service_does_not_take_is_refused_whether_the_service_names_it_or_not() {
        for (String body : List.of("", error("UnsupportedMediaType", VENDORS_WORDS))) {
            assertThat(refusal(answer(415, body), READING)).isInstanceOf(RequestRefusedException.class);
        }
    }

    @Test
    void tells_a_picture_without_a_face_from_a_bad_one_by_the_services_words() {
        assertThat(refusal(
                        answer(400, error("InvalidImage", "No face detected in the image.")),
                        AzureOperations.ADD_FACE.remote()))
                .isInstanceOfSatisfying(
                        FaceNotFoundException.class, e -> assertThat(e.role()).isEqualTo(ImageRole.REFERENCE));
    }

    @Test
    void a_missing_approval_is_found_inside_another_error_and_says_where_to_apply() {
        String nested = "{\"error\":{\"code\":\"InvalidRequest\",\"message\":\"" + VENDORS_WORDS
                + "\",\"innererror\":{\"code\":\"UnsupportedFeature\",\"message\":\"" + VENDORS_WORDS + "\"}}}";

        assertThat(refusal(answer(403, nested), READING))
                .isInstanceOf(AccessNotApprovedException.class)
                .hasMessageContaining("https://aka.ms/facerecognition")
                .hasMessageNotContaining(VENDORS_WORDS)
                .satisfies(
                        e -> assertThat(e.providerError().orElseThrow().code()).isEqualTo("UnsupportedFeature"));
    }

    @Test
    void an_inner_error_without_a_code_leaves_the_outer_one() {
        assertThat(refusal(answer(400, "{\"error\":{\"code\":\"BadArgument\",\"innererror\":{}}}"), READING)
                        .providerError()
                        .orElseThrow()
                        .code())
                .isEqualTo("BadArgument");
    }

    @Test
    void an_answer_that_comes_with_a_warning_of_deprecation_is_one() {
        assertThatCode(() -> errors.requireAnswer(answer(299, "[]"), READING)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>down</html>",
                "{",
                "[1]",
                "{\"error\":\"no\"}",
                "{\"error\":{}}",
                "{\"error\":{\"code\":\"A\",\"code\":\"A\"}}"
            })
    void a_body_that_is_no_error_leaves_the_status(String body) {
        assertThat(refusal(answer(502, body), READING))
                .isInstanceOf(ProviderUnavailableException.class)
                .satisfies(e ->
                        assertThat(e.providerError()).contains(new ProviderError(AZURE, "HTTP 502", "request-1", 502)));
    }

    @ParameterizedTest
    @CsvSource({
        "401, AuthenticationException, false, NONE",
        "403, AuthenticationException, false, NONE",
        "404, RequestRefusedException, false, NONE",
        "429, ThrottledException, true, NONE",
        "500, ProviderUnavailableException, true, UNKNOWN",
        "503, ProviderUnavailableException, true, UNKNOWN",
        "302, ProviderUnavailableException, true, UNKNOWN"
    })
    void tells_what_a_status_alone_means(int status, String type, boolean retryable, Effect effect) {
        FaceBridgeException translated = refusal(answer(status, ""), WRITING);

        assertThat(translated.getClass().getSimpleName()).isEqualTo(type);
        assertThat(translated.retryable()).isEqualTo(retryable);
        assertThat(translated.effect()).isEqualTo(effect);
    }

    @Test
    void names_the_id_that_was_sent_where_the_service_gives_none() {
        Received received = new Received(500, null, "client-1", null, BinaryData.fromString(""));

        assertThat(refusal(received, READING).providerError().orElseThrow().requestId())
                .isEqualTo("client-1");
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2",
        "0, 0",
        "'Wed, 25 Nov 2026 08:00:07 GMT', 7",
        "'Wed, 25 Nov 2026 07:59:00 GMT', 0",
        "soon,",
        "-1,",
        ","
    })
    void waits_as_long_as_it_is_told(@Nullable String header, @Nullable Integer seconds) {
        for (int status : new int[] {429, 503}) {
            Received received = new Received(status, "request-1", "client-1", header, BinaryData.fromString(""));
            FaceBridgeException e = refusal(received, READING);
            assertThat(
                            e instanceof ThrottledException throttled
                                    ? throttled.retryAfter()
                                    : ((ProviderUnavailableException) e).retryAfter())
                    .isEqualTo(java.util.Optional.ofNullable(seconds).map(Duration::ofSeconds));
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectException("refused"), ProviderUnavailableException.class, Effect.NONE),
                Arguments.of(new UnknownHostException("nowhere"), ProviderUnavailableException.class, Effect.NONE),
                Arguments.of(new SSLHandshakeException("no trust"), ProviderUnavailableException.class, Effect.NONE),
                Arguments.of(new SocketException("reset"), ProviderUnavailableException.class, Effect.UNKNOWN),
                Arguments.of(new EOFException("early"), ProviderUnavailableException.class, Effect.UNKNOWN),
                Arguments.of(new IOException("any"), ProviderUnavailableException.class, Effect.UNKNOWN),
                Arguments.of(new HttpTimeoutException("late"), CallTimeoutException.class, Effect.UNKNOWN),
                Arguments.of(new HttpConnectTimeoutException("late"), CallTimeoutException.class, Effect.NONE),
                Arguments.of(new SocketTimeoutException("late"), CallTimeoutException.class, Effect.UNKNOWN),
                Arguments.of(new TimeoutException("late"), CallTimeoutException.class, Effect.UNKNOWN),
                Arguments.of(new InterruptedException("stop"), CallInterruptedException.class, Effect.UNKNOWN),
                Arguments.of(
                        new ClientAuthenticationException(VENDORS_WORDS, null),
                        AuthenticationException.class,
                        Effect.NONE));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tells_what_a_failure_on_the_way_means(
            Throwable cause, Class<? extends FaceBridgeException> type, Effect effect) {
        FaceBridgeException translated = errors.translate(new ExecutionException(VENDORS_WORDS, cause), WRITING);

        assertThat(translated).isExactlyInstanceOf(type).hasMessageNotContaining(VENDORS_WORDS);
        assertThat(translated.effect()).isEqualTo(effect);
        assertThat(translated.getCause()).isNull();
        assertThat(translated.providerError()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "409, ConcurrentOperationConflict, retry later",
        "403, UnsupportedFeature, apply at",
        "403, QuotaExceeded, remove what is not needed",
        "400, BadArgument, with the request id",
        "400, InvalidImage, use another image"
    })
    void says_the_services_code_and_the_remedy(int status, String code, String remedy) {
        assertThat(refusal(answer(status, error(code, "")), READING)).hasMessageContainingAll("(" + code + ")", remedy);
    }

    @Test
    void a_broken_connection_and_none_are_named_by_their_class() {
        assertThat(errors.translate(new ConnectException(VENDORS_WORDS), READING))
                .hasMessageContaining("cannot be reached (ConnectException)");
        assertThat(errors.translate(new EOFException(VENDORS_WORDS), READING))
                .hasMessageContaining("broke (EOFException)");
    }

    @Test
    void a_client_that_found_no_connection_in_time_has_sent_nothing() {
        for (Exception before :
                List.of(new ConnectTimeoutException("late"), new ConnectionRequestTimeoutException("busy"))) {
            FaceBridgeException translated = errors.translate(new RuntimeException(before), WRITING);

            assertThat(translated).isInstanceOf(CallTimeoutException.class);
            assertThat(translated.effect()).isEqualTo(Effect.NONE);
        }
    }

    @Test
    void a_failure_that_is_known_already_passes_and_an_answer_that_holds_too_much_cannot_be_used() {
        AuthenticationException known = new AuthenticationException("the key contains a control character", null, null);

        assertThat(errors.translate(new RuntimeException(known), WRITING)).isSameAs(known);
        assertThat(errors.translate(new RuntimeException(new UnusableAnswerException("no JSON")), WRITING))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessage("the answer to CreatePerson cannot be used: it holds no JSON")
                .satisfies(e -> assertThat(e.effect()).isEqualTo(Effect.UNKNOWN));
    }

    @Test
    void a_reply_has_its_request_id_and_nothing_else_has_one() {
        assertThat(errors.requestId(new AzureCalls.Reply<>("answer", "17"))).contains("17");
        assertThat(errors.requestId("answer")).isEmpty();
    }

    @Test
    void an_answer_that_cannot_be_used_is_found_by_its_request_id() {
        ProviderUnavailableException unusable = errors.unusable(WRITING, "no list", answer(200, "{}"));

        assertThat(unusable).hasMessage("the answer to CreatePerson cannot be used: no list");
        assertThat(unusable.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(unusable.providerError()).contains(new ProviderError(AZURE, "HTTP 200", "request-1", 200));
        assertThat(AzureErrors.is("HTTP 200", unusable)).isTrue();
        assertThat(AzureErrors.is("HTTP 202", unusable)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204})
    void an_answer_passes(int status) {
        assertThatCode(() -> errors.requireAnswer(answer(status, ""), READING)).doesNotThrowAnyException();
    }

    @Test
    void a_session_whose_picture_shows_no_face_is_no_face_that_is_not_there() {
        assertThat(refusal(answer(404, error("FaceNotFound", "")), AzureOperations.CREATE_SESSION_WITH_VERIFY.remote()))
                .isInstanceOfSatisfying(
                        FaceNotFoundException.class, e -> assertThat(e.role()).isEqualTo(ImageRole.REFERENCE));
    }

    @ParameterizedTest
    @CsvSource({
        "399, ProviderUnavailableException",
        "400, RequestRefusedException",
        "408, ProviderUnavailableException",
        "499, RequestRefusedException",
        "500, ProviderUnavailableException"
    })
    void a_status_alone_is_an_error_from_400_and_the_services_own_from_500(int status, String type) {
        assertThat(refusal(answer(status, ""), READING).getClass().getSimpleName())
                .isEqualTo(type);
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

    private FaceBridgeException refusal(Received received, RemoteOperation operation) {
        return catchThrowableOfType(FaceBridgeException.class, () -> errors.requireAnswer(received, operation));
    }

    private static Received answer(int status, String body) {
        return new Received(status, "request-1", "client-1", null, BinaryData.fromString(body));
    }

    private static String error(String code, String message) {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}";
    }
}
