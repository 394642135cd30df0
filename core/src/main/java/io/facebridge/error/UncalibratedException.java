package io.facebridge.error;

/**
 * No threshold is known for the error rate that was asked for: the scale has no calibration, or the rate is outside
 * what its data supports. Nothing is guessed.
 */
public final class UncalibratedException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the scale, the rate, what is known, and what to do
     */
    public UncalibratedException(String message) {
        super(message, null, null);
    }
}
