package io.facebridge.image;

import io.facebridge.provider.Deadline;
import java.time.Duration;

/** A clock that moves on by a millisecond whenever it is read, so that a deadline of so many milliseconds is read as often. */
public final class Readings {
    private long read;

    /**
     * Starts a deadline.
     *
     * @param readings how often it can be asked whether it has passed until it has
     * @return a deadline on this clock
     */
    public Deadline until(int readings) {
        return new Deadline(Duration.ofMillis(readings), () -> read++ * 1_000_000L);
    }

    /**
     * Starts a deadline on the clock that everybody has.
     *
     * @param duration until it passes
     * @return a deadline
     */
    public static Deadline ofRealTime(Duration duration) {
        return new Deadline(duration, System::nanoTime);
    }

    /**
     * Counts.
     *
     * @return how often the clock was read
     */
    public long count() {
        return read;
    }
}
