package io.facebridge.remote;

import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.provider.Deadline;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * The calls of one provider's API: when they begin, and that they end before the provider closes. Each provider adds how one request
 * is sent with its vendor's client. Safe for use by many threads.
 */
public abstract class ProviderCalls implements AutoCloseable {
    private final String provider;
    private final RemoteCallExecutor executor;
    private final Runnable whenClosed;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    /**
     * Creates the calls of a provider.
     *
     * @param provider the simple name of the provider's class, for messages
     * @param executor executes the requests; closed with these calls
     * @param whenClosed releases what the provider owns of its client; runs once, after the last call ended
     */
    protected ProviderCalls(String provider, RemoteCallExecutor executor, Runnable whenClosed) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.executor = Objects.requireNonNull(executor, "executor");
        this.whenClosed = Objects.requireNonNull(whenClosed, "whenClosed");
    }

    /**
     * Begins one call of the API, whatever number of requests it takes. Its deadline starts now.
     *
     * @return the call, which this thread must close
     * @throws IllegalStateException after {@link #close()}
     */
    public final CallScope begin() {
        lock.readLock().lock();
        if (closed) {
            lock.readLock().unlock();
            throw new IllegalStateException(
                    "this " + provider + " is closed; make one at start-up and close it at shutdown");
        }
        return new CallScope(executor.startDeadline(), lock.readLock()::unlock);
    }

    /**
     * Makes one call of the API in a single expression, such as one page of a list.
     *
     * @param requests sends the requests of the call before the deadline that it is given
     * @param <T> the result
     * @return the result of {@code requests}
     * @throws IllegalStateException after {@link #close()}
     */
    public final <T> T call(Function<Deadline, T> requests) {
        try (CallScope call = begin()) {
            return requests.apply(call.deadline());
        }
    }

    /**
     * Waits between two requests of one call.
     *
     * @param wait how long; zero or less does not wait
     * @param deadline the deadline of the call
     * @throws CallTimeoutException at once if the wait would end after the deadline
     * @throws CallInterruptedException if the thread is interrupted before or while it waits
     */
    public final void pause(Duration wait, Deadline deadline) {
        executor.pause(wait, deadline);
    }

    /**
     * The executor of the requests.
     *
     * @return always the same instance
     */
    protected final RemoteCallExecutor executor() {
        return executor;
    }

    /** Waits for the calls in progress, then closes the executor and releases the client. Later calls are rejected. Idempotent. */
    @Override
    public final void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                executor.close();
                whenClosed.run();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
