package io.facebridge.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import io.facebridge.FaceProvider;
import io.facebridge.FaceProviders;
import io.facebridge.LivenessSessions;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.face.FaceFeature;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.CorrelationIdStore;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.remote.CallPolicy;
import io.facebridge.remote.CallReport;
import io.facebridge.testkit.PaintedFaces;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** The builder, and what goes with every request. */
class AzureFacesTest {
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final HttpHeaderName KEY = HttpHeaderName.fromString("Ocp-Apim-Subscription-Key");

    private final CannedService service =
            new CannedService().with("GET largepersongroups/staff", "{\"recognitionModel\":\"recognition_04\"}");

    // Where requests go

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://NAME.cognitiveservices.azure.com",
                "https://name.cognitiveservices.azure.com/",
                "https://name.cognitiveservices.azure.com//",
                "https://name.cognitiveservices.azure.com/face",
                "https://name.cognitiveservices.azure.com/face/v1.0/"
            })
    void an_endpoint_may_be_written_as_the_portal_and_older_pages_do(String endpoint) {
        try (AzureFaces faces = service.faces().endpoint(endpoint).build()) {
            faces.galleries().open(STAFF).info();
        }

        assertThat(service.requests().get(0).getUrl())
                .hasToString("https://name.cognitiveservices.azure.com/face/v1.2/largepersongroups/staff"
                        + "?returnRecognitionModel=true");
    }

    @Test
    void an_endpoint_may_be_that_of_a_region() {
        try (AzureFaces faces = service.faces()
                .endpoint("https://westeurope.api.cognitive.microsoft.com/")
                .build()) {
            faces.galleries().open(STAFF).info();
            assertThat(faces).hasToString("AzureFaces[westeurope.api.cognitive.microsoft.com]");
        }

        assertThat(service.requests().get(0).getUrl()).hasHost("westeurope.api.cognitive.microsoft.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://name.cognitiveservices.azure.com",
                "http://127.0.0.1:8080",
                "name.cognitiveservices.azure.com",
                "ftp://name"
            })
    void refuses_whatever_is_not_https_at_once(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> service.faces().endpoint(endpoint).build())
                .withMessageContaining("https");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://name.cognitiveservices.azure.com/other",
                "https://name.cognitiveservices.azure.com?a=b",
                "https://name.cognitiveservices.azure.com#a",
                "https://me:secret@name.cognitiveservices.azure.com",
                "https:///face"
            })
    void refuses_an_endpoint_that_is_more_than_one_and_repeats_no_secret(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> service.faces().endpoint(endpoint).build())
                .withMessageContaining("cognitiveservices")
                .withMessageNotContaining("secret");
    }

    // Who asks

    @Test
    void sends_the_key_a_name_of_the_client_and_an_id_of_the_request() {
        try (AzureFaces faces = service.faces().build()) {
            faces.galleries().open(STAFF).info();
            faces.galleries().open(STAFF).info();
        }

        List<String> ids = new ArrayList<>();
        for (HttpRequest request : service.requests()) {
            assertThat(request.getHeaders().getValue(KEY)).isEqualTo("secret-key-of-tests");
            assertThat(request.getHeaders().getValue(HttpHeaderName.USER_AGENT)).startsWith("facebridge");
            assertThat(request.getHeaders().getValue(HttpHeaderName.AUTHORIZATION))
                    .isNull();
            ids.add(request.getHeaders().getValue(CannedService.CLIENT_REQUEST_ID));
        }
        assertThat(ids)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(UUID.fromString(id)).isNotNull());
    }

    @Test
    void a_key_can_be_renewed() {
        AzureKeyCredential key = new AzureKeyCredential("secret-old");
        try (AzureFaces faces = AzureFaces.builder()
                .endpoint(CannedService.ENDPOINT)
                .httpClient(service)
                .key(key)
                .build()) {
            faces.galleries().open(STAFF).info();
            key.update("secret-new");
            faces.galleries().open(STAFF).info();
        }

        assertThat(service.requests())
                .extracting(request -> request.getHeaders().getValue(KEY))
                .containsExactly("secret-old", "secret-new");
    }

    @Test
    void signs_in_by_tokens_of_the_vendors_and_sends_a_limited_access_token() {
        TokenCredential tokens = asked -> {
            assertThat(asked.getScopes()).containsExactly("https://cognitiveservices.azure.com/.default");
            return Mono.just(new AccessToken("secret-entra", OffsetDateTime.MAX));
        };
        try (AzureFaces faces = AzureFaces.builder()
                .endpoint(CannedService.ENDPOINT)
                .httpClient(service)
                .credential(tokens)
                .limitedAccessToken(() -> "secret-isv")
                .build()) {
            faces.galleries().open(STAFF).info();
        }

        HttpHeaders headers = service.requests().get(0).getHeaders();
        assertThat(headers.getValue(HttpHeaderName.AUTHORIZATION)).isEqualTo("Bearer secret-entra");
        assertThat(headers.getValue(HttpHeaderName.fromString("LimitedAccessToken")))
                .isEqualTo("Bearer secret-isv");
        assertThat(headers.getValue(KEY)).isNull();
    }

    @Test
    void an_endpoint_of_a_region_takes_no_tokens() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AzureFaces.builder()
                        .endpoint("https://westus.api.cognitive.microsoft.com")
                        .credential(asked -> Mono.empty())
                        .build())
                .withMessageContaining("keys only");
    }

    @Test
    void takes_a_key_or_a_credential_and_not_both() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> service.faces().credential(asked -> Mono.empty()).build())
                .withMessageContaining("both");
    }

    // Settings

    @Test
    void a_certificate_of_ones_own_is_for_this_machine_only() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AzureFaces.builder()
                        .endpoint(CannedService.ENDPOINT)
                        .key("secret-key-of-tests")
                        .certificate(Path.of("certificate.pem"))
                        .build())
                .withMessageContaining("on this machine");
    }

    @Test
    void trust_is_set_in_one_way_only() throws NoSuchAlgorithmException {
        SSLContext trust = SSLContext.getDefault();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> service.faces().sslContext(trust).build())
                .withMessageContaining("set one of them");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AzureFaces.builder()
                        .endpoint("https://localhost")
                        .key("secret-key-of-tests")
                        .sslContext(trust)
                        .certificate(Path.of("certificate.pem"))
                        .build())
                .withMessageContaining("set one of them");
    }

    @Test
    void an_answer_to_a_client_of_the_callers_has_the_same_limit() {
        service.with("POST detect", "[" + " ".repeat(1024) + "]");
        try (AzureFaces faces = service.faces()
                .maxAnswerBytes(1024)
                .callPolicy(CallPolicy.builder().maxAttempts(1).build())
                .build()) {
            FaceImage portrait = FaceImage.of(PaintedFaces.portrait(7, 1));

            assertThatExceptionOfType(ProviderUnavailableException.class)
                    .isThrownBy(() -> faces.detector().detect(portrait))
                    .withMessageContaining("more than 1024 bytes");
        }
    }

    @Test
    void correlation_ids_that_a_restart_forgets_are_for_this_machine_only() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaceProviders.open(
                        "azure", Map.of("endpoint", CannedService.ENDPOINT, "correlationIds", "memory")))
                .withMessageContaining("on this machine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"recognition_4", "Recognition_04", "", "x"})
    void a_recognition_model_has_a_name_of_the_vendors(String model) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> service.faces().recognitionModel(model).build())
                .withMessageContaining("recognition_04");
    }

    @Test
    void knows_the_detection_models_and_offers_what_each_tells() {
        assertThat(features("detection_03")).containsExactlyInAnyOrder(FaceFeature.values());
        assertThat(features("detection_01")).containsExactlyInAnyOrder(FaceFeature.values());
        assertThat(features("detection_02")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> features("detection_04"))
                .withMessageContaining("detection_03");
    }

    @Test
    void a_gallery_prefix_must_be_allowed_in_names() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> service.faces().galleryPrefix("Door").build())
                .withMessageContaining("Door");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 60_001})
    void a_training_is_delayed_for_a_minute_at_most(long millis) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> service.faces().trainingDelay(Duration.ofMillis(millis)))
                .withMessageContaining("60 s");
    }

    @Test
    void liveness_sessions_need_correlation_ids() {
        try (AzureFaces faces = service.faces().build()) {
            assertThat(faces.find(LivenessSessions.class)).isEmpty();
            assertThatExceptionOfType(UnsupportedCapabilityException.class)
                    .isThrownBy(faces::livenessSessions)
                    .withMessageContaining("correlationIds");
        }
    }

    @Test
    void the_service_knows_a_subject_by_one_random_id_in_every_session_of_both_kinds() {
        String opened = "{\"sessionId\":\"b12e033e-bda7-4b83-a211-e721c661f30e\",\"authToken\":\"secret-token\"}";
        service.with("POST detectLiveness-sessions", opened).with("POST detectLivenessWithVerify-sessions", opened);
        CorrelationIdStore ids = CorrelationIdStore.inMemory(Clock.systemUTC(), UUID::randomUUID);
        LivenessSessionRequest request = LivenessSessionRequest.forSubject("account-7");
        try (AzureFaces faces = service.faces().correlationIds(ids).build()) {
            faces.livenessSessions().open(request);
            faces.livenessSessions().open(request.verifyAgainst(VendorSamplesTest.picture()));
        }

        for (HttpRequest sent : service.requests()) {
            assertThat(new String(sent.getBodyAsBinaryData().toBytes(), StandardCharsets.ISO_8859_1))
                    .contains("deviceCorrelationId", ids.idOf("account-7").toString())
                    .doesNotContain("account-7");
        }
        assertThat(new String(service.requests().get(1).getBodyAsBinaryData().toBytes(), StandardCharsets.ISO_8859_1))
                .contains("name=\"verifyImage\"; filename=\"reference\"", "name=\"livenessOperationMode\"");
    }

    @Test
    void sessions_are_not_deleted_where_there_are_none() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> service.faces().deleteSessionsAfterReading(true).build())
                .withMessageContaining("deleteSessionsAfterReading")
                .withMessageContaining("correlationIds");
    }

    @Test
    void opens_by_name_with_settings() {
        Map<String, String> settings = Map.of(
                "endpoint", "https://127.0.0.1:1",
                "detectionModel", "detection_01",
                "recognitionModel", "recognition_03",
                "galleryPrefix", "door-",
                "searchOfUntrained", "accept-stale",
                "correlationIds", "memory");
        // Without a key in the environment azure-identity, which is on the class path of tests, would sign in.
        try (FaceProvider faces = FaceProviders.open("azure", settings)) {
            assertThat(faces).hasToString("AzureFaces[127.0.0.1]");
            assertThat(faces.find(LivenessSessions.class)).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource({"searchOfUntrained, never", "correlationIds, file", "secretKey, secret"})
    void refuses_settings_that_it_does_not_have(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaceProviders.open("azure", Map.of("endpoint", "https://127.0.0.1:1", name, value)))
                .withMessageContaining(name);
    }

    // Calls

    @Test
    void checks_names_before_anything_is_sent() {
        try (AzureFaces faces = service.faces().build()) {
            FaceGallery staff = faces.galleries().open(STAFF);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> faces.galleries().create(new GalleryId("Staff")))
                    .withMessageContaining("Staff");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> staff.find(new PersonId("Ada Lovelace")))
                    .withMessageContaining("Ada Lovelace");
        }

        assertThat(service.requests()).isEmpty();
    }

    @Test
    void refuses_a_session_id_that_is_none_before_asking_and_does_not_repeat_it() {
        LivenessSession session = LivenessSession.restore(
                        new LivenessSessionId("secret id"),
                        "account-7",
                        Instant.now().plusSeconds(60))
                .build();
        try (AzureFaces faces = service.faces()
                .correlationIds(CorrelationIdStore.inMemory(Clock.systemUTC(), UUID::randomUUID))
                .build()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> faces.livenessSessions().result(session))
                    .withMessageNotContaining("secret id");
        }

        assertThat(service.requests()).isEmpty();
    }

    @Test
    void reports_a_call_with_the_ids_of_the_request_and_nothing_of_the_gallery() {
        List<CallReport> reports = new CopyOnWriteArrayList<>();
        CallPolicy policy = CallPolicy.builder().listener(reports::add).build();
        try (AzureFaces faces = service.faces().callPolicy(policy).build()) {
            faces.galleries().open(STAFF).info();
        }

        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.operation()).isEqualTo("GetLargePersonGroup");
            assertThat(report.attempts()).isEqualTo(1);
            assertThat(report.requestId()).isEqualTo("d1c74ea0-85d7-494a-955c-677160380359");
            assertThat(report.toString()).doesNotContain(STAFF.value());
        });
    }

    @Test
    void an_answer_that_is_no_json_is_unusable() {
        service.with("GET largepersongroups/staff", "<html>");
        try (AzureFaces faces = service.faces()
                .callPolicy(CallPolicy.builder().maxAttempts(1).build())
                .build()) {
            assertThatExceptionOfType(ProviderUnavailableException.class)
                    .isThrownBy(() -> faces.galleries().open(STAFF).info())
                    .withMessageContaining("cannot be used");
        }
    }

    @Test
    void the_vendors_pipeline_has_the_credentials_and_stays_usable_for_other_operations() {
        service.with("POST group", "{\"groups\":[]}");
        try (AzureFaces faces = service.faces().build()) {
            assertThat(faces.pipeline()
                            .sendSync(
                                    new HttpRequest(HttpMethod.POST, CannedService.ENDPOINT + "face/v1.2/group"),
                                    Context.NONE)
                            .getStatusCode())
                    .isEqualTo(200);
        }

        assertThat(service.requests().get(0).getHeaders().getValue(KEY)).isEqualTo("secret-key-of-tests");
    }

    @Test
    void is_closed_for_good() {
        AzureFaces faces = service.faces().build();
        faces.close();
        faces.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> faces.galleries().open(STAFF).info())
                .withMessageContaining("closed");
    }

    private Set<FaceFeature> features(String detectionModel) {
        try (AzureFaces faces = service.faces().detectionModel(detectionModel).build()) {
            return faces.detector().features();
        }
    }
}
