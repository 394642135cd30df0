package io.facebridge.error;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if the service cannot be reached, fails on its own side, returns an invalid response, or is not called because
 * its circuit breaker is open. Check {@link #effect()} before sending the request again.
 */
public final class ProviderUnavailableException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** The wait before the next attempt, or {@code null}. */
    private final @Nullable Duration retryAfter;

    /**
     * Creates the exception.
     *
     * @param message what failed, with the value and the remedy
     * @param error the service's error, or {@code null} if there is none
     * @param effect {@link Effect#NONE} only if the request certainly was not carried out
     * @param retryAfter how long to wait before the next attempt, or {@code null} if it is not known
     * @param cause the exception that was caught, or {@code null}
     */
    public ProviderUnavailableException(
            String message,
            @Nullable ProviderError error,
            Effect effect,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, error, effect, cause);
        this.retryAfter = retryAfter;
    }

    @Override
    public boolean retryable() {
        return true;
    }

    /**
     * Returns how long to wait before the next attempt.
     *
     * @return empty if it is not known
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
