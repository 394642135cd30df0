package io.facebridge.operations.privacy;

import io.facebridge.error.FaceBridgeException;

/** Somebody was to be enrolled without a consent that holds; nothing was sent. */
public final class ConsentException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    ConsentException(String message) {
        super(message, null, null);
    }
}
