package io.facebridge.fuzz;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import io.facebridge.FaceProvider;
import io.facebridge.azure.AzureFaces;
import io.facebridge.azure.UntrainedSearchPolicy;
import io.facebridge.liveness.CorrelationIdStore;
import io.facebridge.remote.CallPolicy;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers of Azure AI Face. */
final class AzureAnswersTarget extends AnswersTarget {
    private static final Map<String, String> ANSWERS = Map.ofEntries(
            Map.entry(
                    "POST detect",
                    "[{\"faceId\":\"feb43609-11e4-468b-9906-ee2b90493861\",\"faceRectangle\":{\"top\":50,\"left\":50,\"width\":150,\"height\":150},\"faceLandmarks\":{\"pupilLeft\":{\"x\":87.5,\"y\":87.5},\"pupilRight\":{\"x\":162.5,\"y\":87.5},\"noseTip\":{\"x\":125.0,\"y\":125.0},\"mouthLeft\":{\"x\":87.5,\"y\":162.5},\"mouthRight\":{\"x\":162.5,\"y\":162.5}},\"faceAttributes\":{\"blur\":{\"blurLevel\":\"low\",\"value\":0.1},\"exposure\":{\"exposureLevel\":\"goodExposure\",\"value\":0.5},\"glasses\":\"noGlasses\",\"headPose\":{\"pitch\":2.0,\"roll\":3.0,\"yaw\":1.0},\"mask\":{\"type\":\"noMask\",\"noseAndMouthCovered\":false},\"occlusion\":{\"foreheadOccluded\":false,\"eyeOccluded\":false,\"mouthOccluded\":false},\"qualityForRecognition\":\"high\"}}]"),
            Map.entry("POST verify", "{\"isIdentical\":true,\"confidence\":0.99605936}"),
            Map.entry(
                    "POST identify",
                    "[{\"faceId\":\"feb43609-11e4-468b-9906-ee2b90493861\",\"candidates\":[{\"personId\":\"f14eb00b-bd1f-4da4-ba98-633258a78b42\",\"confidence\":0.99605936}]}]"),
            Map.entry(
                    "GET largepersongroups/staff",
                    "{\"name\":\"staff\",\"recognitionModel\":\"recognition_04\",\"largePersonGroupId\":\"staff\"}"),
            Map.entry("GET largepersongroups", "[{\"name\":\"staff\",\"largePersonGroupId\":\"staff\"}]"),
            Map.entry(
                    "GET largepersongroups/staff/persons",
                    "[{\"personId\":\"f14eb00b-bd1f-4da4-ba98-633258a78b42\",\"name\":\"ada\",\"userData\":\"facebridge:b2886992-9b86-41db-9714-ce486cbfc4fa\",\"persistedFaceIds\":[\"ed0a5de0-93e8-4001-aac0-c0d6c9c50e4f\"]}]"),
            Map.entry(
                    "GET largepersongroups/staff/persons/f14eb00b-bd1f-4da4-ba98-633258a78b42",
                    "{\"personId\":\"f14eb00b-bd1f-4da4-ba98-633258a78b42\",\"name\":\"ada\",\"userData\":\"facebridge:b2886992-9b86-41db-9714-ce486cbfc4fa\",\"persistedFaceIds\":[\"ed0a5de0-93e8-4001-aac0-c0d6c9c50e4f\"]}"),
            Map.entry(
                    "POST largepersongroups/staff/persons", "{\"personId\":\"f14eb00b-bd1f-4da4-ba98-633258a78b42\"}"),
            Map.entry(
                    "POST largepersongroups/staff/persons/f14eb00b-bd1f-4da4-ba98-633258a78b42/persistedfaces",
                    "{\"persistedFaceId\":\"ed0a5de0-93e8-4001-aac0-c0d6c9c50e4f\"}"),
            Map.entry(
                    "GET largepersongroups/staff/persons/f14eb00b-bd1f-4da4-ba98-633258a78b42/persistedfaces/ed0a5de0-93e8-4001-aac0-c0d6c9c50e4f",
                    "{\"persistedFaceId\":\"ed0a5de0-93e8-4001-aac0-c0d6c9c50e4f\"}"),
            Map.entry(
                    "GET largepersongroups/staff/training",
                    "{\"status\":\"succeeded\",\"createdDateTime\":\"2026-11-29T17:22:35.4814612Z\",\"lastActionDateTime\":\"2026-11-29T17:22:35.4814612Z\",\"lastSuccessfulTrainingDateTime\":\"2026-11-29T17:22:35.4814612Z\"}"),
            Map.entry(
                    "POST detectLiveness-sessions",
                    "{\"sessionId\":\"11e65254-f7ad-4247-a117-f4603c991faa\",\"authToken\":\"327925ff\",\"status\":\"NotStarted\",\"modelVersion\":\"2024-11-15\",\"results\":{\"attempts\":[]}}"),
            Map.entry(
                    "GET detectLiveness-sessions/11e65254-f7ad-4247-a117-f4603c991faa",
                    "{\"sessionId\":\"11e65254-f7ad-4247-a117-f4603c991faa\",\"authToken\":\"\",\"status\":\"Succeeded\",\"modelVersion\":\"2024-11-15\",\"results\":{\"attempts\":[{\"attemptId\":1,\"attemptStatus\":\"Succeeded\",\"result\":{\"livenessDecision\":\"realface\",\"targets\":{\"color\":{\"faceRectangle\":{\"top\":50,\"left\":50,\"width\":150,\"height\":150}}},\"digest\":\"17\",\"sessionImageId\":\"18\"}}]}}"));

    private static final String BASE = "/face/v1.2/";

    @Override
    FaceProvider open(CallPolicy policy) {
        return AzureFaces.builder()
                .endpoint("https://tests.cognitiveservices.azure.com/")
                .key(SECRET)
                .httpClient(new Connection())
                .correlationIds(CorrelationIdStore.inMemory(
                        Clock.systemUTC(), () -> UUID.fromString("6f9619ff-8b86-4011-b42d-00c04fc964ff")))
                .trainingDelay(Duration.ZERO)
                .searchOfUntrained(UntrainedSearchPolicy.FAIL) // waits for no training
                .callPolicy(policy)
                .build();
    }

    @Override
    boolean remembers() {
        return true;
    }

    @Override
    String refusal() {
        return "{\"error\":{\"code\":\"BadArgument\",\"message\":\"no\"}}";
    }

    /** In the place of a connection. */
    private final class Connection implements HttpClient {
        @Override
        public Mono<HttpResponse> send(HttpRequest request) {
            return Mono.fromSupplier(() -> {
                String path = request.getUrl().getPath();
                return new Received(request, answer(request.getHttpMethod() + " " + path.substring(BASE.length())));
            });
        }
    }

    private static final class Received extends HttpResponse {
        private final Answer answer;
        private final HttpHeaders headers = new HttpHeaders().set(HttpHeaderName.fromString("apim-request-id"), "17");

        Received(HttpRequest request, Answer answer) {
            super(request);
            this.answer = answer;
        }

        @Override
        public int getStatusCode() {
            return answer.status();
        }

        @Override
        @SuppressWarnings("deprecation") // abstract in the vendor's class
        public String getHeaderValue(String name) {
            return headers.getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return Flux.just(ByteBuffer.wrap(answer.body()));
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.just(answer.body());
        }

        @Override
        public Mono<String> getBodyAsString() {
            return getBodyAsString(StandardCharsets.UTF_8);
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.just(new String(answer.body(), charset));
        }
    }

    @Override
    Map<String, String> answers() {
        return ANSWERS;
    }
}
