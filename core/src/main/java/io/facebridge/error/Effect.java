package io.facebridge.error;

/** The effect that a failed call may have had at the service. */
public enum Effect {
    /** No request was carried out. */
    NONE,
    /** The request may have been carried out: check the state at the service before sending it again. */
    UNKNOWN,
    /** Some requests were carried out; the message of the exception lists them. */
    PARTIAL;

    Effect and(Effect other) {
        if (this == UNKNOWN || other == UNKNOWN) {
            return UNKNOWN;
        }
        return this == PARTIAL ? PARTIAL : other;
    }
}
