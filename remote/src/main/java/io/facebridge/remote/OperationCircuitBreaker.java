package io.facebridge.remote;

import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.ThrottledException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The circuit breaker of one group of a provider's operations. Safe for use by many threads. */
final class OperationCircuitBreaker {
    private static final int TRIALS = 3;
    private static final Duration MIN_DURATION = Duration.ofMillis(1);

    private final CircuitBreakerPolicy policy;
    private final LongSupplier nanos;
    private final CircuitBreaker breaker;
    private volatile long openedAt;

    OperationCircuitBreaker(String group, CircuitBreakerPolicy policy, LongSupplier nanos) {
        this.policy = policy;
        this.nanos = nanos;
        this.breaker = CircuitBreaker.of(
                group,
                CircuitBreakerConfig.custom()
                        .failureRateThreshold(policy.failurePercent())
                        .slidingWindowSize(policy.window())
                        .minimumNumberOfCalls(policy.minimumCalls())
                        .permittedNumberOfCallsInHalfOpenState(TRIALS)
                        .waitDurationInOpenState(policy.openFor())
                        .slowCallDurationThreshold(Duration.ofDays(1))
                        .writableStackTraceEnabled(false)
                        .clock(new Monotone(nanos))
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == State.OPEN) {
                openedAt = nanos.getAsLong();
            }
        });
    }

    boolean tryAcquirePermission() {
        return breaker.tryAcquirePermission();
    }

    /** Returns how long it stays open from now on, at least 1 ms. */
    Duration remainingOpenTime() {
        Duration left = policy.openFor().minusNanos(nanos.getAsLong() - openedAt);
        return Collections.max(List.of(left, MIN_DURATION));
    }

    /**
     * Records the result of a permitted request. Throttling, interruptions and time-outs of requests that began late are not
     * counted; any other answer counts as a success.
     */
    void record(long took, boolean answered, @Nullable FaceBridgeException failure, boolean hadTime) {
        if (failure instanceof ProviderUnavailableException || (failure instanceof CallTimeoutException && hadTime)) {
            breaker.onError(took, TimeUnit.NANOSECONDS, failure);
        } else if (answered || (failure != null && !isNotCounted(failure))) {
            breaker.onSuccess(took, TimeUnit.NANOSECONDS);
        } else {
            breaker.releasePermission();
        }
    }

    private static boolean isNotCounted(FaceBridgeException failure) {
        return failure instanceof ThrottledException
                || failure instanceof CallTimeoutException
                || failure instanceof CallInterruptedException;
    }

    private static final class Monotone extends Clock {
        private final LongSupplier nanos;

        Monotone(LongSupplier nanos) {
            this.nanos = nanos;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(nanos.getAsLong());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
