package io.facebridge.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;

/** A server on the loopback interface that reads every request to its end and responds immediately. Thread-safe. */
final class CannedServer implements AutoCloseable {
    private static final int BACKLOG = 256;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicLong first = new AtomicLong();
    private final AtomicLong last = new AtomicLong();

    /** Creates a server with the same response to all requests. */
    CannedServer(byte[] answer, Map<String, String> headers) {
        this(path -> answer, path -> true, headers);
    }

    /** Creates a server with a response for each path, which counts the requests for some. */
    CannedServer(Function<String, byte[]> answers, Predicate<String> counted, Map<String, String> headers) {
        // Otherwise every other response waits 40 ms for an acknowledgment.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            long now = System.nanoTime();
            String path = exchange.getRequestURI().getPath();
            if (counted.test(path)) {
                first.compareAndSet(0, now);
                last.set(now);
                arrived.incrementAndGet();
            }
            byte[] answer = answers.apply(path);
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Starts to count. */
    void startCounting() {
        arrived.set(0);
        first.set(0);
    }

    int arrived() {
        return arrived.get();
    }

    /** Returns the time from the first counted request to the last. */
    Duration tookToArrive() {
        return Duration.ofNanos(last.get() - first.get());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
