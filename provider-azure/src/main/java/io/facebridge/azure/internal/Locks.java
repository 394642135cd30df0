package io.facebridge.azure.internal;

import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.provider.Deadline;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;

/** Waiting for another thread, no longer than the call may take. */
final class Locks {
    private Locks() {}

    /**
     * Does something while nobody else does it.
     *
     * @throws CallTimeoutException with the effect NONE if {@code others} were not done before the deadline
     * @throws CallInterruptedException with the effect NONE if the thread is interrupted while it waits
     */
    static <T> T whileAlone(Lock lock, Deadline deadline, String others, Supplier<T> work) {
        try {
            if (!lock.tryLock(Math.max(0, deadline.remaining().toNanos()), TimeUnit.NANOSECONDS)) {
                throw new CallTimeoutException(
                        others + "; raise CallPolicy's deadline, or ask again later", null, Effect.NONE, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException(Effect.NONE, null);
        }
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
