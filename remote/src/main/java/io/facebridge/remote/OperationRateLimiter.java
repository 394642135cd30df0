package io.facebridge.remote;

import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/**
 * Limits the rate of one operation. Issues the permits of each slice of about 100 ms at its start, or single permits below ten
 * calls per second. Safe for use by many threads.
 */
final class OperationRateLimiter {
    private static final long MAX_SLICE_NANOS = 100_000_000;

    private final RateLimit limit;
    private final LongSupplier nanos;
    private final long origin;
    private final int permitsInSlice;
    private final long slice;
    private final PriorityQueue<Long> released = new PriorityQueue<>();
    private long sliceStart;
    private int taken;

    OperationRateLimiter(RateLimit limit, LongSupplier nanos) {
        this.limit = limit;
        this.nanos = nanos;
        this.origin = nanos.getAsLong();
        double nanosPerPermit = (double) limit.period().toNanos() / limit.calls();
        this.permitsInSlice = (int) Math.max(1, Math.floor(MAX_SLICE_NANOS / nanosPerPermit));
        this.slice = (long) Math.ceil(permitsInSlice * nanosPerPermit);
    }

    RateLimit limit() {
        return limit;
    }

    /**
     * Reserves the next permit. Does not block.
     *
     * @param within the maximum wait in nanoseconds
     * @return when the permit becomes valid, for {@link #nanosUntil}; negative, with none reserved, if none becomes valid
     *     within that time
     */
    synchronized long tryReservePermit(long within) {
        long now = nanos.getAsLong() - origin;
        while (!released.isEmpty() && released.element() < now) {
            released.remove();
        }
        Long again = released.peek();
        if (again != null) {
            return again - now > within ? -1 : released.remove();
        }
        if (now >= sliceStart + slice) {
            sliceStart = now;
            taken = 0;
        }
        boolean full = taken == permitsInSlice;
        long permit = Math.max(now, full ? sliceStart + slice : sliceStart);
        if (permit - now > within) {
            return -1;
        }
        if (full) {
            sliceStart += slice;
            taken = 0;
        }
        taken++;
        return permit;
    }

    /** Releases a reserved permit, so that the next call can reserve it if it has not expired by then. */
    synchronized void releasePermit(long permit) {
        released.add(permit);
    }

    /** Returns the nanoseconds until a permit becomes valid; zero or less if it is. */
    long nanosUntil(long permit) {
        return permit - (nanos.getAsLong() - origin);
    }
}
