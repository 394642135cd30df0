package io.facebridge.emulator.internal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer, and what becomes of it on its way. */
public final class HttpAnswer {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final Fate fate;
    private final Duration takes;

    private HttpAnswer(int status, Map<String, String> headers, byte[] body, Fate fate, Duration takes) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.fate = fate;
        this.takes = takes;
    }

    /** An answer that arrives at once and whole. */
    public static HttpAnswer of(int status, Map<String, String> headers, byte[] body) {
        return new HttpAnswer(status, headers, body, Fate.ARRIVES, Duration.ZERO);
    }

    /** The same answer with another fate, which may take its time. */
    public HttpAnswer with(Fate other, Duration time) {
        return new HttpAnswer(status, headers, body, other, time);
    }

    /** The same answer with one more header. */
    public HttpAnswer withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpAnswer(status, more, body, fate, takes);
    }

    Map<String, String> headers() {
        return headers;
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    Fate fate() {
        return fate;
    }

    Duration takes() {
        return takes;
    }

    @Override
    public String toString() {
        return "HttpAnswer[" + status + ", " + body.length + " bytes, " + fate + "]";
    }

    /** What becomes of an answer. */
    public enum Fate {
        /** It arrives, after the time it takes. */
        ARRIVES,
        /** It arrives bit by bit over the time it takes. */
        DRIBBLES,
        /** Half of its body arrives, then the connection ends. */
        BREAKS_OFF,
        /** The connection is reset instead. */
        RESET
    }
}
