package io.facebridge.error;

/** What a failed call may have left behind at the service that was asked. */
public enum Effect {
    /** Nothing was carried out. */
    NONE,
    /** The request may have been carried out: look before sending it again. */
    UNKNOWN,
    /** A part was carried out; the exception says which. */
    PARTIAL;

    Effect and(Effect other) {
        if (this == UNKNOWN || other == UNKNOWN) {
            return UNKNOWN;
        }
        return this == PARTIAL ? PARTIAL : other;
    }
}
