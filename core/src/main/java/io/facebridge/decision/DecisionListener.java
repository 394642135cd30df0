package io.facebridge.decision;

/**
 * Receives every decision of a {@link FaceMatcher} or of a failover, and every verdict of a liveness guard, before it
 * is returned to the caller. Implementations are thread-safe. They run on the caller's thread and block it.
 *
 * <p>If the listener throws, the caller gets that exception instead of the decision: a decision that could not be
 * recorded is not returned.
 *
 * <pre>{@code
 * List<DecisionReport> reports = Collections.synchronizedList(new ArrayList<>());
 * FaceMatcher matcher = FaceMatcher.of(provider, policy).withListener(reports::add);
 * }</pre>
 */
@FunctionalInterface
public interface DecisionListener {
    /**
     * Receives a decision.
     *
     * @param report the report for an auditor; it contains person ids, and a score that must not be logged
     */
    void onDecision(DecisionReport report);
}
