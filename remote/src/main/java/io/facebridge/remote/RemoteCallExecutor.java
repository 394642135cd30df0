package io.facebridge.remote;

import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.ProviderError;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.observation.Observer;
import io.facebridge.observation.Observer.Kind;
import io.facebridge.observation.Observer.Stage;
import io.facebridge.provider.Deadline;
import io.facebridge.provider.ProviderId;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes a provider's remote calls on the caller's thread. Applies, outermost first: deadline, concurrency limit, retries, rate
 * limit, circuit breaker. A provider creates one executor; a composed operation calls it once for each of its requests, under
 * one {@link Deadline}.
 *
 * <ul>
 *   <li>Waiting for a concurrency permit, for the rate limit and before a retry counts against the deadline. A wait that would
 *       end after the deadline is not begun.
 *   <li>A failure is retried if it is {@link FaceBridgeException#retryable()} and either had no effect for certain or
 *       hit an operation that is {@link RemoteOperation#idempotent()}. The possible effects of earlier attempts are added to the
 *       exception.
 *   <li>When the service requests a wait, no attempt is made before it is over.
 *   <li>While the circuit breaker of the operation's group is open, calls fail at once.
 *   <li>An interrupted thread stops waiting at once. Its interrupt flag is set when it gets the exception.
 * </ul>
 *
 * <!-- docs-test: given ProviderId provider; FailureTranslator translator -->
 * <!-- docs-test: given BiFunction<String, Duration, String> client; String request -->
 * <pre>{@code
 * RemoteCallExecutor executor = RemoteCallExecutor.create(provider, CallPolicy.defaults(), Map.of(), translator);
 * RemoteOperation detect = new RemoteOperation("DetectFaces", "faces", true);
 * String answer = executor.execute(detect, remaining -> client.apply(request, remaining));
 * }</pre>
 *
 * <p>Thread-safe. An attempt must not call this executor again: it already holds a concurrency permit, so the
 * nested call may block until the deadline.
 */
public final class RemoteCallExecutor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteCallExecutor.class);

    private final ProviderId provider;
    private final CallPolicy policy;
    private final FailureTranslator failures;
    private final LongSupplier nanos;
    private final Sleeper sleeper;
    private final Semaphore concurrencyPermits;
    private final Map<String, OperationRateLimiter> rateLimiters = new HashMap<>();
    private final Map<String, OperationCircuitBreaker> circuitBreakers = new ConcurrentHashMap<>();
    private final @Nullable CircuitBreakerPolicy circuitBreaking;
    private final Retry idempotentRetry;
    private final Retry nonIdempotentRetry;
    private volatile boolean closed;

    private RemoteCallExecutor(Builder builder) {
        this.provider = builder.provider;
        this.policy = builder.policy;
        this.failures = builder.failures;
        this.nanos = builder.nanos;
        this.sleeper = builder.sleeper;
        this.concurrencyPermits = new Semaphore(policy.maxConcurrentCalls(), true);
        this.circuitBreaking = policy.circuitBreaking().orElse(null);
        this.idempotentRetry = RetryFactory.create(policy, true, builder.chance);
        this.nonIdempotentRetry = RetryFactory.create(policy, false, builder.chance);
        policy.rateLimits(builder.presets)
                .forEach((operation, limit) -> rateLimiters.put(operation, new OperationRateLimiter(limit, nanos)));
    }

    /**
     * Creates the executor of one provider.
     *
     * @param provider the provider, for messages and reports
     * @param policy the application's settings
     * @param presets the service's own rate limits, by the vendor's name of the operation; the policy may override them
     * @param failures translates the failures of the vendor's client
     * @return a new executor; the provider closes it
     */
    public static RemoteCallExecutor create(
            ProviderId provider, CallPolicy policy, Map<String, RateLimit> presets, FailureTranslator failures) {
        return new Builder(provider, policy, presets, failures).build();
    }

    /**
     * Starts the deadline of a composed operation. All of its calls share it.
     *
     * @return a deadline that begins now and lasts as long as the policy's deadline
     */
    public Deadline startDeadline() {
        return new Deadline(policy.deadline(), nanos);
    }

    /**
     * Sends one request within the policy's deadline and retries it where that is allowed. Blocks until the call has ended.
     *
     * @param operation the operation to call
     * @param attempt sends the request once
     * @param <T> the type of the answer
     * @return the answer of the attempt that succeeded
     * @throws FaceBridgeException if the last attempt failed; translated, with the possible effects of earlier attempts
     * @throws CallTimeoutException if the deadline leaves no time to send the request
     * @throws ProviderUnavailableException if the circuit breaker is open
     * @throws CallInterruptedException if the thread is interrupted
     * @throws IllegalStateException if this executor is closed
     */
    public <T> T execute(RemoteOperation operation, RemoteAttempt<T> attempt) {
        return execute(operation, startDeadline(), attempt);
    }

    /**
     * Sends one request of a composed operation and retries it where that is allowed. Blocks until the call has ended.
     *
     * @param operation the operation to call
     * @param deadline the deadline of the composed operation
     * @param attempt sends the request once
     * @param <T> the type of the answer
     * @return the answer of the attempt that succeeded
     * @throws FaceBridgeException if the last attempt failed; translated, with the possible effects of earlier attempts; it
     *     does not include the effects of the composed operation's earlier requests, which the provider adds with {@link
     *     FaceBridgeException#addEffect}
     * @throws CallTimeoutException if the deadline leaves no time to send the request
     * @throws ProviderUnavailableException if the circuit breaker is open
     * @throws CallInterruptedException if the thread is interrupted
     * @throws IllegalStateException if this executor is closed
     */
    public <T> T execute(RemoteOperation operation, Deadline deadline, RemoteAttempt<T> attempt) {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(attempt, "attempt");
        checkOpen();
        Call<T> call = new Call<>(operation, deadline, attempt);
        T answer;
        try {
            answer = observed(Kind.CALL, operation, call::run);
        } catch (RuntimeException | Error e) {
            call.report(null, e);
            throw e;
        }
        call.report(answer, null);
        return answer;
    }

    private <T> T observed(Kind kind, RemoteOperation operation, Supplier<T> work) {
        Observer observer = policy.observer();
        return observer == Observer.NONE
                ? work.get()
                : observer.observe(new Stage(kind, provider, operation.name()), work);
    }

    /**
     * Waits between two requests of a composed operation, for example before a status is requested again. Holds no
     * concurrency permit while it waits.
     *
     * @param wait the time to wait; zero or less returns at once
     * @param deadline the deadline of the composed operation
     * @throws CallTimeoutException if the wait would end after the deadline; thrown at once
     * @throws CallInterruptedException if the thread is interrupted before or while it waits
     * @throws IllegalStateException if this executor is closed
     */
    public void pause(Duration wait, Deadline deadline) {
        checkOpen();
        if (wait.compareTo(deadline.remaining()) > 0) {
            throw new CallTimeoutException(
                    "a wait of " + wait.toMillis() + " ms would pass the deadline of "
                            + deadline.duration().toMillis() + " ms; raise CallPolicy's deadline",
                    null,
                    Effect.NONE,
                    null);
        }
        try {
            sleep(wait.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException(Effect.NONE, e);
        }
    }

    /**
     * Stops accepting calls; later calls throw {@link IllegalStateException}. Calls in progress continue without retries; does
     * not wait. Idempotent.
     */
    @Override
    public void close() {
        closed = true;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("provider " + provider + " is closed; open a new one");
        }
    }

    private void sleep(long wait) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before waiting");
        }
        if (wait > 0) {
            sleeper.sleep(wait);
        }
    }

    private @Nullable OperationCircuitBreaker breaker(String group) {
        CircuitBreakerPolicy when = circuitBreaking;
        if (when == null) {
            return null;
        }
        OperationCircuitBreaker known = circuitBreakers.get(group);
        return known != null
                ? known
                : circuitBreakers.computeIfAbsent(group, name -> new OperationCircuitBreaker(name, when, nanos));
    }

    /** Waits for a number of nanoseconds greater than 0. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(long nanos) throws InterruptedException;
    }

    /** The injected settings, time and randomness included. */
    static final class Builder {
        private final ProviderId provider;
        private final CallPolicy policy;
        private final Map<String, RateLimit> presets;
        private final FailureTranslator failures;
        private LongSupplier nanos = System::nanoTime;
        private Sleeper sleeper = TimeUnit.NANOSECONDS::sleep;
        private DoubleSupplier chance = () -> ThreadLocalRandom.current().nextDouble();

        Builder(ProviderId provider, CallPolicy policy, Map<String, RateLimit> presets, FailureTranslator failures) {
            this.provider = Objects.requireNonNull(provider, "provider");
            this.policy = Objects.requireNonNull(policy, "policy");
            this.presets = Map.copyOf(presets);
            this.failures = Objects.requireNonNull(failures, "failures");
        }

        Builder time(LongSupplier clock, Sleeper waiting) {
            this.nanos = clock;
            this.sleeper = waiting;
            return this;
        }

        Builder chance(DoubleSupplier inZeroToOne) {
            this.chance = inZeroToOne;
            return this;
        }

        RemoteCallExecutor build() {
            return new RemoteCallExecutor(this);
        }
    }

    /** One call in progress. Confined to one thread. */
    private final class Call<T> {
        private final RemoteOperation operation;
        private final Deadline deadline;
        private final RemoteAttempt<T> attempt;
        private final long start = nanos.getAsLong();
        private final List<FaceBridgeException> failed = new ArrayList<>(0);
        private long waitTime;
        private int attempts;

        Call(RemoteOperation operation, Deadline deadline, RemoteAttempt<T> attempt) {
            this.operation = operation;
            this.deadline = deadline;
            this.attempt = attempt;
        }

        T run() {
            acquireConcurrencyPermit();
            try {
                return untilAnsweredOrFailed();
            } finally {
                concurrencyPermits.release();
            }
        }

        private void acquireConcurrencyPermit() {
            try {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted before the call");
                }
                if (!concurrencyPermits.tryAcquire(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS)) {
                    throw new CallTimeoutException(
                            "no concurrency permit became available for " + operation.name() + " before the "
                                    + millis(deadline.duration()) + " deadline, while " + policy.maxConcurrentCalls()
                                    + " calls were in progress; call less often, or raise CallPolicy's"
                                    + " maxConcurrentCalls",
                            null,
                            Effect.NONE,
                            null);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            } finally {
                waitTime += nanos.getAsLong() - start;
            }
        }

        private T untilAnsweredOrFailed() {
            Retry.@Nullable AsyncContext<T> retries = null;
            while (true) {
                awaitRatePermit();
                Duration remaining = remaining();
                OperationCircuitBreaker breaker = admitted();
                FaceBridgeException failure;
                try {
                    return observed(Kind.ATTEMPT, operation, () -> send(remaining, breaker));
                } catch (FaceBridgeException e) {
                    failure = e;
                }
                if (retries == null) {
                    retries = (operation.idempotent() ? idempotentRetry : nonIdempotentRetry).asyncContext();
                }
                long wait = TimeUnit.MILLISECONDS.toNanos(retries.onError(failure));
                if (wait < 0 || wait >= deadline.remainingNanos() || closed) {
                    throw withEarlier(failure);
                }
                failed.add(failure);
                await(wait);
            }
        }

        private void awaitRatePermit() {
            OperationRateLimiter limiter = rateLimiters.get(operation.name());
            if (limiter == null) {
                return;
            }
            long permit = limiter.tryReservePermit(deadline.remainingNanos());
            if (permit < 0) {
                RateLimit limit = limiter.limit();
                throw lastOrTimeout("rate limit of " + limit.calls() + " calls per " + millis(limit.period())
                        + " leaves no permit for " + operation.name() + " before the " + millis(deadline.duration())
                        + " deadline; call less often, or raise CallPolicy's deadline or rateLimit");
            }
            try {
                await(limiter.nanosUntil(permit));
            } catch (CallInterruptedException e) {
                limiter.releasePermit(permit);
                throw e;
            }
        }

        private Duration remaining() {
            Duration remaining = deadline.remaining();
            if (remaining.isNegative() || remaining.isZero()) {
                throw lastOrTimeout("the deadline of " + millis(deadline.duration()) + " passed before "
                        + operation.name() + " could be sent; raise CallPolicy's deadline");
            }
            return remaining;
        }

        private @Nullable OperationCircuitBreaker admitted() {
            OperationCircuitBreaker breaker = breaker(operation.group());
            if (breaker == null || breaker.tryAcquirePermission()) {
                return breaker;
            }
            Duration wait = breaker.remainingOpenTime();
            FaceBridgeException last = failed.isEmpty() ? null : failed.get(failed.size() - 1);
            throw withEarlier(new ProviderUnavailableException(
                    "circuit breaker of provider " + provider + " for " + operation.group()
                            + " is open after too many failures; retry in " + millis(wait)
                            + ", or change CallPolicy's circuitBreaking",
                    last == null ? null : last.providerError().orElse(null),
                    Effect.NONE,
                    wait,
                    last));
        }

        private T send(Duration remaining, @Nullable OperationCircuitBreaker breaker) {
            // The time-out of a request that began late reflects our waiting, not the service.
            boolean hadTime = remaining.multipliedBy(2).compareTo(deadline.duration()) >= 0;
            long sent = nanos.getAsLong();
            boolean answered = false;
            FaceBridgeException failure = null;
            attempts++;
            try {
                T answer = attempt.send(remaining);
                answered = true;
                return answer;
            } catch (OutOfMemoryError e) {
                throw noRoom(e);
            } catch (Exception e) {
                Throwable error = noRoomIn(e);
                if (error != null) {
                    throw noRoom(error);
                }
                failure = translated(e);
                throw failure;
            } finally {
                if (breaker != null) {
                    breaker.record(nanos.getAsLong() - sent, answered, failure, hadTime);
                }
            }
        }

        /** Not counted by the circuit breaker and not retried: a second attempt would need as much memory. */
        private InvalidImageException noRoom(Throwable cause) {
            InvalidImageException refusal = new InvalidImageException(
                    InvalidImageException.Reason.TOO_MANY_BYTES,
                    "the Java heap is too small to send " + operation.name()
                            + " and to read its answer; send smaller images, make fewer calls at a time, or run Java with"
                            + " a larger heap (-Xmx)",
                    null,
                    cause);
            refusal.addEffect(Effect.UNKNOWN, "the request may have been carried out");
            return refusal;
        }

        private static @Nullable Throwable noRoomIn(Exception e) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof OutOfMemoryError) {
                    return e instanceof FaceBridgeException ? null : cause;
                }
            }
            return null;
        }

        private FaceBridgeException translated(Exception e) {
            FaceBridgeException failure = e instanceof FaceBridgeException known
                    ? known
                    : e instanceof InterruptedException
                            ? new CallInterruptedException(Effect.UNKNOWN, e)
                            : failures.translate(e, operation);
            if (failure instanceof CallInterruptedException) {
                Thread.currentThread().interrupt();
            }
            return failure;
        }

        private void await(long wait) {
            long before = nanos.getAsLong();
            try {
                sleep(wait);
            } catch (InterruptedException e) {
                throw interrupted(e);
            } finally {
                waitTime += nanos.getAsLong() - before;
            }
        }

        private FaceBridgeException interrupted(InterruptedException e) {
            Thread.currentThread().interrupt();
            return withEarlier(new CallInterruptedException(Effect.NONE, e));
        }

        /** Prefers the last failure, which explains more than the wait that could not follow it. */
        private FaceBridgeException lastOrTimeout(String message) {
            return failed.isEmpty()
                    ? new CallTimeoutException(message, null, Effect.NONE, null)
                    : withEarlier(failed.remove(failed.size() - 1));
        }

        private FaceBridgeException withEarlier(FaceBridgeException failure) {
            for (FaceBridgeException earlier : failed) {
                if (earlier.equals(failure)) {
                    continue;
                }
                if (earlier.effect() != Effect.NONE) {
                    failure.addEffect(
                            earlier.effect(),
                            "an earlier attempt (" + earlier.getClass().getSimpleName()
                                    + ") may have been carried out");
                }
                if (!earlier.equals(failure.getCause())) {
                    failure.addSuppressed(earlier);
                }
            }
            return failure;
        }

        void report(@Nullable T answer, @Nullable Throwable failure) {
            if (policy.listeners().isEmpty()) {
                return;
            }
            CallReport report = reportOf(answer, failure);
            for (CallListener listener : policy.listeners()) {
                try {
                    listener.onCall(report);
                } catch (RuntimeException e) {
                    LOG.debug("{} failed and was ignored", listener.getClass().getName(), e);
                }
            }
        }

        private CallReport reportOf(@Nullable T answer, @Nullable Throwable failure) {
            FaceBridgeException known = failure instanceof FaceBridgeException exception ? exception : null;
            ProviderError error = known == null ? null : known.providerError().orElse(null);
            Effect effect = null;
            if (known != null) {
                effect = known.effect();
            } else if (failure != null) {
                effect = attempts == 0 ? Effect.NONE : Effect.UNKNOWN;
            }
            return new CallReport(
                    provider,
                    operation.name(),
                    Duration.ofNanos(nanos.getAsLong() - start),
                    Duration.ofNanos(waitTime),
                    attempts,
                    failure == null ? CallReport.Outcome.SUCCEEDED : CallReport.Outcome.FAILED,
                    failure == null ? null : failure.getClass().getSimpleName(),
                    error == null ? null : error.code(),
                    error == null ? null : error.httpStatus(),
                    error == null ? requestId(answer) : error.requestId(),
                    effect);
        }

        private @Nullable String requestId(@Nullable T answer) {
            try {
                return answer == null ? null : failures.requestId(answer).orElse(null);
            } catch (RuntimeException e) {
                LOG.debug(
                        "{} failed to find a request id: {}",
                        failures.getClass().getName(),
                        e.getClass().getName());
                return null;
            }
        }

        private static String millis(Duration duration) {
            return duration.toMillis() + " ms";
        }
    }
}
