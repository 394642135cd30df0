package io.facebridge.operations.guard;

import io.facebridge.operations.guard.AttemptStore.Attempt;
import io.facebridge.operations.guard.AttemptStore.State;
import io.facebridge.operations.guard.LivenessAttemptPolicy.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The attempts of one subject, and the lock-out that follows from them. Only the attempts are stored: a lock-out is derived from
 * them, so that it cannot contradict them. Immutable.
 */
final class AttemptLog {
    /** How long after a session's end its outcome can be redeemed; the session is kept as long. */
    static final Duration GRACE = Duration.ofHours(1);

    /** The expiry of attempts that only a reviewer clears: the last second that every database supports. */
    private static final Instant UNLIMITED = Instant.parse("9999-12-31T23:59:59Z");

    private static final Comparator<Attempt> OLDEST_FIRST = Comparator.comparing(Attempt::counted);

    private final LivenessAttemptPolicy limits;
    private final List<Attempt> attempts;

    AttemptLog(LivenessAttemptPolicy limits, List<Attempt> attempts) {
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

    /** Returns the number of failures that count for any limit. */
    int failures(Instant now) {
        return (int) failed(now).count();
    }

    /** Returns this log with failures that no longer count. Their sessions are kept, so that none is redeemed twice. */
    AttemptLog cleared(Instant now) {
        return new AttemptLog(
                limits,
                attempts.stream()
                        .map(attempt -> hasFailed(attempt, now) ? attempt.countedFrom(Attempt.CLEARED) : attempt)
                        .toList());
    }

    /** Returns this log without attempts that have no effect, and with no more failures than the limits need. */
    AttemptLog pruned(Instant now) {
        List<Attempt> kept = attempts.stream()
                .filter(attempt -> keepUntil(attempt).isAfter(now))
                .toList();
        List<Attempt> failed = kept.stream()
                .filter(attempt -> hasFailed(attempt, now))
                .sorted(OLDEST_FIRST)
                .toList();
        Set<Attempt> surplus = new HashSet<>(failed.subList(0, Math.max(0, failed.size() - limits.kept())));
        return new AttemptLog(
                limits,
                kept.stream().filter(attempt -> !surplus.contains(attempt)).toList());
    }

    Instant keepUntil() {
        return attempts.stream()
                .map(this::keepUntil)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private Instant keepUntil(Attempt attempt) {
        Stream<Instant> reasons = Stream.of(attempt.expires().plus(GRACE));
        if (counts(attempt)) {
            reasons = Stream.concat(
                    reasons,
                    Stream.of(
                            attempt.counted().plus(limits.window()).plus(limits.lockOut()),
                            attempt.counted().plus(limits.longWindow()),
                            limits.maxTotalFailures() > 0 ? UNLIMITED : Instant.EPOCH));
        }
        return reasons.max(Comparator.naturalOrder()).orElseThrow();
    }

    /** Returns the limit and the end of the lock-out; empty if the subject is not locked out. */
    Optional<LockOut> lockOut(Instant now) {
        List<Instant> failed = failed(now).map(Attempt::counted).sorted().toList();
        if (limits.maxTotalFailures() > 0 && failed.size() >= limits.maxTotalFailures()) {
            return Optional.of(LockOut.untilCleared());
        }
        List<LockOut> reasons = new ArrayList<>();
        window(failed, now).ifPresent(until -> reasons.add(LockOut.until(Limit.WINDOW, until)));
        leaving(failed, limits.maxLongFailures(), now, counted -> counted.plus(limits.longWindow()))
                .ifPresent(until -> reasons.add(LockOut.until(Limit.LONG_WINDOW, until)));
        return reasons.stream().reduce(LockOut::orLonger);
    }

    /** Returns the end of the lock-out by the short window. */
    private Optional<Instant> window(List<Instant> failed, Instant now) {
        Optional<Instant> until = Optional.empty();
        for (int last = limits.maxFailures() - 1; last < failed.size(); last++) {
            Instant first = failed.get(last - limits.maxFailures() + 1);
            if (!failed.get(last).isAfter(first.plus(limits.window()))) {
                until = Optional.of(failed.get(last).plus(limits.lockOut()));
            }
        }
        return until.filter(now::isBefore);
    }

    /** Returns until when open attempts leave no attempt; empty if there is one. */
    Optional<LockOut> busy(Instant now) {
        List<Attempt> counting = attempts.stream().filter(AttemptLog::counts).toList();
        List<LockOut> reasons = new ArrayList<>();
        leaving(counting, limits.maxFailures(), now, attempt -> countsUntil(attempt, limits.window(), now))
                .ifPresent(until -> reasons.add(LockOut.until(Limit.WINDOW, until)));
        leaving(counting, limits.maxLongFailures(), now, attempt -> countsUntil(attempt, limits.longWindow(), now))
                .ifPresent(until -> reasons.add(LockOut.until(Limit.LONG_WINDOW, until)));
        if (limits.maxTotalFailures() > 0 && counting.size() >= limits.maxTotalFailures()) {
            attempts.stream()
                    .filter(attempt -> isOpen(attempt, now))
                    .map(Attempt::expires)
                    .min(Comparator.naturalOrder())
                    .ifPresent(until -> reasons.add(LockOut.until(Limit.TOTAL, until)));
        }
        return reasons.stream().reduce(LockOut::orLonger);
    }

    /** Returns when fewer than {@code max} attempts count; empty if fewer count now. */
    private static <T> Optional<Instant> leaving(
            List<T> counting, int max, Instant now, Function<T, Instant> countsUntil) {
        List<Instant> leaving = counting.stream()
                .map(countsUntil)
                .filter(now::isBefore)
                .sorted()
                .toList();
        return leaving.size() < max ? Optional.empty() : Optional.of(leaving.get(leaving.size() - max));
    }

    private static Instant countsUntil(Attempt attempt, Duration window, Instant now) {
        Instant outOfWindow = attempt.counted().plus(window);
        return isOpen(attempt, now) && attempt.expires().isAfter(outOfWindow) ? attempt.expires() : outOfWindow;
    }

    private Stream<Attempt> failed(Instant now) {
        return attempts.stream().filter(AttemptLog::counts).filter(attempt -> hasFailed(attempt, now));
    }

    /** Returns whether an attempt counts: successes and cleared failures do not. */
    private static boolean counts(Attempt attempt) {
        return attempt.state() != State.SUCCEEDED && !attempt.counted().equals(Attempt.CLEARED);
    }

    private static boolean isOpen(Attempt attempt, Instant now) {
        return attempt.state() == State.OPEN && attempt.expires().isAfter(now);
    }

    private static boolean hasFailed(Attempt attempt, Instant now) {
        return attempt.state() == State.FAILED
                || (attempt.state() == State.OPEN && !attempt.expires().isAfter(now));
    }
}
