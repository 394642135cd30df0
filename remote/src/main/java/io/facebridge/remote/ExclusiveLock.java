package io.facebridge.remote;

import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.provider.Deadline;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A fair, reentrant lock whose waits end at a call's deadline. Use it for work that a service or a provider permits only
 * one thread at a time. Thread-safe.
 */
public final class ExclusiveLock {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final String timeout;

    /**
     * Creates a lock that no thread holds.
     *
     * @param otherThreads what the threads that hold the lock do, for the message of a timeout: "the gallery is still being
     *     trained"
     */
    public ExclusiveLock(String otherThreads) {
        timeout = otherThreads + "; raise CallPolicy's deadline, or retry later";
    }

    /**
     * Runs a task while no other thread runs one under this lock. Blocks until the lock is free or the deadline has passed.
     *
     * @param deadline the deadline of the call; the wait for other threads counts against it
     * @param task the task; runs on the caller's thread
     * @param <T> the type of the result
     * @return the task's result
     * @throws CallTimeoutException if other threads do not release the lock before the deadline; the effect is NONE
     * @throws CallInterruptedException if the thread is interrupted while it waits; the effect is NONE
     */
    public <T> T callExclusively(Deadline deadline, Supplier<T> task) {
        try {
            if (!lock.tryLock(Math.max(0, deadline.remaining().toNanos()), TimeUnit.NANOSECONDS)) {
                throw new CallTimeoutException(timeout, null, Effect.NONE, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException(Effect.NONE, null);
        }
        try {
            return task.get();
        } finally {
            lock.unlock();
        }
    }
}
