package io.facebridge.operations.guard;

import io.facebridge.error.FaceBridgeException;
import io.facebridge.operations.guard.LivenessAttemptPolicy.Limit;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown if a subject has no liveness attempt left. No session was opened. */
public final class SubjectLockedException extends FaceBridgeException {
    private static final long serialVersionUID = 2L;

    /** The limit that is exhausted. */
    private final Limit limit;

    /** The end of the lock-out; {@code null} if a reviewer must clear it. */
    private final @Nullable Instant until;

    /** Whether the attempts have failed; otherwise some are still open. */
    private final boolean lockedOut;

    /**
     * Creates the exception.
     *
     * @param lockOut the exhausted limit and the end of the lock-out
     * @param lockedOut whether the attempts have failed; otherwise some of them are still open
     */
    public SubjectLockedException(LockOut lockOut, boolean lockedOut) {
        super(message(lockOut, lockedOut), null, null);
        limit = lockOut.limit();
        until = lockOut.until().orElse(null);
        this.lockedOut = lockedOut;
    }

    private static String message(LockOut lockOut, boolean lockedOut) {
        String what = lockedOut
                ? "subject is locked out after too many failed attempts"
                : "subject has too many open sessions";
        String by = " (limit " + lockOut.limit() + ")";
        if (lockOut.until().isEmpty()) {
            return what + by
                    + " until a reviewer clears the failures; inspect the attempts and call LivenessGuard.clear";
        }
        return what + by + " until " + lockOut.until().get() + "; try again after that time"
                + (lockedOut
                        ? ", or have a reviewer inspect the attempts"
                        : ", or request the results of those sessions");
    }

    /** {@return {@code true} if a later attempt can succeed; {@code false} if a reviewer must clear the failures first} */
    @Override
    public boolean retryable() {
        return until != null;
    }

    /** {@return the limit that is exhausted; of several the one whose lock-out lasts longest} */
    public Limit limit() {
        return limit;
    }

    /**
     * Returns when the subject may try again.
     *
     * @return the end of the lock-out, which further failures extend; empty if a reviewer must clear it with
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
