package io.facebridge.liveness;

import io.facebridge.liveness.AttemptStore.Attempt;
import io.facebridge.liveness.AttemptStore.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What follows from the attempts of one subject. Nothing but the attempts is kept: whether somebody is locked out is seen in
 * them, so that it cannot contradict them. Immutable.
 */
final class AttemptLog {
    /** How long after its end an outcome can still be used; as long a session must be known. */
    static final Duration GRACE = Duration.ofHours(1);

    private static final Comparator<Attempt> OLDEST_FIRST = Comparator.comparing(Attempt::counted);

    private final GuardLimits limits;
    private final List<Attempt> attempts;

    AttemptLog(GuardLimits limits, List<Attempt> attempts) {
        this.limits = limits;
        this.attempts = attempts;
    }

    List<Attempt> attempts() {
        return attempts;
    }

    Optional<Attempt> find(String session) {
        return attempts.stream()
                .filter(attempt -> attempt.session().equals(session))
                .findFirst();
    }

    AttemptLog with(Attempt attempt) {
        AttemptLog without = without(attempt.session());
        List<Attempt> more = new ArrayList<>(without.attempts);
        more.add(attempt);
        return new AttemptLog(limits, more);
    }

    AttemptLog without(String session) {
        return new AttemptLog(
                limits,
                attempts.stream()
                        .filter(attempt -> !attempt.session().equals(session))
                        .toList());
    }

    /** Without what cannot matter any more. */
    AttemptLog pruned(Instant now) {
        return new AttemptLog(
                limits,
                attempts.stream()
                        .filter(attempt -> keepUntil(attempt).isAfter(now))
                        .toList());
    }

    Instant keepUntil() {
        return attempts.stream()
                .map(this::keepUntil)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private Instant keepUntil(Attempt attempt) {
        Instant usable = attempt.expires().plus(GRACE);
        Instant counts = attempt.counted().plus(limits.window()).plus(limits.lockOut());
        return usable.isAfter(counts) ? usable : counts;
    }

    /** Until when the subject is locked out; empty if it is not. */
    Optional<Instant> lockedUntil(Instant now) {
        List<Attempt> failed = attempts.stream()
                .filter(attempt -> hasFailed(attempt, now))
                .sorted(OLDEST_FIRST)
                .toList();
        Optional<Instant> until = Optional.empty();
        for (int last = limits.failures() - 1; last < failed.size(); last++) {
            Instant first = failed.get(last - limits.failures() + 1).counted();
            if (!failed.get(last).counted().isAfter(first.plus(limits.window()))) {
                until = Optional.of(failed.get(last).counted().plus(limits.lockOut()));
            }
        }
        return until.filter(now::isBefore);
    }

    /** Until when there is no attempt left, because of those that are open; empty if there is one. */
    Optional<Instant> busyUntil(Instant now) {
        List<Instant> leaving = attempts.stream()
                .filter(attempt -> attempt.state() != State.SUCCEEDED)
                .map(attempt -> countsUntil(attempt, now))
                .filter(now::isBefore)
                .sorted()
                .toList();
        return leaving.size() < limits.failures()
                ? Optional.empty()
                : Optional.of(leaving.get(leaving.size() - limits.failures()));
    }

    private Instant countsUntil(Attempt attempt, Instant now) {
        Instant outOfWindow = attempt.counted().plus(limits.window());
        return isOpen(attempt, now) && attempt.expires().isAfter(outOfWindow) ? attempt.expires() : outOfWindow;
    }

    private static boolean isOpen(Attempt attempt, Instant now) {
        return attempt.state() == State.OPEN && attempt.expires().isAfter(now);
    }

    private static boolean hasFailed(Attempt attempt, Instant now) {
        return attempt.state() == State.FAILED
                || (attempt.state() == State.OPEN && !attempt.expires().isAfter(now));
    }
}
