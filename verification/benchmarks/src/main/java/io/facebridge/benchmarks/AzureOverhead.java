package io.facebridge.benchmarks;

import com.azure.core.credential.KeyCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.KeyCredentialPolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.core.util.BinaryData;
import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import io.facebridge.azure.AzureFaces;
import io.facebridge.image.FaceImage;
import io.facebridge.remote.CallPolicy;
import io.facebridge.remote.RateLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Mono;

/**
 * Measures the overhead of the library over the vendor's HTTP pipeline: {@code AzureFaces.comparer().compare} against the same
 * three requests sent directly, two of them concurrently, with two images of 200 KB, on one local server that responds
 * immediately. The server uses plain http, because encryption would cost both the same; a client below both pipelines makes
 * this possible. JMH runs one after the other; {@link #main} alternates between them, call by call, and then sends from 64
 * threads under a rate limit.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
public class AzureOverhead {
    private static final String KEY = "key-of-benchmarks";
    private static final String QUERY = "?detectionModel=detection_03&recognitionModel=recognition_04&returnFaceId=true"
            + "&faceIdTimeToLive=60&returnFaceLandmarks=true"
            + "&returnFaceAttributes=blur%2Cexposure%2CheadPose%2Cmask%2Cocclusion%2CqualityForRecognition";

    private static final byte[] SEEN = ("[{\"faceId\":\"c5c24a82-6845-4031-9d5d-978df9175426\",\"faceRectangle\":"
                    + "{\"width\":78,\"height\":78,\"left\":39,\"top\":54},\"faceAttributes\":{\"headPose\":"
                    + "{\"roll\":2.1,\"yaw\":3,\"pitch\":1.6},\"blur\":{\"blurLevel\":\"low\",\"value\":0.1},"
                    + "\"exposure\":{\"exposureLevel\":\"goodExposure\",\"value\":0.55},"
                    + "\"qualityForRecognition\":\"high\"}}]")
            .getBytes(StandardCharsets.UTF_8);
    private static final byte[] ALIKE = "{\"isIdentical\":true,\"confidence\":0.8}".getBytes(StandardCharsets.UTF_8);

    private final CannedServer server;
    private final HttpClient client;
    private final HttpPipeline pipeline;
    private final AzureFaces faces;
    private final FaceImage picture;
    private final byte[] bytes;

    /**
     * Runs the benchmark, for about a minute.
     *
     * @param args not used
     * @throws Exception if a call fails
     */
    public static void main(String[] args) throws Exception {
        AzureOverhead parts = new AzureOverhead();
        try {
            Overhead.print("JDK %s, pictures of %d bytes%n", Runtime.version(), parts.bytes.length);
            Overhead.inTurn(parts::bareClient, parts::comparer);
            parts.fromManyThreads();
        } finally {
            parts.close();
        }
    }

    /** Starts the server and both clients. */
    public AzureOverhead() {
        bytes = Portrait.ofBytes(Overhead.PICTURE_BYTES);
        picture = FaceImage.of(bytes);
        server = new CannedServer(
                path -> path.endsWith("/detect") ? SEEN : ALIKE,
                path -> path.endsWith("/verify"),
                Map.of("Content-Type", "application/json", "apim-request-id", "d1c74ea0-85d7-494a-955c-677160380359"));
        client = withoutEncryption();
        pipeline = new HttpPipelineBuilder()
                .httpClient(client)
                .policies(
                        new UserAgentPolicy("benchmark"),
                        new KeyCredentialPolicy("Ocp-Apim-Subscription-Key", new KeyCredential(KEY)))
                .build();
        faces = faces(CallPolicy.builder().unlimitedRate().build());
    }

    /** Closes the provider and stops the server. */
    @TearDown
    public void close() {
        faces.close();
        server.close();
    }

    /**
     * Compares by the vendor's pipeline.
     *
     * @return the score, so that the call is not optimized away
     * @throws Exception if the call fails
     */
    @Benchmark
    public Object bareClient() throws Exception {
        CompletableFuture<byte[]> reference = sent("detect" + QUERY, "application/octet-stream", bytes);
        CompletableFuture<byte[]> probe = sent("detect" + QUERY, "application/octet-stream", bytes);
        String body = "{\"faceId1\":\"" + faceId(reference.get()) + "\",\"faceId2\":\"" + faceId(probe.get()) + "\"}";
        return read(sent("verify", "application/json", body.getBytes(StandardCharsets.UTF_8))
                .get());
    }

    /**
     * Compares by the library.
     *
     * @return the score, so that the call is not optimized away
     */
    @Benchmark
    public Object comparer() {
        return faces.comparer().compare(picture, picture).score();
    }

    private void fromManyThreads() throws Exception {
        FaceImage small = FaceImage.of(Portrait.ofBytes(10_000));
        try (AzureFaces limited = faces(CallPolicy.builder()
                .unlimitedRate()
                .rateLimit("Verify", RateLimit.perSecond(Overhead.RATE))
                .maxConcurrentCalls(2 * Overhead.THREADS)
                .build())) {
            Overhead.fromManyThreads(server, () -> limited.comparer().compare(small, small));
        }
    }

    private AzureFaces faces(CallPolicy policy) {
        return AzureFaces.builder()
                .endpoint("https://" + server.endpoint().getAuthority())
                .key(KEY)
                .httpClient(client)
                .callPolicy(policy)
                .build();
    }

    private HttpClient withoutEncryption() {
        HttpClient jdk = new JdkHttpClientBuilder().build();
        return request -> {
            String address = request.getUrl().toString().replaceFirst("https", "http");
            return jdk.send(request.setUrl(address));
        };
    }

    private CompletableFuture<byte[]> sent(String path, String type, byte[] body) {
        HttpRequest request = new HttpRequest(
                        HttpMethod.POST, "https://" + server.endpoint().getAuthority() + "/face/v1.2/" + path)
                .setHeader(HttpHeaderName.CONTENT_TYPE, type)
                .setBody(BinaryData.fromBytes(body));
        return pipeline.send(request).flatMap(AzureOverhead::body).toFuture();
    }

    private static Mono<byte[]> body(HttpResponse response) {
        return response.getBodyAsByteArray();
    }

    private static Object faceId(byte[] answer) throws IOException {
        return Objects.requireNonNull(((Map<?, ?>) ((List<?>) read(answer)).get(0)).get("faceId"));
    }

    private static Object read(byte[] answer) throws IOException {
        try (JsonReader reader = JsonProviders.createReader(answer)) {
            return reader.readUntyped();
        }
    }
}
