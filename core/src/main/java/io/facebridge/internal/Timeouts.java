package io.facebridge.internal;

import java.time.Duration;

/** Timeouts that applications pass to methods that wait. */
public final class Timeouts {
    private static final Duration LONGEST = Duration.ofDays(365);

    private Timeouts() {}

    /**
     * Checks a timeout, and limits it to what every clock can be moved by.
     *
     * @param timeout the timeout as the application passed it
     * @return the timeout, at most a year
     * @throws IllegalArgumentException if it is zero or negative
     */
    public static Duration require(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be greater than 0 but was " + timeout);
        }
        return timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    }
}
