package io.facebridge.emulator;

import io.facebridge.emulator.internal.tencent.LivenessSessions;
import io.facebridge.emulator.internal.tencent.LivenessSessions.Outcome;
import io.facebridge.image.FaceImage;
import java.util.List;

/**
 * Plays the person before the phone: the part of a liveness session that has no place in the service's requests and responses.
 * The emulator does not judge liveness; the script sets the outcome of a session. Thread-safe.
 *
 * <p>Ten minutes after its token was issued, by the emulator's clock, the outcome of a session can no longer be set; its result
 * is available for three days.
 */
public final class TencentLivenessScript {
    private final LivenessSessions sessions;

    TencentLivenessScript(LivenessSessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Returns the tokens of the sessions, which are their ids.
     *
     * @return an unmodifiable list in the order in which they were issued
     */
    public List<String> sessions() {
        return sessions.ids();
    }

    /**
     * Ends the session with a live person: the result is 0.
     *
     * @param sdkToken the session's token
     * @param bestFrame the best image of the film
     * @throws IllegalArgumentException if no such session exists
     * @throws IllegalStateException if the session has ended
     * @throws IllegalStateException if its token has expired
     */
    public void succeed(String sdkToken, FaceImage bestFrame) {
        sessions.happen(sdkToken, Outcome.live(bestFrame));
    }

    /**
     * Ends the session with a failure.
     *
     * @param sdkToken the session's token
     * @param resultCode the vendor's code, for example {@code 1005}, liveness detection failed
     * @throws IllegalArgumentException if no such session exists
     * @throws IllegalArgumentException if the code is not one of failure
     * @throws IllegalStateException if the session has ended
     * @throws IllegalStateException if its token has expired
     */
    public void fail(String sdkToken, String resultCode) {
        sessions.happen(sdkToken, Outcome.failed(resultCode));
    }

    /** Sets that sessions opened later are not finished, which is the default. */
    public void newSessionsWait() {
        sessions.next(Outcome.UNFINISHED_YET);
    }

    /**
     * Sets that sessions opened later have succeeded immediately.
     *
     * @param bestFrame the best image of the film
     */
    public void newSessionsSucceed(FaceImage bestFrame) {
        sessions.next(Outcome.live(bestFrame));
    }

    /**
     * Sets that sessions opened later have failed immediately.
     *
     * @param resultCode the vendor's code, for example {@code 1005}
     * @throws IllegalArgumentException if the code is not one of failure
     */
    public void newSessionsFail(String resultCode) {
        sessions.next(Outcome.failed(resultCode));
    }
}
