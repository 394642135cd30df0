package io.facebridge.operations.store;

import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import org.jspecify.annotations.Nullable;

/** A database did not do what it was asked for. */
public final class StoreException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what failed, and the remedy
     * @param effect NONE if nothing was stored, UNKNOWN if that is not known
     * @param cause what the driver said, or {@code null}
     */
    public StoreException(String message, Effect effect, @Nullable Throwable cause) {
        super(message, null, effect, cause);
    }

    /** It may: databases fail for a while. */
    @Override
    public boolean retryable() {
        return true;
    }
}
