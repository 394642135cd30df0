package io.facebridge.azure;

import io.facebridge.LivenessSessions;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;

/** Liveness sessions, with what only Azure AI Face offers. Thread-safe. */
public interface AzureLivenessSessions extends LivenessSessions {
    /**
     * Opens a session. A picture to compare with is sent to the service now, which keeps it with the session.
     *
     * @param request the subject, and what is requested; the service gives no audit images
     * @param options what the person has to do, how long the client's token lives, and whether a picture is kept
     * @return the session, CREATED, with the client's token
     * @throws io.facebridge.error.InvalidImageException if the picture to compare with is outside the service's limits
     * @throws io.facebridge.error.FaceNotFoundException if it holds no face (role REFERENCE)
     * @throws IllegalArgumentException if audit images are wanted
     */
    LivenessSession open(LivenessSessionRequest request, AzureLivenessOptions options);

    /**
     * Deletes what the service keeps of a session: results, pictures, and the client's token. Without it the service keeps
     * them for 48 hours. Deleting what is not there does nothing.
     *
     * @param session as it was opened, or restored
     */
    void delete(LivenessSession session);
}
