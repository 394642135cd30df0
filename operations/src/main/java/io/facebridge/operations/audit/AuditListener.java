package io.facebridge.operations.audit;

import io.facebridge.decision.DecisionListener;

/**
 * Receives the operations on people, keys and policies, as a {@link DecisionListener} receives decisions. Implementations must be
 * thread-safe; they run on the caller's thread, which waits.
 *
 * <p>An exception of a listener reaches the caller of the operation. Most events are recorded after the operation, which has then
 * been executed; the Javadoc of the operation specifies it.
 */
@FunctionalInterface
public interface AuditListener {
    /**
     * Receives an event.
     *
     * @param event the event; may contain the id of a person
     */
    void onEvent(AuditEvent event);
}
