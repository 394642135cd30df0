package io.facebridge.error;

/**
 * A number of one scale met a number of another: another provider, another model, another operation. Such numbers
 * cannot be compared. The remedy is a threshold calibrated for the scale that the score is on.
 */
public final class IncompatibleScaleException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message both scales, and what to do
     */
    public IncompatibleScaleException(String message) {
        super(message, null, null);
    }
}
