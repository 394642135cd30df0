package io.facebridge.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.liveness.GuardedResult.Verdict;
import io.facebridge.liveness.LivenessDecision;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.operations.guard.AttemptStore.Attempt;
import io.facebridge.operations.guard.AttemptStore.Attempts;
import io.facebridge.operations.guard.AttemptStore.State;
import io.facebridge.operations.guard.LivenessAttemptPolicy.Limit;
import io.facebridge.operations.review.ReviewCase;
import io.facebridge.operations.review.ReviewQueue;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LivenessAttemptPolicyTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final String ADA = "ada";

    @TempDir
    private Path folder;

    private Instant time = NOW;
    private final Clock clock = ((InstantSource) () -> time).withZone(ZoneOffset.UTC);
    private final ScriptedSessions sessions = new ScriptedSessions(clock);
    private final ReviewQueue reviews = ReviewQueue.inMemory();

    // The long window

    @ParameterizedTest
    @EnumSource(Kept.class)
    void twenty_failures_within_a_day_lock_a_subject_out_until_the_oldest_is_a_day_old(Kept kept) {
        LivenessGuard guard = guard(kept, LivenessAttemptPolicy.DEFAULT);
        for (int i = 0; i < 20; i++) {
            fail(guard);
            time = time.plus(Duration.ofHours(1));
        }
        SubjectLockedException thrown = refusal(guard);

        assertThat(thrown.limit()).isEqualTo(Limit.LONG_WINDOW);
        assertThat(thrown.until()).contains(NOW.plus(DAY));
        assertThat(thrown.lockedOut()).isTrue();
        assertThat(thrown.retryable()).isTrue();
        assertThat(thrown).hasMessageContaining("LONG_WINDOW").hasMessageContaining("2026-01-03T03:04:05Z");
        assertThat(guard.lockOut(ADA)).contains(LockOut.until(Limit.LONG_WINDOW, NOW.plus(DAY)));
        time = NOW.plus(DAY);
        fail(guard);
        assertThat(refusal(guard).until())
                .as("when the next one is a day old")
                .contains(NOW.plus(DAY).plusSeconds(3600));
    }

    @Test
    void open_sessions_count_in_the_long_window_too() {
        LivenessGuard guard = guard(Kept.IN_MEMORY, LivenessAttemptPolicy.DEFAULT.withLongWindow(3, DAY));
        for (int i = 0; i < 3; i++) {
            open(guard);
        }
        SubjectLockedException thrown = refusal(guard);

        assertThat(thrown.lockedOut()).isFalse();
        assertThat(thrown.limit()).isEqualTo(Limit.LONG_WINDOW);
        assertThat(thrown.until()).contains(NOW.plus(DAY));
    }

    @Test
    void of_two_limits_the_one_that_lasts_longer_is_named() {
        LivenessAttemptPolicy limits =
                new LivenessAttemptPolicy(2, Duration.ofMinutes(3), Duration.ofDays(2)).withLongWindow(2, DAY);
        LivenessGuard guard = guard(Kept.IN_MEMORY, limits);
        fail(guard);
        fail(guard);

        assertThat(guard.lockOut(ADA)).contains(LockOut.until(Limit.WINDOW, NOW.plus(Duration.ofDays(2))));
        time = NOW.plus(Duration.ofDays(2));
        assertThat(guard.lockOut(ADA)).isEmpty();
    }

    // The total

    @Test
    void there_is_no_total_unless_one_is_set() {
        LivenessGuard guard = guard(Kept.IN_MEMORY, LivenessAttemptPolicy.DEFAULT);
        for (int i = 0; i < 150; i++) {
            fail(guard);
            time = time.plus(DAY);
        }

        assertThat(LivenessAttemptPolicy.DEFAULT.maxTotalFailures()).isZero();
        assertThat(guard.lockOut(ADA)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_total_locks_a_subject_out_until_a_reviewer_clears_it(Kept kept) {
        LivenessGuard guard = guard(kept, LivenessAttemptPolicy.DEFAULT.withMaxTotalFailures(3));
        List<LivenessSession> used = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            used.add(fail(guard));
            time = time.plus(Duration.ofDays(400));
        }
        guard.open(LivenessSessionRequest.forSubject("bob")); // when rows may be forgotten that are over
        SubjectLockedException thrown = refusal(guard);

        assertThat(thrown.limit()).isEqualTo(Limit.TOTAL);
        assertThat(thrown.until()).isEmpty();
        assertThat(thrown.retryable()).isFalse();
        assertThat(thrown).hasMessageContaining("LivenessGuard.clear").hasMessageNotContaining(ADA);
        assertThat(guard.lockOut(ADA)).contains(LockOut.untilCleared());
        assertThat(guard.clear(ADA)).isEqualTo(3);
        assertThat(guard.clear(ADA)).isZero();
        assertThat(guard.lockOut(ADA)).isEmpty();
        assertThatCode(() -> open(guard)).doesNotThrowAnyException();
        assertThat(guard.check(ADA, used.get(2)).accepted()).isFalse();
    }

    @Test
    void a_total_is_not_exceeded_by_sessions_that_are_open_at_once() {
        LivenessGuard guard = guard(Kept.IN_MEMORY, LivenessAttemptPolicy.DEFAULT.withMaxTotalFailures(3));
        fail(guard);
        LivenessSession first = open(guard);
        time = time.plusSeconds(10);
        open(guard);
        SubjectLockedException thrown = refusal(guard);

        assertThat(thrown.lockedOut()).isFalse();
        assertThat(thrown.limit()).isEqualTo(Limit.TOTAL);
        assertThat(thrown.until()).contains(first.expiresAt());
        time = time.plus(DAY);
        assertThat(refusal(guard).until()).as("all three have failed").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void clearing_ends_every_lock_out_uses_no_session_again_and_leaves_what_is_open(Kept kept) {
        LivenessGuard guard = guard(kept, LivenessAttemptPolicy.DEFAULT);
        LivenessSession running = open(guard);
        LivenessSession failed = fail(guard);
        for (int i = 0; i < 3; i++) {
            fail(guard);
        }
        fail(guard, running);
        assertThat(guard.lockOut(ADA)).isPresent();
        assertThat(guard.clear(ADA)).isEqualTo(5);

        assertThat(guard.lockOut(ADA)).isEmpty();
        sessions.end(failed, outcome -> outcome.decision(LivenessDecision.LIVE));
        assertThat(guard.check(ADA, failed).verdict()).isEqualTo(Verdict.USED);
        for (int i = 0; i < 5; i++) {
            open(guard);
        }
        assertThat(guard.clear(ADA)).as("none has failed").isZero();
        assertThat(refusal(guard).lockedOut()).isFalse();
    }

    @Test
    void a_lock_out_that_becomes_one_for_good_is_another_case_for_a_reviewer() {
        LivenessAttemptPolicy limits =
                new LivenessAttemptPolicy(2, Duration.ofMinutes(3), Duration.ofMinutes(30)).withMaxTotalFailures(3);
        LivenessGuard guard = guard(Kept.IN_MEMORY, limits);
        LivenessSession late = open(guard);
        fail(guard);
        time = time.plus(Duration.ofMinutes(2));
        fail(guard, late);
        assertThat(reviews.listOpen(0, 10)).extracting(ReviewCase::why).containsExactly(ReviewCase.Why.LOCKED);
        time = time.plus(Duration.ofMinutes(31));
        fail(guard);

        assertThat(guard.lockOut(ADA)).contains(LockOut.untilCleared());
        assertThat(reviews.listOpen(0, 10)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "4, 1", "3, 2"})
    void a_failure_of_a_locked_out_subject_is_another_case_only_where_it_locks_it_out_for_good(int total, int cases) {
        Duration window = Duration.ofSeconds(1);
        LivenessGuard guard = guard(
                Kept.IN_MEMORY,
                new LivenessAttemptPolicy(2, window, Duration.ofMinutes(30)).withMaxTotalFailures(total));
        LivenessSession late = open(guard);
        time = time.plus(window);
        fail(guard);
        time = time.plus(window); // the first one has left the window, and is not further apart than it
        fail(guard);
        assertThat(guard.lockOut(ADA)).contains(LockOut.until(Limit.WINDOW, time.plus(Duration.ofMinutes(30))));
        fail(guard, late);

        assertThat(reviews.listOpen(0, 10)).hasSize(cases);
        assertThat(guard.lockOut(ADA).orElseThrow().limit()).isEqualTo(cases == 1 ? Limit.WINDOW : Limit.TOTAL);
    }

    // When attempts are left

    @ParameterizedTest
    @CsvSource({
        "2, PT5M, 9, PT24H, PT5M, WINDOW", // the short window is longer than the session
        "2, PT1M, 9, PT24H, PT3M, WINDOW", // an open session counts until it expires
        "9, PT1M, 2, PT4M, PT4M, LONG_WINDOW",
        "9, PT1M, 2, PT1S, PT3M, LONG_WINDOW",
        "2, PT5M, 2, PT6M, PT6M, LONG_WINDOW",
        "2, PT6M, 2, PT5M, PT6M, WINDOW"
    })
    void with_all_attempts_open_the_next_is_left_at_the_end_of_the_window_or_of_a_session(
            int failures, Duration window, int longFailures, Duration longWindow, Duration until, Limit limit) {
        LivenessGuard guard = guard(
                Kept.IN_MEMORY,
                new LivenessAttemptPolicy(failures, window, Duration.ZERO).withLongWindow(longFailures, longWindow));
        open(guard);
        open(guard);
        SubjectLockedException thrown = refusal(guard);

        assertThat(thrown.limit()).isEqualTo(limit);
        assertThat(thrown.until()).contains(NOW.plus(until));
        assertThat(thrown.lockedOut()).isFalse();
        assertThat(thrown.retryable()).isTrue();
        assertThat(thrown)
                .hasMessageContaining("too many open sessions")
                .hasMessageContaining(limit.name())
                .hasMessageContaining("request the results");
        time = NOW.plus(until).minusMillis(1);
        assertThat(refusal(guard).until()).contains(NOW.plus(until));
    }

    @Test
    void a_subject_may_try_again_when_the_oldest_of_its_attempts_leaves_the_window() {
        LivenessGuard guard =
                guard(Kept.IN_MEMORY, new LivenessAttemptPolicy(3, Duration.ofMinutes(10), Duration.ofMinutes(30)));
        fail(guard);
        time = NOW.plusSeconds(60);
        fail(guard);
        time = NOW.plusSeconds(599);
        open(guard);
        SubjectLockedException thrown = refusal(guard);

        assertThat(thrown.until()).contains(NOW.plusSeconds(600));
        time = NOW.plusSeconds(600);
        assertThatCode(() -> open(guard)).doesNotThrowAnyException();
    }

    @Test
    void a_lock_out_says_by_which_limit_and_until_when_and_not_whom() {
        LockOut until = LockOut.until(Limit.WINDOW, NOW);

        assertThat(until)
                .hasToString("LockOut[WINDOW, until " + NOW + "]")
                .isEqualTo(LockOut.until(Limit.WINDOW, NOW))
                .hasSameHashCodeAs(LockOut.until(Limit.WINDOW, NOW))
                .doesNotHaveSameHashCodeAs(LockOut.untilCleared())
                .isNotEqualTo(LockOut.until(Limit.LONG_WINDOW, NOW))
                .isNotEqualTo(LockOut.until(Limit.WINDOW, NOW.plusMillis(1)))
                .isNotEqualTo(LockOut.untilCleared())
                .isNotEqualTo(NOW);
        assertThat(LockOut.untilCleared()).hasToString("LockOut[TOTAL, until it is cleared]");
    }

    // What is kept

    @Test
    void an_attempt_is_kept_as_long_as_it_can_matter() {
        AttemptStore store = AttemptStore.inMemory();
        LivenessGuard guard = guard(
                store,
                new LivenessAttemptPolicy(5, Duration.ofMinutes(3), Duration.ofHours(2))
                        .withLongWindow(20, Duration.ofHours(4)));
        LivenessSession success = open(guard);
        sessions.end(success, outcome -> outcome.decision(LivenessDecision.LIVE));
        assertThat(guard.check(ADA, success).verdict()).isEqualTo(Verdict.ACCEPTED);
        fail(guard);

        time = success.expiresAt().plus(Duration.ofHours(1)).minusMillis(1);
        open(guard);
        assertThat(store.find(ADA).attempts())
                .extracting(Attempt::state)
                .containsExactly(State.SUCCEEDED, State.FAILED, State.OPEN);
        time = success.expiresAt().plus(Duration.ofHours(1));
        open(guard);
        assertThat(store.find(ADA).attempts())
                .as("an outcome can be used one hour after its session, a success does not count")
                .extracting(Attempt::state)
                .containsExactly(State.FAILED, State.OPEN, State.OPEN);
        time = NOW.plus(Duration.ofHours(4)).minusMillis(1);
        open(guard);
        assertThat(store.find(ADA).attempts()).extracting(Attempt::state).startsWith(State.FAILED);
        time = NOW.plus(Duration.ofHours(4));
        open(guard);
        assertThat(store.find(ADA).attempts())
                .as("a failure counts as long as the long window lasts")
                .extracting(Attempt::state)
                .doesNotContain(State.FAILED);
    }

    @Test
    void no_more_failures_of_a_subject_are_kept_than_the_limits_need() {
        AttemptStore store = AttemptStore.inMemory();
        LivenessAttemptPolicy limits = new LivenessAttemptPolicy(5, Duration.ofSeconds(1), Duration.ofDays(365))
                .withLongWindow(100, Duration.ofSeconds(1));
        LivenessGuard guard = guard(store, limits);
        int most = 0;
        for (int i = 0; i < 300; i++) {
            fail(guard);
            time = time.plusSeconds(2);
            most = Math.max(most, store.find(ADA).attempts().size());
        }

        assertThat(most).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void whether_a_session_was_opened_with_an_image_is_kept(Kept kept) {
        AttemptStore store = kept.store(folder, clock);
        Attempt with = new Attempt("with", NOW, NOW.plusSeconds(60), State.OPEN, NOW, true);
        Attempt without = new Attempt("without", NOW, NOW.plusSeconds(60), State.FAILED, Attempt.CLEARED, false);
        assertThat(store.replace(ADA, 0, List.of(with, without), NOW.plusSeconds(60)))
                .isTrue();

        assertThat(store.find(ADA).attempts()).containsExactly(with, without);
    }

    // Removal

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_subject_that_is_removed_is_unknown_its_lock_out_over_and_its_sessions_of_no_use(Kept kept) {
        AttemptStore store = kept.store(folder, clock);
        LivenessGuard guard = guard(store, LivenessAttemptPolicy.DEFAULT.withMaxTotalFailures(5));
        LivenessSession open = sessions.end(open(guard), outcome -> outcome.decision(LivenessDecision.LIVE));
        for (int i = 0; i < 4; i++) {
            fail(guard);
        }
        guard.open(LivenessSessionRequest.forSubject("bob"));
        store.remove(ADA);
        store.remove("unknown");

        assertThat(store.find(ADA)).isEqualTo(Attempts.NONE);
        assertThat(guard.lockOut(ADA)).isEmpty();
        assertThat(guard.check(ADA, open).verdict()).isEqualTo(Verdict.OTHER_SUBJECT);
        assertThat(store.find("bob").attempts()).hasSize(1);
        assertThatCode(() -> open(guard)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void what_was_removed_does_not_come_back_with_who_read_it_before(Kept kept) {
        AttemptStore store = kept.store(folder, clock);
        Attempt old = new Attempt("old", NOW, NOW.plusSeconds(60), State.OPEN, NOW);
        Attempt young = new Attempt("young", NOW, NOW.plusSeconds(60), State.OPEN, NOW);
        assertThat(store.replace(ADA, 0, List.of(old), NOW.plusSeconds(60))).isTrue();
        Attempts read = store.find(ADA);
        store.remove(ADA);

        assertThat(store.replace(ADA, read.version(), List.of(old), NOW.plusSeconds(60)))
                .isFalse();
        assertThat(store.replace(ADA, 0, List.of(young), NOW.plusSeconds(60))).isTrue();
        assertThat(store.replace(ADA, read.version(), List.of(old), NOW.plusSeconds(60)))
                .isFalse();
        assertThat(store.find(ADA).attempts()).containsExactly(young);
    }

    // Ranges

    @ParameterizedTest
    @CsvSource({"0, PT24H", "101, PT24H", "20, PT0.999S", "20, PT8760H0.001S"})
    void a_long_window_has_its_ranges(int failures, Duration window) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LivenessAttemptPolicy.DEFAULT.withLongWindow(failures, window))
                .withMessageContaining("must be in [");
    }

    @ParameterizedTest
    @CsvSource({"-1", "101"})
    void a_total_has_its_range(int failures) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LivenessAttemptPolicy.DEFAULT.withMaxTotalFailures(failures))
                .withMessage("maxTotalFailures must be in [0, 100] but was " + failures);
    }

    private LivenessGuard guard(Kept kept, LivenessAttemptPolicy limits) {
        return guard(kept.store(folder, clock), limits);
    }

    private LivenessGuard guard(AttemptStore store, LivenessAttemptPolicy limits) {
        return LivenessGuard.builder(sessions, store, RedemptionStore.inMemory(clock), clock)
                .attemptPolicy(limits)
                .reviews(reviews)
                .build();
    }

    private LivenessSession open(LivenessGuard by) {
        return by.open(LivenessSessionRequest.forSubject(ADA));
    }

    private LivenessSession fail(LivenessGuard by) {
        return fail(by, open(by));
    }

    private LivenessSession fail(LivenessGuard by, LivenessSession session) {
        sessions.end(session, outcome -> outcome.decision(LivenessDecision.NOT_LIVE));
        assertThat(by.check(ADA, session).verdict()).isEqualTo(Verdict.NOT_LIVE);
        return session;
    }

    private SubjectLockedException refusal(LivenessGuard by) {
        SubjectLockedException thrown = catchThrowableOfType(SubjectLockedException.class, () -> open(by));
        assertThat(thrown).as("the refusal").isNotNull();
        return thrown;
    }
}
