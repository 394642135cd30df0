package io.facebridge.operations.audit;

import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import org.jspecify.annotations.Nullable;

/** Thrown if a decision log cannot be read or continued, or a decision or event cannot be recorded in it. */
public final class DecisionLogException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what failed and the remedy
     * @param cause the cause, or {@code null}
     */
    public DecisionLogException(String message, @Nullable Throwable cause) {
        super(message, null, cause);
    }

    DecisionLogException(String message, Effect effect, @Nullable Throwable cause) {
        super(message, null, effect, cause);
    }
}
