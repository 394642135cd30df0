package io.facebridge.emulator.internal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A response, and its delivery. */
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

    /** Creates a response that arrives at once and whole. */
    public static EmulatedResponse of(int status, Map<String, String> headers, byte[] body) {
        return new EmulatedResponse(status, headers, body, Delivery.NORMAL, Duration.ZERO);
    }

    /** Returns the same response with another delivery, which may take the given time. */
    public EmulatedResponse with(Delivery other, Duration time) {
        return new EmulatedResponse(status, headers, body, other, time);
    }

    /** Returns the same response with another header. */
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

    /** The delivery of a response. */
    public enum Delivery {
        /** It arrives after the given time. */
        NORMAL,
        /** It arrives bit by bit over the given time. */
        SLOW,
        /** Half of its body arrives, then the connection ends. */
        TRUNCATED,
        /** The connection is reset instead. */
        RESET
    }
}
