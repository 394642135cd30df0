package io.facebridge.aws;

import io.facebridge.LivenessSessions;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;

/** Face liveness sessions, with what only Rekognition offers. Thread-safe. */
public interface AwsLivenessSessions extends LivenessSessions {
    /**
     * Opens a session.
     *
     * @param request the subject, and what is requested; 0 to 4 audit images
     * @param options where the pictures go, and which challenge is wanted
     * @return the session, CREATED
     * @throws io.facebridge.error.InvalidImageException if the picture to compare with is outside Rekognition's limits
     * @throws IllegalArgumentException if more than 4 audit images are wanted
     */
    LivenessSession open(LivenessSessionRequest request, AwsLivenessOptions options);
}
