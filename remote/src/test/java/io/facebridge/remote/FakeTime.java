package io.facebridge.remote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A clock that advances only by sleeping and by calls. For one thread. */
final class FakeTime implements LongSupplier, RemoteCallExecutor.Sleeper {
    private final List<Long> sleeps = new ArrayList<>();
    private long now = -5_000_000_000L; // the clock's origin means nothing, and may lie ahead
    private boolean interrupts;

    @Override
    public long getAsLong() {
        return now;
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
        if (interrupts) {
            throw new InterruptedException("interrupted while sleeping");
        }
        sleeps.add(TimeUnit.NANOSECONDS.toMillis(nanos));
        now += nanos;
    }

    void pass(Duration time) {
        now += time.toNanos();
    }

    void interruptEverySleep(boolean yes) {
        interrupts = yes;
    }

    /** How long everybody slept so far, each in milliseconds. */
    List<Long> sleeps() {
        return sleeps;
    }
}
