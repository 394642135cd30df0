package io.facebridge;

import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.internal.Timeouts;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Requests a session's result until the session has ended, with growing waits in between. Thread-safe. */
final class ResultPolling {
    static final ResultPolling SYSTEM = new ResultPolling(System::nanoTime, TimeUnit.NANOSECONDS::sleep);

    private static final long FIRST_WAIT = TimeUnit.SECONDS.toNanos(1);
    private static final long MAX_WAIT_TIME = TimeUnit.SECONDS.toNanos(5);

    /** No session lives as long, and nanoseconds can count it. */
    private final LongSupplier nanoTime;

    private final Sleeper sleeper;

    ResultPolling(LongSupplier nanoTime, Sleeper sleeper) {
        this.nanoTime = nanoTime;
        this.sleeper = sleeper;
    }

    LivenessOutcome await(LivenessSessions sessions, LivenessSession session, Duration timeout) {
        long nanos = Timeouts.require(timeout).toNanos();
        long start = nanoTime.getAsLong();
        long wait = FIRST_WAIT;
        while (true) {
            LivenessOutcome outcome = sessions.result(session);
            if (outcome.state().ended()) {
                return outcome;
            }
            long left = nanos - (nanoTime.getAsLong() - start);
            if (left <= 0) {
                throw new CallTimeoutException(
                        "the liveness session has not ended after " + timeout + " and is " + outcome.state()
                                + "; call awaitResult again, or open another session if the person has left",
                        null,
                        Effect.NONE,
                        null);
            }
            sleep(Math.min(wait, left));
            wait = Math.min(wait + wait / 2, MAX_WAIT_TIME);
        }
    }

    private void sleep(long nanos) {
        try {
            sleeper.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException(Effect.NONE, e);
        }
    }

    /** Waits. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(long nanos) throws InterruptedException;
    }
}
