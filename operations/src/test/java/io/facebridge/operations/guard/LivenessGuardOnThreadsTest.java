package io.facebridge.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.liveness.GuardedResult.Verdict;
import io.facebridge.liveness.LivenessDecision;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Several guards on one store, as in several instances of an application, and many threads that open and end sessions of one subject by a
 * seeded series of steps. {@code -Dfacebridge.effort=10} takes ten times as many seeds.
 */
class LivenessGuardOnThreadsTest {
    private static final int SEEDS = 100 * Integer.getInteger("facebridge.effort", 1);
    private static final int THREADS = 6;
    private static final int STEPS = 12;
    private static final int MAX_FAILURES = 5;
    private static final String SUBJECT = "subject";

    private final Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    /** What all threads of one seed came to. */
    private static final class Seen {
        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicInteger underWay = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final AtomicInteger live = new AtomicInteger();
        private final AtomicInteger accepted = new AtomicInteger();
        private final AtomicInteger refused = new AtomicInteger();
    }

    @Test
    void open_sessions_and_failures_never_exceed_the_limit_and_each_live_session_is_accepted_once() throws Exception {
        int lockedOut = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Seen seen = run(seed);

            assertThat(seen.most.get()).as("open and failed, seed %d", seed).isBetween(1, MAX_FAILURES);
            assertThat(seen.accepted.get()).as("accepted, seed %d", seed).isEqualTo(seen.live.get());
            if (seen.failures.get() == MAX_FAILURES) {
                assertThat(seen.refused.get()).as("refused, seed %d", seed).isPositive();
                lockedOut++;
            }
        }
        assertThat(lockedOut).as("seeds in which the subject was locked out").isPositive();
    }

    private Seen run(int seed) throws Exception {
        AttemptStore attempts = AttemptStore.inMemory();
        RedemptionStore redemptions = RedemptionStore.inMemory(clock);
        ScriptedSessions sessions = new ScriptedSessions(clock);
        Seen seen = new Seen();
        SplittableRandom seeds = new SplittableRandom(seed);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Void>> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                LivenessGuard guard = LivenessGuard.builder(sessions, attempts, redemptions, clock)
                        .attemptPolicy(
                                new LivenessAttemptPolicy(MAX_FAILURES, Duration.ofMinutes(3), Duration.ofMinutes(30)))
                        .build();
                SplittableRandom random = seeds.split();
                threads.add(() -> {
                    start.await(1, TimeUnit.MINUTES);
                    for (int step = 0; step < STEPS; step++) {
                        attempt(guard, sessions, seen, random.nextInt(100) < 15);
                    }
                    return null;
                });
            }
            for (Future<Void> thread : pool.invokeAll(threads, 2, TimeUnit.MINUTES)) {
                thread.get();
            }
            return seen;
        } finally {
            pool.shutdownNow();
        }
    }

    private static void attempt(LivenessGuard guard, ScriptedSessions sessions, Seen seen, boolean isFailure) {
        LivenessSession session;
        try {
            session = guard.open(LivenessSessionRequest.forSubject(SUBJECT));
        } catch (SubjectLockedException e) {
            seen.refused.incrementAndGet();
            return;
        }
        seen.most.accumulateAndGet(seen.underWay.incrementAndGet() + seen.failures.get(), Math::max);
        sessions.end(session, outcome -> ended(outcome, isFailure));
        // A failure counts in the place of the open session: never as both here.
        seen.underWay.decrementAndGet();
        if (isFailure) {
            seen.failures.incrementAndGet();
        } else {
            seen.live.incrementAndGet();
        }
        Verdict first = guard.check(SUBJECT, session).verdict();
        Verdict second = guard.check(SUBJECT, session).verdict();

        assertThat(first).isEqualTo(isFailure ? Verdict.NOT_LIVE : Verdict.ACCEPTED);
        assertThat(second).isEqualTo(Verdict.USED);
        if (first == Verdict.ACCEPTED) {
            seen.accepted.incrementAndGet();
        }
    }

    private static LivenessOutcome.Builder ended(LivenessOutcome.Builder outcome, boolean isFailure) {
        return outcome.decision(isFailure ? LivenessDecision.NOT_LIVE : LivenessDecision.LIVE);
    }
}
