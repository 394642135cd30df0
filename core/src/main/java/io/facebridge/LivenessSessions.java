package io.facebridge;

import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;

/**
 * Liveness sessions: the service films the person through a client of its own and judges the film. Thread-safe.
 *
 * <p>The application opens a session, hands its id (and token, and region) to the client, asks for the result when the
 * client is done, and {@linkplain LivenessOutcome#redeem redeems} it once.
 */
public interface LivenessSessions extends FaceCapability {
    /**
     * Opens a session.
     *
     * @param request for whom, and what is wanted
     * @return the session, CREATED
     * @throws io.facebridge.error.InvalidImageException if the picture to compare with is outside the provider's limits
     * @throws IllegalArgumentException if the provider does not allow the number of audit images
     */
    LivenessSession open(LivenessSessionRequest request);

    /**
     * What became of a session. May be asked repeatedly while the session has not ended.
     *
     * @param session as it was opened, or restored
     * @return its state, decision, and pictures. Always what the service answers: a result that it still has is returned after
     *     the session's end, too. EXPIRED if the session's time is over and the service has no result
     * @throws io.facebridge.error.NotFoundException if the service knows no such session although its time is not over
     * @throws io.facebridge.error.FaceNotFoundException if a comparison is wanted and the picture to compare with (role REFERENCE)
     *     holds no face
     */
    LivenessOutcome result(LivenessSession session);
}
