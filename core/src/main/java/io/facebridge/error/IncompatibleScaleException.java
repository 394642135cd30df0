package io.facebridge.error;

/**
 * Thrown if a score, threshold or template is used with a scale of another provider, model or operation. Values of
 * different scales cannot be compared. Use a threshold calibrated for the scale of the score.
 */
public final class IncompatibleScaleException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message both scales, and the remedy
     */
    public IncompatibleScaleException(String message) {
        super(message, null, null);
    }
}
