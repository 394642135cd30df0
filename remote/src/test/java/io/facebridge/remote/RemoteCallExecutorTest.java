package io.facebridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.error.AuthenticationException;
import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.ProviderError;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.RequestRefusedException;
import io.facebridge.error.ThrottledException;
import io.facebridge.observation.Observer;
import io.facebridge.observation.Observer.Kind;
import io.facebridge.observation.Observer.Stage;
import io.facebridge.provider.Deadline;
import io.facebridge.provider.ProviderId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RemoteCallExecutorTest {
    private static final ProviderId VENDOR = new ProviderId("vendor");
    private static final ProviderError ERROR = new ProviderError(VENDOR, "Busy", "req-7", 429);
    private static final RemoteOperation READ = new RemoteOperation("Read", "face", true);
    private static final RemoteOperation WRITE = new RemoteOperation("Write", "face", false);
    private static final double ALMOST_ONE = Math.nextDown(1.0);

    private final FakeTime time = new FakeTime();
    private final List<CallReport> reports = new ArrayList<>();
    private double chance = ALMOST_ONE;

    @AfterEach
    void leave_no_interrupt_flag_behind() {
        Thread.interrupted();
    }

    @Test
    void an_answer_comes_at_once_and_the_attempt_knows_its_time() {
        Script attempt = new Script("answer");

        assertThat(executor().execute(READ, attempt)).isEqualTo("answer");

        assertThat(attempt.given).containsExactly(Duration.ofSeconds(30));
        assertThat(time.sleeps()).isEmpty();
    }

    @Nested
    class Retries {
        @Test
        void what_had_no_effect_is_sent_again_even_if_it_must_not_be_repeated() {
            Script attempt = new Script(throttled(null), "answer");

            assertThat(executor().execute(WRITE, attempt)).isEqualTo("answer");
        }

        @Test
        void what_may_have_been_carried_out_is_not_sent_again_unless_it_may_be_repeated() {
            Script write = new Script(unavailable(Effect.UNKNOWN), "answer");
            Script read = new Script(unavailable(Effect.UNKNOWN), "answer");

            assertThat(failure(executor(), WRITE, write).effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(executor().execute(READ, read)).isEqualTo("answer");
            assertThat(write.given).hasSize(1);
        }

        @Test
        void what_will_not_pass_is_not_sent_again() {
            Script attempt = new Script(new AuthenticationException("wrong key", ERROR, null), "answer");

            assertThat(failure(executor(), READ, attempt)).isInstanceOf(AuthenticationException.class);
            assertThat(attempt.given).hasSize(1);
        }

        @Test
        void end_with_the_last_failure_when_all_attempts_are_used_up() {
            ThrottledException last = throttled(null);
            Script attempt = new Script(throttled(null), throttled(null), throttled(null), last, "answer");

            assertThat(failure(executor(), READ, attempt)).isSameAs(last);
            assertThat(attempt.given).hasSize(4);
        }

        @Test
        void do_not_happen_where_one_attempt_is_all() {
            Script attempt = new Script(throttled(null), "answer");

            failure(executor(CallPolicy.builder().maxAttempts(1)), READ, attempt);

            assertThat(attempt.given).hasSize(1);
        }

        @Test
        void wait_up_to_twice_as_long_each_time_and_never_longer_than_the_cap() {
            CallPolicy.Builder policy =
                    CallPolicy.builder().maxAttempts(6).backoff(Duration.ofMillis(100), Duration.ofMillis(500));

            failure(executor(policy), READ, failing(6, () -> throttled(null)));

            assertThat(time.sleeps()).containsExactly(100L, 200L, 400L, 500L, 500L);
        }

        @Test
        void wait_a_random_part_of_that() {
            chance = 0.25;

            failure(executor(), READ, failing(4, () -> throttled(null)));

            assertThat(time.sleeps()).containsExactly(25L, 50L, 100L);
        }

        @Test
        void never_come_before_the_time_the_service_asked_for() {
            chance = 0;
            Script attempt = new Script(throttled(Duration.ofSeconds(2)), "answer");

            assertThat(executor().execute(READ, attempt)).isEqualTo("answer");

            assertThat(time.sleeps()).containsExactly(2000L);
            assertThat(attempt.given).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(28));
        }

        @Test
        void are_given_up_at_once_if_the_service_asks_for_more_time_than_there_is() {
            ThrottledException thrown = throttled(Duration.ofSeconds(31));

            assertThat(failure(executor(), READ, new Script(thrown, "answer"))).isSameAs(thrown);

            assertThat(time.sleeps()).isEmpty();
        }

        @Test
        void are_given_up_at_once_if_the_service_asks_for_all_the_time_there_is() {
            ThrottledException thrown = throttled(Duration.ofSeconds(30));

            assertThat(failure(executor(), READ, new Script(thrown, "answer"))).isSameAs(thrown);

            assertThat(time.sleeps()).isEmpty();
        }

        @Test
        void wait_by_chance_unless_it_is_given() {
            CallPolicy policy = CallPolicy.builder()
                    .maxAttempts(20)
                    .deadline(Duration.ofHours(1))
                    .backoff(Duration.ofMinutes(1), Duration.ofMinutes(1))
                    .build();
            RemoteCallExecutor executor = new RemoteCallExecutor.Builder(VENDOR, policy, Map.of(), new Table())
                    .time(time, time)
                    .build();

            failure(executor, READ, failing(20, () -> throttled(null)));

            assertThat(time.sleeps()).doesNotContain(0L).hasSizeGreaterThan(15);
            assertThat(time.sleeps().stream().distinct()).hasSizeGreaterThan(1);
        }

        @Test
        void are_given_up_however_absurd_the_time_the_service_asks_for() {
            ThrottledException thrown = throttled(Duration.ofSeconds(Long.MAX_VALUE));

            assertThat(failure(executor(), READ, new Script(thrown, "answer")))
                    .isSameAs(thrown)
                    .hasMessageContaining("wait more than a day");
        }

        @Test
        void end_when_the_deadline_passed_during_the_attempt() {
            CallTimeoutException late = timeout();
            Script attempt = new Script(late, "answer").taking(Duration.ofSeconds(30));

            assertThat(failure(executor(), READ, attempt)).isSameAs(late);
            assertThat(attempt.given).hasSize(1);
        }

        @Test
        void end_when_the_executor_was_closed_in_the_meantime() {
            RemoteCallExecutor executor = executor();
            List<String> sent = new ArrayList<>();

            assertThatExceptionOfType(ThrottledException.class)
                    .isThrownBy(() -> executor.execute(READ, remaining -> {
                        sent.add("request");
                        executor.close();
                        throw throttled(null);
                    }));

            assertThat(sent).hasSize(1);
        }
    }

    @Nested
    class Effects {
        @Test
        void of_earlier_attempts_are_added_to_the_last_failure() {
            CallTimeoutException first = timeout();
            Script attempt = new Script(first, new AuthenticationException("token expired", ERROR, null));

            FaceBridgeException thrown = failure(executor(), READ, attempt);

            assertThat(thrown).isInstanceOf(AuthenticationException.class);
            assertThat(thrown.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(thrown)
                    .hasMessage("token expired; an earlier attempt (CallTimeoutException) may have been carried out")
                    .hasSuppressedException(first);
        }

        @Test
        void are_none_if_every_attempt_had_none() {
            assertThat(failure(executor(), READ, failing(4, () -> throttled(null)))
                            .effect())
                    .isEqualTo(Effect.NONE);
        }

        @Test
        void survive_a_client_that_throws_the_same_exception_again() {
            CallTimeoutException same = timeout();

            FaceBridgeException thrown = failure(executor(), READ, failing(4, () -> same));

            assertThat(thrown).isSameAs(same).hasNoSuppressedExceptions();
        }
    }

    @Nested
    class Translation {
        @Test
        void goes_by_the_provider_unless_the_failure_is_known_already() {
            IOException reset = new IOException("connection reset");

            FaceBridgeException thrown = failure(executor(), WRITE, new Script(reset));

            assertThat(thrown)
                    .isInstanceOf(ProviderUnavailableException.class)
                    .hasMessage("translated Write")
                    .hasCause(reset);
        }

        @Test
        void that_fails_itself_is_thrown_as_it_is_and_gives_back_the_place() {
            RemoteCallExecutor executor = new RemoteCallExecutor.Builder(
                            VENDOR,
                            CallPolicy.builder().maxConcurrentCalls(1).build(),
                            Map.of(),
                            (failure, operation) -> {
                                throw new ArithmeticException("a fault in the table");
                            })
                    .time(time, time)
                    .build();

            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(() -> executor.execute(READ, new Script(new IOException("reset"))));
            assertThat(executor.execute(READ, new Script("answer"))).isEqualTo("answer");
        }
    }

    @Nested
    class WantOfHeap {
        @Test
        void is_a_refusal_of_what_was_sent_and_says_that_it_may_have_been_carried_out() {
            OutOfMemoryError itself = new OutOfMemoryError("no room in the script");
            for (Exception around : List.of(new IOException(itself), new IllegalStateException(itself))) {
                assertRefused(itself, remaining -> {
                    throw around;
                });
            }
            assertRefused(itself, remaining -> {
                throw itself;
            });
        }

        private void assertRefused(OutOfMemoryError cause, RemoteAttempt<String> attempt) {
            RemoteCallExecutor executor = executor(CallPolicy.builder().maxConcurrentCalls(1));

            InvalidImageException refused =
                    catchThrowableOfType(InvalidImageException.class, () -> executor.execute(WRITE, attempt));

            assertThat(refused.reason()).isEqualTo(InvalidImageException.Reason.TOO_MANY_BYTES);
            assertThat(refused.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(refused).hasMessageContainingAll("Write", "-Xmx").hasCause(cause);
            assertThat(reports.get(reports.size() - 1).attempts()).isEqualTo(1);
            assertThat(executor.execute(READ, new Script("answer"))).isEqualTo("answer");
        }

        @Test
        void does_not_blame_the_service() {
            RemoteCallExecutor executor = executor(CallPolicy.builder());
            for (int i = 0; i < 40; i++) {
                assertThatExceptionOfType(InvalidImageException.class)
                        .isThrownBy(() -> executor.execute(READ, remaining -> {
                            throw new OutOfMemoryError("no room in the script");
                        }));
            }

            assertThat(executor.execute(READ, new Script("answer"))).isEqualTo("answer");
        }
    }

    @Nested
    class Deadlines {
        @Test
        void are_shared_by_the_requests_of_a_composed_operation() {
            RemoteCallExecutor executor = executor();
            Deadline deadline = executor.startDeadline();
            Script first = new Script("one").taking(Duration.ofSeconds(10));
            Script second = new Script("two");

            executor.execute(READ, deadline, first);
            executor.execute(READ, deadline, second);

            assertThat(second.given).containsExactly(Duration.ofSeconds(20));
            assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(20));
            assertThat(deadline.duration()).isEqualTo(Duration.ofSeconds(30));
            assertThat(deadline.expired()).isFalse();
        }

        @Test
        void that_have_passed_let_nothing_be_sent() {
            RemoteCallExecutor executor = executor();
            Deadline deadline = executor.startDeadline();
            time.pass(Duration.ofSeconds(30));
            Script attempt = new Script("answer");

            CallTimeoutException thrown =
                    catchThrowableOfType(CallTimeoutException.class, () -> executor.execute(WRITE, deadline, attempt));

            assertThat(deadline.expired()).isTrue();
            assertThat(thrown.effect()).isEqualTo(Effect.NONE);
            assertThat(thrown).hasMessageContaining("30000 ms passed before Write could be sent");
            assertThat(attempt.given).isEmpty();
        }

        @Test
        void bound_pauses() {
            RemoteCallExecutor executor = executor();
            Deadline deadline = executor.startDeadline();

            executor.pause(Duration.ofSeconds(29), deadline);
            executor.pause(Duration.ZERO, deadline);

            assertThatExceptionOfType(CallTimeoutException.class)
                    .isThrownBy(() -> executor.pause(Duration.ofMillis(1001), deadline))
                    .withMessageContaining("a wait of 1001 ms")
                    .satisfies(thrown -> assertThat(thrown.effect()).isEqualTo(Effect.NONE));
            executor.pause(Duration.ofSeconds(1), deadline);
            assertThat(time.sleeps()).containsExactly(29_000L, 1_000L);
        }
    }

    @Nested
    class Rates {
        @Test
        void are_kept_by_waiting_and_every_attempt_counts() {
            chance = 0;
            RemoteCallExecutor executor = executor(CallPolicy.builder(), Map.of("Read", RateLimit.perSecond(2)));

            executor.execute(READ, new Script(throttled(null), throttled(null), "answer"));

            assertThat(time.sleeps()).containsExactly(500L, 500L);
        }

        @Test
        void hold_for_the_operation_they_are_for() {
            RemoteCallExecutor executor = executor(CallPolicy.builder(), Map.of("Read", RateLimit.perSecond(1)));

            executor.execute(WRITE, new Script("answer"));
            executor.execute(WRITE, new Script("answer"));

            assertThat(time.sleeps()).isEmpty();
        }

        @Test
        void that_leave_no_permit_before_the_deadline_fail_at_once_and_say_so() {
            RemoteCallExecutor executor = executor(
                    CallPolicy.builder().deadline(Duration.ofSeconds(1)),
                    Map.of("Read", new RateLimit(1, Duration.ofSeconds(5))));
            executor.execute(READ, new Script("answer"));
            Script attempt = new Script("answer");

            FaceBridgeException thrown = failure(executor, READ, attempt);

            assertThat(thrown)
                    .isInstanceOf(CallTimeoutException.class)
                    .hasMessageContaining("rate limit of 1 calls per 5000 ms")
                    .hasMessageContaining("rateLimit");
            assertThat(thrown.effect()).isEqualTo(Effect.NONE);
            assertThat(attempt.given).isEmpty();
            assertThat(time.sleeps()).isEmpty();
        }

        @Test
        void that_leave_no_turn_for_a_retry_end_with_the_failure_and_its_effect() {
            RemoteCallExecutor executor = executor(
                    CallPolicy.builder().deadline(Duration.ofSeconds(1)),
                    Map.of("Read", new RateLimit(1, Duration.ofSeconds(5))));
            ProviderUnavailableException thrown = unavailable(Effect.UNKNOWN);

            assertThat(failure(executor, READ, new Script(thrown, "answer"))).isSameAs(thrown);
            assertThat(thrown.effect()).isEqualTo(Effect.UNKNOWN);
        }

        @Test
        void lose_no_turn_to_a_call_that_could_not_wait_for_it() {
            RemoteCallExecutor executor =
                    executor(CallPolicy.builder(), Map.of("Read", new RateLimit(1, Duration.ofSeconds(10))));
            executor.execute(READ, new Script("answer"));
            for (int i = 0; i < 100; i++) {
                assertThatExceptionOfType(CallTimeoutException.class)
                        .isThrownBy(() -> executor.execute(READ, nearlyOver(executor), new Script("answer")));
            }

            executor.execute(READ, new Script("answer"));

            assertThat(time.sleeps()).containsExactly(10_000L);
        }

        @Test
        void lose_no_turn_to_a_call_that_was_interrupted() {
            RemoteCallExecutor executor =
                    executor(CallPolicy.builder(), Map.of("Read", new RateLimit(1, Duration.ofSeconds(10))));
            executor.execute(READ, new Script("answer"));
            time.interruptEverySleep(true);
            for (int i = 0; i < 2; i++) {
                assertThat(failure(executor, READ, new Script("answer"))).isInstanceOf(CallInterruptedException.class);
                assertThat(Thread.interrupted()).isTrue();
            }
            time.interruptEverySleep(false);

            executor.execute(READ, new Script("answer"));

            assertThat(time.sleeps()).containsExactly(10_000L);
        }

        @Test
        void are_off_where_the_policy_says_so() {
            RemoteCallExecutor executor = executor(
                    CallPolicy.builder().unlimitedRate(), Map.of("Read", new RateLimit(1, Duration.ofDays(1))));

            executor.execute(READ, new Script("answer"));
            executor.execute(READ, new Script("answer"));

            assertThat(time.sleeps()).isEmpty();
        }
    }

    @Nested
    class CircuitBreakers {
        private final CallPolicy.Builder policy = CallPolicy.builder()
                .maxAttempts(1)
                .circuitBreaking(new CircuitBreakerPolicy(50, 4, 4, Duration.ofSeconds(10)));

        @Test
        void open_when_the_service_fails_and_send_nothing() {
            RemoteCallExecutor executor = executor(policy);
            fail(executor, READ, 4, () -> unavailable(Effect.UNKNOWN));
            time.pass(Duration.ofSeconds(3));
            Script attempt = new Script("answer");

            FaceBridgeException thrown = failure(executor, READ, attempt);

            assertThat(thrown).isInstanceOfSatisfying(ProviderUnavailableException.class, left -> {
                assertThat(left.retryAfter()).contains(Duration.ofSeconds(7));
                assertThat(left.retryable()).isTrue();
                assertThat(left.effect()).isEqualTo(Effect.NONE);
            });
            assertThat(thrown).hasMessageContaining("retry in 7000 ms");
            assertThat(attempt.given).isEmpty();
        }

        @Test
        void close_again_when_the_service_answers() {
            RemoteCallExecutor executor = executor(policy);
            fail(executor, READ, 4, () -> unavailable(Effect.NONE));
            time.pass(Duration.ofMillis(10_001));

            for (int i = 0; i < 10; i++) {
                assertThat(executor.execute(READ, new Script("answer"))).isEqualTo("answer");
            }
        }

        @Test
        void open_again_when_it_does_not() {
            RemoteCallExecutor executor = executor(policy);
            fail(executor, READ, 4, () -> unavailable(Effect.NONE));
            time.pass(Duration.ofMillis(10_001));
            fail(executor, READ, 3, RemoteCallExecutorTest::timeout);

            assertThat(failure(executor, READ, new Script("answer"))).hasMessageContaining("retry in 10000 ms");
        }

        @Test
        void end_a_call_whose_own_failures_opened_them_and_keep_its_effect() {
            RemoteCallExecutor executor = executor(policy.maxAttempts(20));
            ProviderUnavailableException last = unavailable(Effect.UNKNOWN);
            Script attempt = new Script(
                    unavailable(Effect.UNKNOWN), unavailable(Effect.UNKNOWN), unavailable(Effect.UNKNOWN), last, "no");

            FaceBridgeException thrown = failure(executor, READ, attempt);

            assertThat(attempt.given).hasSize(4);
            assertThat(thrown)
                    .hasMessageContaining("is open after too many failures")
                    .hasCause(last);
            assertThat(thrown.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(thrown.providerError()).contains(ERROR);
        }

        @Test
        void permit_the_same_number_of_trials_whatever_throttling_there_is_between_them() {
            RemoteCallExecutor executor = executor(policy);
            fail(executor, READ, 4, () -> unavailable(Effect.NONE));
            time.pass(Duration.ofMillis(10_001));
            fail(executor, READ, 20, () -> throttled(null));

            for (int i = 0; i < 10; i++) {
                assertThat(executor.execute(READ, new Script("answer"))).isEqualTo("answer");
            }
        }

        @Test
        void count_answers_beside_failures() {
            RemoteCallExecutor executor = executor(policy);
            for (int i = 0; i < 5; i++) {
                fail(executor, READ, 1, () -> unavailable(Effect.NONE));
                for (int j = 0; j < 3; j++) {
                    assertThat(executor.execute(READ, new Script("answer"))).isEqualTo("answer");
                }
            }
        }

        @Test
        void count_throttling_neither_as_a_failure_nor_as_an_answer() {
            RemoteCallExecutor executor = executor(policy);
            fail(executor, READ, 2, () -> unavailable(Effect.NONE));
            fail(executor, READ, 2, () -> throttled(null));

            assertThat(executor.execute(READ, new Script("answer"))).isEqualTo("answer");
        }

        @Test
        void do_not_mind_where_the_clock_began() {
            time.pass(Duration.ofDays(365));
            RemoteCallExecutor executor = executor(policy);
            for (int i = 0; i < 10; i++) {
                assertThat(executor.execute(READ, new Script("answer"))).isEqualTo("answer");
            }
        }

        @Test
        void do_not_mind_throttling() {
            RemoteCallExecutor executor = executor(policy);
            fail(executor, READ, 20, () -> throttled(null));

            assertThat(executor.execute(READ, new Script("answer"))).isEqualTo("answer");
        }

        @Test
        void take_a_refusal_for_a_sign_of_life() {
            RemoteCallExecutor executor = executor(policy);
            for (int i = 0; i < 5; i++) {
                fail(executor, READ, 3, () -> new RequestRefusedException("no such parameter", ERROR, null));
                fail(executor, READ, 1, () -> unavailable(Effect.NONE));
            }

            assertThat(executor.execute(READ, new Script("answer"))).isEqualTo("answer");
        }

        @Test
        void do_not_blame_the_service_for_requests_that_began_late() {
            RemoteCallExecutor executor = executor(policy);
            for (int i = 0; i < 20; i++) {
                assertThatExceptionOfType(CallTimeoutException.class)
                        .isThrownBy(() -> executor.execute(READ, nearlyOver(executor), new Script(timeout())));
            }

            assertThat(executor.execute(READ, new Script("answer"))).isEqualTo("answer");
        }

        @Test
        void blame_it_for_requests_that_had_half_of_the_time() {
            RemoteCallExecutor executor = executor(policy);
            for (int i = 0; i < 4; i++) {
                Deadline deadline = executor.startDeadline();
                time.pass(Duration.ofSeconds(15));
                assertThatExceptionOfType(CallTimeoutException.class)
                        .isThrownBy(() -> executor.execute(READ, deadline, new Script(timeout())));
            }

            assertThat(failure(executor, READ, new Script("answer"))).isInstanceOf(ProviderUnavailableException.class);
        }

        @Test
        void blame_it_for_requests_that_had_time() {
            RemoteCallExecutor executor = executor(policy);
            fail(executor, READ, 4, RemoteCallExecutorTest::timeout);

            assertThat(failure(executor, READ, new Script("answer"))).isInstanceOf(ProviderUnavailableException.class);
        }

        @Test
        void are_one_for_each_group() {
            RemoteCallExecutor executor = executor(policy);
            fail(executor, READ, 4, () -> unavailable(Effect.NONE));

            assertThat(failure(executor, WRITE, new Script("answer"))).isInstanceOf(ProviderUnavailableException.class);
            assertThat(executor.execute(new RemoteOperation("Open", "liveness", false), new Script("answer")))
                    .isEqualTo("answer");
        }

        @Test
        void are_off_where_the_policy_says_so() {
            RemoteCallExecutor executor = executor(policy.noCircuitBreaker());
            fail(executor, READ, 50, () -> unavailable(Effect.NONE));

            assertThat(executor.execute(READ, new Script("answer"))).isEqualTo("answer");
        }
    }

    @Nested
    class Interruption {
        @Test
        void before_a_call_lets_nothing_be_sent() {
            Thread.currentThread().interrupt();
            Script attempt = new Script("answer");

            FaceBridgeException thrown = failure(executor(), WRITE, attempt);

            assertThat(thrown).isInstanceOf(CallInterruptedException.class);
            assertThat(thrown.effect()).isEqualTo(Effect.NONE);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(attempt.given).isEmpty();
        }

        @Test
        void during_an_attempt_leaves_its_effect_unknown() {
            FaceBridgeException thrown =
                    failure(executor(), READ, new Script(new InterruptedException("reading"), "no"));

            assertThat(thrown).isInstanceOf(CallInterruptedException.class);
            assertThat(thrown.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(Thread.interrupted()).isTrue();
        }

        @Test
        void that_the_translator_recognizes_sets_the_flag_too() {
            CallInterruptedException aborted = new CallInterruptedException(Effect.UNKNOWN, null);

            assertThat(failure(executor(), READ, new Script(aborted))).isSameAs(aborted);
            assertThat(Thread.interrupted()).isTrue();
        }

        @Test
        void before_a_retry_adds_what_the_attempts_may_have_done() {
            time.interruptEverySleep(true);
            Script attempt = new Script(timeout(), "answer");

            FaceBridgeException thrown = failure(executor(), READ, attempt);

            assertThat(thrown).isInstanceOf(CallInterruptedException.class);
            assertThat(thrown.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(attempt.given).hasSize(1);
        }

        @Test
        void ends_a_pause() {
            Thread.currentThread().interrupt();
            RemoteCallExecutor executor = executor();

            assertThatExceptionOfType(CallInterruptedException.class)
                    .isThrownBy(() -> executor.pause(Duration.ofSeconds(1), executor.startDeadline()));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Nested
    class Reports {
        @Test
        void tell_of_an_answer() {
            chance = 0;
            Script attempt = new Script(throttled(Duration.ofSeconds(2)), "answer").taking(Duration.ofMillis(40));

            executor().execute(READ, attempt);

            assertThat(reports)
                    .containsExactly(new CallReport(
                            VENDOR,
                            "Read",
                            Duration.ofMillis(2080),
                            Duration.ofSeconds(2),
                            2,
                            CallReport.Outcome.SUCCEEDED,
                            null,
                            null,
                            null,
                            "id-of-answer",
                            null));
        }

        @Test
        void tell_of_a_failure_once_for_all_attempts() {
            failure(executor(), READ, failing(4, () -> throttled(null)));

            assertThat(reports)
                    .containsExactly(new CallReport(
                            VENDOR,
                            "Read",
                            Duration.ofMillis(700),
                            Duration.ofMillis(700),
                            4,
                            CallReport.Outcome.FAILED,
                            "ThrottledException",
                            "Busy",
                            429,
                            "req-7",
                            Effect.NONE));
        }

        @Test
        void count_the_wait_for_a_permit_as_a_part_of_the_duration() {
            LongSupplier ticking = () -> {
                time.pass(Duration.ofMillis(1));
                return time.getAsLong();
            };
            CallPolicy policy = CallPolicy.builder()
                    .withoutListeners()
                    .listener(reports::add)
                    .build();
            RemoteCallExecutor executor = new RemoteCallExecutor.Builder(VENDOR, policy, Map.of(), new Table())
                    .time(ticking, time)
                    .build();

            executor.execute(READ, new Script("answer"));

            assertThat(reports)
                    .singleElement()
                    .satisfies(
                            report -> assertThat(report.waitTime()).isPositive().isLessThan(report.duration()));
        }

        @Test
        void tell_of_an_error_that_nobody_translates() {
            RemoteCallExecutor executor = executor();

            assertThatExceptionOfType(StackOverflowError.class)
                    .isThrownBy(() -> executor.execute(WRITE, remaining -> {
                        throw new StackOverflowError("deep");
                    }));

            assertThat(reports).singleElement().satisfies(report -> {
                assertThat(report.failure()).isEqualTo("StackOverflowError");
                assertThat(report.effect()).isEqualTo(Effect.UNKNOWN);
            });
        }

        @Test
        void reach_every_listener_and_a_broken_one_harms_nobody() {
            CallPolicy policy = CallPolicy.builder()
                    .withoutListeners()
                    .listener(report -> {
                        throw new ArithmeticException("broken listener");
                    })
                    .listener(reports::add)
                    .build();
            RemoteCallExecutor executor = new RemoteCallExecutor.Builder(VENDOR, policy, Map.of(), new Table())
                    .time(time, time)
                    .build();

            assertThat(executor.execute(READ, new Script("answer"))).isEqualTo("answer");
            assertThat(reports).hasSize(1);
        }

        @Test
        void do_without_a_request_id_that_cannot_be_read() {
            assertThat(executor().execute(READ, new Script("unreadable"))).isEqualTo("unreadable");

            assertThat(reports)
                    .singleElement()
                    .satisfies(report -> assertThat(report.requestId()).isNull());
        }
    }

    @Nested
    class Observation {
        private final List<String> seen = new ArrayList<>();
        private final Observer observer = stage -> {
            seen.add("begin " + stage.kind() + " " + stage.provider() + " " + stage.operation());
            return (outcome, failure) -> seen.add("end " + stage.kind() + " " + outcome
                    + (failure == null ? "" : " " + failure.getClass().getSimpleName()));
        };

        @Test
        void sees_each_attempt_within_its_call_within_what_surrounds_it_and_the_listeners_come_after() {
            CallPolicy policy = CallPolicy.builder()
                    .observer(observer)
                    .listener(report -> seen.add("listener"))
                    .build();
            RemoteCallExecutor executor = new RemoteCallExecutor.Builder(VENDOR, policy, Map.of(), new Table())
                    .time(time, time)
                    .build();
            Stage decision = new Stage(Kind.DECISION, VENDOR, "compare");

            observer.observe(
                    decision, () -> executor.execute(READ, new Script(throttled(null), "answer")), answer -> "MATCH");

            assertThat(seen)
                    .containsExactly(
                            "begin DECISION vendor compare",
                            "begin CALL vendor Read",
                            "begin ATTEMPT vendor Read",
                            "end ATTEMPT FAILED ThrottledException",
                            "begin ATTEMPT vendor Read",
                            "end ATTEMPT SUCCEEDED",
                            "end CALL SUCCEEDED",
                            "listener",
                            "end DECISION MATCH");
        }

        @Test
        void sees_a_call_that_fails_without_an_attempt() {
            Thread.currentThread().interrupt();

            failure(executor(CallPolicy.builder().observer(observer)), READ, new Script("answer"));

            assertThat(seen).containsExactly("begin CALL vendor Read", "end CALL FAILED CallInterruptedException");
        }

        @Test
        void changes_nothing_where_the_observer_throws() {
            CallPolicy.Builder first = CallPolicy.builder().observer(stage -> {
                throw new IllegalArgumentException("no timer");
            });
            CallPolicy.Builder last = CallPolicy.builder().observer(stage -> (outcome, failure) -> {
                throw new IllegalArgumentException("no timer");
            });

            assertThat(executor(first).execute(READ, new Script(throttled(null), "answer")))
                    .isEqualTo("answer");
            assertThat(executor(last).execute(READ, new Script(throttled(null), "answer")))
                    .isEqualTo("answer");
            assertThat(reports).extracting(CallReport::attempts).containsExactly(2, 2);
        }
    }

    @Nested
    class Closing {
        @Test
        void lets_nothing_more_in() {
            RemoteCallExecutor executor = executor();
            Deadline deadline = executor.startDeadline();
            Script attempt = new Script("answer");
            executor.close();
            executor.close();

            assertThatIllegalStateException()
                    .isThrownBy(() -> executor.execute(READ, attempt))
                    .withMessage("provider vendor is closed; open a new one");
            assertThatIllegalStateException().isThrownBy(() -> executor.pause(Duration.ofMillis(1), deadline));
            assertThat(attempt.given).isEmpty();
            assertThat(reports).isEmpty();
        }
    }

    private RemoteCallExecutor executor() {
        return executor(CallPolicy.builder());
    }

    private RemoteCallExecutor executor(CallPolicy.Builder policy) {
        return executor(policy, Map.of());
    }

    private RemoteCallExecutor executor(CallPolicy.Builder policy, Map<String, RateLimit> presets) {
        return new RemoteCallExecutor.Builder(
                        VENDOR, policy.withoutListeners().listener(reports::add).build(), presets, new Table())
                .time(time, time)
                .chance(() -> chance)
                .build();
    }

    /** Half a second is left of it. */
    private Deadline nearlyOver(RemoteCallExecutor executor) {
        Duration duration = executor.startDeadline().duration();
        long start = time.getAsLong() - duration.minusMillis(500).toNanos();
        Iterator<Long> readings = List.of(start).iterator();
        return new Deadline(duration, () -> readings.hasNext() ? readings.next() : time.getAsLong());
    }

    private Script failing(int times, Supplier<FaceBridgeException> failure) {
        return new Script(Stream.generate(failure).limit(times).toArray());
    }

    private static FaceBridgeException failure(RemoteCallExecutor executor, RemoteOperation operation, Script attempt) {
        return catchThrowableOfType(FaceBridgeException.class, () -> executor.execute(operation, attempt));
    }

    private void fail(
            RemoteCallExecutor executor, RemoteOperation operation, int times, Supplier<FaceBridgeException> failure) {
        for (int i = 0; i < times; i++) {
            FaceBridgeException thrown = failure.get();
            assertThat(failure(executor, operation, new Script(thrown))).isSameAs(thrown);
        }
    }

    private static ThrottledException throttled(@Nullable Duration retryAfter) {
        return new ThrottledException(ERROR, retryAfter, null);
    }

    private static ProviderUnavailableException unavailable(Effect effect) {
        return new ProviderUnavailableException("service down; try later", ERROR, effect, null, null);
    }

    private static CallTimeoutException timeout() {
        return new CallTimeoutException("no answer in time; try later", null, Effect.UNKNOWN, null);
    }

    private static final class Table implements FailureTranslator {
        @Override
        public FaceBridgeException translate(Throwable failure, RemoteOperation operation) {
            return new ProviderUnavailableException(
                    "translated " + operation.name(), null, Effect.UNKNOWN, null, failure);
        }

        @Override
        public Optional<String> requestId(Object answer) {
            if (answer.equals("unreadable")) {
                throw new ArithmeticException("unreadable");
            }
            return Optional.of("id-of-" + answer);
        }
    }

    /** Runs its steps in order. */
    private final class Script implements RemoteAttempt<String> {
        private final Deque<Object> outcomes;
        private final List<Duration> given = new ArrayList<>();
        private Duration each = Duration.ZERO;

        Script(Object... outcomes) {
            this.outcomes = new ArrayDeque<>(Arrays.asList(outcomes));
        }

        Script taking(Duration time) {
            this.each = time;
            return this;
        }

        @Override
        public String send(Duration remaining) throws Exception {
            given.add(remaining);
            time.pass(each);
            Object outcome = outcomes.remove();
            if (outcome instanceof Exception failure) {
                throw failure;
            }
            return (String) outcome;
        }
    }
}
