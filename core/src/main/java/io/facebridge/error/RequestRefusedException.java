package io.facebridge.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if the service rejects a request and would reject it again. Arguments are checked before they are sent, so the
 * cause is either a limit that only the service has or a defect of the provider module.
 */
public final class RequestRefusedException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was rejected and the remedy
     * @param error the service's error, or {@code null} if no service was involved
     * @param cause the exception that was caught, or {@code null}
     */
    public RequestRefusedException(String message, @Nullable ProviderError error, @Nullable Throwable cause) {
        super(message, error, cause);
    }
}
