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
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The circuit breaker of one group of operations. Safe for use by many threads. */
final class Breaker {
    private static final int TRIALS = 3;

    private final CircuitBreaking when;
    private final LongSupplier nanos;
    private final CircuitBreaker breaker;
    private volatile long openedAt;

    Breaker(String group, CircuitBreaking when, LongSupplier nanos) {
        this.when = when;
        this.nanos = nanos;
        this.breaker = CircuitBreaker.of(
                group,
                CircuitBreakerConfig.custom()
                        .failureRateThreshold(when.failurePercent())
                        .slidingWindowSize(when.window())
                        .minimumNumberOfCalls(when.minimumCalls())
                        .permittedNumberOfCallsInHalfOpenState(TRIALS)
                        .waitDurationInOpenState(when.openFor())
                        .slowCallDurationThreshold(Duration.ofDays(1))
                        .writableStackTraceEnabled(false)
                        .clock(new Monotone(nanos))
                        .currentTimestampFunction(clock -> nanos.getAsLong(), TimeUnit.NANOSECONDS)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == State.OPEN) {
                openedAt = nanos.getAsLong();
            }
        });
    }

    boolean lets() {
        return breaker.tryAcquirePermission();
    }

    /** How long it stays open from now on. */
    Duration refusesFor() {
        Duration left = when.openFor().minusNanos(nanos.getAsLong() - openedAt);
        return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
    }

    /**
     * A request that was let through ended. Throttling and what we broke off ourselves say nothing about the service, any
     * other answer says that it works.
     */
    void ended(long took, boolean answered, @Nullable FaceBridgeException failure, boolean hadTime) {
        if (failure instanceof ProviderUnavailableException || (failure instanceof CallTimeoutException && hadTime)) {
            breaker.onError(took, TimeUnit.NANOSECONDS, failure);
        } else if (answered || (failure != null && !saysNothing(failure))) {
            breaker.onSuccess(took, TimeUnit.NANOSECONDS);
        } else {
            breaker.releasePermission();
        }
    }

    private static boolean saysNothing(FaceBridgeException failure) {
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
