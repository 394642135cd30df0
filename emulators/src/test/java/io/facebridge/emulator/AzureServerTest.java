package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.facebridge.emulator.AzureEmulator.Approval;
import io.facebridge.emulator.AzureLivenessScript.Decision;
import io.facebridge.image.FaceImage;
import io.facebridge.testkit.PaintedFaces;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AzureServerTest {
    private AzureEmulator emulator;
    private Azure azure;

    @BeforeEach
    void start() {
        emulator = AzureEmulator.backedBy(new PaintedFaces())
                .key(Azure.KEY)
                .bearerToken("token-of-tests")
                .limitedAccessToken("lent-approval")
                .start();
        azure = new Azure(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private Azure.Answer ask() {
        return azure.get("/largepersongroups");
    }

    private HttpResponse<String> get(HttpClient client, String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Ocp-Apim-Subscription-Key", Azure.KEY)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpClient trusting() {
        return HttpClient.newBuilder().sslContext(emulator.sslContext()).build();
    }

    // Certificate

    @Test
    void the_server_is_on_loopback_only_and_speaks_https() {
        assertThat(emulator.endpoint().getScheme()).isEqualTo("https");
        assertThat(emulator.endpoint().getHost()).isEqualTo("127.0.0.1");
        assertThat(emulator.toString()).isEqualTo("AzureEmulator[" + emulator.endpoint() + "]");
    }

    @Test
    void a_client_that_was_not_told_to_trust_the_certificate_does_not() {
        assertThatExceptionOfType(SSLHandshakeException.class)
                .isThrownBy(() -> get(HttpClient.newHttpClient(), emulator.endpoint() + "/"));
    }

    @Test
    void each_emulator_has_a_certificate_of_its_own_for_its_address_and_for_localhost() throws Exception {
        try (AzureEmulator other = AzureEmulator.backedBy(new PaintedFaces()).start()) {
            assertThat(other.certificate()).isNotEqualTo(emulator.certificate());
            assertThatExceptionOfType(SSLHandshakeException.class)
                    .isThrownBy(() -> get(trusting(), other.endpoint() + "/"));
        }
        String byName = "https://localhost:" + emulator.endpoint().getPort() + "/face/v1.2/largepersongroups";
        assertThat(emulator.certificate().getSubjectAlternativeNames())
                .extracting(name -> name.get(1))
                .map(Object::toString)
                .containsExactlyInAnyOrder("localhost", "127.0.0.1");
        assertThat(get(trusting(), byName).statusCode()).isEqualTo(200);
    }

    @Test
    void the_certificate_is_there_in_pem() throws Exception {
        String pem = emulator.certificatePem();

        assertThat(CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(emulator.certificate());
        assertThat(pem).doesNotContain("PRIVATE");
    }

    // Access

    @Test
    void a_wrong_or_missing_key_is_refused_and_nothing_is_carried_out() {
        azure.with("Ocp-Apim-Subscription-Key", "wrong");
        Azure.Answer wrong = ask();
        azure.with("Ocp-Apim-Subscription-Key", null);
        Azure.Answer missing = ask();

        assertThat(List.of(wrong.refusal(), missing.refusal())).containsOnly("401 401");
        assertThat(emulator.requests("ListLargePersonGroups")).isZero();
        assertThat(emulator.attempts("ListLargePersonGroups")).isEqualTo(2);
    }

    @Test
    void a_bearer_token_stands_for_a_key() {
        azure.with("Ocp-Apim-Subscription-Key", null).with("Authorization", "Bearer token-of-tests");
        int right = ask().status();
        azure.with("Authorization", "Bearer another");

        assertThat(right).isEqualTo(200);
        assertThat(ask().refusal()).isEqualTo("401 401");
    }

    @Test
    void without_key_and_token_everybody_may() {
        try (AzureEmulator open = AzureEmulator.backedBy(new PaintedFaces()).start()) {
            Azure withoutKey = new Azure(open).with("Ocp-Apim-Subscription-Key", null);

            assertThat(withoutKey.get("/largepersongroups").status()).isEqualTo(200);
        }
    }

    @Test
    void without_approval_faces_are_found_and_neither_kept_nor_recognized() {
        emulator.approval(Approval.MISSING);

        Azure.Answer kept = azure.bytes("/detect", Azure.portrait(1, 1));
        Azure.Answer found = azure.bytes("/detect?returnFaceId=false", Azure.portrait(1, 1));

        assertThat(kept.refusal()).isEqualTo("403 InvalidRequest");
        assertThat(kept.at("error", "innererror", "code")).isEqualTo("UnsupportedFeature");
        assertThat(found.list()).hasSize(1);
        assertThat(List.of(
                        ask().status(),
                        azure.post("/verify", "{}").status(),
                        azure.post("/identify", "{}").status(),
                        azure.json("PUT", "/largepersongroups/staff", "{'name': 'n'}")
                                .status()))
                .containsOnly(403);
        emulator.reset();
        assertThat(ask().status()).isEqualTo(200);
    }

    @Test
    void a_missing_approval_can_come_as_a_warning_that_nobody_expects() {
        emulator.approval(Approval.MISSING_299);

        Azure.Answer refused = ask();

        assertThat(refused.status()).isEqualTo(299);
        assertThat(refused.at("error", "innererror", "code")).isEqualTo("UnsupportedFeature");
    }

    @Test
    void a_limited_access_token_lends_the_approval_of_somebody_else() {
        emulator.approval(Approval.MISSING);
        azure.with("LimitedAccessToken", "Bearer lent-approval");
        int lent = ask().status();
        azure.with("LimitedAccessToken", "Bearer made-up");

        assertThat(lent).isEqualTo(200);
        assertThat(ask().status()).isEqualTo(403);
    }

    // Protocol

    @Test
    void what_is_no_operation_is_not_found() throws Exception {
        assertThat(azure.get("/detect").refusal()).isEqualTo("404 404");
        assertThat(azure.get("/celebrities").refusal()).isEqualTo("404 404");
        assertThat(get(trusting(), emulator.endpoint() + "/face/v1.1/largepersongroups")
                        .statusCode())
                .isEqualTo(404);
        assertThat(azure.with("Ocp-Apim-Subscription-Key", "wrong")
                        .get("/celebrities")
                        .refusal())
                .isEqualTo("401 401");
    }

    @Test
    void a_doubled_slash_is_one() throws Exception {
        assertThat(get(trusting(), emulator.endpoint() + "//face/v1.2/largepersongroups")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void answers_and_refusals_carry_a_request_id_and_the_content_type() {
        Azure.Answer answer = ask();
        Azure.Answer refusal = azure.get("/largepersongroups/none");

        assertThat(List.of(answer, refusal)).allSatisfy(one -> {
            assertThat(UUID.fromString(String.valueOf(one.header("apim-request-id"))))
                    .isNotNull();
            assertThat(one.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        });
        assertThat(answer.header("CSP-Billing-Usage")).isEqualTo("CognitiveServices.Face.Transaction=1");
        assertThat(answer.header("apim-request-id")).isNotEqualTo(refusal.header("apim-request-id"));
    }

    // The emulator

    @Test
    void administration_is_refused_unless_it_was_asked_for() throws Exception {
        assertThat(get(trusting(), emulator.endpoint() + "/__admin/mappings").statusCode())
                .isEqualTo(401);
        try (AzureEmulator open =
                AzureEmulator.backedBy(new PaintedFaces()).adminEndpoint().start()) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(open.sslContext()).build();
            assertThat(get(client, open.endpoint() + "/__admin/mappings").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void stubs_of_the_caller_go_first_and_can_be_taken_away_again() {
        emulator.wireMock()
                .stubFor(WireMock.get("/face/v1.2/largepersongroups")
                        .willReturn(WireMock.aResponse().withStatus(418)));
        int stubbed = ask().status();
        emulator.wireMock().resetAll();

        assertThat(stubbed).isEqualTo(418);
        assertThat(ask().status()).isEqualTo(200);
    }

    @Test
    void counts_are_of_one_operation() {
        ask();
        azure.get("/largepersongroups?top=0");

        assertThat(emulator.requests("ListLargePersonGroups")).isEqualTo(1);
        assertThat(emulator.attempts("ListLargePersonGroups")).isEqualTo(2);
        assertThat(emulator.requests("Detect")).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> emulator.requests("MakeCoffee"))
                .withMessageContaining("MakeCoffee");
    }

    @Test
    void a_reset_forgets_everything() {
        FaceImage ann = FaceImage.of(Azure.portrait(1, 1));
        emulator.seed().largePersonGroup("staff").person("ann", PaintedFaces.template(1, 1));
        String face = azure.face(1, 1);
        emulator.liveness().newSessionsDecide(Decision.REALFACE, ann);
        emulator.approval(Approval.MISSING);
        emulator.faults().during(Duration.ofDays(1)).throttle();

        emulator.reset();

        assertThat(ask().text()).isEqualTo("[]");
        assertThat(azure.post("/verify", "{'faceId1': '" + face + "', 'faceId2': '" + face + "'}")
                        .refusal())
                .isEqualTo("404 FaceNotFound");
        assertThat(azure.post(
                                "/detectLiveness-sessions",
                                "{'livenessOperationMode': 'Passive', 'deviceCorrelationId': 'id'}")
                        .at("status"))
                .isEqualTo("NotStarted");
        assertThat(emulator.attempts("Detect")).isZero();
    }

    @Test
    @Tag("slow")
    void many_threads_lose_nothing() throws Exception {
        azure.group("staff");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int person = i % 50;
                done.add(threads.submit(() -> azure.person("staff", person, 1)));
            }
            for (Future<?> one : done) {
                one.get();
            }

            assertThat(azure.get("/largepersongroups/staff/persons").list()).hasSize(200);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void settings_out_of_range_are_refused_with_the_value() {
        AzureEmulator.Builder builder = AzureEmulator.backedBy(new PaintedFaces());
        Map<String, Runnable> refused = new HashMap<>();
        refused.put("65536", () -> builder.port(65_536));
        refused.put("PT-1S", () -> builder.trainingQueuedFor(Duration.ofSeconds(-1)));
        refused.put("PT-2S", () -> builder.trainingRunningFor(Duration.ofSeconds(-2)));
        refused.put("PT-3S", () -> builder.personBusyFor(Duration.ofSeconds(-3)));
        refused.put("key", () -> builder.key(" "));
        refused.put("bearerToken", () -> builder.bearerToken(""));
        refused.put("limitedAccessToken", () -> builder.limitedAccessToken(""));

        refused.forEach((value, setting) ->
                assertThatIllegalArgumentException().isThrownBy(setting::run).withMessageContaining(value));
    }
}
