package io.facebridge.remote;

import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.ProviderError;
import io.facebridge.error.ProviderUnavailableException;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door through which a provider sends every request to its service. Everything happens on the thread of the caller:
 * deadline(places(retries(rate(circuit breaker(attempt))))). A provider opens one door for itself; a composed operation
 * passes it once for each of its requests, under one {@link Deadline}.
 *
 * <ul>
 *   <li>Waiting for a place, for the rate and before a retry counts against the deadline. A wait that would end after it
 *       is not begun.
 *   <li>A failure is retried if it is {@link FaceBridgeException#retryable()} and either had no effect for certain or
 *       hit an operation that is {@link RemoteOperation#repeatable()}. What earlier attempts may have left behind is
 *       added to the exception.
 *   <li>When the service asks for a wait, no attempt is made before it is over.
 *   <li>While the circuit breaker of the operation's group is open, calls fail at once.
 *   <li>An interrupted thread stops waiting at once. Its interrupt flag is set when it gets the exception.
 * </ul>
 *
 * <p>Safe for use by many threads. An attempt must not pass the same door again: it would hold one place while it waits
 * for another.
 */
public final class RemoteCalls implements AutoCloseable {
    // Beyond every deadline, and still a number of milliseconds.

    private final ProviderId provider;
    private final CallPolicy policy;
    private final FailureTranslator failures;
    private final LongSupplier nanos;
    private final Sleeper sleeper;
    private final Logger logger;
    private final Semaphore places;
    private final Map<String, Turns> turns = new HashMap<>();
    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();
    private final @Nullable CircuitBreaking circuitBreaking;
    private final Retry repeating;
    private final Retry careful;
    private volatile boolean closed;

    private RemoteCalls(Builder builder) {
        this.provider = builder.provider;
        this.policy = builder.policy;
        this.failures = builder.failures;
        this.nanos = builder.nanos;
        this.sleeper = builder.sleeper;
        this.logger = LoggerFactory.getLogger(RemoteCalls.class);
        this.places = new Semaphore(policy.maxConcurrentCalls(), true);
        this.circuitBreaking = policy.circuitBreaking().orElse(null);
        this.repeating = RetryRule.of(policy, true, builder.chance);
        this.careful = RetryRule.of(policy, false, builder.chance);
        policy.rateLimits(builder.presets).forEach((operation, limit) -> turns.put(operation, new Turns(limit, nanos)));
    }

    /**
     * Opens the door of one provider.
     *
     * @param provider whose requests pass it
     * @param policy what the application wants
     * @param presets the service's own limits, by the vendor's name of the operation; the policy may overrule them
     * @param failures what the failures of the vendor's client mean
     * @return a door that the provider closes
     */
    public static RemoteCalls open(
            ProviderId provider, CallPolicy policy, Map<String, RateLimit> presets, FailureTranslator failures) {
        return new Builder(provider, policy, presets, failures).build();
    }

    /**
     * Starts the time of a composed operation, to be given to each of its calls.
     *
     * @return the policy's deadline, from now on
     */
    public Deadline startDeadline() {
        return new Deadline(policy.deadline(), nanos);
    }

    /**
     * Sends one request, and sends it again where that is allowed, within the policy's deadline.
     *
     * @param operation what is called
     * @param attempt sends the request once
     * @param <T> the answer
     * @return the answer of the attempt that succeeded
     * @throws FaceBridgeException what the last attempt threw, translated, with what earlier attempts may have left
     *     behind; {@link CallTimeoutException} if the call never got its turn; {@link ProviderUnavailableException} if the
     *     circuit breaker is open; {@link CallInterruptedException} if the thread is interrupted
     * @throws IllegalStateException after {@link #close()}
     */
    public <T> T call(RemoteOperation operation, RemoteAttempt<T> attempt) {
        return call(operation, startDeadline(), attempt);
    }

    /**
     * Sends one request of a composed operation, and sends it again where that is allowed.
     *
     * @param operation what is called
     * @param deadline when the composed operation must have ended
     * @param attempt sends the request once
     * @param <T> the answer
     * @return the answer of the attempt that succeeded
     * @throws FaceBridgeException as {@link #call(RemoteOperation, RemoteAttempt)}; it knows nothing of the composed
     *     operation's earlier requests, whose effect the provider adds with {@link FaceBridgeException#addEffect}
     * @throws IllegalStateException after {@link #close()}
     */
    public <T> T call(RemoteOperation operation, Deadline deadline, RemoteAttempt<T> attempt) {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(attempt, "attempt");
        checkOpen();
        Call<T> call = new Call<>(operation, deadline, attempt);
        T answer;
        try {
            answer = call.run();
        } catch (RuntimeException | Error e) {
            call.report(null, e);
            throw e;
        }
        call.report(answer, null);
        return answer;
    }

    /**
     * Waits between two requests of a composed operation, for example to ask again whether something is ready. Holds no
     * place meanwhile.
     *
     * @param wait how long; zero or less does not wait
     * @param deadline when the composed operation must have ended
     * @throws CallTimeoutException at once if the wait would end after the deadline
     * @throws CallInterruptedException if the thread is interrupted before or while it waits
     * @throws IllegalStateException after {@link #close()}
     */
    public void pause(Duration wait, Deadline deadline) {
        checkOpen();
        if (wait.compareTo(deadline.remaining()) > 0) {
            throw new CallTimeoutException(
                    "waiting for another " + wait.toMillis() + " ms would pass the deadline of "
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
     * Lets nothing more in: every call after this is an {@link IllegalStateException}. Calls that are under way go on
     * without further retries, and are not waited for. A second call does nothing.
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

    private @Nullable Breaker breaker(String group) {
        CircuitBreaking when = circuitBreaking;
        if (when == null) {
            return null;
        }
        Breaker known = breakers.get(group);
        return known != null ? known : breakers.computeIfAbsent(group, name -> new Breaker(name, when, nanos));
    }

    /** Waits so many nanoseconds, more than none. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(long nanos) throws InterruptedException;
    }

    /** Everything that comes from outside, time and chance included. */
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

        RemoteCalls build() {
            return new RemoteCalls(this);
        }
    }

    /** One call on its way through the door. Belongs to one thread. */
    private final class Call<T> {
        private final RemoteOperation operation;
        private final Deadline deadline;
        private final RemoteAttempt<T> attempt;
        private final long start = nanos.getAsLong();
        private final List<FaceBridgeException> failed = new ArrayList<>(0);
        private long waited;
        private int attempts;

        Call(RemoteOperation operation, Deadline deadline, RemoteAttempt<T> attempt) {
            this.operation = operation;
            this.deadline = deadline;
            this.attempt = attempt;
        }

        T run() {
            takePlace();
            try {
                return untilAnsweredOrFailed();
            } finally {
                places.release();
            }
        }

        private void takePlace() {
            try {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted before the call");
                }
                if (!places.tryAcquire(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS)) {
                    throw new CallTimeoutException(
                            "no place came free for " + operation.name() + " within the deadline of "
                                    + millis(deadline.duration()) + "; " + policy.maxConcurrentCalls()
                                    + " calls may be under way at once: call less often, or raise CallPolicy's"
                                    + " maxConcurrentCalls",
                            null,
                            Effect.NONE,
                            null);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            } finally {
                waited += nanos.getAsLong() - start;
            }
        }

        private T untilAnsweredOrFailed() {
            Retry.@Nullable AsyncContext<T> retries = null;
            while (true) {
                awaitTurn();
                Duration remaining = remaining();
                Breaker breaker = admitted();
                FaceBridgeException failure;
                try {
                    return send(remaining, breaker);
                } catch (FaceBridgeException e) {
                    failure = e;
                }
                if (retries == null) {
                    retries = (operation.repeatable() ? repeating : careful).asyncContext();
                }
                long wait = TimeUnit.MILLISECONDS.toNanos(retries.onError(failure));
                if (wait < 0 || wait >= deadline.remainingNanos() || closed) {
                    throw withEarlier(failure);
                }
                failed.add(failure);
                await(wait);
            }
        }

        private void awaitTurn() {
            Turns limited = turns.get(operation.name());
            if (limited == null) {
                return;
            }
            long turn = limited.take(deadline.remainingNanos());
            if (turn < 0) {
                RateLimit limit = limited.limit();
                throw lastOrTimeout("the turn of " + operation.name() + " would come after the deadline of "
                        + millis(deadline.duration()) + ", because it may be sent " + limit.calls() + " times in "
                        + millis(limit.period()) + "; call less often, or change CallPolicy's deadline or rateLimit");
            }
            try {
                await(limited.until(turn));
            } catch (CallInterruptedException e) {
                limited.giveBack(turn);
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

        private @Nullable Breaker admitted() {
            Breaker breaker = breaker(operation.group());
            if (breaker == null || breaker.lets()) {
                return breaker;
            }
            Duration wait = breaker.refusesFor();
            FaceBridgeException last = failed.isEmpty() ? null : failed.get(failed.size() - 1);
            throw withEarlier(new ProviderUnavailableException(
                    "provider " + provider + " failed too often lately and gets no " + operation.group()
                            + " requests at the moment; try again in " + millis(wait)
                            + ", or change CallPolicy's circuitBreaking",
                    last == null ? null : last.providerError().orElse(null),
                    Effect.NONE,
                    wait,
                    last));
        }

        private T send(Duration remaining, @Nullable Breaker breaker) {
            // A request that began late and timed out tells about our waiting, not about the service.
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
                    breaker.ended(nanos.getAsLong() - sent, answered, failure, hadTime);
                }
            }
        }

        /** It says nothing about the service, and a second attempt would need as much. */
        private InvalidImageException noRoom(Throwable cause) {
            InvalidImageException refusal = new InvalidImageException(
                    InvalidImageException.Reason.TOO_MANY_BYTES,
                    "the Java heap has no room to send " + operation.name()
                            + " and to read its answer; send smaller pictures, make fewer calls at a time, or run Java with"
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
                waited += nanos.getAsLong() - before;
            }
        }

        private FaceBridgeException interrupted(InterruptedException e) {
            Thread.currentThread().interrupt();
            return withEarlier(new CallInterruptedException(Effect.NONE, e));
        }

        /** The last failure tells more than the wait that could not follow it. */
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
                    logger.debug(
                            "{} failed and was ignored", listener.getClass().getName(), e);
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
                    Duration.ofNanos(waited),
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
                logger.debug(
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
