package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.testkit.PaintedFaces;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rekognition.RekognitionClient;

class AwsSignaturesTest {
    private static final AwsCredentials RIGHT = AwsBasicCredentials.create(Aws.ACCESS_KEY, Aws.SECRET_KEY);

    private final MovableClock clock = new MovableClock();
    private final AwsEmulator emulator = AwsEmulator.backedBy(new PaintedFaces())
            .credentials(Aws.ACCESS_KEY, Aws.SECRET_KEY)
            .region("eu-west-1")
            .clock(clock)
            .start();

    @AfterEach
    void stop() {
        emulator.close();
    }

    private AwsErrorDetails refusal(Region region, AwsCredentials credentials) {
        try (RekognitionClient aws = Aws.client(emulator.endpoint(), region, credentials)) {
            return Aws.refusal(aws::listCollections).awsErrorDetails();
        }
    }

    @Test
    void what_was_signed_rightly_is_accepted() {
        try (RekognitionClient aws = Aws.client(emulator.endpoint(), Region.EU_WEST_1, RIGHT)) {
            assertThat(aws.listCollections().collectionIds()).isEmpty();
        }
    }

    @Test
    void any_region_will_do_where_none_was_set() {
        try (AwsEmulator any = AwsEmulator.backedBy(new PaintedFaces())
                        .credentials(Aws.ACCESS_KEY, Aws.SECRET_KEY)
                        .start();
                RekognitionClient aws = Aws.client(any.endpoint(), Region.SA_EAST_1, RIGHT)) {
            assertThat(aws.listCollections().collectionIds()).isEmpty();
        }
    }

    @Test
    void a_wrong_secret_is_an_invalid_signature() {
        AwsErrorDetails error = refusal(Region.EU_WEST_1, AwsBasicCredentials.create(Aws.ACCESS_KEY, "another secret"));

        assertThat(error.errorCode()).isEqualTo("InvalidSignatureException");
        assertThat(error.errorMessage()).contains("does not match");
        assertThat(error.sdkHttpResponse().statusCode()).isEqualTo(400);
        assertThat(emulator.requests("ListCollections")).isZero();
        assertThat(emulator.attempts("ListCollections")).isEqualTo(1);
    }

    @Test
    void an_unknown_key_is_an_unrecognized_client() {
        assertThat(refusal(Region.EU_WEST_1, AwsBasicCredentials.create("AKIDOTHER", Aws.SECRET_KEY))
                        .errorCode())
                .isEqualTo("UnrecognizedClientException");
    }

    @Test
    void a_session_token_that_was_never_given_is_an_unrecognized_client() {
        assertThat(refusal(Region.EU_WEST_1, AwsSessionCredentials.create(Aws.ACCESS_KEY, Aws.SECRET_KEY, "token"))
                        .errorCode())
                .isEqualTo("UnrecognizedClientException");
    }

    @Test
    void another_region_is_refused_with_its_name() {
        AwsErrorDetails error = refusal(Region.US_EAST_1, RIGHT);

        assertThat(error.errorCode()).isEqualTo("InvalidSignatureException");
        assertThat(error.errorMessage()).contains("valid region", "us-east-1");
    }

    @ParameterizedTest
    @CsvSource({"PT6M, Signature expired", "PT-6M, Signature not yet current"})
    void a_clock_that_is_off_by_more_than_five_minutes_is_refused(Duration off, String message) {
        clock.move(off);

        AwsErrorDetails error = refusal(Region.EU_WEST_1, RIGHT);

        assertThat(error.errorCode()).isEqualTo("InvalidSignatureException");
        assertThat(error.errorMessage()).contains(message);
    }

    @Test
    void a_clock_that_is_off_by_four_minutes_is_accepted() {
        clock.move(Duration.ofMinutes(4));

        try (RekognitionClient aws = Aws.client(emulator.endpoint(), Region.EU_WEST_1, RIGHT)) {
            assertThat(aws.listCollections().collectionIds()).isEmpty();
        }
    }

    @Test
    void a_request_without_signature_lacks_the_authentication_token() throws Exception {
        assertThat(send(null)).contains("MissingAuthenticationTokenException");
    }

    @Test
    void another_scheme_is_an_incomplete_signature() throws Exception {
        assertThat(send("Bearer abc")).contains("IncompleteSignatureException");
        assertThat(send("AWS4-HMAC-SHA256 Credential=" + Aws.ACCESS_KEY
                        + "/20260101/eu-west-1, SignedHeaders=host, Signature=00"))
                .contains("IncompleteSignatureException");
    }

    private String send(@Nullable String authorization) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(emulator.endpoint() + "/"))
                .header("X-Amz-Target", "RekognitionService.ListCollections")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
