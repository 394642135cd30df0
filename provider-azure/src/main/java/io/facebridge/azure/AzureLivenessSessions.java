package io.facebridge.azure;

import io.facebridge.LivenessSessions;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;

/** Liveness sessions with the options that only Azure AI Face offers. Thread-safe. */
public interface AzureLivenessSessions extends LivenessSessions {
    /**
     * Opens a session. A reference is sent to the service immediately, which keeps it with the session. Blocks until the
     * service has responded.
     *
     * @param request the subject, and the data to return; the service offers no audit images
     * @param options what the person has to do, how long the client's token is valid, and whether an image is kept
     * @return a new session in the state CREATED, with the client's token
     * @throws io.facebridge.error.InvalidImageException if the reference is outside the service's limits
     * @throws io.facebridge.error.FaceNotFoundException if the reference contains no face (role REFERENCE)
     * @throws IllegalArgumentException if audit images are requested
     */
    LivenessSession open(LivenessSessionRequest request, AzureLivenessOptions options);

    /**
     * Deletes a session's data at the service: results, images, and the client's token. Otherwise the service keeps them for 48
     * hours. Idempotent: does nothing if the session does not exist.
     *
     * @param session an opened or restored session
     */
    void delete(LivenessSession session);
}
