package io.facebridge.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a quota of the account at the service is exhausted, for example the number of galleries or of faces in one.
 * Waiting does not help: remove data or have the quota raised.
 */
public final class QuotaExceededException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the quota, its size where it is known, and the remedy
     * @param error the service's error, or {@code null} if no service was involved
     * @param cause the exception that was caught, or {@code null}
     */
    public QuotaExceededException(String message, @Nullable ProviderError error, @Nullable Throwable cause) {
        super(message, error, cause);
    }
}
