package io.facebridge.remote;

import java.time.Duration;

/**
 * Settings of the circuit breaker that guards one group of operations. Use them with {@link
 * CallPolicy.Builder#circuitBreaking}. Each group of a provider's operations has its own breaker. It counts requests, not
 * calls. Failures are requests without an answer in time, without a connection, or with an error on the service's side.
 * While the breaker is open, calls fail without a request. Half-open, it permits a few requests and closes if they succeed.
 *
 * @param failurePercent the percentage of failed requests at which the breaker opens, in [1, 100]
 * @param window the number of most recent requests that are counted, in [1, 1000]
 * @param minimumCalls the number of counted requests before the breaker may open, in [1, window]
 * @param openFor how long the breaker stays open, in [1 ms, 1 h]
 */
public record CircuitBreakerPolicy(int failurePercent, int window, int minimumCalls, Duration openFor) {
    private static final Duration MIN_DURATION = Duration.ofMillis(1);
    private static final Duration MAX_DURATION = Duration.ofHours(1);
    private static final CircuitBreakerPolicy DEFAULTS = new CircuitBreakerPolicy(50, 20, 10, Duration.ofSeconds(10));

    /**
     * Creates the settings.
     *
     * @param failurePercent the percentage of failed requests at which the breaker opens, in [1, 100]
     * @param window the number of most recent requests that are counted, in [1, 1000]
     * @param minimumCalls the number of counted requests before the breaker may open, in [1, window]
     * @param openFor how long the breaker stays open, in [1 ms, 1 h]
     * @throws IllegalArgumentException if a value is out of its range
     */
    public CircuitBreakerPolicy {
        Check.range("failurePercent", failurePercent, 1, 100);
        Check.range("window", window, 1, 1000);
        Check.range("minimumCalls", minimumCalls, 1, window);
        Check.range("openFor", openFor, MIN_DURATION, MAX_DURATION);
    }

    /**
     * {@return the default settings: opens for 10 seconds when 50 % of the last 20 requests failed and at least 10 were
     * counted}
     */
    public static CircuitBreakerPolicy defaults() {
        return DEFAULTS;
    }
}
