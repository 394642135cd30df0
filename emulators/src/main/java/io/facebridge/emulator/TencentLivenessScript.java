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
     * Returns the sessions that were opened.
     *
     * @return their tokens, which are their ids, in the order in which they were issued; unmodifiable
     */
    public List<String> sessions() {
        return sessions.ids();
    }

    /**
     * The person was live: the result is 0.
     *
     * @param sdkToken the session's token
     * @param bestFrame the best picture of the film
     * @throws IllegalArgumentException if there is no such session
     * @throws IllegalStateException if it has ended, or its token has expired
     */
    public void succeed(String sdkToken, FaceImage bestFrame) {
        sessions.happen(sdkToken, Outcome.live(bestFrame));
    }

    /**
     * The session came to nothing.
     *
     * @param sdkToken the session's token
     * @param resultCode the vendor's, for example {@code 1005}, liveness detection failed
     * @throws IllegalArgumentException if there is no such session, or the code is not one of failure
     * @throws IllegalStateException if it has ended, or its token has expired
     */
    public void fail(String sdkToken, String resultCode) {
        sessions.happen(sdkToken, Outcome.failed(resultCode));
    }

    /** Sessions opened from now on wait, as they do from the start. */
    public void newSessionsWait() {
        sessions.next(Outcome.UNFINISHED_YET);
    }

    /**
     * Sessions opened from now on have succeeded at once.
     *
     * @param bestFrame the best picture of the film
     */
    public void newSessionsSucceed(FaceImage bestFrame) {
        sessions.next(Outcome.live(bestFrame));
    }

    /**
     * Sessions opened from now on have failed at once.
     *
     * @param resultCode the vendor's, for example {@code 1005}
     * @throws IllegalArgumentException if the code is not one of failure
     */
    public void newSessionsFail(String resultCode) {
        sessions.next(Outcome.failed(resultCode));
    }
}
