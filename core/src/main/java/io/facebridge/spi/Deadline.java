package io.facebridge.spi;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The moment at which a call must have ended, on a clock that nobody sets. Started by {@link RemoteCalls#startDeadline()}.
 * Immutable and safe for use by many threads.
 */
public final class Deadline {
    private final Duration duration;
    private final LongSupplier nanos;
    private final long end;

    Deadline(Duration duration, LongSupplier nanos) {
        this.duration = duration;
        this.nanos = nanos;
        this.end = nanos.getAsLong() + duration.toNanos();
    }

    /**
     * How long it was from start to end.
     *
     * @return the deadline of the {@link io.facebridge.remote.CallPolicy}
     */
    public Duration duration() {
        return duration;
    }

    /**
     * How long it is until the end.
     *
     * @return zero or less if it has passed
     */
    public Duration remaining() {
        return Duration.ofNanos(remainingNanos());
    }

    /**
     * Whether it has passed.
     *
     * @return {@code true} if nothing remains
     */
    public boolean expired() {
        return remainingNanos() <= 0;
    }

    long remainingNanos() {
        return end - nanos.getAsLong();
    }
}
