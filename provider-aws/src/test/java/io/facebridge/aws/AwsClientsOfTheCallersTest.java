package io.facebridge.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.aws.internal.AwsHttpClient;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.ThrottledException;
import io.facebridge.image.FaceImage;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.HostileService;
import io.facebridge.testkit.PaintedFaces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rekognition.RekognitionClient;

/** Answers to a client that the caller made have the same limits. */
class AwsClientsOfTheCallersTest {
    private static final FaceImage PORTRAIT = FaceImage.of(PaintedFaces.portrait(7, 1));

    private final HostileService service = HostileService.start();
    private final RekognitionClient own = RekognitionClient.builder()
            .region(Region.EU_WEST_1)
            .endpointOverride(service.endpoint())
            .credentialsProvider(StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(AwsClients.ACCESS_KEY, AwsClients.SECRET_KEY)))
            .httpClientBuilder(AwsHttpClient.opening(1, Duration.ofSeconds(30)))
            .build();
    private final AwsFaces faces = AwsFaces.builder()
            .client(own)
            .maxAnswerBytes(1024)
            .callPolicy(CallPolicy.builder().maxAttempts(1).build())
            .build();

    @AfterEach
    void close() {
        faces.close();
        own.close();
        service.close();
    }

    @Test
    void a_body_beyond_the_limit_is_given_up() {
        service.answer(HostileService.of(
                200,
                "x-amzn-RequestId: 17\r\n",
                ("{\"FaceDetails\":[" + " ".repeat(1024) + "]}").getBytes(StandardCharsets.UTF_8)));

        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(() -> faces.detector().detect(PORTRAIT))
                .withMessageContaining("more than 1024 bytes")
                .satisfies(e ->
                        assertThat(e.providerError().orElseThrow().requestId()).isEqualTo("17"));
    }

    @Test
    void a_wait_that_is_none_is_not_minded() {
        service.answer(HostileService.of(
                429, "Retry-After: -1\r\n", "{\"__type\":\"ThrottlingException\"}".getBytes(StandardCharsets.UTF_8)));

        assertThatExceptionOfType(ThrottledException.class)
                .isThrownBy(() -> faces.detector().detect(PORTRAIT))
                .satisfies(e -> assertThat(e.retryAfter()).isEmpty());
    }
}
