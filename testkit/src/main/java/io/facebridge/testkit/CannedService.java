package io.facebridge.testkit;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A server on the loopback interface that answers each operation of a service with a stored response, {@code {}} by default.
 * Thread-safe.
 */
public final class CannedService implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Supplier<Canned>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    /**
     * Starts the server.
     *
     * @param operation returns the operation of a request by its headers
     * @param headers of every response
     * @throws UncheckedIOException if the server cannot be started
     */
    public CannedService(Function<Headers, String> operation, Map<String, String> headers) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String name = operation.apply(exchange.getRequestHeaders());
            requests.add(name);
            Canned canned = answers.getOrDefault(name, CannedService::nothing).get();
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(canned.status, canned.body.length == 0 ? -1 : canned.body.length);
            exchange.getResponseBody().write(canned.body);
            exchange.close();
        });
        server.start();
    }

    /**
     * Sets the response to an operation, with the status 200.
     *
     * @param operation the operation
     * @param body of the response
     * @return this service
     */
    public CannedService with(String operation, String body) {
        return with(operation, () -> body);
    }

    /**
     * Sets the responses to an operation, with the status 200, which may differ from each other.
     *
     * @param operation the operation
     * @param body supplies the body of each response; called once per request, also concurrently
     * @return this service
     */
    public CannedService with(String operation, Supplier<String> body) {
        answers.put(operation, () -> new Canned(200, body.get().getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /**
     * Sets the response to an operation, with the status 200.
     *
     * @param operation the operation
     * @param body the file with the body of the response
     * @return this service
     * @throws UncheckedIOException if the file cannot be read
     */
    public CannedService with(String operation, Path body) {
        return with(operation, 200, body);
    }

    /**
     * Sets the response to an operation.
     *
     * @param operation the operation
     * @param status of the response
     * @param body the file with the body of the response
     * @return this service
     * @throws UncheckedIOException if the file cannot be read
     */
    public CannedService with(String operation, int status, Path body) {
        try {
            Canned canned = new Canned(status, Files.readAllBytes(body));
            answers.put(operation, () -> canned);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /**
     * Returns the operations of the requests.
     *
     * @return a live list in the order of the requests
     */
    public List<String> requests() {
        return requests;
    }

    /**
     * Returns the bodies of the requests.
     *
     * @return a live list of texts in UTF-8, in the order of {@link #requests} if requests are sequential
     */
    public List<String> bodies() {
        return bodies;
    }

    /**
     * Returns the address of the server.
     *
     * @return for example {@code http://127.0.0.1:40123}
     */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static Canned nothing() {
        return new Canned(200, "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static final class Canned {
        private final int status;
        private final byte[] body;

        Canned(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }
    }
}
