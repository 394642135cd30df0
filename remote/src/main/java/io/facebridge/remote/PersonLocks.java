package io.facebridge.remote;

import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.provider.Deadline;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Lets writes to one person come one after the other within a provider, for services that refuse two at once. Safe for use by
 * many threads; some persons share a lock.
 */
public final class PersonLocks {
    private static final int LOCKS = 64;

    private final List<ReentrantLock> locks =
            Stream.generate(() -> new ReentrantLock(true)).limit(LOCKS).toList();

    /** Makes locks that nobody holds. */
    public PersonLocks() {}

    /**
     * Writes to a person while nobody else of this provider does.
     *
     * @param group the vendor's name of the gallery
     * @param person who
     * @param deadline when the call must have ended; waiting for others counts
     * @param writes what is to be done
     * @param <T> what comes of it
     * @return what {@code writes} returned
     * @throws CallTimeoutException with the effect NONE if others were not done before the deadline
     * @throws CallInterruptedException with the effect NONE if the thread is interrupted while it waits
     */
    public <T> T whileAlone(String group, String person, Deadline deadline, Supplier<T> writes) {
        ReentrantLock lock = locks.get(Math.floorMod((group + "/" + person).hashCode(), LOCKS));
        try {
            if (!lock.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new CallTimeoutException(
                        "the person is still being written to by other threads; raise CallPolicy's deadline, or ask again"
                                + " later",
                        null,
                        Effect.NONE,
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException(Effect.NONE, null);
        }
        try {
            return writes.get();
        } finally {
            lock.unlock();
        }
    }
}
