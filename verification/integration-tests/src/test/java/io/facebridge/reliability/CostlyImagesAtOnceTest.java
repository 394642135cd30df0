package io.facebridge.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.sun.net.httpserver.HttpServer;
import io.facebridge.FaceProvider;
import io.facebridge.azure.AzureFaces;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.image.FaceImage;
import io.facebridge.image.PixelBudget;
import io.facebridge.local.LocalFaces;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.CostlyImages;
import io.facebridge.testkit.Effort;
import io.facebridge.testkit.TestImages;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Eight callers of four providers send costly pictures at the same time, in a JVM of its own with 256 MB of heap: what cannot
 * be used is refused by name, and ordinary pictures beside it are answered. With {@code -Dfacebridge.effort=10} each of the
 * pictures that are decoded has 49 megapixels; else they are smaller, so that an ordinary build is not held up.
 */
@Tag("models")
@Tag("slow")
class CostlyImagesAtOnceTest {
    private static final int CALLERS = 8;
    private static final String HEAP = "-Xmx256m";

    @TempDir
    private Path folder;

    @Test
    void what_cannot_be_used_is_refused_by_name_and_ordinary_pictures_are_answered() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-D" + Effort.PROPERTY + "=" + System.getProperty(Effort.PROPERTY, "1"),
                "-Dfacebridge.photographs=" + System.getProperty("facebridge.photographs"),
                Child.class.getName());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Path errors = folder.resolve("errors");
        Process child = builder.redirectError(errors.toFile()).start();
        List<String> lines = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        int exitCode = child.waitFor();
        lines.forEach(System.out::println);

        assertThat(exitCode).as(Files.readString(errors)).isZero();
        List<String> answers =
                lines.stream().filter(line -> line.contains(": ")).toList();
        assertThat(answers).noneMatch(line -> line.contains("Error"));
        assertThat(answers.stream().filter(line -> line.startsWith("ordinary")))
                .isNotEmpty()
                .allMatch(line -> line.matches("ordinary \\w+: answered, \\d+ times.*"));
        assertThat(answers.stream().filter(line -> line.startsWith("200 scans")))
                .isNotEmpty()
                .allMatch(line -> line.matches("200 scans of \\d+ \\w+: TOO_MANY_SCANS, \\d+ times.*"));
        assertThat(lines).contains("pixels in use at the end 0");
    }

    /** Calls, and prints how often each picture had which end, how long it took at most, and the memory of the process. */
    static final class Child {
        private final Map<String, Integer> ends = new TreeMap<>();
        private final Map<String, Long> longest = new TreeMap<>();

        private Child() {}

        public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
            new Child().run();
        }

        private void run() throws IOException, InterruptedException, ExecutionException {
            boolean everything = Effort.times(1) >= 10;
            int side = everything ? 7000 : 1000;
            Map<String, byte[]> costly = new TreeMap<>();
            costly.put("200 scans of 1000", CostlyImages.progressive(1000, 1000, 200));
            costly.put("200 scans of 7000", CostlyImages.progressive(7000, 7000, 200));
            costly.put("ten scans", CostlyImages.halvedProgressive(side, side, 10));
            costly.put("gif", CostlyImages.gif(side, side));
            costly.put("webp", CostlyImages.webp(side, side));
            byte[] ordinary = TestImages.ofTheBuild().portrait().toByteArray();
            HttpServer services = services();
            CallPolicy policy = CallPolicy.builder()
                    .unlimitedRate()
                    .deadline(Duration.ofMinutes(2))
                    .build();
            URI address = URI.create("http://127.0.0.1:" + services.getAddress().getPort());
            ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
            try (LocalFaces local = LocalFaces.create();
                    FaceProvider aws = Stand.aws(address, policy);
                    FaceProvider tencent = Stand.tencent(address, policy);
                    FaceProvider azure = AzureFaces.builder()
                            .endpoint("https://services.example/")
                            .key(Stand.SECRET)
                            .httpClient(new NoFaces())
                            .callPolicy(policy)
                            .build()) {
                List<FaceProvider> providers = List.of(local, aws, tencent, azure);
                List<Future<?>> running = new ArrayList<>();
                for (int caller = 0; caller < CALLERS; caller++) {
                    FaceProvider faces = providers.get(caller % providers.size());
                    running.add(callers.submit(() -> costly.forEach((name, file) -> {
                        call(faces, name, file);
                        if (everything || name.equals("gif")) {
                            call(faces, "ordinary", ordinary);
                        }
                    })));
                }
                for (Future<?> caller : running) {
                    caller.get();
                }
            } finally {
                callers.shutdown();
                services.stop(0);
            }
            ends.forEach((end, times) ->
                    System.out.println(end + ", " + times + " times, " + longest.get(end) + " ms at most"));
            System.out.println(
                    "pixels in use at the end " + PixelBudget.process().inUse());
            Path status = Path.of("/proc/self/status");
            if (Files.exists(status)) {
                Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM"))
                        .forEach(line -> System.out.println("resident at most " + line.replaceAll("\\D+", "") + " kB"));
            }
        }

        private void call(FaceProvider faces, String name, byte[] file) {
            long before = System.nanoTime();
            String end;
            try {
                faces.detector().detect(FaceImage.of(file));
                end = "answered";
            } catch (InvalidImageException e) {
                end = e.reason() + (e.getCause() instanceof OutOfMemoryError ? " for want of heap" : "");
            } catch (FaceBridgeException e) {
                end = e.getClass().getSimpleName();
            } catch (RuntimeException | Error e) {
                end = "Error " + e;
            }
            long took = (System.nanoTime() - before) / 1_000_000;
            synchronized (ends) {
                String key = name + " " + faces.id() + ": " + end;
                ends.merge(key, 1, Integer::sum);
                longest.merge(key, took, Math::max);
            }
        }

        /** Rekognition and Tencent Cloud, which return no face. */
        private static HttpServer services() throws IOException {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
                boolean tencent = exchange.getRequestHeaders().containsKey("X-TC-Action");
                byte[] body = (tencent
                                ? "{\"Response\":{\"Error\":{\"Code\":\"InvalidParameterValue.NoFaceInPhoto\","
                                        + "\"Message\":\"none\"},\"RequestId\":\"1\"}}"
                                : "{\"FaceDetails\":[]}")
                        .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders()
                        .set("Content-Type", tencent ? "application/json" : "application/x-amz-json-1.1");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return server;
        }
    }

    /** Azure, which finds no face. */
    private static final class NoFaces implements HttpClient {
        @Override
        public Mono<HttpResponse> send(HttpRequest request) {
            return Mono.fromSupplier(() -> new Nothing(request));
        }
    }

    private static final class Nothing extends HttpResponse {
        private static final byte[] BODY = {'[', ']'};

        Nothing(HttpRequest request) {
            super(request);
        }

        @Override
        public int getStatusCode() {
            return 200;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract in the vendor's class
        public String getHeaderValue(String name) {
            return getHeaders().getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return new HttpHeaders();
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return Flux.just(ByteBuffer.wrap(BODY));
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.just(BODY);
        }

        @Override
        public Mono<String> getBodyAsString() {
            return getBodyAsString(StandardCharsets.UTF_8);
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.just(new String(BODY, charset));
        }
    }
}
