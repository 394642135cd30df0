package io.facebridge.error;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The service took the request for one too many at this moment and carried nothing out. Wait, then try again. */
public final class ThrottledException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** How long to wait, or {@code null}. */
    private final @Nullable Duration retryAfter;

    /**
     * Creates the exception.
     *
     * @param error the service's own words, or {@code null} if there are none
     * @param retryAfter how long the service asks to wait, or {@code null} if it does not say
     * @param cause what was caught, or {@code null}
     */
    public ThrottledException(@Nullable ProviderError error, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(
                "the service takes no more requests at the moment"
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
     * How long the service asks to wait.
     *
     * @return empty if it does not say
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    private static String inWords(Duration wait) {
        return wait.compareTo(Duration.ofDays(1)) > 0 ? "more than a day" : wait.toMillis() + " ms";
    }
}
