package io.facebridge.error;

import org.jspecify.annotations.Nullable;

/** Thrown if the calling thread is interrupted before the call ends. Its interrupt flag is set. */
public final class CallInterruptedException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param effect {@link Effect#NONE} if the thread was waiting and no request was in progress
     * @param cause the exception that was caught, or {@code null}
     */
    public CallInterruptedException(Effect effect, @Nullable Throwable cause) {
        super(
                effect == Effect.NONE
                        ? "the thread was interrupted while it waited, with no request in progress; call again"
                        : "the thread was interrupted during a request, which may have been carried out;"
                                + " check its effect before sending it again",
                null,
                effect,
                cause);
    }
}
