package io.facebridge.remote;

/**
 * A listener that receives a report of each executed call after the call has ended, retries included. Use it for metrics or
 * an audit trail. Implementations must be thread-safe and fast: they run on the caller's thread, which waits. Exceptions
 * that they throw are dropped.
 */
@FunctionalInterface
public interface CallListener {
    /**
     * Receives the report of a call that has ended.
     *
     * @param report the result of the call
     */
    void onCall(CallReport report);
}
