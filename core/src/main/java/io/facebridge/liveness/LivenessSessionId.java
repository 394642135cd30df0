package io.facebridge.liveness;

/**
 * The provider's id of a liveness session. Treat it as a secret: the id may be all that is needed to run the session.
 * {@code toString} masks it.
 *
 * @param value not blank
 */
public record LivenessSessionId(String value) {
    /**
     * Creates an id.
     *
     * @param value not blank
     * @throws IllegalArgumentException if the value is blank
     */
    public LivenessSessionId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a liveness session id must not be blank");
        }
    }

    @Override
    public String toString() {
        return "LivenessSessionId[...]";
    }
}
