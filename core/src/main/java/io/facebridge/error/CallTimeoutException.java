package io.facebridge.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if the deadline of a call passes before a response, or would pass while the call waits for a permit. Check
 * {@link #effect()} before sending the request again.
 */
public final class CallTimeoutException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what the call waited for and how long, with the remedy
     * @param error the service's error, or {@code null} if there is none
     * @param effect {@link Effect#NONE} only if no request was sent, or certainly none was carried out
     * @param cause the exception that was caught, or {@code null}
     */
    public CallTimeoutException(
            String message, @Nullable ProviderError error, Effect effect, @Nullable Throwable cause) {
        super(message, error, effect, cause);
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
