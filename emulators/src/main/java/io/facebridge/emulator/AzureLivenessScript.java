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

    /** What the service decides. */
    public enum Decision {
        /** A live person. */
        REALFACE,
        /** A presentation attack. */
        SPOOFFACE,
        /** It cannot be said. */
        UNCERTAIN
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
     * An attempt comes to a decision, whichever, and the session has {@code Succeeded}.
     *
     * @param sessionId the session
     * @param decision about the person's liveness
     * @param picture of the person before the camera; also the session image, if the session keeps one
     * @return the digest that a client would show, as it is in the result
     * @throws IllegalArgumentException if there is no such session, or no face in the picture
     * @throws IllegalStateException if it has ended, or its token has expired
     */
    public String decide(String sessionId, Decision decision, FaceImage picture) {
        return sessions.attempt(sessionId, outcome(decision, picture));
    }

    /**
     * An attempt fails. After the third of a session the session has {@code Failed}; before, it is {@code Running}.
     *
     * @param sessionId the session
     * @param code the service's, for example {@code FaceWithMaskDetected}
     * @throws IllegalArgumentException if there is no such session, or the code is not made of letters and digits
     * @throws IllegalStateException if it has ended, or its token has expired
     */
    public void failAttempt(String sessionId, String code) {
        sessions.attempt(sessionId, failure(code));
    }

    /**
     * The person goes away: the session is {@code Canceled}.
     *
     * @param sessionId the session
     * @throws IllegalArgumentException if there is no such session
     * @throws IllegalStateException if it has ended, or its token has expired
     */
    public void cancel(String sessionId) {
        sessions.cancel(sessionId);
    }

    /** Sessions created from now on stay {@code NotStarted}, as they do from the start. */
    public void newSessionsWait() {
        sessions.next(null);
    }

    /**
     * Sessions created from now on have {@code Succeeded} at once.
     *
     * @param decision about the person's liveness
     * @param picture of the person before the camera
     * @throws IllegalArgumentException if there is no face in the picture
     */
    public void newSessionsDecide(Decision decision, FaceImage picture) {
        sessions.next(outcome(decision, picture));
    }

    /**
     * Sessions created from now on have one failed attempt at once, and are {@code Running}.
     *
     * @param code the service's, for example {@code FaceWithMaskDetected}
     * @throws IllegalArgumentException if the code is not made of letters and digits
     */
    public void newSessionsFailAttempt(String code) {
        sessions.next(failure(code));
    }

    private static Outcome outcome(Decision decision, FaceImage picture) {
        return new Outcome(decision.name().toLowerCase(Locale.ROOT), picture);
    }

    private static Outcome failure(String code) {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException(
                    "a code has letters and digits, such as FaceWithMaskDetected, but was \"" + code + "\"");
        }
        return new Outcome(code, null);
    }
}
