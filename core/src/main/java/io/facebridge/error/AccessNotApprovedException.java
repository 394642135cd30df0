package io.facebridge.error;

import org.jspecify.annotations.Nullable;

/**
 * The account is known and valid, but the service has not been opened to it: not activated, not paid for, not offered in
 * the region, or subject to an approval that was not given.
 */
public final class AccessNotApprovedException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is not open to the account and where to apply for it
     * @param error the service's own words, or {@code null} if no service was involved
     * @param cause what was caught, or {@code null}
     */
    public AccessNotApprovedException(String message, @Nullable ProviderError error, @Nullable Throwable cause) {
        super(message, error, cause);
    }
}
