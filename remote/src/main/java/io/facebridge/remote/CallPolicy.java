package io.facebridge.remote;

import io.facebridge.internal.NearestName;
import io.facebridge.observation.Observer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a provider's remote calls: deadline, retries, concurrency, rate limits, circuit breaker, listeners and
 * observer. Use it when you create a provider whose defaults do not fit. Immutable and thread-safe. Several providers may
 * share one policy; they share its values only, not permits, rate limits or circuit breakers.
 *
 * <pre>{@code
 * CallPolicy policy = CallPolicy.builder()
 *         .deadline(Duration.ofSeconds(10))
 *         .maxAttempts(3)
 *         .rateLimit("CompareFaces", RateLimit.perSecond(20))
 *         .build();
 * }</pre>
 */
public final class CallPolicy {
    private static final CallPolicy DEFAULTS = builder().build();

    private final Duration deadline;
    private final int maxAttempts;
    private final Duration backoffBase;
    private final Duration backoffCap;
    private final int maxConcurrentCalls;
    private final boolean presets;
    private final Map<String, RateLimit> rateLimits;
    private final @Nullable CircuitBreakerPolicy circuitBreaking;
    private final List<CallListener> listeners;
    private final Observer observer;

    private CallPolicy(Builder builder) {
        this.deadline = builder.deadline;
        this.maxAttempts = builder.maxAttempts;
        this.backoffBase = builder.backoffBase;
        this.backoffCap = builder.backoffCap;
        this.maxConcurrentCalls = builder.maxConcurrentCalls;
        this.presets = builder.presets;
        this.rateLimits = Map.copyOf(builder.rateLimits);
        this.circuitBreaking = builder.circuitBreaking;
        this.listeners = List.copyOf(builder.listeners);
        this.observer = builder.observer;
    }

    /** {@return the policy with the defaults of the {@link Builder}; always the same instance} */
    public static CallPolicy defaults() {
        return DEFAULTS;
    }

    /** {@return a new builder with the default settings} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the maximum duration of one call, waits and retries included; in [1 ms, 1 h]} */
    public Duration deadline() {
        return deadline;
    }

    /** {@return the maximum number of requests of one call, the first one included; in [1, 20]} */
    public int maxAttempts() {
        return maxAttempts;
    }

    /**
     * {@return the maximum random wait before the first retry, doubled for each further retry; in [1 ms, {@link
     * #backoffCap()}]}
     */
    public Duration backoffBase() {
        return backoffBase;
    }

    /** {@return the maximum random wait before any retry; in [{@link #backoffBase()}, 5 min]} */
    public Duration backoffCap() {
        return backoffCap;
    }

    /** {@return the maximum number of concurrent calls of one provider; in [1, 10000]} */
    public int maxConcurrentCalls() {
        return maxConcurrentCalls;
    }

    /**
     * Returns the rate limits of a provider: its presets unless they are disabled, overridden by the limits of this policy.
     *
     * @param providerPresets the provider's limits, by the vendor's name of the operation
     * @return an unmodifiable map by the vendor's name of the operation; an operation without an entry has no limit
     */
    public Map<String, RateLimit> rateLimits(Map<String, RateLimit> providerPresets) {
        Map<String, RateLimit> limits = new HashMap<>();
        if (presets) {
            limits.putAll(providerPresets);
        }
        limits.putAll(rateLimits);
        return Map.copyOf(limits);
    }

    /**
     * Checks that every rate limit set in this policy is for an operation of the provider. A limit under any other name
     * would have no effect.
     *
     * @param operations the names of the provider's operations
     * @throws IllegalArgumentException if a limit is for another name; the message contains the nearest name and all known
     *     names
     */
    public void requireOperations(Collection<String> operations) {
        for (String name : new TreeSet<>(rateLimits.keySet())) {
            if (!operations.contains(name)) {
                throw new IllegalArgumentException(
                        "rateLimit must be for an operation of the provider but was for '" + name
                                + "'; "
                                + NearestName.of(name, new TreeSet<>(operations))
                                        .map(near -> "did you mean '" + near + "'? ")
                                        .orElse("")
                                + "known: " + String.join(", ", new TreeSet<>(operations)));
            }
        }
    }

    /** {@return the settings of the circuit breakers; empty if circuit breaking is disabled} */
    public Optional<CircuitBreakerPolicy> circuitBreaking() {
        return Optional.ofNullable(circuitBreaking);
    }

    /** {@return an unmodifiable list of the listeners, in the order in which they are notified} */
    public List<CallListener> listeners() {
        return listeners;
    }

    /** {@return the observer of calls and their attempts; {@link Observer#NONE} unless set} */
    public Observer observer() {
        return observer;
    }

    /** Collects the settings of a {@link CallPolicy}. Not thread-safe. */
    public static final class Builder {
        private static final Duration MILLISECOND = Duration.ofMillis(1);
        private static final Duration MAX_DEADLINE = Duration.ofHours(1);
        private static final Duration MAX_BACKOFF = Duration.ofMinutes(5);

        private Duration deadline = Duration.ofSeconds(30);
        private int maxAttempts = 4;
        private Duration backoffBase = Duration.ofMillis(100);
        private Duration backoffCap = Duration.ofSeconds(5);
        private int maxConcurrentCalls = 64;
        private boolean presets = true;
        private final Map<String, RateLimit> rateLimits = new HashMap<>();
        private @Nullable CircuitBreakerPolicy circuitBreaking = CircuitBreakerPolicy.defaults();
        private final List<CallListener> listeners = new ArrayList<>(List.of(new Slf4jCallListener()));
        private Observer observer = Observer.NONE;

        private Builder() {}

        /**
         * Sets the maximum duration of one call: waiting for a concurrency permit and for the rate limit, every attempt,
         * and the waits between attempts. All requests of a composed operation share one deadline.
         *
         * @param deadline in [1 ms, 1 h]; the default is 30 seconds
         * @return this builder
         * @throws IllegalArgumentException if {@code deadline} is out of its range
         */
        public Builder deadline(Duration deadline) {
            Check.range("deadline", deadline, MILLISECOND, MAX_DEADLINE);
            this.deadline = deadline;
            return this;
        }

        /**
         * Sets the maximum number of requests of one call. A request that may have taken effect is sent again only if its
         * operation is idempotent.
         *
         * @param maxAttempts in [1, 20], the first request included, so that 1 disables retries; the default is 4
         * @return this builder
         * @throws IllegalArgumentException if {@code maxAttempts} is out of its range
         */
        public Builder maxAttempts(int maxAttempts) {
            Check.range("maxAttempts", maxAttempts, 1, 20);
            this.maxAttempts = maxAttempts;
            return this;
        }

        /**
         * Sets the wait before a retry: a random time between 0 and {@code base} before the first retry, and up to twice as
         * long before each further retry, but never more than {@code cap} (full jitter). If the service requests a longer
         * wait, that wait applies.
         *
         * @param base in [1 ms, {@code cap}]; the default is 100 ms
         * @param cap in [{@code base}, 5 min]; the default is 5 seconds
         * @return this builder
         * @throws IllegalArgumentException if {@code base} or {@code cap} is out of its range
         */
        public Builder backoff(Duration base, Duration cap) {
            Check.range("cap", cap, MILLISECOND, MAX_BACKOFF);
            Check.range("base", base, MILLISECOND, cap);
            this.backoffBase = base;
            this.backoffCap = cap;
            return this;
        }

        /**
         * Sets the maximum number of concurrent calls of one provider, calls that wait between attempts included. Further
         * calls wait in order until their deadline.
         *
         * @param maxConcurrentCalls in [1, 10000]; the default is 64
         * @return this builder
         * @throws IllegalArgumentException if {@code maxConcurrentCalls} is out of its range
         */
        public Builder maxConcurrentCalls(int maxConcurrentCalls) {
            Check.range("maxConcurrentCalls", maxConcurrentCalls, 1, 10_000);
            this.maxConcurrentCalls = maxConcurrentCalls;
            return this;
        }

        /**
         * Sets the rate limit of one operation. It replaces the provider's preset.
         *
         * @param operation the vendor's name of the operation, as the provider documents it
         * @param limit the maximum number of requests per period
         * @return this builder
         */
        public Builder rateLimit(String operation, RateLimit limit) {
            rateLimits.put(Objects.requireNonNull(operation, "operation"), Objects.requireNonNull(limit, "limit"));
            return this;
        }

        /**
         * Disables the provider's presets and removes the rate limits set before this call.
         *
         * @return this builder
         */
        public Builder unlimitedRate() {
            presets = false;
            rateLimits.clear();
            return this;
        }

        /**
         * Sets when circuit breakers open and for how long.
         *
         * @param when the settings; the default is {@link CircuitBreakerPolicy#defaults()}
         * @return this builder
         */
        public Builder circuitBreaking(CircuitBreakerPolicy when) {
            this.circuitBreaking = Objects.requireNonNull(when, "when");
            return this;
        }

        /**
         * Disables circuit breaking: requests are sent regardless of earlier failures.
         *
         * @return this builder
         */
        public Builder noCircuitBreaker() {
            this.circuitBreaking = null;
            return this;
        }

        /**
         * Adds a listener. The default is one {@link Slf4jCallListener}.
         *
         * @param listener the listener, notified of every call
         * @return this builder
         */
        public Builder listener(CallListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Removes all listeners added so far, the default {@link Slf4jCallListener} included.
         *
         * @return this builder
         */
        public Builder withoutListeners() {
            listeners.clear();
            return this;
        }

        /**
         * Sets the observer, which replaces the one set before. It observes each call as a stage of {@link
         * Observer.Kind#CALL}, waits and retries included, and within it each request as a stage of {@link
         * Observer.Kind#ATTEMPT}. Both stages carry the vendor's name of the operation. The stage of a call ends before the
         * listeners are notified.
         *
         * @param observer the observer; runs on the caller's thread, which waits; exceptions that it throws are dropped;
         *     the default is {@link Observer#NONE}
         * @return this builder
         */
        public Builder observer(Observer observer) {
            this.observer = Objects.requireNonNull(observer, "observer");
            return this;
        }

        /** {@return a new policy with the collected settings} */
        public CallPolicy build() {
            return new CallPolicy(this);
        }
    }
}
