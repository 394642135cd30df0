package io.facebridge.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.liveness.GuardedResult;
import io.facebridge.liveness.LivenessDecision;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An attacker who is never in a hurry: a month of failures, on a clock that the test moves. */
class PatientAttackTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration PACE = Duration.ofSeconds(46); // five take 184 s, more than the window of 3 minutes
    private static final int A_DAY = 20;
    private static final int MAX_SECONDS = 7_200;

    private Instant time = BEGIN;
    private final Clock clock = ((InstantSource) () -> time).withZone(ZoneOffset.UTC);
    private final ScriptedSessions sessions = new ScriptedSessions(clock);
    private final LivenessGuard guard = LivenessGuard.builder(
                    sessions, AttemptStore.inMemory(), RedemptionStore.inMemory(clock), clock)
            .build();

    @Test
    void a_failure_every_46_seconds_for_a_month_is_let_through_20_times_a_day() {
        List<Instant> through = attack(guard, MONTH, new Random(0), PACE, PACE);

        assertThat(through).hasSize(600);
        assertThat(mostWithinADay(through)).isEqualTo(A_DAY);
    }

    /** As the guard was before it had a long window: for a day, or as many as the effort says up to a month. */
    @Test
    void by_the_short_window_alone_the_same_attacker_is_let_through_every_time() {
        LivenessAttemptPolicy shortWindowAlone =
                LivenessAttemptPolicy.DEFAULT.withLongWindow(100, Duration.ofSeconds(1));
        LivenessGuard before = LivenessGuard.builder(
                        sessions, AttemptStore.inMemory(), RedemptionStore.inMemory(clock), clock)
                .attemptPolicy(shortWindowAlone)
                .build();
        Duration lasting = DAY.multipliedBy(Math.min(MONTH.toDays(), Integer.getInteger("facebridge.effort", 1)));
        List<Instant> through = attack(before, lasting, new Random(0), PACE, PACE);

        assertThat(through).hasSize((int) ((lasting.toSeconds() - 1) / PACE.toSeconds() + 1));
        assertThat(mostWithinADay(through)).isEqualTo(1_879);
    }

    @Test
    void no_pace_gets_more_than_20_failures_through_within_a_day() {
        Random random = new Random(19);
        for (int i = 0; i < 5; i++) {
            Duration shortest = Duration.ofSeconds(1 + random.nextInt(60));
            Duration longest = shortest.plusSeconds(random.nextInt(MAX_SECONDS));
            time = time.plus(MONTH);
            List<Instant> through = attack(guard, MONTH, random, shortest, longest);

            assertThat(mostWithinADay(through))
                    .as("gaps of %s to %s", shortest, longest)
                    .isBetween(1, A_DAY);
        }
    }

    /** When the failures took place that were let through. */
    private List<Instant> attack(
            LivenessGuard attacked, Duration lasting, Random random, Duration shortest, Duration longest) {
        List<Instant> through = new ArrayList<>();
        int span = (int) longest.minus(shortest).toSeconds() + 1;
        for (Instant end = time.plus(lasting);
                time.isBefore(end);
                time = time.plus(shortest).plusSeconds(random.nextInt(span))) {
            try {
                LivenessSession session = attacked.open(LivenessSessionRequest.forSubject("victim"));
                sessions.end(session, outcome -> outcome.decision(LivenessDecision.NOT_LIVE));
                assertThat(attacked.check("victim", session).verdict()).isEqualTo(GuardedResult.Verdict.NOT_LIVE);
                through.add(time);
            } catch (SubjectLockedException e) {
                // As often as it takes: a refusal costs nothing.
            }
        }
        return through;
    }

    private static int mostWithinADay(List<Instant> times) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < times.size(); last++) {
            while (!times.get(last).isBefore(times.get(first).plus(DAY))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
