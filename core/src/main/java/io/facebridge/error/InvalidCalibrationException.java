package io.facebridge.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a calibration file cannot be used for decisions: it cannot be read, was changed after it was written, is of
 * a later version, or contradicts itself.
 */
public final class InvalidCalibrationException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the defect, with the values, and the remedy
     * @param cause the exception that was caught, or {@code null}
     */
    public InvalidCalibrationException(String message, @Nullable Throwable cause) {
        super(message, null, cause);
    }
}
