package io.facebridge.emulator.internal;

import io.facebridge.emulator.internal.EmulatedResponse.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fault of a request: a response without carrying it out, or another delivery of its response. */
public interface Fault {
    /** Returns the response instead of carrying the request out; null if it is carried out nevertheless. */
    default @Nullable EmulatedResponse instead() {
        return null;
    }

    /** Returns the changed response of a request that was carried out. */
    default EmulatedResponse after(EmulatedResponse answer) {
        return answer;
    }

    /** Responds without carrying the request out. */
    static Fault answering(EmulatedResponse answer) {
        return new Fault() {
            @Override
            public EmulatedResponse instead() {
                return answer;
            }
        };
    }

    /** Responds with a page for people, as proxies do. */
    static Fault page(int status) {
        String page = "<html><head><title>" + status + "</title></head><body><h1>" + status
                + "</h1><p>The server cannot answer.</p></body></html>";
        return answering(EmulatedResponse.of(
                status, Map.of("Content-Type", "text/html"), page.getBytes(StandardCharsets.UTF_8)));
    }

    /** Resets the connection without carrying the request out. */
    static Fault resetBefore() {
        return answering(EmulatedResponse.of(200, Map.of(), new byte[0]).with(Delivery.RESET, Duration.ZERO));
    }

    /** Carries the request out and delivers its response that way. */
    static Fault delivery(Delivery delivery, Duration time) {
        return new Fault() {
            @Override
            public EmulatedResponse after(EmulatedResponse answer) {
                return answer.with(delivery, time);
            }
        };
    }

    /** Carries the request out and responds 200 with that body. */
    static Fault body(byte[] body) {
        return new Fault() {
            @Override
            public EmulatedResponse after(EmulatedResponse answer) {
                return EmulatedResponse.of(200, answer.headers(), body);
            }
        };
    }
}
