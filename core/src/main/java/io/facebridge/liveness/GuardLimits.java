package io.facebridge.liveness;

import java.time.Duration;

/**
 * How many attempts a subject has.
 *
 * @param failures how many failures lock a subject out, 1 to 100; open sessions count like failures until they have succeeded
 * @param window within how long, 1 second to 1 day
 * @param lockOut how long the subject then has to wait, from the last failure on, 0 to 365 days
 */
public record GuardLimits(int failures, Duration window, Duration lockOut) {
    private static final int MOST = 100;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration LONGEST_LOCK_OUT = Duration.ofDays(365);

    /** 5 failures within 3 minutes lock a subject out for 30 minutes. */
    public static final GuardLimits DEFAULT = new GuardLimits(5, Duration.ofMinutes(3), Duration.ofMinutes(30));

    /**
     * Checks the numbers.
     *
     * @param failures see the record
     * @param window see the record
     * @param lockOut see the record
     * @throws IllegalArgumentException if one is out of its range
     */
    public GuardLimits {
        if (failures < 1 || failures > MOST) {
            throw new IllegalArgumentException("failures must be in [1, " + MOST + "] but was " + failures);
        }
        if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "window must be in [" + SHORTEST + ", " + LONGEST + "] but was " + window);
        }
        if (lockOut.isNegative() || lockOut.compareTo(LONGEST_LOCK_OUT) > 0) {
            throw new IllegalArgumentException(
                    "lockOut must be in [" + Duration.ZERO + ", " + LONGEST_LOCK_OUT + "] but was " + lockOut);
        }
    }
}
