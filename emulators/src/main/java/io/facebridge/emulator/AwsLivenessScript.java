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
    private static final int LARGEST_IMAGE = 204_800;

    private final LivenessSessions sessions;

    AwsLivenessScript(LivenessSessions sessions) {
        this.sessions = sessions;
    }

    /**
     * The sessions there are.
     *
     * @return their ids, in the order in which they were created; unmodifiable
     */
    public List<String> sessions() {
        return sessions.ids();
    }

    /**
     * A person stands before the camera: the session is {@code IN_PROGRESS}.
     *
     * @param sessionId the session
     * @throws IllegalArgumentException if there is no such session
     * @throws IllegalStateException if it has ended or expired
     */
    public void start(String sessionId) {
        sessions.happen(sessionId, Outcome.RUNNING);
    }

    /**
     * The check is analysed: the session has {@code SUCCEEDED}, whatever the confidence.
     *
     * @param sessionId the session
     * @param confidence that the person is live, 0 to 100
     * @param reference the best picture, of at most 204800 bytes
     * @param audits further images, each of at most 204800 bytes; the session's limit says how many are kept
     * @throws IllegalArgumentException if there is no such session, or an argument is out of its range
     * @throws IllegalStateException if it has ended or expired
     */
    public void complete(String sessionId, double confidence, FaceImage reference, FaceImage... audits) {
        sessions.happen(sessionId, succeeded(confidence, reference, audits));
    }

    /**
     * The check breaks off: the session has {@code FAILED}.
     *
     * @param sessionId the session
     * @throws IllegalArgumentException if there is no such session
     * @throws IllegalStateException if it has ended or expired
     */
    public void fail(String sessionId) {
        sessions.happen(sessionId, Outcome.FAILED);
    }

    /** Sessions created from now on stay {@code CREATED}, as they do from the start. */
    public void newSessionsWait() {
        sessions.next(Outcome.PENDING);
    }

    /**
     * Sessions created from now on have {@code SUCCEEDED} at once.
     *
     * @param confidence that the person is live, 0 to 100
     * @param reference the best picture, of at most 204800 bytes
     * @param audits further images, each of at most 204800 bytes; the session's limit says how many are kept
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public void newSessionsComplete(double confidence, FaceImage reference, FaceImage... audits) {
        sessions.next(succeeded(confidence, reference, audits));
    }

    /** Sessions created from now on have {@code FAILED} at once. */
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
        if (image.sizeInBytes() > LARGEST_IMAGE) {
            throw new IllegalArgumentException("a session's picture has at most " + LARGEST_IMAGE + " bytes but was "
                    + image + "; ImagePreparation makes it fit");
        }
    }
}
