package io.facebridge.emulator;

import io.facebridge.emulator.internal.azure.LivenessSessions;
import io.facebridge.emulator.internal.azure.LivenessSessions.Outcome;
import io.facebridge.image.FaceImage;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Plays the person before the camera: the part of a liveness session that has no place in the service's requests and responses.
 * The emulator does not judge liveness; the script sets the outcome of a session. Whether the person is that of the session's
 * image is really compared. Thread-safe.
 *
 * <p>A session ends with a decision, with its third failed attempt, or when it is canceled. After its token has expired, by the
 * emulator's clock, its outcome can no longer be set; 48 hours after its creation its data is deleted.
 */
public final class AzureLivenessScript {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{1,64}");

    private final LivenessSessions sessions;

    AzureLivenessScript(LivenessSessions sessions) {
        this.sessions = sessions;
    }

    /** A decision of the service. */
    public enum Decision {
        /** A live person. */
        REALFACE,
        /** A presentation attack. */
        SPOOFFACE,
        /** Undecided. */
        UNCERTAIN
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
     * Starts the session, as if a person stood before the camera: it is {@code Running}.
     *
     * @param sessionId the session
     * @throws IllegalArgumentException if no such session exists
     * @throws IllegalStateException if the session has ended
     * @throws IllegalStateException if its token has expired
     */
    public void start(String sessionId) {
        sessions.start(sessionId);
    }

    /**
     * Ends an attempt with a decision: the session has {@code Succeeded}, whatever the decision.
     *
     * @param sessionId the session
     * @param decision about the person's liveness
     * @param image an image of the person before the camera; also the session image, if the session keeps one
     * @return the digest that a client would show, as in the result
     * @throws IllegalArgumentException if no such session exists
     * @throws IllegalArgumentException if the image contains no face
     * @throws IllegalStateException if the session has ended
     * @throws IllegalStateException if its token has expired
     */
    public String decide(String sessionId, Decision decision, FaceImage image) {
        return sessions.attempt(sessionId, outcome(decision, image));
    }

    /**
     * Ends an attempt with a failure. After its third one the session has {@code Failed}; before, it is {@code Running}.
     *
     * @param sessionId the session
     * @param code the service's code, for example {@code FaceWithMaskDetected}; 1 to 64 letters and digits
     * @throws IllegalArgumentException if no such session exists
     * @throws IllegalArgumentException if the code has another form
     * @throws IllegalStateException if the session has ended
     * @throws IllegalStateException if its token has expired
     */
    public void failAttempt(String sessionId, String code) {
        sessions.attempt(sessionId, failure(code));
    }

    /**
     * Cancels the session, as if the person had left: it is {@code Canceled}.
     *
     * @param sessionId the session
     * @throws IllegalArgumentException if no such session exists
     * @throws IllegalStateException if the session has ended
     * @throws IllegalStateException if its token has expired
     */
    public void cancel(String sessionId) {
        sessions.cancel(sessionId);
    }

    /** Sets that sessions created later stay {@code NotStarted}, which is the default. */
    public void newSessionsWait() {
        sessions.next(null);
    }

    /**
     * Sets that sessions created later have {@code Succeeded} immediately.
     *
     * @param decision about the person's liveness
     * @param image an image of the person before the camera
     * @throws IllegalArgumentException if the image contains no face
     */
    public void newSessionsDecide(Decision decision, FaceImage image) {
        sessions.next(outcome(decision, image));
    }

    /**
     * Sets that sessions created later have one failed attempt immediately, and are {@code Running}.
     *
     * @param code the service's code, for example {@code FaceWithMaskDetected}; 1 to 64 letters and digits
     * @throws IllegalArgumentException if the code has another form
     */
    public void newSessionsFailAttempt(String code) {
        sessions.next(failure(code));
    }

    private static Outcome outcome(Decision decision, FaceImage image) {
        return new Outcome(decision.name().toLowerCase(Locale.ROOT), image);
    }

    private static Outcome failure(String code) {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException(
                    "a code has letters and digits, such as FaceWithMaskDetected, but was \"" + code + "\"");
        }
        return new Outcome(code, null);
    }
}
