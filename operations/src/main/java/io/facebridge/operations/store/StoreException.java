package io.facebridge.operations.store;

import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import org.jspecify.annotations.Nullable;

/** Thrown if a database that stores data of this library fails. */
public final class StoreException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what failed and the remedy
     * @param effect NONE if nothing was stored; UNKNOWN if the statement may have been executed
     * @param cause the exception of the driver, or {@code null}
     */
    public StoreException(String message, Effect effect, @Nullable Throwable cause) {
        super(message, null, effect, cause);
    }

    /** {@return {@code true}, as failures of a database are often temporary} */
    @Override
    public boolean retryable() {
        return true;
    }
}
