package io.facebridge.operations.guard;

import io.facebridge.operations.guard.LivenessAttemptPolicy.Limit;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The limit by which a subject has no attempt left, and the end of the lock-out. Immutable. */
public final class LockOut {
    private final Limit limit;
    private final @Nullable Instant until;

    private LockOut(Limit limit, @Nullable Instant until) {
        this.limit = Objects.requireNonNull(limit, "limit");
        this.until = until;
    }

    /**
     * Creates a lock-out that ends at an instant.
     *
     * @param limit the limit that is exhausted
     * @param until the instant from which the subject may try again
     * @return the lock-out
     */
    public static LockOut until(Limit limit, Instant until) {
        return new LockOut(limit, Objects.requireNonNull(until, "until"));
    }

    /**
     * Creates a lock-out by the limit TOTAL, which {@link LivenessGuard#clear} ends.
     *
     * @return the lock-out
     */
    public static LockOut untilCleared() {
        return new LockOut(Limit.TOTAL, null);
    }

    /** {@return the limit that is exhausted; of several the one whose lock-out lasts longest} */
    public Limit limit() {
        return limit;
    }

    /**
     * Returns when the subject may try again.
     *
     * @return the end of the lock-out, which further failures extend; empty if a reviewer must clear it
     */
    public Optional<Instant> until() {
        return Optional.ofNullable(until);
    }

    /** Returns the one of the two that lasts longer. */
    LockOut orLonger(LockOut other) {
        return until == null || (other.until != null && other.until.isBefore(until)) ? this : other;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LockOut that && limit == that.limit && Objects.equals(until, that.until);
    }

    @Override
    public int hashCode() {
        return Objects.hash(limit, until);
    }

    @Override
    public String toString() {
        return "LockOut[" + limit + (until == null ? ", until it is cleared" : ", until " + until) + "]";
    }
}
