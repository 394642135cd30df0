package io.facebridge.remote;

import java.time.Duration;

/**
 * How often an operation may be sent. Permits are spread evenly: in every slice of a tenth of a second there are about a
 * tenth of a second's worth, and below ten a second there is one at a time.
 *
 * @param calls how many requests in one period, in [1, 1000000]; retries count
 * @param period in [1 ms, 1 day]
 */
public record RateLimit(int calls, Duration period) {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * Checks the limit.
     *
     * @param calls see the record
     * @param period see the record
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public RateLimit {
        Check.range("calls", calls, 1, 1_000_000);
        Check.range("period", period, SHORTEST, LONGEST);
    }

    /**
     * So many in a second.
     *
     * @param calls how many requests, in [1, 1000000]; retries count
     * @return the limit
     * @throws IllegalArgumentException if {@code calls} is out of its range
     */
    public static RateLimit perSecond(int calls) {
        return new RateLimit(calls, Duration.ofSeconds(1));
    }
}
