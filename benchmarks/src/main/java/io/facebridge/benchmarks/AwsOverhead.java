package io.facebridge.benchmarks;

import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.HttpServer;
import io.facebridge.aws.AwsFaces;
import io.facebridge.image.FaceImage;
import io.facebridge.remote.CallPolicy;
import io.facebridge.remote.RateLimit;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
 * What the library adds to the vendor's own client: {@code AwsFaces.comparer().compare} against
 * {@code RekognitionClient.compareFaces}, both with two pictures of 200 KB, on one local server that answers at once. JMH
 * runs the two one after the other; {@link #main} runs them in turn, call by call, so that the noise of the machine hits
 * both alike, and then sends from 64 threads under a rate limit.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
public class AwsOverhead {
    private static final int PICTURE_BYTES = 200_000;
    private static final int WARM_UP = 2_000;
    private static final int ROUNDS = 4_000;
    private static final int RESAMPLES = 1_000;
    private static final int THREADS = 64;
    private static final int RATE = 200;
    private static final int CALLS = 2_000;

    private static final byte[] ANSWER =
            ("{\"SourceImageFace\":{\"BoundingBox\":{\"Width\":0.4,\"Height\":0.5,\"Left\":0.3,"
                            + "\"Top\":0.2},\"Confidence\":99.9},\"FaceMatches\":[{\"Similarity\":97.5,\"Face\":{\"BoundingBox\":"
                            + "{\"Width\":0.4,\"Height\":0.5,\"Left\":0.3,\"Top\":0.2},\"Confidence\":99.9,\"Landmarks\":["
                            + "{\"Type\":\"eyeLeft\",\"X\":0.4,\"Y\":0.4},{\"Type\":\"eyeRight\",\"X\":0.6,\"Y\":0.4},"
                            + "{\"Type\":\"mouthLeft\",\"X\":0.4,\"Y\":0.6},{\"Type\":\"mouthRight\",\"X\":0.6,\"Y\":0.6},"
                            + "{\"Type\":\"nose\",\"X\":0.5,\"Y\":0.5}],\"Pose\":{\"Roll\":1.0,\"Yaw\":2.0,\"Pitch\":3.0},"
                            + "\"Quality\":{\"Brightness\":80.0,\"Sharpness\":90.0}}}],\"UnmatchedFaces\":[]}")
                    .getBytes(StandardCharsets.UTF_8);

    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicLong first = new AtomicLong();
    private final AtomicLong last = new AtomicLong();

    private final HttpServer server;
    private final ExecutorService serverThreads;
    private final RekognitionClient client;
    private final AwsFaces faces;
    private final FaceImage picture;
    private final byte[] bytes;

    /**
     * Runs, for about a minute.
     *
     * @param args not used
     * @throws Exception if a call fails
     */
    public static void main(String[] args) throws Exception {
        AwsOverhead parts = new AwsOverhead();
        try {
            print("JDK %s, pictures of %d bytes%n", Runtime.version(), parts.bytes.length);
            parts.inTurn();
            parts.fromManyThreads();
        } finally {
            parts.close();
        }
    }

    /** Starts the server and both clients. */
    public AwsOverhead() {
        serverThreads = Executors.newCachedThreadPool();
        server = newServer();
        server.setExecutor(serverThreads);
        server.createContext("/", exchange -> {
            long now = System.nanoTime();
            first.compareAndSet(0, now);
            last.set(now);
            arrived.incrementAndGet();
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.getResponseHeaders().set("x-amzn-RequestId", "0b8b7b0a-4d4b-4a53-9c3e-2b1f0f0f0f0f");
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
            exchange.close();
        });
        server.start();
        bytes = Portrait.ofBytes(PICTURE_BYTES);
        picture = FaceImage.of(bytes);
        client = client();
        faces = faces(CallPolicy.builder().unlimitedRate().build());
    }

    /** Ends all. */
    @TearDown
    public void close() {
        faces.close();
        client.close();
        server.stop(0);
        serverThreads.shutdownNow();
    }

    /** The vendor's own client. */
    @Benchmark
    public Object bareClient() {
        CompareFacesResponse answer = client.compareFaces(
                request -> request.sourceImage(image()).targetImage(image()).similarityThreshold(0f));
        return answer.faceMatches().get(0).similarity();
    }

    /** Ours. */
    @Benchmark
    public Object comparer() {
        return faces.comparer().compare(picture, picture).score();
    }

    private void inTurn() throws Exception {
        double[] bare = new double[ROUNDS];
        double[] ours = new double[ROUNDS];
        long[] bareBytes = new long[1];
        long[] ourBytes = new long[1];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            int at = Math.max(0, round);
            if (round == 0) {
                bareBytes[0] = 0;
                ourBytes[0] = 0;
            }
            if (round % 2 == 0) {
                bare[at] = microseconds(this::bareClient, bareBytes);
                ours[at] = microseconds(this::comparer, ourBytes);
            } else {
                ours[at] = microseconds(this::comparer, ourBytes);
                bare[at] = microseconds(this::bareClient, bareBytes);
            }
        }
        print(
                "bare client %.0f us, comparer %.0f us (medians of %d calls in turn)%n",
                median(bare), median(ours), ROUNDS);
        double[] ratios = new double[RESAMPLES];
        Random random = new Random(1);
        double[] someBare = new double[ROUNDS];
        double[] someOurs = new double[ROUNDS];
        for (int sample = 0; sample < RESAMPLES; sample++) {
            for (int i = 0; i < ROUNDS; i++) {
                int at = random.nextInt(ROUNDS);
                someBare[i] = bare[at];
                someOurs[i] = ours[at];
            }
            ratios[sample] = median(someOurs) / median(someBare);
        }
        Arrays.sort(ratios);
        print(
                "comparer / bare client: %.3f (95 %% interval of the ratio of medians, by resampling rounds: %.3f to %.3f)%n",
                median(ours) / median(bare), ratios[(int) (0.025 * RESAMPLES)], ratios[(int) (0.975 * RESAMPLES)]);
        print(
                "allocated per call on the caller's thread: bare client %d bytes, comparer %d bytes, difference %d%n",
                bareBytes[0] / ROUNDS, ourBytes[0] / ROUNDS, (ourBytes[0] - bareBytes[0]) / ROUNDS);
    }

    private void fromManyThreads() throws Exception {
        byte[] small = Portrait.ofBytes(10_000);
        FaceImage smallPicture = FaceImage.of(small);
        ExecutorService callers = Executors.newFixedThreadPool(THREADS);
        try (AwsFaces limited = faces(CallPolicy.builder()
                .rateLimit("CompareFaces", RateLimit.perSecond(RATE))
                .maxConcurrentCalls(THREADS)
                .build())) {
            limited.comparer().compare(smallPicture, smallPicture);
            arrived.set(0);
            first.set(0);
            List<Future<?>> calls = new ArrayList<>();
            for (int call = 0; call < CALLS; call++) {
                calls.add(callers.submit(() -> limited.comparer().compare(smallPicture, smallPicture)));
            }
            int answered = 0;
            for (Future<?> call : calls) {
                call.get();
                answered++;
            }
            Duration took = Duration.ofNanos(last.get() - first.get());
            print(
                    "%d threads, limit %d a second: %d calls, %d answered, %d arrived in %.2f s, which is %.1f a second (%+.1f %%)%n",
                    THREADS,
                    RATE,
                    CALLS,
                    answered,
                    arrived.get(),
                    took.toNanos() / 1e9,
                    (arrived.get() - 1) / (took.toNanos() / 1e9),
                    100 * ((arrived.get() - 1) / (took.toNanos() / 1e9) / RATE - 1));
        } finally {
            callers.shutdownNow();
        }
    }

    private static HttpServer newServer() {
        // Or else every other answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private Image image() {
        return Image.builder().bytes(SdkBytes.fromByteArrayUnsafe(bytes)).build();
    }

    private AwsFaces faces(CallPolicy policy) {
        return AwsFaces.builder()
                .region("eu-west-1")
                .endpoint(endpoint())
                .credentials(credentials())
                .callPolicy(policy)
                .build();
    }

    private RekognitionClient client() {
        return RekognitionClient.builder()
                .region(Region.EU_WEST_1)
                .endpointOverride(endpoint())
                .credentialsProvider(credentials())
                .httpClientBuilder(Apache5HttpClient.builder())
                .overrideConfiguration(settings -> settings.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret-key-of-benchmarks"));
    }

    private static double microseconds(Callable<?> call, long[] allocated) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        call.call();
        double took = (System.nanoTime() - start) / 1e3;
        allocated[0] += threads.getCurrentThreadAllocatedBytes() - before;
        return took;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
