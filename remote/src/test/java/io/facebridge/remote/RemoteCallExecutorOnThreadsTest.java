package io.facebridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.provider.ProviderId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With real threads and real time. */
@Timeout(30)
class RemoteCallExecutorOnThreadsTest {
    private static final RemoteOperation WRITE = new RemoteOperation("Write", "face", false);

    private final ExecutorService pool = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    void no_more_calls_are_under_way_than_there_are_places() throws Exception {
        RemoteCallExecutor executor = executor(CallPolicy.builder().maxConcurrentCalls(1), Map.of());
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Future<String> first = pool.submit(() -> executor.execute(WRITE, remaining -> {
            inside.countDown();
            leave.await();
            return "first";
        }));
        inside.await();
        CompletableFuture<Boolean> leftWhenSecondCame = new CompletableFuture<>();
        Thread second = new Thread(
                () -> executor.execute(WRITE, remaining -> leftWhenSecondCame.complete(leave.getCount() == 0)));
        second.start();
        awaitWaiting(second);

        leave.countDown();

        assertThat(first.get()).isEqualTo("first");
        assertThat(leftWhenSecondCame.get()).isTrue();
    }

    @Test
    void waiting_for_a_place_ends_with_the_deadline() throws Exception {
        RemoteCallExecutor executor =
                executor(CallPolicy.builder().maxConcurrentCalls(1).deadline(Duration.ofMillis(50)), Map.of());
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Future<String> first = pool.submit(() -> executor.execute(WRITE, remaining -> {
            inside.countDown();
            leave.await();
            return "first";
        }));
        inside.await();

        assertThatExceptionOfType(CallTimeoutException.class)
                .isThrownBy(() -> executor.execute(WRITE, remaining -> "second"))
                .withMessageContaining("1 calls were in progress")
                .satisfies(thrown -> assertThat(thrown.effect()).isEqualTo(Effect.NONE));

        leave.countDown();
        assertThat(first.get()).isEqualTo("first");
    }

    @Test
    void interruption_ends_waiting_for_a_place_and_the_place_stays_free_for_others() throws Exception {
        RemoteCallExecutor executor = executor(CallPolicy.builder().maxConcurrentCalls(1), Map.of());
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Future<String> first = pool.submit(() -> executor.execute(WRITE, remaining -> {
            inside.countDown();
            leave.await();
            return "first";
        }));
        inside.await();
        Interrupted second = new Interrupted(executor, remaining -> "second");
        awaitWaiting(second.thread);

        second.thread.interrupt();

        assertThat(second.effect.get()).isEqualTo(Effect.NONE);
        assertThat(second.flag.get()).isTrue();
        leave.countDown();
        first.get();
        String third = executor.execute(WRITE, remaining -> "third");
        assertThat(third).isEqualTo("third");
    }

    @Test
    void interruption_ends_waiting_for_the_rate() throws Exception {
        RemoteCallExecutor executor =
                executor(CallPolicy.builder(), Map.of("Write", new RateLimit(1, Duration.ofSeconds(20))));
        executor.execute(WRITE, remaining -> "first");
        Interrupted second = new Interrupted(executor, remaining -> "second");
        awaitWaiting(second.thread);

        second.thread.interrupt();

        assertThat(second.effect.get()).isEqualTo(Effect.NONE);
        assertThat(second.flag.get()).isTrue();
    }

    @Test
    void interruption_reaches_an_attempt_that_waits() throws Exception {
        RemoteCallExecutor executor = executor(CallPolicy.builder(), Map.of());
        CountDownLatch never = new CountDownLatch(1);
        Interrupted call = new Interrupted(executor, remaining -> {
            never.await();
            return "never";
        });
        awaitWaiting(call.thread);

        call.thread.interrupt();

        assertThat(call.effect.get()).isEqualTo(Effect.UNKNOWN);
        assertThat(call.flag.get()).isTrue();
    }

    @Test
    void sixty_four_threads_keep_to_the_rate_and_every_call_is_answered() throws Exception {
        RemoteCallExecutor executor = executor(CallPolicy.builder(), Map.of("Write", RateLimit.perSecond(400)));
        Queue<Long> sent = new ConcurrentLinkedQueue<>();
        long start = System.nanoTime();
        List<Future<?>> threads = new ArrayList<>();
        for (int thread = 0; thread < 64; thread++) {
            threads.add(pool.submit(() -> {
                for (int call = 0; call < 20; call++) {
                    executor.execute(WRITE, remaining -> sent.add(System.nanoTime() - start));
                }
            }));
        }
        for (Future<?> thread : threads) {
            thread.get();
        }

        assertThat(sent).hasSize(1280);
        double seconds = sent.stream().mapToLong(Long::longValue).max().orElseThrow() / 1e9;
        // The first slice of a tenth of a second goes out at once. A busy machine may take longer, and never less.
        assertThat((1280 - 40) / seconds).isBetween(400 * 0.5, 400 * 1.05);
    }

    @Test
    void however_calls_end_no_permit_is_lost_and_none_is_given_twice() throws Exception {
        for (int seed = 0; seed < 40 * Integer.getInteger("facebridge.effort", 1); seed++) {
            RemoteCallExecutor executor =
                    executor(CallPolicy.builder().maxConcurrentCalls(3).noCircuitBreaker(), Map.of());
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            SplittableRandom seeds = new SplittableRandom(seed);
            List<Future<?>> threads = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                SplittableRandom random = seeds.split();
                threads.add(pool.submit(() -> {
                    for (int call = 0; call < 25; call++) {
                        callThatEndsSomehow(executor, random.nextInt(5), inside, most);
                    }
                }));
            }
            for (Future<?> thread : threads) {
                thread.get();
            }

            assertThat(most.get()).as("calls at a time, seed %d", seed).isBetween(1, 3);
            CyclicBarrier allPermits = new CyclicBarrier(3);
            List<Future<Integer>> three = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                three.add(pool.submit(
                        () -> executor.execute(WRITE, remaining -> allPermits.await(10, TimeUnit.SECONDS))));
            }
            for (Future<Integer> one : three) {
                assertThat(one.get()).as("seed %d", seed).isBetween(0, 2);
            }
        }
    }

    private static void callThatEndsSomehow(
            RemoteCallExecutor executor, int how, AtomicInteger inside, AtomicInteger most) {
        if (how == 4) {
            Thread.currentThread().interrupt(); // the call ends before it has a permit
        }
        try {
            executor.execute(WRITE, remaining -> {
                int now = inside.incrementAndGet();
                most.accumulateAndGet(now, Math::max);
                Thread.onSpinWait();
                inside.decrementAndGet();
                return switch (how) {
                    case 0 -> "answer";
                    case 1 -> throw new IOException("the service is down");
                    case 2 -> throw new StackOverflowError("an error that the test throws");
                    default -> throw new OutOfMemoryError("an error that the test throws");
                };
            });
            assertThat(how).isZero();
        } catch (ProviderUnavailableException e) {
            assertThat(how).isOne();
        } catch (StackOverflowError e) {
            assertThat(how).isEqualTo(2);
        } catch (InvalidImageException e) {
            assertThat(how).isEqualTo(3);
        } catch (CallInterruptedException e) {
            assertThat(how).isEqualTo(4);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static RemoteCallExecutor executor(CallPolicy.Builder policy, Map<String, RateLimit> presets) {
        return RemoteCallExecutor.create(
                new ProviderId("vendor"),
                policy.withoutListeners().build(),
                presets,
                (failure, operation) -> new ProviderUnavailableException("down", null, Effect.UNKNOWN, null, failure));
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    /** A call on a thread of its own that is expected to be interrupted. */
    private static final class Interrupted {
        private final CompletableFuture<Effect> effect = new CompletableFuture<>();
        private final CompletableFuture<Boolean> flag = new CompletableFuture<>();
        private final Thread thread;

        Interrupted(RemoteCallExecutor executor, RemoteAttempt<String> attempt) {
            thread = new Thread(() -> {
                try {
                    executor.execute(WRITE, attempt);
                    effect.completeExceptionally(new AssertionError("was not interrupted"));
                } catch (CallInterruptedException e) {
                    flag.complete(Thread.currentThread().isInterrupted());
                    effect.complete(e.effect());
                }
            });
            thread.start();
        }
    }
}
