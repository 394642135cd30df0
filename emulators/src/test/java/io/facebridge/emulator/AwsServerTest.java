package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.facebridge.testkit.PaintedFaces;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rekognition.RekognitionClient;

class AwsServerTest {
    private final AwsEmulator emulator =
            AwsEmulator.backedBy(new PaintedFaces()).start();

    @AfterEach
    void stop() {
        emulator.close();
    }

    private HttpResponse<String> send(String target, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(emulator.endpoint() + "/"))
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", target)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(AwsEmulator from, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(from.endpoint() + path)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void an_unknown_operation_is_named_so() throws Exception {
        HttpResponse<String> answer = send("RekognitionService.DetectLabels", "{}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"__type\":\"UnknownOperationException\"");
        assertThat(send("OtherService.DetectFaces", "{}").body()).contains("UnknownOperationException");
    }

    @Test
    void a_body_that_is_no_json_cannot_be_read() throws Exception {
        for (String body : List.of("", "{", "[]", "{\"CollectionId\": 7}", "{\"CollectionId\":\"a\"} {}")) {
            assertThat(send("RekognitionService.CreateCollection", body).body())
                    .as(body)
                    .contains("\"__type\":\"SerializationException\"");
        }
    }

    @Test
    void base64_that_is_none_cannot_be_read() throws Exception {
        assertThat(send("RekognitionService.DetectFaces", "{\"Image\":{\"Bytes\":\"???\"}}")
                        .body())
                .contains("SerializationException");
    }

    @Test
    void answers_carry_a_request_id_and_the_content_type() throws Exception {
        HttpResponse<String> answer = send("RekognitionService.ListCollections", "{}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.1");
        assertThat(answer.body()).isEqualTo("{\"CollectionIds\":[],\"FaceModelVersions\":[]}");
    }

    @Test
    void members_that_are_not_known_are_ignored_and_null_counts_as_absent() throws Exception {
        assertThat(send("RekognitionService.ListCollections", "{\"Color\":\"red\",\"NextToken\":null}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_server_is_on_loopback_only() {
        assertThat(emulator.endpoint().getHost()).isEqualTo("127.0.0.1");
        assertThat(emulator.toString()).isEqualTo("AwsEmulator[" + emulator.endpoint() + "]");
    }

    @Test
    void administration_is_refused_unless_it_was_asked_for() throws Exception {
        assertThat(get(emulator, "/__admin/mappings").statusCode()).isEqualTo(401);
        try (AwsEmulator open =
                AwsEmulator.backedBy(new PaintedFaces()).adminEndpoint().start()) {
            assertThat(get(open, "/__admin/mappings").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void stubs_of_the_caller_go_first_and_can_be_taken_away_again() throws Exception {
        emulator.wireMock()
                .stubFor(WireMock.post("/")
                        .withHeader("X-Amz-Target", WireMock.containing("ListCollections"))
                        .willReturn(WireMock.aResponse().withStatus(418)));
        int stubbed = send("RekognitionService.ListCollections", "{}").statusCode();
        emulator.wireMock().resetAll();

        assertThat(stubbed).isEqualTo(418);
        assertThat(send("RekognitionService.ListCollections", "{}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void counts_are_of_one_operation() throws Exception {
        send("RekognitionService.ListCollections", "{}");
        send("RekognitionService.ListCollections", "{\"MaxResults\": 5000}");

        assertThat(emulator.requests("ListCollections")).isEqualTo(1);
        assertThat(emulator.attempts("ListCollections")).isEqualTo(2);
        assertThat(emulator.requests("IndexFaces")).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> emulator.requests("MakeCoffee"));
    }

    @Test
    void a_reset_forgets_everything() throws Exception {
        emulator.seed().collection("staff").user("ann", PaintedFaces.template(1, 1));
        emulator.s3("bucket", "name", new byte[] {1});
        emulator.faults().during(Duration.ofDays(1)).throttle();

        emulator.reset();

        assertThat(send("RekognitionService.ListCollections", "{}").body()).contains("[]");
        assertThat(emulator.s3("bucket", "name")).isEmpty();
    }

    @Test
    void many_threads_lose_nothing() throws Exception {
        emulator.seed().collection("staff");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (RekognitionClient aws = Aws.client(emulator.endpoint())) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String user = "u" + i;
                done.add(threads.submit(() ->
                        aws.createUser(request -> request.collectionId("staff").userId(user))));
            }
            for (Future<?> one : done) {
                one.get();
            }

            assertThat(aws.describeCollection(request -> request.collectionId("staff"))
                            .userCount())
                    .isEqualTo(200);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void settings_out_of_range_are_refused_with_the_value() {
        AwsEmulator.Builder builder = AwsEmulator.backedBy(new PaintedFaces());
        Map<String, Runnable> refused = new HashMap<>();
        refused.put("65536", () -> builder.port(65_536));
        refused.put("seven", () -> builder.faceModelVersion("seven"));
        refused.put("PT-1S", () -> builder.userUpdatingFor(Duration.ofSeconds(-1)));
        refused.put("PT-2S", () -> builder.eventuallyConsistentFor(Duration.ofSeconds(-2)));
        refused.put("blank", () -> builder.credentials("", "secret"));
        refused.put("region", () -> builder.region(" "));

        refused.forEach((value, setting) ->
                assertThatIllegalArgumentException().isThrownBy(setting::run).withMessageContaining(value));
    }
}
