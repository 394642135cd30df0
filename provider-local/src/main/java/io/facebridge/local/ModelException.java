package io.facebridge.local;

import io.facebridge.error.FaceBridgeException;
import org.jspecify.annotations.Nullable;

/** Thrown if a model file is missing, is not the pinned one, or does not fit its description. */
public final class ModelException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the file, the problem, and the remedy
     * @param cause the caught exception, or {@code null}
     */
    public ModelException(String message, @Nullable Throwable cause) {
        super(message, null, cause);
    }
}
