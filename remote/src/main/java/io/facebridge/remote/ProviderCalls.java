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
 * The lifecycle of one provider's API calls: each call begins with a deadline, and {@link #close()} waits for the calls in
 * progress. Each provider extends it with the way one request is sent by its vendor's client. Thread-safe.
 */
public abstract class ProviderCalls implements AutoCloseable {
    private final String provider;
    private final RemoteCallExecutor executor;
    private final Runnable whenClosed;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    /**
     * Creates the lifecycle of a provider's calls.
     *
     * @param provider the simple name of the provider's class, for messages
     * @param executor the executor of the requests; closed by {@link #close()}
     * @param whenClosed releases the resources that the provider owns; runs once, after the last call has ended
     */
    protected ProviderCalls(String provider, RemoteCallExecutor executor, Runnable whenClosed) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.executor = Objects.requireNonNull(executor, "executor");
        this.whenClosed = Objects.requireNonNull(whenClosed, "whenClosed");
    }

    /**
     * Begins one call of the API, which may send any number of requests. Its deadline starts now. Blocks while another
     * thread closes this instance.
     *
     * @return the call; the calling thread must close it
     * @throws IllegalStateException if this instance is closed
     */
    public final CallScope begin() {
        lock.readLock().lock();
        if (closed) {
            lock.readLock().unlock();
            throw new IllegalStateException(
                    "this " + provider + " is closed; create one at start-up and close it at shutdown");
        }
        return new CallScope(executor.startDeadline(), lock.readLock()::unlock);
    }

    /**
     * Runs one call of the API in a single expression, such as one page of a list.
     *
     * @param requests sends the requests of the call before the given deadline
     * @param <T> the type of the result
     * @return the result of {@code requests}
     * @throws IllegalStateException if this instance is closed
     */
    public final <T> T call(Function<Deadline, T> requests) {
        try (CallScope call = begin()) {
            return requests.apply(call.deadline());
        }
    }

    /**
     * Waits between two requests of one call.
     *
     * @param wait the time to wait; zero or less returns at once
     * @param deadline the deadline of the call
     * @throws CallTimeoutException if the wait would end after the deadline; thrown at once
     * @throws CallInterruptedException if the thread is interrupted before or while it waits
     * @throws IllegalStateException if the executor is closed
     */
    public final void pause(Duration wait, Deadline deadline) {
        executor.pause(wait, deadline);
    }

    /** {@return the executor of the requests; always the same instance} */
    protected final RemoteCallExecutor executor() {
        return executor;
    }

    /**
     * Waits for the calls in progress, then closes the executor and releases the client. Later calls throw {@link
     * IllegalStateException}. Idempotent.
     */
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
