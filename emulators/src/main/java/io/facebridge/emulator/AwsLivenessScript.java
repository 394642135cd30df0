package io.facebridge.emulator;

import io.facebridge.emulator.internal.aws.LivenessSessions;
import io.facebridge.emulator.internal.aws.LivenessSessions.Outcome;
import io.facebridge.image.FaceImage;
import java.util.List;

/**
 * Plays the person before the camera: the part of a liveness session that has no place in the service's requests and responses.
 * The emulator does not judge liveness; the script sets the outcome of a session. Thread-safe.
 *
 * <p>Three minutes after its creation, by the emulator's clock, a session is {@code EXPIRED} and its data is deleted.
 */
public final class AwsLivenessScript {
    private static final int MAX_IMAGE_BYTES = 204_800;

    private final LivenessSessions sessions;

    AwsLivenessScript(LivenessSessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Returns the ids of the sessions.
     *
     * @return an unmodifiable list in the order of their creation
     */
    public List<String> sessions() {
        return sessions.ids();
    }

    /**
     * Starts the session, as if a person stood before the camera: it is {@code IN_PROGRESS}.
     *
     * @param sessionId the session
     * @throws IllegalArgumentException if no such session exists
     * @throws IllegalStateException if the session has ended or expired
     */
    public void start(String sessionId) {
        sessions.happen(sessionId, Outcome.RUNNING);
    }

    /**
     * Completes the session, as if the film had been analyzed: it has {@code SUCCEEDED}, whatever the confidence.
     *
     * @param sessionId the session
     * @param confidence that the person is live, in [0, 100]
     * @param reference the best image, of at most 204800 bytes
     * @param audits further images, each of at most 204800 bytes; as many are kept as the session's limit allows
     * @throws IllegalArgumentException if no such session exists
     * @throws IllegalArgumentException if the confidence or the size of an image is out of its range
     * @throws IllegalStateException if the session has ended or expired
     */
    public void complete(String sessionId, double confidence, FaceImage reference, FaceImage... audits) {
        sessions.happen(sessionId, succeeded(confidence, reference, audits));
    }

    /**
     * Aborts the session: it has {@code FAILED}.
     *
     * @param sessionId the session
     * @throws IllegalArgumentException if no such session exists
     * @throws IllegalStateException if the session has ended or expired
     */
    public void fail(String sessionId) {
        sessions.happen(sessionId, Outcome.FAILED);
    }

    /** Sets that sessions created later stay {@code CREATED}, which is the default. */
    public void newSessionsWait() {
        sessions.next(Outcome.PENDING);
    }

    /**
     * Sets that sessions created later have {@code SUCCEEDED} immediately.
     *
     * @param confidence that the person is live, in [0, 100]
     * @param reference the best image, of at most 204800 bytes
     * @param audits further images, each of at most 204800 bytes; as many are kept as the session's limit allows
     * @throws IllegalArgumentException if the confidence or the size of an image is out of its range
     */
    public void newSessionsComplete(double confidence, FaceImage reference, FaceImage... audits) {
        sessions.next(succeeded(confidence, reference, audits));
    }

    /** Sets that sessions created later have {@code FAILED} immediately. */
    public void newSessionsFail() {
        sessions.next(Outcome.FAILED);
    }

    private static Outcome succeeded(double confidence, FaceImage reference, FaceImage... audits) {
        if (!(confidence >= 0 && confidence <= 100)) {
            throw new IllegalArgumentException("confidence must be in [0, 100] but was " + confidence);
        }
        requireSmall(reference);
        List<FaceImage> further = List.of(audits);
        further.forEach(AwsLivenessScript::requireSmall);
        return Outcome.succeeded((float) confidence, reference, further);
    }

    private static void requireSmall(FaceImage image) {
        if (image.sizeInBytes() > MAX_IMAGE_BYTES) {
            throw new IllegalArgumentException("an image of a session has at most " + MAX_IMAGE_BYTES
                    + " bytes but was " + image + "; fit it with ImagePreparation");
        }
    }
}
