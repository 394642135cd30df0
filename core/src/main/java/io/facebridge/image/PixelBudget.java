package io.facebridge.image;

import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.provider.Deadline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Limits the pixels decoded at the same time, a pixel counting as three bytes. While an image is being decoded it counts with
 * all that is allocated for it: wider samples, a frame that is larger than the part kept of it, a copy that is turned,
 * coefficients outside the heap. Afterwards its pixels count, and what is made of them for a service: fewer pixels, a file.
 * Callers reserve an image's pixels first, wait in FIFO order if needed, and release them after use.
 *
 * <p>No caller waits forever, provided that reservations are closed: an image larger than the whole budget is admitted when
 * nothing else is being decoded, and a thread that already holds a reservation is admitted at once, above the budget if
 * necessary – otherwise two threads that each hold one image and request a second would wait for each other. To stay within
 * the budget, close the first image before decoding the second.
 *
 * <p>Thread-safe.
 */
public final class PixelBudget {
    // The one static with state: heap is a property of the process, and two budgets would each spend all of it.
    private static final PixelBudget PROCESS =
            new PixelBudget(capacityFor(Runtime.getRuntime().maxMemory()));

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Object> line = new ArrayDeque<>();
    private final Map<Thread, Integer> holders = new HashMap<>();
    private long capacity;
    private long inUse;

    /**
     * Creates a budget of its own, for pixels outside the process-wide one.
     *
     * @param pixels how many pixels may be held at once, at least 1
     * @throws IllegalArgumentException if {@code pixels} is less than 1
     */
    public PixelBudget(long pixels) {
        this.capacity = checked(pixels);
    }

    /**
     * Returns the budget of every decoding in this process. Its default is as many pixels as fit into an eighth of the
     * maximum heap at three bytes per pixel, but at least 50 million, or half of the heap if that is less.
     *
     * @return always the same budget
     */
    public static PixelBudget process() {
        return PROCESS;
    }

    private static long capacityFor(long heap) {
        return Math.max(1, Math.max(heap / 8 / 3, Math.min(50_000_000, heap / 2 / 3)));
    }

    /**
     * Sets the size. Reservations stay valid; if they exceed the new size, other callers wait until they do not.
     *
     * @param pixels how many pixels may be reserved at once, at least 1
     * @throws IllegalArgumentException if {@code pixels} is less than 1
     */
    public void resize(long pixels) {
        checked(pixels);
        lock.lock();
        try {
            capacity = pixels;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns the size.
     *
     * @return pixels that may be reserved at once
     */
    public long capacity() {
        lock.lock();
        try {
            return capacity;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns the number of reserved pixels.
     *
     * @return pixels; above {@link #capacity()} while one of the exceptions described above applies
     */
    public long inUse() {
        lock.lock();
        try {
            return inUse;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reserves pixels. Blocks, in FIFO order, until the budget has the capacity.
     *
     * @param pixels how many, at least 1
     * @return the reservation; any thread may close it, and must do so when the pixels are no longer in memory
     * @throws FaceBridgeException if the thread is interrupted before or while it waits; its interrupt flag is set
     * @throws IllegalArgumentException if {@code pixels} is less than 1
     */
    public Reservation reserve(long pixels) {
        return take(pixels, null);
    }

    /**
     * Reserves pixels. Blocks, in FIFO order, until the budget has the capacity, but not beyond a deadline.
     *
     * @param pixels how many, at least 1
     * @param deadline the deadline of the call that needs the pixels
     * @return the reservation; any thread may close it, and must do so when the pixels are no longer in memory
     * @throws CallTimeoutException if the deadline passed before the capacity was available; nothing is reserved
     * @throws FaceBridgeException if the thread is interrupted before or while it waits; its interrupt flag is set
     * @throws IllegalArgumentException if {@code pixels} is less than 1
     */
    public Reservation reserve(long pixels, Deadline deadline) {
        return take(pixels, Objects.requireNonNull(deadline, "deadline"));
    }

    private Reservation take(long pixels, @Nullable Deadline deadline) {
        checked(pixels);
        Thread owner = Thread.currentThread();
        try {
            lock.lockInterruptibly();
            try {
                if (!holders.containsKey(owner)) {
                    awaitAdmission(pixels, deadline);
                }
                inUse += pixels;
                holders.merge(owner, 1, Integer::sum);
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            owner.interrupt();
            throw new FaceBridgeException(
                    "interrupted while waiting for " + pixels
                            + " pixels to decode an image; nothing was done, call again",
                    null,
                    e);
        }
        return new Reservation(this, owner, pixels);
    }

    private void awaitAdmission(long pixels, @Nullable Deadline deadline) throws InterruptedException {
        Object ticket = new Object();
        line.add(ticket);
        try {
            while (!ticket.equals(line.peek()) || !fits(pixels)) {
                if (deadline == null) {
                    changed.await();
                } else if (deadline.expired()) {
                    throw tooLate(pixels, deadline);
                } else {
                    var unused = changed.awaitNanos(deadline.remaining().toNanos());
                }
            }
        } finally {
            line.remove(ticket);
            changed.signalAll();
        }
    }

    private CallTimeoutException tooLate(long pixels, Deadline deadline) {
        return new CallTimeoutException(
                "no capacity to decode an image that needs " + pixels + " of " + capacity
                        + " pixels within the deadline of "
                        + deadline.duration().toMillis()
                        + " ms, because others are being decoded; make fewer calls at a time, or raise CallPolicy's deadline"
                        + " or the size of the PixelBudget",
                null,
                Effect.NONE,
                null);
    }

    private boolean fits(long pixels) {
        return inUse == 0 || pixels <= capacity - inUse;
    }

    private void free(long pixels) {
        lock.lock();
        try {
            inUse -= pixels;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void release(Thread owner, long pixels) {
        lock.lock();
        try {
            inUse -= pixels;
            holders.computeIfPresent(owner, (thread, count) -> count == 1 ? null : count - 1);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static long checked(long pixels) {
        if (pixels < 1) {
            throw new IllegalArgumentException("pixels must be at least 1 but was " + pixels);
        }
        return pixels;
    }

    /** A share of the budget. Thread-safe. */
    public static final class Reservation implements AutoCloseable {
        private final PixelBudget budget;
        private final Thread owner;
        private final AtomicLong pixels;

        private Reservation(PixelBudget budget, Thread owner, long pixels) {
            this.budget = budget;
            this.owner = owner;
            this.pixels = new AtomicLong(pixels);
        }

        /**
         * Releases a part of the share. Does nothing if the share is not larger, or closed.
         *
         * @param remaining pixels to keep, at least 1
         * @throws IllegalArgumentException if {@code remaining} is less than 1
         */
        public void shrinkTo(long remaining) {
            checked(remaining);
            long before = pixels.getAndUpdate(held -> Math.min(held, remaining));
            if (before > remaining) {
                budget.free(before - remaining);
            }
        }

        /** Releases the share. Idempotent. */
        @Override
        public void close() {
            long held = pixels.getAndSet(0);
            if (held > 0) {
                budget.release(owner, held);
            }
        }
    }
}
