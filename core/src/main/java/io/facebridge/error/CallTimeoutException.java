package io.facebridge.error;

import org.jspecify.annotations.Nullable;

/**
 * The call's deadline passed, or would have passed while waiting for its turn, before there was an answer. See
 * {@link #effect()} before sending the request again.
 */
public final class CallTimeoutException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was waited for and how long, with the remedy
     * @param error the service's own words, or {@code null} if there are none
     * @param effect {@link Effect#NONE} only if no request was sent, or certainly none was carried out
     * @param cause what was caught, or {@code null}
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
