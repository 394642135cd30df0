package io.facebridge.error;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown if the service rejects a request because of its rate limit. Nothing was carried out. Wait, then retry. */
public final class ThrottledException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** The requested wait, or {@code null}. */
    private final @Nullable Duration retryAfter;

    /**
     * Creates the exception.
     *
     * @param error the service's error, or {@code null} if there is none
     * @param retryAfter the wait that the service requests, or {@code null} if it requests none
     * @param cause the exception that was caught, or {@code null}
     */
    public ThrottledException(@Nullable ProviderError error, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(
                "the service rejected the request because of its rate limit"
                        + (error == null ? "" : " (" + error.provider() + ": " + error.code() + ")")
                        + "; wait " + (retryAfter == null ? "a moment" : inWords(retryAfter))
                        + ", lower the rate with CallPolicy, or have the account's rate raised",
                error,
                cause);
        this.retryAfter = retryAfter;
    }

    @Override
    public boolean retryable() {
        return true;
    }

    /**
     * Returns the wait that the service requests.
     *
     * @return empty if it requests none
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    private static String inWords(Duration wait) {
        return wait.compareTo(Duration.ofDays(1)) > 0 ? "more than a day" : wait.toMillis() + " ms";
    }
}
