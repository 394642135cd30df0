package io.facebridge.tencent.internal;

import io.facebridge.error.FaceBridgeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A response with another status than 200, which the service itself never sends. {@link TencentCalls} translates it. */
final class HttpStatusException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** The status of the response. */
    private final int status;

    /** How long to wait, if the response contains it. */
    private final @Nullable Duration retryAfter;

    HttpStatusException(int status, @Nullable Duration retryAfter) {
        super("HTTP " + status, null, null);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    int status() {
        return status;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
