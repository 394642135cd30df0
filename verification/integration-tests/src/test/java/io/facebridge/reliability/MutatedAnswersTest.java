package io.facebridge.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.sun.net.httpserver.HttpServer;
import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.FaceVerifier;
import io.facebridge.LivenessSessions;
import io.facebridge.azure.AzureFaces;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.emulator.AzureEmulator;
import io.facebridge.emulator.TencentEmulator;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.CorrelationIdStore;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.VerifyRequest;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.Effort;
import io.facebridge.testkit.Mutations;
import io.facebridge.testkit.PaintedFaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers that a service never gives: those that it does give, damaged. Each call ends with an answer or a typed error. What
 * an emulator answered once is given again, damaged every other time, so that no call waits for an emulator.
 */
@Tag("slow")
class MutatedAnswersTest {
    private static final int TIMES = Effort.times(500);
    private static final int TIMES_OF_AZURE = Effort.times(150); // many of its calls end by their deadline
    private static final GalleryId GALLERY = GalleryId.portable("staff");
    private static final PersonId ADA = PersonId.portable("ada");
    private static final FaceImage PORTRAIT = FaceImage.of(PaintedFaces.portrait(7, 1));
    private static final FaceImage AGAIN = FaceImage.of(PaintedFaces.portrait(7, 2));

    /** What was answered, by the request's name. */
    private static final class Memory {
        private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
        private final Mutations mutations;
        private final Random random;
        private boolean isDamaging;
        private int damaged;

        Memory(long seed) {
            mutations = Mutations.of(seed);
            random = new Random(seed);
        }

        synchronized byte[] learn(String request, byte[] answer) {
            answers.put(request, answer);
            return answer;
        }

        synchronized byte @Nullable [] recall(String request) {
            byte[] answer = isDamaging ? answers.get(request) : null;
            if (answer == null || random.nextBoolean()) {
                return answer;
            }
            damaged++;
            return mutations.next(answer);
        }

        synchronized void damage() {
            isDamaging = true;
        }

        synchronized int damaged() {
            return damaged;
        }
    }

    private static CallPolicy policy() {
        return policy(Duration.ofSeconds(20));
    }

    private static CallPolicy policy(Duration deadline) {
        return CallPolicy.builder()
                .deadline(deadline)
                .maxAttempts(1)
                .noCircuitBreaker()
                .unlimitedRate()
                .build();
    }

    private static List<Runnable> calls(FaceProvider faces, LivenessSession session) {
        FaceGallery gallery = faces.require(FaceGalleries.class).open(GALLERY);
        return List.of(
                () -> faces.detector().detect(PORTRAIT),
                () -> faces.comparer().compare(PORTRAIT, AGAIN),
                () -> faces.require(FaceVerifier.class).verify(VerifyRequest.of(AGAIN, GALLERY, ADA)),
                () -> faces.require(FaceIdentifier.class).identify(IdentifyRequest.of(AGAIN, GALLERY)),
                () -> gallery.find(ADA),
                () -> gallery.list().forEach(person -> assertThat(person).isNotNull()),
                gallery::info,
                () -> faces.require(FaceGalleries.class)
                        .list()
                        .forEach(id -> assertThat(id).isNotNull()),
                () -> faces.require(LivenessSessions.class).result(session));
    }

    private static void all(FaceProvider faces, Memory memory) {
        all(faces, faces, memory, TIMES);
    }

    /** Learns by one provider and damages what the other one gets. */
    private static void all(FaceProvider patient, FaceProvider faces, Memory memory, int times) {
        FaceGallery gallery = patient.require(FaceGalleries.class).create(GALLERY);
        gallery.enroll(EnrollRequest.of(ADA, PORTRAIT).withoutQualityGate());
        gallery.awaitSearchable(Duration.ofSeconds(20));
        LivenessSession session =
                patient.require(LivenessSessions.class).open(LivenessSessionRequest.forSubject("login-17"));
        calls(patient, session).forEach(Runnable::run);
        memory.damage();
        List<Runnable> calls = calls(faces, session);
        int refused = 0;
        for (int i = 0; memory.damaged() < times; i++) {
            try {
                calls.get(i % calls.size()).run();
            } catch (FaceBridgeException e) {
                assertThat(e).hasMessageNotContaining("failed unexpectedly");
                refused++;
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                fail("call " + i + " after " + memory.damaged() + " damaged answers", e);
            }
        }
        assertThat(refused).isGreaterThan(times / 10);
    }

    @Test
    void every_call_to_rekognition_ends_with_an_answer_or_a_typed_error() {
        Memory memory = new Memory(1);
        try (AwsEmulator emulator = AwsEmulator.backedBy(new PaintedFaces())
                        .userUpdatingFor(Duration.ZERO)
                        .start();
                Proxy proxy = new Proxy(emulator.endpoint(), "X-Amz-Target", memory);
                FaceProvider faces = Stand.aws(proxy.endpoint(), policy())) {
            all(faces, memory);
        }
    }

    @Test
    void every_call_to_tencent_cloud_ends_with_an_answer_or_a_typed_error() {
        Memory memory = new Memory(2);
        try (TencentEmulator emulator =
                        TencentEmulator.backedBy(new PaintedFaces()).start();
                Proxy proxy = new Proxy(emulator.endpoint(), "X-TC-Action", memory);
                FaceProvider faces = Stand.tencent(proxy.endpoint(), policy())) {
            all(faces, memory);
        }
    }

    @Test
    void every_call_to_azure_ends_with_an_answer_or_a_typed_error() {
        Memory memory = new Memory(3);
        try (AzureEmulator emulator = AzureEmulator.backedBy(new PaintedFaces())
                        .key(Stand.SECRET)
                        .start();
                FaceProvider patient = azure(emulator, memory, Duration.ofSeconds(20));
                FaceProvider faces =
                        azure(emulator, memory, Duration.ofMillis(30))) { // a training that never ends is waited for
            all(patient, faces, memory, TIMES_OF_AZURE);
        }
    }

    private static FaceProvider azure(AzureEmulator emulator, Memory memory, Duration deadline) {
        return AzureFaces.builder()
                .endpoint(emulator.endpoint())
                .key(Stand.SECRET)
                .httpClient(new DamagingClient(emulator, memory))
                .correlationIds(CorrelationIdStore.inMemory(Clock.systemUTC(), UUID::randomUUID))
                .trainingDelay(Duration.ZERO)
                .callPolicy(policy(deadline))
                .build();
    }

    /** Stands between a client and an emulator. */
    private static final class Proxy implements AutoCloseable {
        private final HttpServer server;
        private final HttpClient client = HttpClient.newHttpClient();

        Proxy(URI emulator, String operation, Memory memory) {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.setExecutor(Executors.newFixedThreadPool(2));
            server.createContext("/", exchange -> {
                byte[] asked = exchange.getRequestBody().readAllBytes();
                String name = exchange.getRequestHeaders().getFirst(operation);
                byte[] answer = memory.recall(name);
                if (answer == null) {
                    java.net.http.HttpRequest.Builder request = java.net.http.HttpRequest.newBuilder(
                                    emulator.resolve(exchange.getRequestURI()))
                            .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(asked));
                    exchange.getRequestHeaders().forEach((header, values) -> {
                        if (!header.matches("(?i)host|content-length|connection|expect|upgrade|http2-settings")) {
                            values.forEach(value -> request.header(header, value));
                        }
                    });
                    try {
                        answer = memory.learn(
                                name,
                                client.send(request.build(), java.net.http.HttpResponse.BodyHandlers.ofByteArray())
                                        .body());
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                }
                exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
                exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
        }

        URI endpoint() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    /** In the place of the vendor's HTTP client. */
    private static final class DamagingClient implements com.azure.core.http.HttpClient {
        private final com.azure.core.http.HttpClient client;
        private final Memory memory;

        DamagingClient(AzureEmulator emulator, Memory memory) {
            client = new JdkHttpClientBuilder(HttpClient.newBuilder().sslContext(emulator.sslContext())).build();
            this.memory = memory;
        }

        @Override
        public Mono<HttpResponse> send(HttpRequest request) {
            return Mono.fromSupplier(() -> {
                String name = request.getHttpMethod() + " " + request.getUrl().getPath();
                byte[] recalled = memory.recall(name);
                if (recalled != null) {
                    return new Answer(request, 200, new HttpHeaders(), recalled);
                }
                try (HttpResponse response = client.sendSync(request, com.azure.core.util.Context.NONE)) {
                    byte[] body = response.getBodyAsBinaryData().toBytes();
                    return new Answer(
                            request, response.getStatusCode(), response.getHeaders(), memory.learn(name, body));
                }
            });
        }
    }

    private static final class Answer extends HttpResponse {
        private final int status;
        private final HttpHeaders headers;
        private final byte[] body;

        Answer(HttpRequest request, int status, HttpHeaders headers, byte[] body) {
            super(request);
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract in the vendor's class
        public String getHeaderValue(String name) {
            return headers.getValue(com.azure.core.http.HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return Flux.just(ByteBuffer.wrap(body));
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.just(body);
        }

        @Override
        public Mono<String> getBodyAsString() {
            return getBodyAsString(StandardCharsets.UTF_8);
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.just(new String(body, charset));
        }
    }
}
