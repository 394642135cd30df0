package io.facebridge.aws;

import io.facebridge.LivenessSessions;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;

/** Face liveness sessions with the options that only Rekognition offers. Thread-safe. */
public interface AwsLivenessSessions extends LivenessSessions {
    /**
     * Opens a session. Blocks until the service has responded.
     *
     * @param request the subject, and the data to return; 0 to 4 audit images
     * @param options the location to store the images in, and the preferred challenges
     * @return a new session in the state CREATED
     * @throws io.facebridge.error.InvalidImageException if the reference is outside Rekognition's limits
     * @throws IllegalArgumentException if more than 4 audit images are requested
     */
    LivenessSession open(LivenessSessionRequest request, AwsLivenessOptions options);
}
