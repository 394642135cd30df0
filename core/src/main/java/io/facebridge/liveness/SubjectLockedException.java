package io.facebridge.liveness;

import io.facebridge.FaceBridgeException;
import java.time.Instant;
import java.util.Objects;

/** A subject has had as many attempts as it may have for now. No session was opened. */
public final class SubjectLockedException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** Until when. */
    private final Instant until;

    /** Whether the attempts have failed. */
    private final boolean lockedOut;

    /**
     * Creates the exception.
     *
     * @param until from when on the subject may try again
     * @param lockedOut whether the attempts have failed; else some of them are still open
     */
    public SubjectLockedException(Instant until, boolean lockedOut) {
        super(
                (lockedOut
                                ? "the subject has failed too often and is locked out until "
                                : "the subject has too many sessions open, until ")
                        + Objects.requireNonNull(until, "until")
                        + "; let the person wait"
                        + (lockedOut ? ", or have somebody look at the case" : ", or ask for the results of those"),
                null,
                null);
        this.until = until;
        this.lockedOut = lockedOut;
    }

    /** It may: once the time is over. */
    @Override
    public boolean retryable() {
        return true;
    }

    /**
     * Until when.
     *
     * @return from then on the subject may try again, unless more happens until then
     */
    public Instant until() {
        return until;
    }

    /**
     * Whether the attempts have failed.
     *
     * @return {@code false} if some of them are still open
     */
    public boolean lockedOut() {
        return lockedOut;
    }
}
