package io.facebridge.local;

import io.facebridge.error.FaceBridgeException;
import org.jspecify.annotations.Nullable;

/** A model file is missing, is not the one that was pinned, or does not fit its description. */
public final class ModelException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the file, what is wrong with it, and the remedy
     * @param cause what was caught, or {@code null}
     */
    public ModelException(String message, @Nullable Throwable cause) {
        super(message, null, cause);
    }
}
