package io.facebridge.remote;

import java.time.Duration;

/**
 * When a service that fails is left alone. There is one circuit breaker for each group of operations of a provider. It
 * counts requests, not calls, and as failures only what says something about the service: no answer in time, no
 * connection, an error on the service's own side. While it is open nothing is sent; then a few requests are let
 * through, and it closes if they succeed.
 *
 * @param failurePercent opens at this share of failed requests, in [1, 100]
 * @param window how many of the last requests are counted, in [1, 1000]
 * @param minimumCalls how many must have been counted before it may open, in [1, window]
 * @param openFor how long nothing is sent, in [1 ms, 1 h]
 */
public record CircuitBreaking(int failurePercent, int window, int minimumCalls, Duration openFor) {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final CircuitBreaking DEFAULTS = new CircuitBreaking(50, 20, 10, Duration.ofSeconds(10));

    /**
     * Checks the values.
     *
     * @param failurePercent see the record
     * @param window see the record
     * @param minimumCalls see the record
     * @param openFor see the record
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public CircuitBreaking {
        Check.range("failurePercent", failurePercent, 1, 100);
        Check.range("window", window, 1, 1000);
        Check.range("minimumCalls", minimumCalls, 1, window);
        Check.range("openFor", openFor, SHORTEST, LONGEST);
    }

    /**
     * What holds where nothing else is said.
     *
     * @return open for 10 s at 50 % failures over the last 20 requests, of which there must be at least 10
     */
    public static CircuitBreaking defaults() {
        return DEFAULTS;
    }
}
