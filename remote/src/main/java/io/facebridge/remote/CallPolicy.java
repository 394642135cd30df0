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
 * How a provider calls its service: how long, how often, how many at once, and what is done when it fails. Immutable and
 * safe for use by many threads; one policy may serve several providers, which then share its values and nothing else.
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

    /**
     * What holds where no policy is given.
     *
     * @return always the same instance: the defaults of the {@link Builder}
     */
    public static CallPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * Starts a policy.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * How long one call may take, waiting and retries included.
     *
     * @return more than nothing
     */
    public Duration deadline() {
        return deadline;
    }

    /**
     * How many requests one call may send.
     *
     * @return at least 1, the first one included
     */
    public int maxAttempts() {
        return maxAttempts;
    }

    /**
     * The upper end of the random wait before the first retry; it doubles with each one.
     *
     * @return more than nothing
     */
    public Duration backoffBase() {
        return backoffBase;
    }

    /**
     * What the upper end of the random wait never exceeds.
     *
     * @return at least {@link #backoffBase()}
     */
    public Duration backoffCap() {
        return backoffCap;
    }

    /**
     * How many calls of one provider may be under way at the same time.
     *
     * @return at least 1
     */
    public int maxConcurrentCalls() {
        return maxConcurrentCalls;
    }

    /**
     * What holds for each operation once this policy was laid over a provider's presets.
     *
     * @param providerPresets by the vendor's name of the operation
     * @return unmodifiable; an operation that is not in it has no limit
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
     * Checks that every rate limit that was set is of an operation that a provider has, because one of another name would limit nothing.
     *
     * @param operations the names of the provider's operations
     * @throws IllegalArgumentException if there is a limit of another name; the message contains the nearest one, and all that are known
     */
    public void requireOperations(Collection<String> operations) {
        for (String name : new TreeSet<>(rateLimits.keySet())) {
            if (!operations.contains(name)) {
                throw new IllegalArgumentException(
                        "rateLimit is of an operation that the provider has, but was of '" + name
                                + "'; "
                                + NearestName.of(name, new TreeSet<>(operations))
                                        .map(near -> "did you mean '" + near + "'? ")
                                        .orElse("")
                                + "known: " + String.join(", ", new TreeSet<>(operations)));
            }
        }
    }

    /**
     * When a failing service is left alone.
     *
     * @return empty if never
     */
    public Optional<CircuitBreakerPolicy> circuitBreaking() {
        return Optional.ofNullable(circuitBreaking);
    }

    /**
     * Returns the listeners that are notified of calls.
     *
     * @return unmodifiable, in the order in which they are notified
     */
    public List<CallListener> listeners() {
        return listeners;
    }

    /**
     * Observes calls and their attempts.
     *
     * @return {@link Observer#NONE} unless set
     */
    public Observer observer() {
        return observer;
    }

    /** Collects what a policy says. Not for use by several threads at once. */
    public static final class Builder {
        private static final Duration MILLISECOND = Duration.ofMillis(1);
        private static final Duration LONGEST_DEADLINE = Duration.ofHours(1);
        private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

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
         * How long one call may take, everything included: waiting for a place and for the rate, every attempt, and the
         * waits between them. A composed operation has one deadline for all its requests.
         *
         * @param deadline in [1 ms, 1 h]; 30 s unless set
         * @return this builder
         * @throws IllegalArgumentException if {@code deadline} is out of its range
         */
        public Builder deadline(Duration deadline) {
            Check.range("deadline", deadline, MILLISECOND, LONGEST_DEADLINE);
            this.deadline = deadline;
            return this;
        }

        /**
         * How many requests one call may send. What may have been carried out is sent again only if the operation may be
         * repeated without harm.
         *
         * @param maxAttempts in [1, 20], the first one included, so that 1 means no retries; 4 unless set
         * @return this builder
         * @throws IllegalArgumentException if {@code maxAttempts} is out of its range
         */
        public Builder maxAttempts(int maxAttempts) {
            Check.range("maxAttempts", maxAttempts, 1, 20);
            this.maxAttempts = maxAttempts;
            return this;
        }

        /**
         * How long to wait before a retry: a random time between nothing and {@code base} before the first retry, and up
         * to twice as long before each further one, but never more than {@code cap} (full jitter). Where the service asks
         * for a longer wait, its wish counts.
         *
         * @param base in [1 ms, {@code cap}]; 100 ms unless set
         * @param cap in [{@code base}, 5 min]; 5 s unless set
         * @return this builder
         * @throws IllegalArgumentException if one of them is out of its range
         */
        public Builder backoff(Duration base, Duration cap) {
            Check.range("cap", cap, MILLISECOND, LONGEST_BACKOFF);
            Check.range("base", base, MILLISECOND, cap);
            this.backoffBase = base;
            this.backoffCap = cap;
            return this;
        }

        /**
         * How many calls of one provider may be under way at the same time, waiting between attempts included. Further
         * ones wait in line until their deadline.
         *
         * @param maxConcurrentCalls in [1, 10000]; 64 unless set
         * @return this builder
         * @throws IllegalArgumentException if {@code maxConcurrentCalls} is out of its range
         */
        public Builder maxConcurrentCalls(int maxConcurrentCalls) {
            Check.range("maxConcurrentCalls", maxConcurrentCalls, 1, 10_000);
            this.maxConcurrentCalls = maxConcurrentCalls;
            return this;
        }

        /**
         * Limits how often one operation is sent, instead of the provider's preset.
         *
         * @param operation the vendor's name of the operation, as the provider documents it
         * @param limit the limit
         * @return this builder
         */
        public Builder rateLimit(String operation, RateLimit limit) {
            rateLimits.put(Objects.requireNonNull(operation, "operation"), Objects.requireNonNull(limit, "limit"));
            return this;
        }

        /**
         * Limits nothing: the provider's presets are left out, and so are limits set before this call.
         *
         * @return this builder
         */
        public Builder unlimitedRate() {
            presets = false;
            rateLimits.clear();
            return this;
        }

        /**
         * Leaves a failing service alone for a while.
         *
         * @param when when and how long; {@link CircuitBreakerPolicy#defaults()} unless set
         * @return this builder
         */
        public Builder circuitBreaking(CircuitBreakerPolicy when) {
            this.circuitBreaking = Objects.requireNonNull(when, "when");
            return this;
        }

        /**
         * Sends requests however often the service failed before.
         *
         * @return this builder
         */
        public Builder noCircuitBreaker() {
            this.circuitBreaking = null;
            return this;
        }

        /**
         * Adds a listener. A {@link Slf4jCallListener} is registered by default.
         *
         * @param listener is notified of every call
         * @return this builder
         */
        public Builder listener(CallListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Takes out all listeners there are by now, that for SLF4J included.
         *
         * @return this builder
         */
        public Builder withoutListeners() {
            listeners.clear();
            return this;
        }

        /**
         * Observes each call as a stage of {@link Observer.Kind#CALL}, with its waits and retries, and within it each request sent as
         * one of {@link Observer.Kind#ATTEMPT}, in the place of the observer set before. The operation of both is the vendor's name.
         * A call has ended when the listeners are notified of it.
         *
         * @param observer is notified on the thread of the caller, who waits; what it throws is dropped; none unless set
         * @return this builder
         */
        public Builder observer(Observer observer) {
            this.observer = Objects.requireNonNull(observer, "observer");
            return this;
        }

        /**
         * Makes the policy.
         *
         * @return what was collected
         */
        public CallPolicy build() {
            return new CallPolicy(this);
        }
    }
}
