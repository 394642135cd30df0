package io.facebridge.error;

import org.jspecify.annotations.Nullable;

/**
 * The service refuses the request as it was sent, and would refuse it again. The arguments were checked before they were
 * sent, so this is either a limit that only the service knows or a fault of the provider's adapter.
 */
public final class RequestRefusedException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was refused and the remedy
     * @param error the service's own words, or {@code null} if no service was involved
     * @param cause what was caught, or {@code null}
     */
    public RequestRefusedException(String message, @Nullable ProviderError error, @Nullable Throwable cause) {
        super(message, error, cause);
    }
}
