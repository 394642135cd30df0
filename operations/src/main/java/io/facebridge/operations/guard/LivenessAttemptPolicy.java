package io.facebridge.operations.guard;

import java.time.Duration;

/**
 * Limits of the liveness attempts of one subject, for a {@link LivenessGuard}. Three limits apply at the same time: failures
 * within a short window, against fast attempts; failures within a long window, against patient attackers; and, if set, failures
 * in total until a reviewer clears them. Open sessions count as failures until they have succeeded.
 *
 * @param maxFailures the number of failures within {@code window} that locks a subject out, 1 to 100
 * @param window the short window, 1 second to 1 day
 * @param lockOut the duration of that lock-out, from the last failure on, 0 to 365 days
 * @param maxLongFailures the number of failures within {@code longWindow} that locks a subject out until the oldest of them
 *     leaves the window, 1 to 100. No window of that length contains more failures
 * @param longWindow the long window, 1 second to 365 days
 * @param maxTotalFailures the number of failures, however far apart, that locks a subject out until {@link
 *     LivenessGuard#clear}, 1 to 100; 0 for no such limit
 */
public record LivenessAttemptPolicy(
        int maxFailures,
        Duration window,
        Duration lockOut,
        int maxLongFailures,
        Duration longWindow,
        int maxTotalFailures) {
    private static final int MAX_COUNT = 100;
    private static final int DEFAULT_LONG_FAILURES = 20;
    private static final Duration DEFAULT_LONG_WINDOW = Duration.ofDays(1);
    private static final Duration MIN_WINDOW = Duration.ofSeconds(1);
    private static final Duration MAX_WINDOW = Duration.ofDays(1);
    private static final Duration MAX_LONG_WINDOW = Duration.ofDays(365);
    private static final Duration MAX_LOCK_OUT = Duration.ofDays(365);

    /**
     * The default limits: 5 failures within 3 minutes lock a subject out for 30 minutes, 20 failures within 1 day until the
     * oldest of them is a day old. There is no limit in total.
     */
    public static final LivenessAttemptPolicy DEFAULT =
            new LivenessAttemptPolicy(5, Duration.ofMinutes(3), Duration.ofMinutes(30));

    /**
     * Creates limits.
     *
     * @param maxFailures the failures of the short window, 1 to 100
     * @param window the short window, 1 second to 1 day
     * @param lockOut the duration of the lock-out by the short window, 0 to 365 days
     * @param maxLongFailures the failures of the long window, 1 to 100
     * @param longWindow the long window, 1 second to 365 days
     * @param maxTotalFailures the failures in total, 0 to 100; 0 for no such limit
     * @throws IllegalArgumentException if a value is out of its range
     */
    public LivenessAttemptPolicy {
        requireCount("maxFailures", 1, maxFailures);
        requireWithin("window", window, MIN_WINDOW, MAX_WINDOW);
        requireWithin("lockOut", lockOut, Duration.ZERO, MAX_LOCK_OUT);
        requireCount("maxLongFailures", 1, maxLongFailures);
        requireWithin("longWindow", longWindow, MIN_WINDOW, MAX_LONG_WINDOW);
        requireCount("maxTotalFailures", 0, maxTotalFailures);
    }

    /**
     * Creates limits with the default long window, 20 failures within 1 day, and without a limit in total.
     *
     * @param maxFailures the failures of the short window, 1 to 100
     * @param window the short window, 1 second to 1 day
     * @param lockOut the duration of the lock-out by the short window, 0 to 365 days
     * @throws IllegalArgumentException if a value is out of its range
     */
    public LivenessAttemptPolicy(int maxFailures, Duration window, Duration lockOut) {
        this(maxFailures, window, lockOut, DEFAULT_LONG_FAILURES, DEFAULT_LONG_WINDOW, 0);
    }

    /**
     * Sets the limit of the long window. The default is 20 failures within 1 day.
     *
     * @param count the number of failures that locks a subject out, 1 to 100
     * @param length the length of the window, 1 second to 365 days
     * @return new limits
     * @throws IllegalArgumentException if a value is out of its range
     */
    public LivenessAttemptPolicy withLongWindow(int count, Duration length) {
        return new LivenessAttemptPolicy(maxFailures, window, lockOut, count, length, maxTotalFailures);
    }

    /**
     * Sets the limit in total. With it, attempts are stored until they are cleared or removed, and an attacker who can open
     * sessions for a subject can lock the subject out until a reviewer clears the failures. The default is no such limit.
     *
     * @param count the number of failures that locks a subject out until a reviewer clears them, 1 to 100; 0 for no such limit
     * @return new limits
     * @throws IllegalArgumentException if the count is out of its range
     */
    public LivenessAttemptPolicy withMaxTotalFailures(int count) {
        return new LivenessAttemptPolicy(maxFailures, window, lockOut, maxLongFailures, longWindow, count);
    }

    /**
     * Returns the maximum number of failures stored per subject: twice the highest limit, as sessions may end after a lock-out.
     */
    int kept() {
        return 2 * Math.max(maxFailures, Math.max(maxLongFailures, maxTotalFailures));
    }

    private static void requireCount(String name, int min, int count) {
        if (count < min || count > MAX_COUNT) {
            throw new IllegalArgumentException(name + " must be in [" + min + ", " + MAX_COUNT + "] but was " + count);
        }
    }

    private static void requireWithin(String name, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(name + " must be in [" + min + ", " + max + "] but was " + value);
        }
    }

    /** The kind of limit. */
    public enum Limit {
        /** Failures within the short window. */
        WINDOW,
        /** Failures within the long window. */
        LONG_WINDOW,
        /** Failures since a reviewer last cleared them. */
        TOTAL
    }
}
