package io.facebridge.remote;

import java.time.Duration;

/**
 * Settings of a circuit breaker. Each group of a provider's operations has its own; it counts requests, not calls, and as
 * failures only no answer in time, no connection, and errors on the service's own side. While it is open, calls fail without a
 * request; half-open, it permits a few requests and closes if they succeed.
 *
 * @param failurePercent the percentage of failed requests at which it opens, in [1, 100]
 * @param window the number of most recent requests that are counted, in [1, 1000]
 * @param minimumCalls the number of counted requests before it may open, in [1, window]
 * @param openFor how long it stays open, in [1 ms, 1 h]
 */
public record CircuitBreakerPolicy(int failurePercent, int window, int minimumCalls, Duration openFor) {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final CircuitBreakerPolicy DEFAULTS = new CircuitBreakerPolicy(50, 20, 10, Duration.ofSeconds(10));

    /**
     * Checks the values.
     *
     * @param failurePercent the percentage of failed requests at which it opens
     * @param window the number of most recent requests that are counted
     * @param minimumCalls the number of counted requests before it may open
     * @param openFor how long it stays open
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public CircuitBreakerPolicy {
        Check.range("failurePercent", failurePercent, 1, 100);
        Check.range("window", window, 1, 1000);
        Check.range("minimumCalls", minimumCalls, 1, window);
        Check.range("openFor", openFor, SHORTEST, LONGEST);
    }

    /**
     * Returns the default settings.
     *
     * @return open for 10 s at 50 % failures over the last 20 requests, of which there must be at least 10
     */
    public static CircuitBreakerPolicy defaults() {
        return DEFAULTS;
    }
}
