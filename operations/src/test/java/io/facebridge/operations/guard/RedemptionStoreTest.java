package io.facebridge.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.liveness.LivenessDecision;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.liveness.LivenessState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedemptionStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration LIFE = Duration.ofMinutes(3);

    private Instant time = NOW;
    private final Clock clock = ((InstantSource) () -> time).withZone(ZoneOffset.UTC);
    private final RedemptionStore redemptions = RedemptionStore.inMemory(clock);
    private final LivenessSession session = LivenessSession.restore(
                    new LivenessSessionId("secret-id"), "login-17", NOW.plus(LIFE))
            .clientToken("secret-token")
            .region("eu-west-1")
            .build();
    private final LivenessOutcome live = LivenessOutcome.builder(session, LivenessState.COMPLETED)
            .decision(LivenessDecision.LIVE)
            .build();

    @Test
    void lets_its_subject_in_once() {
        assertThat(redemptions.redeem("login-17", live)).isEqualTo(Redemption.ACCEPTED);
        assertThat(redemptions.redeem("login-17", live)).isEqualTo(Redemption.USED);
    }

    @Test
    void another_subject_is_refused_and_uses_nothing_up() {
        assertThat(redemptions.redeem("login-18", live)).isEqualTo(Redemption.OTHER_SUBJECT);
        assertThat(redemptions.redeem("login-17", live)).isEqualTo(Redemption.ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource(
            value = LivenessDecision.class,
            names = {"NOT_LIVE", "UNDECIDED"})
    void whoever_is_not_live_is_refused(LivenessDecision decision) {
        LivenessOutcome outcome = LivenessOutcome.builder(session, LivenessState.COMPLETED)
                .decision(decision)
                .build();

        assertThat(redemptions.redeem("login-17", outcome)).isEqualTo(Redemption.NOT_LIVE);
    }

    @Test
    void an_outcome_restored_after_the_record_was_forgotten_is_refused_all_the_same() {
        assertThat(redemptions.redeem("login-17", live)).isEqualTo(Redemption.ACCEPTED);
        time = NOW.plus(LIFE).plus(Duration.ofHours(1));

        assertThat(redemptions.redeem("login-17", live)).isEqualTo(Redemption.USED);
        assertThat(RedemptionStore.inMemory(clock).redeem("login-17", live)).isEqualTo(Redemption.USED);
    }

    @Test
    void of_many_threads_one_is_let_in() throws Exception {
        int callers = 16;
        CyclicBarrier start = new CyclicBarrier(callers);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<Redemption>> answers = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                answers.add(threads.submit(() -> {
                    start.await(1, TimeUnit.MINUTES);
                    return redemptions.redeem("login-17", live);
                }));
            }
            int accepted = 0;
            for (Future<Redemption> answer : answers) {
                accepted += answer.get(1, TimeUnit.MINUTES) == Redemption.ACCEPTED ? 1 : 0;
            }
            assertThat(accepted).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void forgets_what_it_need_not_remember_and_nothing_else() {
        IntStream.range(0, 3_000)
                .forEach(i -> redemptions.putIfAbsent(new LivenessSessionId("old-" + i), NOW.plusSeconds(1)));
        redemptions.putIfAbsent(new LivenessSessionId("young"), NOW.plusSeconds(100));
        time = NOW.plusSeconds(2);
        IntStream.range(0, 3_000)
                .forEach(i -> redemptions.putIfAbsent(new LivenessSessionId("new-" + i), NOW.plusSeconds(100)));

        assertThat(redemptions.putIfAbsent(new LivenessSessionId("young"), NOW.plusSeconds(100)))
                .isFalse();
        assertThat(redemptions.putIfAbsent(new LivenessSessionId("new-7"), NOW.plusSeconds(100)))
                .isFalse();
        assertThat(redemptions.putIfAbsent(new LivenessSessionId("old-7"), NOW.plusSeconds(100)))
                .isTrue();
    }

    @Test
    void nothing_of_a_session_is_printed() {
        assertThat(redemptions.redeem("login-17", live)).isEqualTo(Redemption.ACCEPTED);

        assertThat(redemptions).hasToString("RedemptionStore[in memory]");
    }
}
