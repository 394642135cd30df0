package io.facebridge.decision;

/**
 * Receives every decision of a {@link FaceMatcher} or of a failover, and every verdict of a liveness guard, before the caller
 * does. Implementations are safe for use by many threads and run on the thread of the caller, who waits.
 *
 * <p>What a listener throws reaches the caller instead of the decision: a decision that could not be recorded is not given.
 */
@FunctionalInterface
public interface DecisionListener {
    /**
     * A decision was made.
     *
     * @param report what an auditor needs; it names persons, and holds a score that belongs into no log
     */
    void onDecision(DecisionReport report);
}
