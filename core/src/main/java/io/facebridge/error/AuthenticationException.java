package io.facebridge.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if the service does not accept the credentials of a request: they are missing, wrong or expired, the signature
 * or the clock is wrong, or the account lacks a permission.
 */
public final class AuthenticationException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was denied and the remedy; never a key or token
     * @param error the service's error, or {@code null} if no service was involved
     * @param cause the exception that was caught, or {@code null}
     */
    public AuthenticationException(String message, @Nullable ProviderError error, @Nullable Throwable cause) {
        super(message, error, cause);
    }
}
