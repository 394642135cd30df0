package io.facebridge;

import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.liveness.LivenessState;
import java.time.Duration;

/**
 * Liveness sessions: the service captures the person through a client of its own and judges the recording. Thread-safe.
 *
 * <p>The application opens a session, passes its id (and token, and region) to the client, {@linkplain #awaitResult awaits}
 * the result or requests it when the client is done, and redeems it once, in a store of module operations.
 *
 * <pre>{@code
 * LivenessSessions sessions = provider.require(LivenessSessions.class);
 * LivenessSession session = sessions.open(LivenessSessionRequest.forSubject("account-17"));
 * // The client captures the person in the session.
 * LivenessOutcome outcome = sessions.awaitResult(session, Duration.ofMinutes(3));
 * boolean isLive = outcome.decision() == LivenessDecision.LIVE;
 * }</pre>
 */
public interface LivenessSessions extends FaceCapability {
    /**
     * Opens a session.
     *
     * @param request the subject, and what is requested
     * @return the session, CREATED
     * @throws io.facebridge.error.InvalidImageException if the image to compare with is outside the provider's limits
     * @throws IllegalArgumentException if the provider does not allow the number of audit images
     */
    LivenessSession open(LivenessSessionRequest request);

    /**
     * Returns the current outcome of a session. May be called repeatedly while the session has not ended.
     *
     * @param session as it was opened, or restored
     * @return its state, decision, and images. Always what the service returns: a result that it still has is returned after
     *     the session's end, too. EXPIRED if the session's time is over and the service has no result
     * @throws io.facebridge.error.NotFoundException if the service has no such session although its time is not over
     * @throws io.facebridge.error.FaceNotFoundException if a comparison is requested and the image to compare with (role
     *     REFERENCE) contains no face
     */
    LivenessOutcome result(LivenessSession session);

    /**
     * Waits for the end of a session and returns its outcome. Blocks the calling thread: requests {@link #result} at once,
     * then after 1 second, and after waits that grow by half up to 5 seconds; a last time when the timeout has passed. The
     * session is not redeemed, and its state is not changed.
     *
     * <p>The wait ends with the first outcome whose state has {@linkplain LivenessState#ended() ended}: COMPLETED (LIVE,
     * NOT_LIVE or UNDECIDED), FAILED, or EXPIRED, so that it ends with the session's time at the latest. CREATED and
     * IN_PROGRESS continue it.
     *
     * <p>With a liveness guard of module operations, wait here and then call the guard: only its verdict counts.
     *
     * @param session as it was opened, or restored
     * @param timeout how long to wait, greater than 0; 365 days at most, and a longer one counts as 365 days. Requests, each
     *     with the deadline of the provider's {@code CallPolicy}, may exceed it
     * @return an outcome that has ended
     * @throws IllegalArgumentException if the timeout is 0 or negative; nothing was requested
     * @throws io.facebridge.error.CallTimeoutException if the session has not ended when the timeout has passed, with effect
     *     NONE; the session is unharmed and may be awaited again. Also if a request takes longer than its own deadline
     * @throws io.facebridge.error.CallInterruptedException if the thread is interrupted; its interrupt flag is set
     * @throws io.facebridge.error.FaceBridgeException if a request fails after the provider's own retries, as in
     *     {@link #result}; ends the wait
     */
    default LivenessOutcome awaitResult(LivenessSession session, Duration timeout) {
        return ResultPolling.SYSTEM.await(this, session, timeout);
    }
}
