package io.facebridge.operations.guard;

import java.time.Duration;

/**
 * Limits of the liveness attempts of one subject, for a {@link LivenessGuard}. Three limits that hold side by side: few failures
 * within a short window, against fast attempts; few within a long window, against patient ones; and, if set, few in total until a
 * reviewer clears them. Open sessions count like failures until they have succeeded.
 *
 * @param maxFailures how many failures within {@code window} lock a subject out, 1 to 100
 * @param window the short window, 1 second to 1 day
 * @param lockOut how long the subject then has to wait, from the last failure on, 0 to 365 days
 * @param maxLongFailures how many failures within {@code longWindow} lock a subject out until the oldest of them leaves that
 *     window, 1 to 100. No window of that length has more failures
 * @param longWindow the long window, 1 second to 365 days
 * @param maxTotalFailures how many failures, however far apart, lock a subject out until {@link LivenessGuard#clear}, 1 to 100; 0
 *     if there is no such limit
 */
public record LivenessAttemptPolicy(
        int maxFailures,
        Duration window,
        Duration lockOut,
        int maxLongFailures,
        Duration longWindow,
        int maxTotalFailures) {
    private static final int MOST = 100;
    private static final int DEFAULT_LONG_FAILURES = 20;
    private static final Duration DEFAULT_LONG_WINDOW = Duration.ofDays(1);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration LONGEST_LONG = Duration.ofDays(365);
    private static final Duration LONGEST_LOCK_OUT = Duration.ofDays(365);

    /**
     * 5 failures within 3 minutes lock a subject out for 30 minutes, 20 failures within 1 day until the oldest of them is a day
     * old; there is no limit of a total.
     */
    public static final LivenessAttemptPolicy DEFAULT =
            new LivenessAttemptPolicy(5, Duration.ofMinutes(3), Duration.ofMinutes(30));

    /**
     * Checks the numbers.
     *
     * @param maxFailures see the record
     * @param window see the record
     * @param lockOut see the record
     * @param maxLongFailures see the record
     * @param longWindow see the record
     * @param maxTotalFailures see the record
     * @throws IllegalArgumentException if one is out of its range
     */
    public LivenessAttemptPolicy {
        requireCount("maxFailures", 1, maxFailures);
        requireWithin("window", window, SHORTEST, LONGEST);
        requireWithin("lockOut", lockOut, Duration.ZERO, LONGEST_LOCK_OUT);
        requireCount("maxLongFailures", 1, maxLongFailures);
        requireWithin("longWindow", longWindow, SHORTEST, LONGEST_LONG);
        requireCount("maxTotalFailures", 0, maxTotalFailures);
    }

    /**
     * Limits with another short window than {@link #DEFAULT}. The long one is the default: 20 failures within 1 day.
     *
     * @param maxFailures see the record
     * @param window see the record
     * @param lockOut see the record
     * @throws IllegalArgumentException if one is out of its range
     */
    public LivenessAttemptPolicy(int maxFailures, Duration window, Duration lockOut) {
        this(maxFailures, window, lockOut, DEFAULT_LONG_FAILURES, DEFAULT_LONG_WINDOW, 0);
    }

    /**
     * Replaces the limit of the long window.
     *
     * @param count how many failures lock a subject out, 1 to 100
     * @param length within how long, 1 second to 365 days
     * @return new limits
     * @throws IllegalArgumentException if one is out of its range
     */
    public LivenessAttemptPolicy withLongWindow(int count, Duration length) {
        return new LivenessAttemptPolicy(maxFailures, window, lockOut, count, length, maxTotalFailures);
    }

    /**
     * Sets or removes the limit of the total. With it, attempts are kept until they are cleared or removed, and an attacker who
     * can open sessions for a subject can lock the subject out until a reviewer acts.
     *
     * @param count how many failures lock a subject out until a reviewer clears them, 1 to 100; 0 for no such limit
     * @return new limits
     * @throws IllegalArgumentException if it is out of its range
     */
    public LivenessAttemptPolicy withMaxTotalFailures(int count) {
        return new LivenessAttemptPolicy(maxFailures, window, lockOut, maxLongFailures, longWindow, count);
    }

    /** How many failures are kept of a subject at most: twice what any limit counts, as some end after others have locked. */
    int kept() {
        return 2 * Math.max(maxFailures, Math.max(maxLongFailures, maxTotalFailures));
    }

    private static void requireCount(String name, int least, int count) {
        if (count < least || count > MOST) {
            throw new IllegalArgumentException(name + " must be in [" + least + ", " + MOST + "] but was " + count);
        }
    }

    private static void requireWithin(String name, Duration value, Duration shortest, Duration longest) {
        if (value.compareTo(shortest) < 0 || value.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    name + " must be in [" + shortest + ", " + longest + "] but was " + value);
        }
    }

    /** One of the limits. */
    public enum Limit {
        /** Failures within the short window. */
        WINDOW,
        /** Failures within the long window. */
        LONG_WINDOW,
        /** Failures since a reviewer last cleared them. */
        TOTAL
    }
}
