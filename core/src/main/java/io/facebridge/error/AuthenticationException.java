package io.facebridge.error;

import org.jspecify.annotations.Nullable;

/**
 * The service does not accept who is asking: the credentials are missing, wrong or expired, the signature does not fit,
 * the clock is wrong, or the account may not do this.
 */
public final class AuthenticationException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was refused and the remedy; never a key or token
     * @param error the service's own words, or {@code null} if no service was involved
     * @param cause what was caught, or {@code null}
     */
    public AuthenticationException(String message, @Nullable ProviderError error, @Nullable Throwable cause) {
        super(message, error, cause);
    }
}
