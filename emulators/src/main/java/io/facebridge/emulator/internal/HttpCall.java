package io.facebridge.emulator.internal;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request that was read to its end. */
public final class HttpCall {
    private final String method;
    private final String url;
    private final Function<String, List<String>> headers;
    private final byte[] body;
    private final Supplier<List<Part>> parts;

    HttpCall(
            String method,
            String url,
            Function<String, List<String>> headers,
            byte[] body,
            Supplier<List<Part>> parts) {
        this.method = method;
        this.url = url;
        this.headers = headers;
        this.body = body;
        this.parts = parts;
    }

    /** Returns the method, for example {@code POST}. */
    public String method() {
        return method;
    }

    /** Returns path and query. */
    public String url() {
        return url;
    }

    /** Returns all values of a header, whose name is not case-sensitive. */
    public List<String> headers(String name) {
        return headers.apply(name);
    }

    /** Returns the first value of a header, whose name is not case-sensitive. */
    public @Nullable String header(String name) {
        List<String> values = headers.apply(name);
        return values.isEmpty() ? null : values.get(0);
    }

    /** Returns the body, which the caller must not change. */
    public byte[] body() {
        return body;
    }

    /** Returns the parts of a body of the type {@code multipart/form-data}, in their order; empty for any other body. */
    public List<Part> parts() {
        return parts.get();
    }

    /** A part of a form. */
    public static final class Part {
        private final String name;
        private final @Nullable String fileName;
        private final byte[] body;

        Part(String name, @Nullable String fileName, byte[] body) {
            this.name = name;
            this.fileName = fileName;
            this.body = body;
        }

        /** Returns the name of the field. */
        public String name() {
            return name;
        }

        /** Returns the name of the uploaded file; null if there is none. */
        public @Nullable String fileName() {
            return fileName;
        }

        /** Returns the content, which the caller must not change. */
        public byte[] body() {
            return body;
        }

        @Override
        public String toString() {
            return "Part[" + name + ", " + body.length + " bytes]";
        }
    }

    @Override
    public String toString() {
        return "HttpCall[" + method + ", " + body.length + " bytes]";
    }
}
