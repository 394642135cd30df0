package io.facebridge.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SearchThreadsTest {
    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has every worker wait until so many have begun; gives back the threads that took part. */
    private static Set<Thread> meeting(SearchThreads threads, int parts, int workers) {
        CountDownLatch met = new CountDownLatch(workers);
        Set<Thread> took = ConcurrentHashMap.newKeySet();
        threads.run(parts, Object::new, (worker, part) -> {
            if (took.add(Thread.currentThread())) {
                met.countDown();
                await(met);
            }
        });
        return took;
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "1, 10", "2, 0", "2, 1", "2, 2", "3, 2", "4, 100", "8, 1000"})
    void every_part_is_worked_on_once_and_all_who_took_part_are_given_back(int number, int parts) {
        try (SearchThreads threads = SearchThreads.of(number)) {
            for (int round = 0; round < 20; round++) {
                List<List<Integer>> workers = threads.run(
                        parts,
                        () -> Collections.synchronizedList(new ArrayList<>()),
                        (worker, part) -> worker.add(part));

                assertThat(workers.stream().flatMap(List::stream))
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.range(0, parts).boxed().toList());
                assertThat(workers).hasSizeBetween(1, Math.max(1, Math.min(number, parts)));
                assertThat(workers).allSatisfy(worker -> assertThat(worker).isSorted());
            }
        }
    }

    @Test
    void one_thread_is_the_callers_own() {
        try (SearchThreads threads = SearchThreads.of(1)) {
            assertThat(meeting(threads, 5, 1)).containsExactly(Thread.currentThread());
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 100, 2", "4, 100, 4", "4, 2, 2", "4, 3, 3"})
    void as_many_threads_work_at_once_as_there_are_and_parts_for_them(int number, int parts, int atOnce) {
        try (SearchThreads threads = SearchThreads.of(number)) {
            Set<Thread> took = meeting(threads, parts, atOnce);

            assertThat(took).hasSize(atOnce).contains(Thread.currentThread());
            assertThat(took)
                    .filteredOn(thread -> thread != Thread.currentThread())
                    .allSatisfy(thread -> {
                        assertThat(thread.isDaemon()).isTrue();
                        assertThat(thread.getName()).isEqualTo("facebridge-search");
                    });
        }
    }

    @Test
    void a_search_does_not_wait_for_a_helper_that_has_not_begun() {
        try (SearchThreads threads = SearchThreads.of(2)) {
            CountDownLatch busy = new CountDownLatch(1);
            CountDownLatch free = new CountDownLatch(1);
            Supplier<String> other = threads.beside(
                    () -> {
                        busy.countDown();
                        await(free);
                        return "done";
                    },
                    true);
            await(busy);

            List<List<Integer>> workers = threads.run(3, ArrayList::new, List::add);

            assertThat(workers).containsExactly(List.of(0, 1, 2));
            free.countDown();
            assertThat(other.get()).isEqualTo("done");
        }
    }

    @Test
    void closed_threads_leave_all_work_to_the_caller() {
        SearchThreads threads = SearchThreads.of(4);
        threads.close();
        threads.close();

        assertThat(meeting(threads, 5, 1)).containsExactly(Thread.currentThread());
        assertThat(threads.beside(Thread::currentThread, true).get()).isEqualTo(Thread.currentThread());
    }

    @Test
    void helpers_end_when_the_threads_are_closed() throws InterruptedException {
        SearchThreads threads = SearchThreads.of(2);
        Set<Thread> took = meeting(threads, 2, 2);

        threads.close();

        for (Thread thread : took) {
            if (thread != Thread.currentThread()) {
                thread.join(30_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    @Test
    void a_search_whose_helper_failed_fails() {
        try (SearchThreads threads = SearchThreads.of(2)) {
            CountDownLatch met = new CountDownLatch(2);
            Thread caller = Thread.currentThread();

            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> threads.run(2, Object::new, (worker, part) -> {
                        met.countDown();
                        await(met);
                        if (Thread.currentThread() != caller) {
                            Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {});
                            throw new IllegalArgumentException("this helper fails");
                        }
                    }))
                    .withMessageContaining("helper");
        }
    }

    @Test
    void an_interruption_ends_no_search_and_is_kept() throws Exception {
        try (SearchThreads threads = SearchThreads.of(2)) {
            CountDownLatch met = new CountDownLatch(2);
            CountDownLatch waiting = new CountDownLatch(1);
            AtomicInteger worked = new AtomicInteger();
            AtomicReference<Boolean> interrupted = new AtomicReference<>();
            AtomicReference<Thread> helper = new AtomicReference<>();
            FutureTask<List<Object>> search = new FutureTask<>(() -> {
                List<Object> workers = threads.run(2, Object::new, (worker, part) -> {
                    if (Thread.currentThread().getName().equals("facebridge-search")) {
                        helper.set(Thread.currentThread());
                        met.countDown();
                        await(waiting);
                    } else {
                        met.countDown();
                        await(met);
                    }
                    worked.incrementAndGet();
                });
                interrupted.set(Thread.currentThread().isInterrupted());
                return workers;
            });
            Thread caller = new Thread(search, "caller");
            caller.start();
            await(met);
            while (caller.getState() != Thread.State.WAITING) { // for the helper, the caller's part being done
                Thread.onSpinWait();
            }
            caller.interrupt();
            while (caller.getState() != Thread.State.WAITING || caller.isInterrupted()) { // and waits again
                Thread.onSpinWait();
            }
            waiting.countDown();
            caller.join(30_000);

            assertThat(search).isDone();
            assertThat(search.get()).hasSize(2);
            assertThat(worked).hasValue(2);
            assertThat(interrupted).hasValue(true);
        }
    }

    @Test
    void work_beside_is_done_by_a_helper_if_it_is_worth_it_and_else_by_who_asks() {
        try (SearchThreads threads = SearchThreads.of(2);
                SearchThreads one = SearchThreads.of(1)) {
            CountDownLatch done = new CountDownLatch(1);
            Supplier<Thread> worth = threads.beside(
                    () -> {
                        done.countDown();
                        return Thread.currentThread();
                    },
                    true);
            await(done);

            assertThat(worth.get()).isNotEqualTo(Thread.currentThread());
            assertThat(threads.beside(Thread::currentThread, false).get()).isEqualTo(Thread.currentThread());
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            Supplier<Thread> mine = one.beside(Thread::currentThread, true);
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !before.contains(thread))
                    .extracting(Thread::getName)
                    .doesNotContain("facebridge-search");
            assertThat(mine.get()).isEqualTo(Thread.currentThread());
        }
    }

    @Test
    void work_beside_is_done_once_and_fails_for_who_asks() {
        try (SearchThreads threads = SearchThreads.of(2)) {
            AtomicInteger times = new AtomicInteger();
            Supplier<Integer> counted = threads.beside(times::incrementAndGet, true);
            assertThat(counted.get()).isEqualTo(1);
            assertThat(counted.get()).isEqualTo(1);

            Supplier<Integer> failing = threads.beside(
                    () -> {
                        throw new IllegalArgumentException("no");
                    },
                    false);
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(failing::get)
                    .withRootCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void an_interruption_while_work_beside_is_waited_for_is_kept() {
        try (SearchThreads threads = SearchThreads.of(2)) {
            CountDownLatch begun = new CountDownLatch(1);
            Thread caller = Thread.currentThread();
            Supplier<Integer> slow = threads.beside(
                    () -> {
                        begun.countDown();
                        while (caller.getState() != Thread.State.WAITING || caller.isInterrupted()) {
                            Thread.onSpinWait();
                        }
                        return 1;
                    },
                    true);
            await(begun);
            Thread.currentThread().interrupt();

            int result = slow.get();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(result).isEqualTo(1);
        }
    }

    @Test
    void from_1_to_64_threads_work_on_a_search() {
        for (int number : new int[] {0, 65}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SearchThreads.of(number).close())
                    .withMessage("a search needs 1 to 64 threads but got " + number);
        }
        SearchThreads.of(1).close();
        SearchThreads.of(64).close();
    }
}
