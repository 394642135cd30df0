package io.facebridge.emulator.internal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer, and what becomes of it on its way. */
public final class EmulatedResponse {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final Delivery delivery;
    private final Duration takes;

    private EmulatedResponse(int status, Map<String, String> headers, byte[] body, Delivery delivery, Duration takes) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.delivery = delivery;
        this.takes = takes;
    }

    /** An answer that arrives at once and whole. */
    public static EmulatedResponse of(int status, Map<String, String> headers, byte[] body) {
        return new EmulatedResponse(status, headers, body, Delivery.NORMAL, Duration.ZERO);
    }

    /** The same answer with another delivery, which may take its time. */
    public EmulatedResponse with(Delivery other, Duration time) {
        return new EmulatedResponse(status, headers, body, other, time);
    }

    /** The same answer with one more header. */
    public EmulatedResponse withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new EmulatedResponse(status, more, body, delivery, takes);
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

    Delivery delivery() {
        return delivery;
    }

    Duration takes() {
        return takes;
    }

    @Override
    public String toString() {
        return "EmulatedResponse[" + status + ", " + body.length + " bytes, " + delivery + "]";
    }

    /** What becomes of an answer. */
    public enum Delivery {
        /** It arrives, after the time it takes. */
        NORMAL,
        /** It arrives bit by bit over the time it takes. */
        SLOW,
        /** Half of its body arrives, then the connection ends. */
        TRUNCATED,
        /** The connection is reset instead. */
        RESET
    }
}
