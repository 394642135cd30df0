package io.facebridge.error;

import org.jspecify.annotations.Nullable;

/**
 * A file is not a calibration that decisions may rest on: it cannot be read, was changed after it was written, is of a later
 * version, or contradicts itself.
 */
public final class InvalidCalibrationException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, with the values, and the remedy
     * @param cause what was caught, or {@code null}
     */
    public InvalidCalibrationException(String message, @Nullable Throwable cause) {
        super(message, null, cause);
    }
}
