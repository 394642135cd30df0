package io.facebridge.remote;

import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/**
 * Hands out the moments at which an operation may be sent: about a tenth of a second's worth at the start of every tenth
 * of a second, or one at a time where that is less than one. Safe for use by many threads.
 */
final class Turns {
    private static final long LONGEST_SLICE = 100_000_000;

    private final RateLimit limit;
    private final LongSupplier nanos;
    private final long origin;
    private final int permitsInSlice;
    private final long slice;
    private final PriorityQueue<Long> givenBack = new PriorityQueue<>();
    private long sliceStart;
    private int taken;

    Turns(RateLimit limit, LongSupplier nanos) {
        this.limit = limit;
        this.nanos = nanos;
        this.origin = nanos.getAsLong();
        double nanosPerPermit = (double) limit.period().toNanos() / limit.calls();
        this.permitsInSlice = (int) Math.max(1, Math.floor(LONGEST_SLICE / nanosPerPermit));
        this.slice = (long) Math.ceil(permitsInSlice * nanosPerPermit);
    }

    RateLimit limit() {
        return limit;
    }

    /** A turn that comes within so many nanoseconds, for {@link #until}; if there is none, nothing is taken and it is negative. */
    synchronized long take(long within) {
        long now = nanos.getAsLong() - origin;
        while (!givenBack.isEmpty() && givenBack.element() < now) {
            givenBack.remove();
        }
        Long again = givenBack.peek();
        if (again != null) {
            return again - now > within ? -1 : givenBack.remove();
        }
        if (now >= sliceStart + slice) {
            sliceStart = now;
            taken = 0;
        }
        boolean full = taken == permitsInSlice;
        long turn = Math.max(now, full ? sliceStart + slice : sliceStart);
        if (turn - now > within) {
            return -1;
        }
        if (full) {
            sliceStart += slice;
            taken = 0;
        }
        taken++;
        return turn;
    }

    /** For the next one who asks, if it has not passed by then. */
    synchronized void giveBack(long turn) {
        givenBack.add(turn);
    }

    /** How long until the turn, in nanoseconds; zero or less if it has come. */
    long until(long turn) {
        return turn - (nanos.getAsLong() - origin);
    }
}
