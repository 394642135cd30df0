package io.facebridge.operations.audit;

import io.facebridge.decision.DecisionListener;

/**
 * Receives what was done to persons, keys and policies, beside the decisions of a {@link DecisionListener}. Implementations are
 * safe for use by many threads and run on the thread of the caller, which waits.
 *
 * <p>An exception of a listener reaches the caller of the operation: what could not be recorded is thrown. Most events are
 * recorded after the operation, which has then been carried out; the operation's Javadoc says which.
 */
@FunctionalInterface
public interface AuditListener {
    /**
     * Receives an event.
     *
     * @param event what an auditor needs; it may name a person
     */
    void onEvent(AuditEvent event);
}
