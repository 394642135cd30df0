package io.facebridge.remote;

/**
 * Receives a report of every executed call after it ended, retries included. Implementations are safe for use
 * by many threads, and quick: they run on the thread of the caller, who waits. What they throw is dropped.
 */
@FunctionalInterface
public interface CallListener {
    /**
     * A call ended.
     *
     * @param report what is known about it
     */
    void onCall(CallReport report);
}
