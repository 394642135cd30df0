package io.facebridge.error;

import io.facebridge.provider.ProviderId;

/**
 * Thrown if a provider does not offer the requested capability, feature or option. Such a request is never ignored.
 */
public final class UnsupportedCapabilityException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param provider the provider that was called
     * @param what the capability, feature or option, by its name in this library
     */
    public UnsupportedCapabilityException(ProviderId provider, String what) {
        this("provider " + provider + " does not offer " + what);
    }

    /**
     * Creates the exception for a capability that no provider offers, because a module is missing.
     *
     * @param message what is missing, and which dependency adds it
     */
    public UnsupportedCapabilityException(String message) {
        super(message, null, null);
    }
}
