package io.facebridge.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.image.PixelBudget.Reservation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PixelBudgetTest {
    @Test
    void reserving_takes_pixels_and_closing_gives_them_back_once() {
        PixelBudget budget = new PixelBudget(100);
        Reservation share = budget.reserve(60);
        assertThat(budget.inUse()).isEqualTo(60);

        share.close();
        share.close();

        assertThat(budget.inUse()).isZero();
    }

    @Test
    void whoever_does_not_fit_waits_until_there_is_room() throws Exception {
        PixelBudget budget = new PixelBudget(100);
        Reservation mine = budget.reserve(60);
        Thread other = waiting(budget, 60);

        assertThat(budget.inUse()).isEqualTo(60);
        mine.close();
        other.join();

        assertThat(budget.inUse()).isEqualTo(60);
    }

    @Test
    void a_call_waits_until_its_deadline_and_no_longer_and_leaves_the_line() throws Exception {
        PixelBudget budget = new PixelBudget(100);
        Reservation mine = budget.reserve(60);
        CompletableFuture<Throwable> late = new CompletableFuture<>();
        Thread other = new Thread(() -> {
            try {
                budget.reserve(60, Readings.ofRealTime(Duration.ofMillis(20))).close();
                late.complete(new AssertionError("there was room"));
            } catch (RuntimeException e) {
                late.complete(e);
            }
        });
        other.start();

        assertThat(late.get())
                .isInstanceOf(CallTimeoutException.class)
                .hasMessageContainingAll("60 of 100 pixels", "20 ms");
        mine.close();
        Reservation all = budget.reserve(100);
        assertThat(budget.inUse()).isEqualTo(100);
        all.close();
    }

    @Test
    void the_line_is_served_in_order() throws Exception {
        PixelBudget budget = new PixelBudget(100);
        Reservation mine = budget.reserve(60);
        Thread large = waiting(budget, 80);
        Thread small = waiting(budget, 30); // would fit, but others were first

        assertThat(budget.inUse()).isEqualTo(60);
        mine.close();
        large.join();

        assertThat(budget.inUse()).isEqualTo(80);
        budget.resize(110);
        small.join();
        assertThat(budget.inUse()).isEqualTo(110);
    }

    @Test
    void a_picture_larger_than_the_budget_is_let_through_alone() throws Exception {
        PixelBudget budget = new PixelBudget(100);
        Reservation mine = budget.reserve(1);
        Thread huge = waiting(budget, 1000);

        mine.close();
        huge.join();

        assertThat(budget.inUse()).isEqualTo(1000);
    }

    @Test
    void threads_that_each_hold_one_picture_and_want_another_do_not_wait_for_each_other() throws Exception {
        PixelBudget budget = new PixelBudget(100);
        int threads = 2;
        CountDownLatch allHoldOne = new CountDownLatch(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> results = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                results.add(pool.submit(() -> {
                    try (Reservation first = budget.reserve(50)) {
                        allHoldOne.countDown();
                        allHoldOne.await();
                        try (Reservation second = budget.reserve(50)) {
                            assertThat(first).isNotSameAs(second);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> result : results) {
                result.get(10, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(budget.inUse()).isZero();
    }

    @Test
    void one_picture_each_never_exceeds_the_budget() throws Exception {
        PixelBudget budget = new PixelBudget(100);
        AtomicLong most = new AtomicLong();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> results = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                int pixels = 1 + i * 37 % 100;
                results.add(pool.submit(() -> {
                    try (Reservation share = budget.reserve(pixels)) {
                        most.accumulateAndGet(budget.inUse(), Math::max);
                        assertThat(share).isNotNull();
                    }
                }));
            }
            for (Future<?> result : results) {
                result.get(10, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(most.get()).isBetween(1L, 100L);
        assertThat(budget.inUse()).isZero();
    }

    @Test
    void interruption_ends_the_waiting_and_stays_visible() throws Exception {
        PixelBudget budget = new PixelBudget(100);
        Reservation mine = budget.reserve(100);
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread other = new Thread(() -> {
            try {
                budget.reserve(1).close();
                flag.completeExceptionally(new AssertionError("did not wait"));
            } catch (FaceBridgeException e) {
                flag.complete(Thread.currentThread().isInterrupted());
            }
        });
        other.start();
        awaitWaiting(other);

        other.interrupt();

        assertThat(flag.get(10, TimeUnit.SECONDS)).isTrue();
        mine.close();
        budget.reserve(100).close();
        assertThat(budget.inUse()).isZero();
    }

    @Test
    void an_interrupted_thread_does_not_begin() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new PixelBudget(100).reserve(1)).isInstanceOf(FaceBridgeException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_share_may_be_closed_by_another_thread() throws Exception {
        PixelBudget budget = new PixelBudget(100);
        Reservation mine = budget.reserve(100);
        Thread closer = new Thread(mine::close);
        closer.start();
        closer.join();

        assertThat(budget.inUse()).isZero();
    }

    @Test
    void sizes_below_one_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PixelBudget(0))
                .withMessage("pixels must be at least 1 but was 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new PixelBudget(5).resize(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new PixelBudget(5).reserve(0));
    }

    @Test
    void the_process_has_one_budget_of_at_least_fifty_million() {
        assertThat(PixelBudget.process()).isSameAs(PixelBudget.process());
        assertThat(PixelBudget.process().capacity()).isGreaterThanOrEqualTo(50_000_000);
    }

    private static Thread waiting(PixelBudget budget, long pixels) {
        Thread thread = new Thread(() -> {
            Reservation kept = budget.reserve(pixels);
            assertThat(kept).isNotNull();
        });
        thread.start();
        awaitWaiting(thread);
        return thread;
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(thread.getState()).isNotEqualTo(Thread.State.TERMINATED);
            Thread.onSpinWait();
        }
    }
}
