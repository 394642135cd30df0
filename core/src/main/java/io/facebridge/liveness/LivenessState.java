package io.facebridge.liveness;

/**
 * The state of a liveness session. It does not say whether the person is live: that is the {@link LivenessDecision}.
 *
 * <p>A session goes from CREATED to IN_PROGRESS and ends as COMPLETED, FAILED or EXPIRED; a caller that polls rarely may miss
 * states.
 */
public enum LivenessState {
    /** Opened; the person has not begun. */
    CREATED,
    /** The person is being filmed, or the film is being judged. */
    IN_PROGRESS,
    /** The film was judged; the outcome has a decision. */
    COMPLETED,
    /** The session broke off; open another one. */
    FAILED,
    /** The session's time is over and the service has no result of it; open another one. */
    EXPIRED;

    /**
     * Returns whether the session has ended, so that no further call is needed.
     *
     * @return {@code true} for COMPLETED, FAILED and EXPIRED
     */
    public boolean ended() {
        return this != CREATED && this != IN_PROGRESS;
    }

    /**
     * Returns whether a session in this state may be in another one later.
     *
     * @param later the other state
     * @return {@code true} for a state that can follow, and for the state itself
     */
    public boolean mayBecome(LivenessState later) {
        return switch (this) {
            case CREATED -> true;
            case IN_PROGRESS -> later != CREATED;
            case COMPLETED, FAILED -> later == this || later == EXPIRED;
            case EXPIRED -> later == EXPIRED;
        };
    }
}
