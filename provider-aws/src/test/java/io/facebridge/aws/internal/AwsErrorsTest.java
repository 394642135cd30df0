package io.facebridge.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.error.AuthenticationException;
import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.ProviderError;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.RequestRefusedException;
import io.facebridge.error.ThrottledException;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.RemoteOperation;
import io.facebridge.remote.UnusableAnswerException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import software.amazon.awssdk.awscore.DefaultAwsResponseMetadata;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.rekognition.model.DetectFacesResponse;
import software.amazon.awssdk.services.rekognition.model.RekognitionException;

class AwsErrorsTest {
    private static final ProviderId AWS = new ProviderId("aws");
    private static final String VENDORS_WORDS = "what the vendor says may repeat what was sent";

    private final AwsErrors errors = new AwsErrors(AWS);

    @ParameterizedTest
    @CsvSource({
        "InvalidParameterException, 400, CompareFaces, FaceNotFoundException, false, NONE",
        "InvalidParameterException, 400, DetectFaces, RequestRefusedException, false, NONE",
        "ValidationException, 400, IndexFaces, RequestRefusedException, false, NONE",
        "InvalidPaginationTokenException, 400, ListFaces, RequestRefusedException, false, NONE",
        "IdempotentParameterMismatchException, 400, CreateUser, RequestRefusedException, false, NONE",
        "SerializationException, 400, DetectFaces, RequestRefusedException, false, NONE",
        "UnknownOperationException, 400, DetectFaces, RequestRefusedException, false, NONE",
        "ImageTooLargeException, 400, DetectFaces, InvalidImageException, false, NONE",
        "InvalidImageFormatException, 400, DetectFaces, InvalidImageException, false, NONE",
        "InvalidS3ObjectException, 400, DetectFaces, NotFoundException, false, NONE",
        "ResourceNotFoundException, 400, IndexFaces, NotFoundException, false, NONE",
        "SessionNotFoundException, 400, GetFaceLivenessSessionResults, NotFoundException, false, NONE",
        "ResourceAlreadyExistsException, 400, CreateCollection, AlreadyExistsException, false, NONE",
        "ConflictException, 400, CreateUser, AlreadyExistsException, false, NONE",
        "ConflictException, 400, AssociateFaces, ProviderUnavailableException, true, NONE",
        "AccessDeniedException, 400, IndexFaces, AuthenticationException, false, NONE",
        "UnrecognizedClientException, 400, IndexFaces, AuthenticationException, false, NONE",
        "InvalidClientTokenId, 403, IndexFaces, AuthenticationException, false, NONE",
        "IncompleteSignature, 400, IndexFaces, AuthenticationException, false, NONE",
        "MissingAuthenticationToken, 403, IndexFaces, AuthenticationException, false, NONE",
        "InvalidSignatureException, 400, IndexFaces, AuthenticationException, false, NONE",
        "SignatureDoesNotMatch, 403, IndexFaces, AuthenticationException, false, NONE",
        "ExpiredTokenException, 400, IndexFaces, AuthenticationException, false, NONE",
        "ExpiredToken, 400, IndexFaces, AuthenticationException, false, NONE",
        "RequestExpired, 400, IndexFaces, AuthenticationException, false, NONE",
        "RequestTimeTooSkewed, 403, IndexFaces, AuthenticationException, false, NONE",
        "OptInRequired, 403, IndexFaces, AccessNotApprovedException, false, NONE",
        "SubscriptionRequiredException, 400, IndexFaces, AccessNotApprovedException, false, NONE",
        "ThrottlingException, 400, IndexFaces, ThrottledException, true, NONE",
        "ThrottlingException, 500, IndexFaces, ThrottledException, true, NONE",
        "Throttling, 400, IndexFaces, ThrottledException, true, NONE",
        "TooManyRequestsException, 429, IndexFaces, ThrottledException, true, NONE",
        "RequestLimitExceeded, 503, IndexFaces, ThrottledException, true, NONE",
        "SlowDown, 503, IndexFaces, ThrottledException, true, NONE",
        "ProvisionedThroughputExceededException, 400, IndexFaces, ThrottledException, true, NONE",
        "ServiceQuotaExceededException, 400, AssociateFaces, QuotaExceededException, false, NONE",
        "LimitExceededException, 400, IndexFaces, QuotaExceededException, false, NONE",
        "InternalServerError, 500, IndexFaces, ProviderUnavailableException, true, UNKNOWN",
        "InternalServerError, 500, DetectFaces, ProviderUnavailableException, true, NONE",
        "InternalFailure, 500, CreateCollection, ProviderUnavailableException, true, UNKNOWN",
        "ServiceUnavailable, 503, DetectFaces, ProviderUnavailableException, true, NONE",
        "SomethingNewException, 400, IndexFaces, FaceBridgeException, false, NONE",
        "SomethingNewException, 500, IndexFaces, ProviderUnavailableException, true, UNKNOWN",
        ", 500, DetectFaces, ProviderUnavailableException, true, NONE",
        ", 503, IndexFaces, ProviderUnavailableException, true, UNKNOWN",
        ", 429, IndexFaces, ThrottledException, true, NONE",
        ", 403, IndexFaces, RequestRefusedException, false, NONE"
    })
    void tells_what_an_error_code_means(
            @Nullable String code, int status, String operation, String type, boolean retryable, Effect effect) {
        FaceBridgeException translated = errors.translate(service(code, status, null, VENDORS_WORDS), of(operation));

        assertThat(translated.getClass().getSimpleName()).isEqualTo(type);
        assertThat(translated.retryable()).isEqualTo(retryable);
        assertThat(translated.effect()).isEqualTo(effect);
        assertThat(translated.providerError())
                .contains(new ProviderError(AWS, code == null ? "HTTP " + status : code, "request-1", status));
        assertThat(translated).hasMessageNotContaining(VENDORS_WORDS);
        assertThat(translated.getCause())
                .as("the vendor's exception, which repeats its words")
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "AssociateFaces, The user id: x does not exist, PERSON",
        "DeleteUser, The user id: collection does not exist, PERSON",
        "DeleteUser, User x of collection staff does not exist, PERSON",
        "DeleteUser, Collection of user x does not exist, GALLERY",
        "SearchUsers, Something does not exist, GALLERY",
        "ListFaces, The collection id: users does not exist, GALLERY",
        "IndexFaces, The collection id: users does not exist, GALLERY"
    })
    void tells_a_missing_person_from_a_missing_gallery(String operation, String words, NotFoundException.Kind kind) {
        FaceBridgeException translated =
                errors.translate(service("ResourceNotFoundException", 400, null, words), of(operation));

        assertThat(translated)
                .isInstanceOfSatisfying(
                        NotFoundException.class,
                        missing -> assertThat(missing.kind()).isEqualTo(kind));
    }

    @Test
    void names_the_permission_that_is_missing() {
        assertThat(errors.translate(service("AccessDeniedException", 400, null, VENDORS_WORDS), of("IndexFaces")))
                .hasMessageContaining("rekognition:IndexFaces");
    }

    @Test
    void tells_a_picture_that_is_too_large_from_one_that_is_none() {
        assertThat(errors.translate(service("ImageTooLargeException", 400, null, VENDORS_WORDS), of("DetectFaces")))
                .isInstanceOfSatisfying(
                        InvalidImageException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(InvalidImageException.Reason.TOO_MANY_BYTES));
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "0, 0", "soon, "})
    void hands_on_how_long_the_service_asks_to_wait(String header, @Nullable Long seconds) {
        FaceBridgeException throttled =
                errors.translate(service("ThrottlingException", 400, header, VENDORS_WORDS), of("IndexFaces"));
        FaceBridgeException unavailable = errors.translate(service(null, 503, header, VENDORS_WORDS), of("IndexFaces"));

        Duration asked = seconds == null ? null : Duration.ofSeconds(seconds);
        assertThat(((ThrottledException) throttled).retryAfter().orElse(null)).isEqualTo(asked);
        assertThat(((ProviderUnavailableException) unavailable).retryAfter().orElse(null))
                .isEqualTo(asked);
    }

    @ParameterizedTest
    @MethodSource("clientFailures")
    void tells_what_a_failure_of_the_client_means(Throwable cause, Class<?> type, boolean retryable, Effect writing) {
        Throwable failure = cause instanceof RuntimeException
                ? cause
                : SdkClientException.create("Unable to execute HTTP request", cause);
        FaceBridgeException ofWriting = errors.translate(failure, of("IndexFaces"));
        FaceBridgeException ofReading = errors.translate(failure, of("DetectFaces"));

        assertThat(ofWriting).isExactlyInstanceOf(type);
        assertThat(ofWriting.retryable()).isEqualTo(retryable);
        assertThat(ofWriting.effect()).isEqualTo(writing);
        assertThat(ofReading).isExactlyInstanceOf(type);
        assertThat(ofReading.effect()).as("of reading").isEqualTo(Effect.NONE);
    }

    static Stream<Arguments> clientFailures() {
        return Stream.of(
                Arguments.of(new ConnectException("refused"), ProviderUnavailableException.class, true, Effect.NONE),
                Arguments.of(
                        new UnknownHostException("nowhere"), ProviderUnavailableException.class, true, Effect.NONE),
                Arguments.of(
                        new SSLHandshakeException("untrusted"), ProviderUnavailableException.class, true, Effect.NONE),
                Arguments.of(
                        new SocketException("Connection reset"),
                        ProviderUnavailableException.class,
                        true,
                        Effect.UNKNOWN),
                Arguments.of(
                        new IOException("premature end"), ProviderUnavailableException.class, true, Effect.UNKNOWN),
                Arguments.of(
                        new SocketTimeoutException("Read timed out"), CallTimeoutException.class, true, Effect.UNKNOWN),
                Arguments.of(
                        ApiCallAttemptTimeoutException.create(1000), CallTimeoutException.class, true, Effect.UNKNOWN),
                Arguments.of(new InterruptedException("stop"), CallInterruptedException.class, false, Effect.UNKNOWN),
                Arguments.of(new InterruptedIOException("stop"), CallInterruptedException.class, false, Effect.UNKNOWN),
                Arguments.of(ApiCallTimeoutException.create(1000), CallTimeoutException.class, true, Effect.UNKNOWN),
                Arguments.of(
                        AbortedException.create("interrupted"), CallInterruptedException.class, false, Effect.UNKNOWN),
                Arguments.of(
                        SdkClientException.create("Unable to parse the answer"),
                        ProviderUnavailableException.class,
                        true,
                        Effect.UNKNOWN));
    }

    @Test
    void missing_credentials_are_a_matter_of_authentication() {
        assertThat(errors.translate(
                        SdkClientException.create("Unable to load credentials from any of the providers"),
                        of("IndexFaces")))
                .isExactlyInstanceOf(AuthenticationException.class)
                .hasMessageContainingAll(
                        "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
                        "the settings keyId and keyFile",
                        "default chain",
                        "; in code, use AwsFaces.builder().credentials");
    }

    @Test
    void an_answer_that_lacks_something_is_the_services_problem() {
        assertThat(AwsErrors.unusable(of("IndexFaces"), "it holds no face", null)
                        .effect())
                .isEqualTo(Effect.UNKNOWN);
        assertThat(AwsErrors.unusable(of("DetectFaces"), "it holds no face", null)
                        .effect())
                .isEqualTo(Effect.NONE);
        assertThat(AwsErrors.unusable(of("DetectFaces"), "it holds no face", null)
                        .retryable())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "InvalidS3ObjectException, IMAGE",
        "SessionNotFoundException, LIVENESS_SESSION",
        "ResourceNotFoundException, GALLERY"
    })
    void says_what_is_not_there(String code, NotFoundException.Kind kind) {
        assertThat(errors.translate(service(code, 400, null, VENDORS_WORDS), of("DetectFaces")))
                .isInstanceOfSatisfying(
                        NotFoundException.class,
                        missing -> assertThat(missing.kind()).isEqualTo(kind));
    }

    @Test
    void a_status_that_is_neither_an_answer_nor_an_error_is_an_answer_that_cannot_be_used() {
        assertThat(errors.translate(service(null, 399, null, VENDORS_WORDS), of("IndexFaces")))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("HTTP 399")
                .satisfies(e -> assertThat(e.effect()).isEqualTo(Effect.UNKNOWN));
        assertThat(errors.translate(service(null, 400, null, VENDORS_WORDS), of("IndexFaces")))
                .isInstanceOf(RequestRefusedException.class);
    }

    @Test
    void an_error_without_a_code_or_details_is_known_by_its_status() {
        assertThat(errors.translate(service(" ", 503, null, VENDORS_WORDS), of("DetectFaces"))
                        .providerError())
                .contains(new ProviderError(AWS, "HTTP 503", "request-1", 503));

        AwsServiceException bare = AwsServiceException.builder()
                .statusCode(503)
                .message(VENDORS_WORDS)
                .build();

        assertThat(errors.translate(bare, of("DetectFaces")))
                .isInstanceOfSatisfying(ProviderUnavailableException.class, unavailable -> {
                    assertThat(unavailable.retryAfter()).isEmpty();
                    assertThat(unavailable.providerError()).contains(new ProviderError(AWS, "HTTP 503", null, 503));
                });
    }

    @Test
    void an_answer_that_was_refused_on_the_way_is_found_by_its_request_id() {
        ProviderError error = new ProviderError(AWS, "HTTP 200", "17", 200);
        FaceBridgeException translated = errors.translate(
                SdkClientException.create("unmarshal", new UnusableAnswerException("malformed JSON", error)),
                of("IndexFaces"));

        assertThat(translated)
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessage("the answer to IndexFaces cannot be used: it holds malformed JSON");
        assertThat(translated.providerError()).contains(error);
        assertThat(translated.effect()).isEqualTo(Effect.UNKNOWN);
    }

    @Test
    void a_failure_that_is_known_already_passes() {
        AuthenticationException known = new AuthenticationException("the key contains a control character", null, null);

        assertThat(errors.translate(SdkClientException.create("signing", known), of("DetectFaces")))
                .isSameAs(known);
    }

    @Test
    void a_client_that_found_no_connection_in_time_has_sent_nothing() {
        for (Exception before :
                List.of(new ConnectTimeoutException("late"), new ConnectionRequestTimeoutException("busy"))) {
            FaceBridgeException translated =
                    errors.translate(SdkClientException.create("Unable to execute", before), of("IndexFaces"));

            assertThat(translated)
                    .isInstanceOf(ProviderUnavailableException.class)
                    .hasMessageContaining(
                            "cannot be reached (" + before.getClass().getSimpleName() + ")");
            assertThat(translated.effect()).isEqualTo(Effect.NONE);
        }
    }

    @Test
    void a_missing_region_is_a_matter_of_the_vendors_chain_too() {
        assertThat(errors.translate(
                        SdkClientException.create("Unable to load region from any of the providers"), of("IndexFaces")))
                .isExactlyInstanceOf(AuthenticationException.class);
    }

    @Test
    void an_answer_has_the_request_id_of_its_metadata() {
        Object answer = DetectFacesResponse.builder()
                .responseMetadata(DefaultAwsResponseMetadata.create(Map.of("AWS_REQUEST_ID", "17")))
                .build();

        assertThat(errors.requestId(answer)).contains("17");
        assertThat(errors.requestId(DetectFacesResponse.builder().build())).isEmpty();
        assertThat(errors.requestId("answer")).isEmpty();
    }

    @Test
    void a_bug_is_not_taken_for_a_failure_of_the_service() {
        FaceBridgeException translated = errors.translate(new IllegalStateException("a bug"), of("IndexFaces"));

        assertThat(translated).isExactlyInstanceOf(FaceBridgeException.class).hasRootCauseMessage("a bug");
        assertThat(translated.retryable()).isFalse();
    }

    private static RemoteOperation of(String name) {
        return switch (name) {
            case "CompareFaces" -> AwsOperations.COMPARE_FACES.remote();
            case "DetectFaces" -> AwsOperations.DETECT_FACES.remote();
            case "IndexFaces" -> AwsOperations.INDEX_FACES.remote();
            case "ListFaces" -> AwsOperations.LIST_FACES.remote();
            case "CreateUser" -> AwsOperations.CREATE_USER.remote();
            case "SearchUsers" -> AwsOperations.SEARCH_USERS.remote();
            case "DeleteUser" -> AwsOperations.DELETE_USER.remote();
            case "AssociateFaces" -> AwsOperations.ASSOCIATE_FACES.remote();
            case "CreateCollection" -> AwsOperations.CREATE_COLLECTION.remote();
            case "GetFaceLivenessSessionResults" -> AwsOperations.SESSION_RESULTS.remote();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static RekognitionException service(
            @Nullable String code, int status, @Nullable String retryAfter, String words) {
        SdkHttpResponse.Builder http = SdkHttpResponse.builder().statusCode(status);
        if (retryAfter != null) {
            http.putHeader("Retry-After", retryAfter);
        }
        return (RekognitionException) RekognitionException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(words)
                        .sdkHttpResponse(http.build())
                        .build())
                .statusCode(status)
                .requestId("request-1")
                .message(words)
                .build();
    }
}
