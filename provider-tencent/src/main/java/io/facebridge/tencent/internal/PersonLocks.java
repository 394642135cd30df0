package io.facebridge.tencent.internal;

import io.facebridge.CallInterruptedException;
import io.facebridge.CallTimeoutException;
import io.facebridge.Effect;
import io.facebridge.spi.Deadline;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Writes to one person come one after the other, because the service refuses two at once. Some persons share a lock. */
final class PersonLocks {
    private static final int LOCKS = 64;

    private final List<ReentrantLock> locks =
            Stream.generate(() -> new ReentrantLock(true)).limit(LOCKS).toList();

    <T> T whileAlone(String group, String person, Deadline deadline, Supplier<T> writes) {
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
