package io.facebridge.azure.internal;

import com.azure.core.http.HttpMethod;
import com.azure.json.JsonProviders;
import com.azure.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One request. Addresses are logged on the way: they contain the service's ids and galleries' names, and nothing personal. */
final class AzureRequest {
    private final HttpMethod method;
    private final String path;
    private final Map<String, String> query = new LinkedHashMap<>();
    private @Nullable String contentType;
    private byte[] body = new byte[0];

    private AzureRequest(HttpMethod method, String... segments) {
        this.method = method;
        path = Stream.of(segments).map(AzureRequest::encoded).collect(Collectors.joining("/", "/", ""));
    }

    static AzureRequest get(String... segments) {
        return new AzureRequest(HttpMethod.GET, segments);
    }

    static AzureRequest post(String... segments) {
        return new AzureRequest(HttpMethod.POST, segments);
    }

    static AzureRequest put(String... segments) {
        return new AzureRequest(HttpMethod.PUT, segments);
    }

    static AzureRequest delete(String... segments) {
        return new AzureRequest(HttpMethod.DELETE, segments);
    }

    AzureRequest with(String name, String value) {
        query.put(name, value);
        return this;
    }

    /** Sets an object as the body. */
    AzureRequest json(Members members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonWriter writer = JsonProviders.createWriter(bytes)) {
            writer.writeStartObject();
            members.write(writer);
            writer.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return content("application/json", bytes.toByteArray());
    }

    /** Sets an image as the body; its bytes are not copied. */
    AzureRequest picture(byte[] bytes) {
        return content("application/octet-stream", bytes);
    }

    AzureRequest content(String type, byte[] bytes) {
        contentType = type;
        body = bytes;
        return this;
    }

    HttpMethod method() {
        return method;
    }

    /** Returns path and query, encoded. */
    String path() {
        return query.isEmpty()
                ? path
                : path
                        + query.entrySet().stream()
                                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                                .collect(Collectors.joining("&", "?", ""));
    }

    @Nullable
    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Writes the members of an object. */
    @FunctionalInterface
    interface Members {
        void write(JsonWriter writer) throws IOException;
    }
}
