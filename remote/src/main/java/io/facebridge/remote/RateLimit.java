package io.facebridge.remote;

import java.time.Duration;

/**
 * The maximum number of requests of one operation per period. Use it with {@link CallPolicy.Builder#rateLimit}. Permits are
 * issued evenly in slices of about 100 ms; below ten requests per second they are issued one at a time.
 *
 * @param calls the maximum number of requests per period, in [1, 1000000]; retries count
 * @param period the length of the period, in [1 ms, 1 day]
 */
public record RateLimit(int calls, Duration period) {
    private static final Duration MIN_DURATION = Duration.ofMillis(1);
    private static final Duration MAX_DURATION = Duration.ofDays(1);

    /**
     * Creates a limit.
     *
     * @param calls the maximum number of requests per period, in [1, 1000000]
     * @param period the length of the period, in [1 ms, 1 day]
     * @throws IllegalArgumentException if {@code calls} or {@code period} is out of its range
     */
    public RateLimit {
        Check.range("calls", calls, 1, 1_000_000);
        Check.range("period", period, MIN_DURATION, MAX_DURATION);
    }

    /**
     * Creates a limit per second.
     *
     * @param calls the maximum number of requests per second, in [1, 1000000]; retries count
     * @return the limit
     * @throws IllegalArgumentException if {@code calls} is out of its range
     */
    public static RateLimit perSecond(int calls) {
        return new RateLimit(calls, Duration.ofSeconds(1));
    }
}
