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
     * Creates a deadline that passes {@code duration} from now.
     *
     * @param duration the time until the deadline
     * @param nanos a monotonic clock in nanoseconds, such as {@code System::nanoTime}
     */
    public Deadline(Duration duration, LongSupplier nanos) {
        this.duration = duration;
        this.nanos = nanos;
        this.end = nanos.getAsLong() + duration.toNanos();
    }

    /** {@return the duration that this deadline was created with} */
    public Duration duration() {
        return duration;
    }

    /** {@return the time until the deadline; zero or negative if it has passed} */
    public Duration remaining() {
        return Duration.ofNanos(remainingNanos());
    }

    /** {@return {@code true} if the deadline has passed} */
    public boolean expired() {
        return remainingNanos() <= 0;
    }

    /** {@return the nanoseconds until the deadline; zero or negative if it has passed} */
    public long remainingNanos() {
        return end - nanos.getAsLong();
    }
}
