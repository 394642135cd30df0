package io.facebridge.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.facebridge.FaceProvider;
import io.facebridge.FaceProviders;
import io.facebridge.aws.internal.AwsHttpClient;
import io.facebridge.gallery.GalleryId;
import io.facebridge.remote.CallPolicy;
import io.facebridge.remote.CallReport;
import io.facebridge.testkit.CannedService;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.rekognition.RekognitionClient;

class AwsFacesTest {
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final String DESCRIBED =
            "{\"FaceCount\":3,\"UserCount\":2,\"FaceModelVersion\":\"7.0\"," + "\"CreationTimestamp\":1569444828.274}";

    private CannedService service;

    @BeforeEach
    void start() {
        service = AwsClients.cannedService().with("DescribeCollection", DESCRIBED);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void needs_a_region() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsFaces.builder().build())
                .withMessageContaining("eu-west-1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 100.1, Double.NaN})
    void a_liveness_confidence_is_a_percentage(double confidence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsFaces.builder().minLivenessConfidence(confidence))
                .withMessageContaining(Double.toString(confidence));
    }

    @Test
    void a_gallery_prefix_must_be_allowed_in_names() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsClients.faces(service.endpoint())
                        .galleryPrefix("a b")
                        .build())
                .withMessageContaining("a b");
    }

    @Test
    void tells_everything_that_the_service_says_of_a_gallery() {
        try (AwsFaces faces = AwsClients.faces(service.endpoint()).build()) {
            assertThat(faces.galleries().open(STAFF).info()).satisfies(info -> {
                assertThat(info.persons()).hasValue(2);
                assertThat(info.faces()).hasValue(3);
                assertThat(info.model()).contains("7.0");
                assertThat(info.created().orElseThrow()).hasToString("2019-09-25T20:53:48.274Z");
            });
        }
    }

    @Test
    void reports_a_call_with_the_vendors_names_and_nothing_of_the_gallery() {
        List<CallReport> reports = new CopyOnWriteArrayList<>();
        CallPolicy policy = CallPolicy.builder().listener(reports::add).build();
        try (AwsFaces faces =
                AwsClients.faces(service.endpoint()).callPolicy(policy).build()) {
            faces.galleries().open(STAFF).info();
        }

        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.operation()).isEqualTo("DescribeCollection");
            assertThat(report.attempts()).isEqualTo(1);
            assertThat(report.requestId()).isEqualTo("0b8b7b0a-4d4b-4a53-9c3e-2b1f0f0f0f0f");
            assertThat(report.toString()).doesNotContain(STAFF.value());
        });
    }

    @Test
    void a_client_of_the_callers_stays_open_and_has_its_own_settings() {
        try (AwsFaces maker = AwsClients.faces(service.endpoint()).build()) {
            RekognitionClient own = maker.rekognition();
            AwsFaces faces = AwsFaces.builder().client(own).build();
            assertThat(faces.rekognition()).isSameAs(own);
            assertThat(faces).hasToString("AwsFaces[" + AwsClients.REGION + "]");
            faces.close();

            assertThatIllegalStateException()
                    .isThrownBy(() -> faces.galleries().open(STAFF).info());
            assertThatCode(() -> own.describeCollection(request -> request.collectionId("staff")))
                    .doesNotThrowAnyException();
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            AwsFaces.builder().client(own).region("eu-west-1").build());
        }
    }

    @Test
    void an_http_client_of_the_callers_stays_open() {
        try (SdkHttpClient own =
                AwsHttpClient.opening(1, Duration.ofSeconds(30)).build()) {
            for (int opened = 0; opened < 2; opened++) {
                try (AwsFaces faces =
                        AwsClients.faces(service.endpoint()).httpClient(own).build()) {
                    assertThat(faces.galleries().open(STAFF).info().persons()).hasValue(2);
                }
            }
        }
    }

    @Test
    void opens_by_name_with_settings() {
        Map<String, String> settings = Map.of(
                "region", "eu-central-1",
                "endpoint", "http://127.0.0.1:1",
                "galleryPrefix", "door.",
                "minLivenessConfidence", "80",
                "nameThePictureWithoutAFace", "true");
        try (FaceProvider faces = FaceProviders.open("aws", settings)) {
            assertThat(faces).hasToString("AwsFaces[eu-central-1]");
        }
    }

    @Test
    void checks_names_before_anything_is_sent() {
        try (AwsFaces faces = AwsClients.faces(URI.create("http://127.0.0.1:1")).build()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> faces.galleries().create(new GalleryId("été")))
                    .withMessageContaining("été");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "a bucket", ""})
    void a_bucket_is_checked_before_anything_is_sent(String bucket) {
        assertThatIllegalArgumentException().isThrownBy(() -> S3Location.of(bucket, "picture.jpg"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsLivenessOptions.builder().storeIn(bucket, ""));
    }
}
