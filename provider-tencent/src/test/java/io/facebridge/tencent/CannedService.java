package io.facebridge.tencent;

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

/** Answers each operation with what was put there for it, on loopback. */
final class CannedService implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Canned> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    CannedService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String operation = exchange.getRequestHeaders().getFirst("X-TC-Action");
            requests.add(operation);
            Canned canned = answers.getOrDefault(operation, new Canned(200, "{}".getBytes(StandardCharsets.UTF_8)));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(canned.status, canned.body.length == 0 ? -1 : canned.body.length);
            exchange.getResponseBody().write(canned.body);
            exchange.close();
        });
        server.start();
    }

    CannedService with(String operation, String body) {
        answers.put(operation, new Canned(200, body.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    CannedService with(String operation, Path body) {
        return with(operation, 200, body);
    }

    CannedService with(String operation, int status, Path body) {
        try {
            answers.put(operation, new Canned(status, Files.readAllBytes(body)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The operations that were asked for, in order. */
    List<String> requests() {
        return requests;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
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
