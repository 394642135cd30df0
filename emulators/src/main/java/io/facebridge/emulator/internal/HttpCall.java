package io.facebridge.emulator.internal;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A request, read to its end. */
public final class HttpCall {
    private final String method;
    private final String url;
    private final Function<String, List<String>> headers;
    private final byte[] body;

    HttpCall(String method, String url, Function<String, List<String>> headers, byte[] body) {
        this.method = method;
        this.url = url;
        this.headers = headers;
        this.body = body;
    }

    /** For example {@code POST}. */
    public String method() {
        return method;
    }

    /** Path and query. */
    public String url() {
        return url;
    }

    /** All values of a header, named in any case. */
    public List<String> headers(String name) {
        return headers.apply(name);
    }

    /** The first value of a header, named in any case. */
    public @Nullable String header(String name) {
        List<String> values = headers.apply(name);
        return values.isEmpty() ? null : values.get(0);
    }

    /** The body, which the caller does not change. */
    public byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return "HttpCall[" + method + ", " + body.length + " bytes]";
    }
}
