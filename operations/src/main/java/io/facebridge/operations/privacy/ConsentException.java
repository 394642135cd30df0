package io.facebridge.operations.privacy;

import io.facebridge.error.FaceBridgeException;

/** Thrown if a person would be enrolled without valid consent. Nothing was sent to the provider. */
public final class ConsentException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    ConsentException(String message) {
        super(message, null, null);
    }
}
