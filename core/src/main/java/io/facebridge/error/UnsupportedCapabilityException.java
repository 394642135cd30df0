package io.facebridge.error;

import io.facebridge.provider.ProviderId;

/** A provider was asked for something it does not offer. Nothing is ever ignored or imitated in silence. */
public final class UnsupportedCapabilityException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param provider who was asked
     * @param what the capability, feature or option, by its name in this library
     */
    public UnsupportedCapabilityException(ProviderId provider, String what) {
        this("provider " + provider + " does not offer " + what);
    }

    /**
     * Creates the exception for something that no provider offers, because a module is missing.
     *
     * @param message what is missing, and which dependency adds it
     */
    public UnsupportedCapabilityException(String message) {
        super(message, null, null);
    }
}
