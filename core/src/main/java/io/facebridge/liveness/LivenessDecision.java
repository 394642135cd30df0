package io.facebridge.liveness;

/** A decision on whether the person of a session is live. */
public enum LivenessDecision {
    /** Live, by the provider's verdict or at the confidence that the application requested. */
    LIVE,
    /** Not live: a presentation attack, or a confidence below the requested one. */
    NOT_LIVE,
    /** Not decided: the session has not been completed, or no minimum confidence was set. */
    UNDECIDED
}
