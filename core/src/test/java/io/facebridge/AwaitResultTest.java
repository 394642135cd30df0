package io.facebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.liveness.LivenessState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwaitResultTest {
    private static final LivenessSession SESSION = LivenessSession.restore(
                    new LivenessSessionId("secret-id"), "ada", Instant.parse("2026-01-02T03:04:05Z"))
            .build();

    /** How long each request takes. */
    private long requestNanos;

    private long now = Long.MAX_VALUE - 1_000; // the origin means nothing, and the count may overflow
    private final List<Long> waitedMillis = new ArrayList<>();
    private final Deque<LivenessState> states = new ArrayDeque<>();
    private int requests;
    private boolean down;

    private final ResultPolling polling = new ResultPolling(() -> now, this::sleep);

    private final LivenessSessions sessions = new LivenessSessions() {
        @Override
        public LivenessSession open(LivenessSessionRequest request) {
            throw new AssertionError("no session is opened while another one is awaited");
        }

        @Override
        public LivenessOutcome result(LivenessSession session) {
            requests++;
            now += requestNanos;
            if (down) {
                throw new ProviderUnavailableException("the test says so", null, Effect.NONE, null, null);
            }
            LivenessState state = states.size() > 1 ? states.remove() : states.element();
            return LivenessOutcome.builder(session, state).build();
        }
    };

    @ParameterizedTest
    @EnumSource(
            value = LivenessState.class,
            names = {"COMPLETED", "FAILED", "EXPIRED"})
    void a_session_that_has_ended_is_returned_without_a_wait(LivenessState ended) {
        states.add(ended);

        assertThat(await(Duration.ofNanos(1)).state()).isEqualTo(ended);
        assertThat(requests).isEqualTo(1);
        assertThat(waitedMillis).isEmpty();
    }

    @Test
    void waits_grow_by_half_up_to_five_seconds_until_the_session_has_ended() {
        states.addAll(List.of(LivenessState.CREATED, LivenessState.CREATED, LivenessState.IN_PROGRESS));
        states.addAll(List.of(LivenessState.IN_PROGRESS, LivenessState.IN_PROGRESS, LivenessState.IN_PROGRESS));
        states.add(LivenessState.COMPLETED);

        assertThat(await(Duration.ofMinutes(3)).state()).isEqualTo(LivenessState.COMPLETED);
        assertThat(requests).isEqualTo(7);
        assertThat(waitedMillis).containsExactly(1000L, 1500L, 2250L, 3375L, 5000L, 5000L);
    }

    @Test
    void the_result_is_requested_a_last_time_when_the_timeout_has_passed() {
        states.addAll(List.of(LivenessState.CREATED, LivenessState.CREATED, LivenessState.COMPLETED));

        assertThat(await(Duration.ofMillis(1200)).state()).isEqualTo(LivenessState.COMPLETED);
        assertThat(waitedMillis).containsExactly(1000L, 200L);
    }

    @Test
    void a_session_that_has_not_ended_in_time_is_a_timeout_that_harms_nothing() {
        states.add(LivenessState.IN_PROGRESS);

        CallTimeoutException thrown =
                catchThrowableOfType(CallTimeoutException.class, () -> await(Duration.ofMillis(2500)));

        assertThat(thrown)
                .hasMessage(
                        "the liveness session has not ended after PT2.5S and is IN_PROGRESS; call awaitResult again,"
                                + " or open another session if the person has left");
        assertThat(thrown.effect()).isEqualTo(Effect.NONE);
        assertThat(thrown.retryable()).isTrue();
        assertThat(waitedMillis).containsExactly(1000L, 1500L);
        assertThat(requests).isEqualTo(3);
    }

    @Test
    void requests_count_towards_the_timeout() {
        requestNanos = TimeUnit.SECONDS.toNanos(2);
        states.add(LivenessState.CREATED);

        assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(() -> await(Duration.ofSeconds(2)));
        assertThat(requests).isEqualTo(1);
        assertThat(waitedMillis).isEmpty();
    }

    @Test
    void an_interruption_ends_the_wait_and_keeps_the_flag() {
        states.add(LivenessState.CREATED);
        Thread.currentThread().interrupt();
        try {
            CallInterruptedException thrown = catchThrowableOfType(
                    CallInterruptedException.class, () -> sessions.awaitResult(SESSION, Duration.ofDays(1)));
            assertThat(thrown).as("the interruption").isNotNull();
            assertThat(thrown.effect()).isEqualTo(Effect.NONE);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void a_failed_request_ends_the_wait() {
        down = true;

        assertThatExceptionOfType(ProviderUnavailableException.class).isThrownBy(() -> await(Duration.ofMinutes(1)));
        assertThat(requests).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void no_time_is_refused_before_anything_is_requested(Duration timeout) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sessions.awaitResult(SESSION, timeout))
                .withMessage("timeout must be greater than 0 but was " + timeout);
        assertThat(requests).isZero();
    }

    @Test
    void a_timeout_too_long_to_count_is_a_year() {
        states.addAll(List.of(LivenessState.CREATED, LivenessState.COMPLETED));

        assertThat(await(Duration.ofSeconds(Long.MAX_VALUE)).state()).isEqualTo(LivenessState.COMPLETED);
    }

    private LivenessOutcome await(Duration timeout) {
        return polling.await(sessions, SESSION, timeout);
    }

    private void sleep(long nanos) {
        waitedMillis.add(TimeUnit.NANOSECONDS.toMillis(nanos));
        now += nanos;
    }
}
