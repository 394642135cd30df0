package io.facebridge;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Root of everything thrown for a reason outside the caller's code. A caller's own mistake is an
 * {@link IllegalArgumentException}, {@link NullPointerException} or {@link IllegalStateException} instead.
 *
 * <p>Messages never hold image bytes, templates, tokens or keys.
 */
public class FaceBridgeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable ProviderError error;

    /**
     * Creates the exception.
     *
     * @param message what happened, with the value and the remedy
     * @param error the service's own words, or {@code null} if no service was involved
     * @param cause what was caught, or {@code null}
     */
    public FaceBridgeException(String message, @Nullable ProviderError error, @Nullable Throwable cause) {
        super(message, cause);
        this.error = error;
    }

    /**
     * Whether the same call may succeed later, unchanged.
     *
     * @return {@code true} for passing conditions only
     */
    public boolean retryable() {
        return false;
    }

    /**
     * What the failed call may have left behind.
     *
     * @return {@link Effect#NONE} unless the exception says otherwise
     */
    public Effect effect() {
        return Effect.NONE;
    }

    /**
     * The service's own words.
     *
     * @return empty if no service was involved, and after deserialization
     */
    public Optional<ProviderError> providerError() {
        return Optional.ofNullable(error);
    }
}
