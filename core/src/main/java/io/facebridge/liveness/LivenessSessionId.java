package io.facebridge.liveness;

/**
 * The provider's name for a liveness session. Whoever knows it may be able to run the session, so it is never printed.
 *
 * @param value not blank
 */
public record LivenessSessionId(String value) {
    /**
     * Checks that there is something.
     *
     * @param value see the record
     * @throws IllegalArgumentException if it is blank
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
