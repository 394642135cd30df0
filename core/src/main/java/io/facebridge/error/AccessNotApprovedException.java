package io.facebridge.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if the account is valid but has no access to the service: not activated, not paid for, not offered in the
 * region, or subject to an approval that is missing.
 */
public final class AccessNotApprovedException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the missing access and where to apply for it
     * @param error the service's error, or {@code null} if no service was involved
     * @param cause the exception that was caught, or {@code null}
     */
    public AccessNotApprovedException(String message, @Nullable ProviderError error, @Nullable Throwable cause) {
        super(message, error, cause);
    }
}
