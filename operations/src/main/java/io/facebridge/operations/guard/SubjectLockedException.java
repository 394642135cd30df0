package io.facebridge.operations.guard;

import io.facebridge.error.FaceBridgeException;
import io.facebridge.operations.guard.LivenessAttemptPolicy.Limit;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A subject has had as many attempts as it may have for now. No session was opened. */
public final class SubjectLockedException extends FaceBridgeException {
    private static final long serialVersionUID = 2L;

    /** Which limit is exhausted. */
    private final Limit limit;

    /** Until when; {@code null} if a reviewer must clear it. */
    private final @Nullable Instant until;

    /** Whether the attempts have failed. */
    private final boolean lockedOut;

    /**
     * Creates the exception.
     *
     * @param lockOut which limit is exhausted, and until when
     * @param lockedOut whether the attempts have failed; else some of them are still open
     */
    public SubjectLockedException(LockOut lockOut, boolean lockedOut) {
        super(message(lockOut, lockedOut), null, null);
        limit = lockOut.limit();
        until = lockOut.until().orElse(null);
        this.lockedOut = lockedOut;
    }

    private static String message(LockOut lockOut, boolean lockedOut) {
        String what = lockedOut
                ? "the subject has failed too often and is locked out"
                : "the subject has too many sessions open";
        String by = " (limit " + lockOut.limit() + ")";
        if (lockOut.until().isEmpty()) {
            return what + by + " until a reviewer clears it; inspect the attempts and call LivenessGuard.clear";
        }
        return what + by + " until " + lockOut.until().get() + "; let the person wait"
                + (lockedOut ? ", or have a reviewer look at the case" : ", or request the results of those");
    }

    /** It may once the time is over; {@code false} if a reviewer must clear it first. */
    @Override
    public boolean retryable() {
        return until != null;
    }

    /**
     * Returns which limit is exhausted.
     *
     * @return the one that lasts longest, where several are
     */
    public Limit limit() {
        return limit;
    }

    /**
     * Returns until when.
     *
     * @return from then on the subject may try again, unless more happens until then; empty if a reviewer must clear it with
     *     {@link LivenessGuard#clear}
     */
    public Optional<Instant> until() {
        return Optional.ofNullable(until);
    }

    /**
     * Returns whether the attempts have failed.
     *
     * @return {@code false} if some of them are still open
     */
    public boolean lockedOut() {
        return lockedOut;
    }
}
