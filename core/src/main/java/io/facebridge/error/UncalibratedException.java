package io.facebridge.error;

/**
 * Thrown if no threshold is available for the requested error rate: the scale has no calibration, or the rate is
 * outside what its data supports. Thresholds are never guessed.
 */
public final class UncalibratedException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the scale, the rate, the available data, and the remedy
     */
    public UncalibratedException(String message) {
        super(message, null, null);
    }
}
