package io.facebridge.remote;

import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.provider.Deadline;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A fair, reentrant lock that is waited for no longer than a call's deadline, for work of which a service or a provider permits one
 * at a time. Safe for use by many threads.
 */
public final class ExclusiveLock {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final String timeout;

    /**
     * Creates a lock.
     *
     * @param otherThreads what the other threads are doing, for the message of a time-out: "the gallery is still being trained"
     */
    public ExclusiveLock(String otherThreads) {
        timeout = otherThreads + "; raise CallPolicy's deadline, or ask again later";
    }

    /**
     * Calls a task while no other thread runs one under this lock.
     *
     * @param deadline the deadline of the call; waiting for other threads counts
     * @param task the task; runs on the caller's thread
     * @param <T> the result
     * @return the task's result
     * @throws CallTimeoutException with the effect NONE if other threads do not release the lock before the deadline
     * @throws CallInterruptedException with the effect NONE if the thread is interrupted while it waits
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
