package io.facebridge.tencent.internal;

import io.facebridge.error.FaceBridgeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An answer with another status than 200, with which the service itself never answers. Leaves {@link TencentCalls} as what it means. */
final class HttpStatusException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** Of the answer. */
    private final int status;

    /** How long to wait, if the answer says so. */
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
