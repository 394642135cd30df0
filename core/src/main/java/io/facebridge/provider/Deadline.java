package io.facebridge.provider;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The moment at which a call must have ended, on a monotonic clock. Providers of remote services start one for each call.
 * Immutable and safe for use by many threads.
 */
public final class Deadline {
    private final Duration duration;
    private final LongSupplier nanos;
    private final long end;

    /**
     * Starts a deadline now.
     *
     * @param duration until it passes
     * @param nanos a monotonic clock in nanoseconds, such as {@code System::nanoTime}
     */
    public Deadline(Duration duration, LongSupplier nanos) {
        this.duration = duration;
        this.nanos = nanos;
        this.end = nanos.getAsLong() + duration.toNanos();
    }

    /** {@return the duration with which the deadline was started} */
    public Duration duration() {
        return duration;
    }

    /**
     * Returns the duration until the deadline.
     *
     * @return zero or less if it has passed
     */
    public Duration remaining() {
        return Duration.ofNanos(remainingNanos());
    }

    /**
     * Returns whether the deadline has passed.
     *
     * @return {@code true} if no time remains
     */
    public boolean expired() {
        return remainingNanos() <= 0;
    }

    /**
     * Returns the time until the end.
     *
     * @return nanoseconds; zero or less if it has passed
     */
    public long remainingNanos() {
        return end - nanos.getAsLong();
    }
}
