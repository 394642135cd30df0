package io.facebridge.benchmarks;

import io.facebridge.aws.AwsFaces;
import io.facebridge.image.FaceImage;
import io.facebridge.remote.CallPolicy;
import io.facebridge.remote.RateLimit;
import java.nio.charset.StandardCharsets;
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
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.CompareFacesResponse;
import software.amazon.awssdk.services.rekognition.model.Image;

/**
 * Measures the overhead of the library over the vendor's client: {@code AwsFaces.comparer().compare} against
 * {@code RekognitionClient.compareFaces}, both with two images of 200 KB, on one local server that responds immediately. JMH
 * runs one after the other; {@link #main} alternates between them, call by call, and then sends from 64 threads under a rate
 * limit.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
public class AwsOverhead {
    private static final byte[] ANSWER =
            ("{\"SourceImageFace\":{\"BoundingBox\":{\"Width\":0.4,\"Height\":0.5,\"Left\":0.3,"
                            + "\"Top\":0.2},\"Confidence\":99.9},\"FaceMatches\":[{\"Similarity\":97.5,\"Face\":{\"BoundingBox\":"
                            + "{\"Width\":0.4,\"Height\":0.5,\"Left\":0.3,\"Top\":0.2},\"Confidence\":99.9,\"Landmarks\":["
                            + "{\"Type\":\"eyeLeft\",\"X\":0.4,\"Y\":0.4},{\"Type\":\"eyeRight\",\"X\":0.6,\"Y\":0.4},"
                            + "{\"Type\":\"mouthLeft\",\"X\":0.4,\"Y\":0.6},{\"Type\":\"mouthRight\",\"X\":0.6,\"Y\":0.6},"
                            + "{\"Type\":\"nose\",\"X\":0.5,\"Y\":0.5}],\"Pose\":{\"Roll\":1.0,\"Yaw\":2.0,\"Pitch\":3.0},"
                            + "\"Quality\":{\"Brightness\":80.0,\"Sharpness\":90.0}}}],\"UnmatchedFaces\":[]}")
                    .getBytes(StandardCharsets.UTF_8);

    private final CannedServer server;
    private final RekognitionClient client;
    private final AwsFaces faces;
    private final FaceImage picture;
    private final byte[] bytes;

    /**
     * Runs the benchmark, for about a minute.
     *
     * @param args not used
     * @throws Exception if a call fails
     */
    public static void main(String[] args) throws Exception {
        AwsOverhead parts = new AwsOverhead();
        try {
            Overhead.print("JDK %s, pictures of %d bytes%n", Runtime.version(), parts.bytes.length);
            Overhead.inTurn(parts::bareClient, parts::comparer);
            parts.fromManyThreads();
        } finally {
            parts.close();
        }
    }

    /** Starts the server and both clients. */
    public AwsOverhead() {
        bytes = Portrait.ofBytes(Overhead.PICTURE_BYTES);
        picture = FaceImage.of(bytes);
        server = new CannedServer(
                ANSWER,
                Map.of(
                        "Content-Type",
                        "application/x-amz-json-1.1",
                        "x-amzn-RequestId",
                        "0b8b7b0a-4d4b-4a53-9c3e-2b1f0f0f0f0f"));
        client = client();
        faces = faces(CallPolicy.builder().unlimitedRate().build());
    }

    /** Stops the server and closes both clients. */
    @TearDown
    public void close() {
        faces.close();
        client.close();
        server.close();
    }

    /**
     * Compares by the vendor's client.
     *
     * @return the score, so that the call is not optimized away
     */
    @Benchmark
    public Object bareClient() {
        CompareFacesResponse answer = client.compareFaces(
                request -> request.sourceImage(image()).targetImage(image()).similarityThreshold(0f));
        return answer.faceMatches().get(0).similarity();
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
        try (AwsFaces limited = faces(CallPolicy.builder()
                .rateLimit("CompareFaces", RateLimit.perSecond(Overhead.RATE))
                .maxConcurrentCalls(Overhead.THREADS)
                .build())) {
            Overhead.fromManyThreads(server, () -> limited.comparer().compare(small, small));
        }
    }

    private Image image() {
        return Image.builder().bytes(SdkBytes.fromByteArrayUnsafe(bytes)).build();
    }

    private AwsFaces faces(CallPolicy policy) {
        return AwsFaces.builder()
                .region("eu-west-1")
                .endpoint(server.endpoint())
                .credentials(credentials())
                .callPolicy(policy)
                .build();
    }

    private RekognitionClient client() {
        return RekognitionClient.builder()
                .region(Region.EU_WEST_1)
                .endpointOverride(server.endpoint())
                .credentialsProvider(credentials())
                .httpClientBuilder(Apache5HttpClient.builder())
                .overrideConfiguration(settings -> settings.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret-key-of-benchmarks"));
    }
}
