package io.facebridge.operations.audit;

import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import org.jspecify.annotations.Nullable;

/** A log of decisions cannot be continued, or a decision could not be recorded in it. */
public final class DecisionLogException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, and the remedy
     * @param cause what was caught, or {@code null}
     */
    public DecisionLogException(String message, @Nullable Throwable cause) {
        super(message, null, cause);
    }

    DecisionLogException(String message, Effect effect, @Nullable Throwable cause) {
        super(message, null, effect, cause);
    }
}
