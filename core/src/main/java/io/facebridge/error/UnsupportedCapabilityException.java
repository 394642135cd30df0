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
        super("provider " + provider + " does not offer " + what, null, null);
    }
}
