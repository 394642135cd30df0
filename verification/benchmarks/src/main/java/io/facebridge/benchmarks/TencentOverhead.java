package io.facebridge.benchmarks;

import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.iai.v20200303.IaiClient;
import com.tencentcloudapi.iai.v20200303.models.CompareFaceRequest;
import io.facebridge.image.FaceImage;
import io.facebridge.remote.CallPolicy;
import io.facebridge.remote.RateLimit;
import io.facebridge.tencent.TencentFaces;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
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

/**
 * Measures the overhead of the library over the vendor's client: {@code TencentFaces.comparer().compare} against
 * {@code IaiClient.CompareFace}, both with two images of 200 KB, on one local server that responds immediately. JMH runs one
 * after the other; {@link #main} alternates between them, call by call, and then sends from 64 threads under a rate limit.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
public class TencentOverhead {
    private static final String ID = "AKIDEXAMPLE";
    private static final String KEY = "secret-key-of-benchmarks";
    private static final String REGION = "ap-singapore";

    private static final byte[] ANSWER = ("{\"Response\":{\"Score\":97.5,\"FaceModelVersion\":\"3.0\","
                    + "\"RequestId\":\"0b8b7b0a-4d4b-4a53-9c3e-2b1f0f0f0f0f\"}}")
            .getBytes(StandardCharsets.UTF_8);

    private final CannedServer server;
    private final IaiClient client;
    private final TencentFaces faces;
    private final FaceImage picture;
    private final byte[] bytes;

    /**
     * Runs the benchmark, for about a minute.
     *
     * @param args not used
     * @throws Exception if a call fails
     */
    public static void main(String[] args) throws Exception {
        TencentOverhead parts = new TencentOverhead();
        try {
            Overhead.print("JDK %s, pictures of %d bytes%n", Runtime.version(), parts.bytes.length);
            Overhead.inTurn(parts::bareClient, parts::comparer);
            parts.fromManyThreads();
        } finally {
            parts.close();
        }
    }

    /** Starts the server and both clients. */
    public TencentOverhead() {
        bytes = Portrait.ofBytes(Overhead.PICTURE_BYTES);
        picture = FaceImage.of(bytes);
        server = new CannedServer(ANSWER, Map.of("Content-Type", "application/json"));
        client = client();
        faces = faces(CallPolicy.builder().unlimitedRate().build());
    }

    /** Closes the provider and stops the server. */
    @TearDown
    public void close() {
        faces.close();
        server.close();
    }

    /**
     * Compares by the vendor's client.
     *
     * @return the score, so that the call is not optimized away
     * @throws Exception if the call fails
     */
    @Benchmark
    public Object bareClient() throws Exception {
        CompareFaceRequest request = new CompareFaceRequest();
        request.setImageA(Base64.getEncoder().encodeToString(bytes));
        request.setImageB(Base64.getEncoder().encodeToString(bytes));
        return client.CompareFace(request).getScore();
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
        try (TencentFaces limited = faces(CallPolicy.builder()
                .rateLimit("CompareFace", RateLimit.perSecond(Overhead.RATE))
                .maxConcurrentCalls(Overhead.THREADS)
                .build())) {
            Overhead.fromManyThreads(server, () -> limited.comparer().compare(small, small));
        }
    }

    private TencentFaces faces(CallPolicy policy) {
        return TencentFaces.builder()
                .region(REGION)
                .endpoint(server.endpoint())
                .credentials(ID, KEY)
                .callPolicy(policy)
                .build();
    }

    private IaiClient client() {
        HttpProfile http = new HttpProfile();
        http.setProtocol("http://");
        http.setEndpoint(server.endpoint().getAuthority());
        ClientProfile profile = new ClientProfile();
        profile.setHttpProfile(http);
        return new IaiClient(new Credential(ID, KEY), REGION, profile);
    }
}
