package io.facebridge.error;

import org.jspecify.annotations.Nullable;

/**
 * A quota of the account at the service is used up, for example the number of galleries or of faces in one. Waiting does
 * not help: remove something or have the quota raised.
 */
public final class QuotaExceededException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which quota, its size where it is known, and the remedy
     * @param error the service's own words, or {@code null} if no service was involved
     * @param cause what was caught, or {@code null}
     */
    public QuotaExceededException(String message, @Nullable ProviderError error, @Nullable Throwable cause) {
        super(message, error, cause);
    }
}
