package io.facebridge.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class OperationRateLimiterTest {
    private static final Duration LONG = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource({"5, 1", "25, 1", "50, 1", "1000, 1", "7, 2", "1, 5"})
    void a_second_never_holds_more_than_its_share_and_a_tenth_of_a_second_more(int calls, int seconds) {
        RateLimit limit = new RateLimit(calls, Duration.ofSeconds(seconds));
        OperationRateLimiter limiter = new OperationRateLimiter(limit, new FakeTime());
        int atOnce = Math.max(1, calls / seconds / 10);

        List<Long> taken = new ArrayList<>();
        for (int i = 0; i < 10 * calls; i++) {
            taken.add(limiter.tryReservePermit(LONG.toNanos()));
        }

        long period = limit.period().toNanos();
        for (int i = 0; i < taken.size() - calls - atOnce; i++) {
            assertThat(taken.get(i + calls + atOnce) - taken.get(i)).isGreaterThanOrEqualTo(period);
        }
        assertThat(taken.get(taken.size() - 1)).isCloseTo(10 * period, Percentage.withPercentage(12));
    }

    @Test
    void no_permit_is_lost_or_issued_twice_among_sixty_four_threads() throws Exception {
        OperationRateLimiter limiter = new OperationRateLimiter(RateLimit.perSecond(100), () -> 0);
        ExecutorService pool = Executors.newFixedThreadPool(64);
        List<Long> taken = new ArrayList<>();
        try {
            List<Future<List<Long>>> results = new ArrayList<>();
            for (int thread = 0; thread < 64; thread++) {
                results.add(pool.submit(() -> {
                    List<Long> mine = new ArrayList<>();
                    while (mine.size() < 50) {
                        long permit = limiter.tryReservePermit(LONG.toNanos());
                        if (permit % 3 == 0) {
                            mine.add(permit);
                        } else {
                            limiter.releasePermit(permit);
                            mine.add(limiter.tryReservePermit(LONG.toNanos()));
                        }
                    }
                    return mine;
                }));
            }
            for (Future<List<Long>> result : results) {
                taken.addAll(result.get(10, TimeUnit.SECONDS));
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(taken).hasSize(3200);
        List<Long> slices = taken.stream().sorted().distinct().toList();
        assertThat(slices).hasSize(320);
        assertThat(slices)
                .allSatisfy(slice ->
                        assertThat(taken.stream().filter(slice::equals)).hasSize(10));
        assertThat(slices.get(319)).isEqualTo(319 * 100_000_000L);
    }

    @Test
    void what_was_not_used_is_not_saved_up() {
        FakeTime time = new FakeTime();
        OperationRateLimiter limiter = new OperationRateLimiter(RateLimit.perSecond(10), time);
        time.pass(Duration.ofMinutes(10));

        long first = limiter.tryReservePermit(LONG.toNanos());
        long second = limiter.tryReservePermit(LONG.toNanos());

        assertThat(limiter.nanosUntil(first)).isZero();
        assertThat(limiter.nanosUntil(second)).isEqualTo(100_000_000);
    }

    @Test
    void a_permit_that_nobody_could_wait_for_is_still_there() {
        FakeTime time = new FakeTime();
        OperationRateLimiter limiter = new OperationRateLimiter(new RateLimit(1, Duration.ofSeconds(10)), time);
        limiter.tryReservePermit(0);

        for (int i = 0; i < 100; i++) {
            assertThat(limiter.tryReservePermit(Duration.ofSeconds(9).toNanos()))
                    .isNegative();
        }

        assertThat(limiter.nanosUntil(limiter.tryReservePermit(LONG.toNanos()))).isEqualTo(10_000_000_000L);
    }

    @Test
    void a_permit_that_was_given_back_is_the_next_one() {
        FakeTime time = new FakeTime();
        OperationRateLimiter limiter = new OperationRateLimiter(RateLimit.perSecond(10), time);
        limiter.tryReservePermit(0);
        long early = limiter.tryReservePermit(LONG.toNanos());
        long late = limiter.tryReservePermit(LONG.toNanos());

        limiter.releasePermit(late);
        limiter.releasePermit(early);

        assertThat(limiter.tryReservePermit(0)).isNegative();
        assertThat(limiter.tryReservePermit(LONG.toNanos())).isEqualTo(early);
        assertThat(limiter.tryReservePermit(LONG.toNanos())).isEqualTo(late);
    }

    @Test
    void a_permit_that_was_given_back_is_there_at_its_very_time() {
        FakeTime time = new FakeTime();
        OperationRateLimiter limiter = new OperationRateLimiter(RateLimit.perSecond(10), time);
        limiter.tryReservePermit(0);
        long next = limiter.tryReservePermit(LONG.toNanos());
        limiter.releasePermit(next);
        time.pass(Duration.ofMillis(100));

        assertThat(limiter.tryReservePermit(0)).isEqualTo(next);
    }

    @Test
    void a_permit_is_waited_for_exactly_as_long_as_there_is_time() {
        FakeTime time = new FakeTime();
        OperationRateLimiter limiter = new OperationRateLimiter(RateLimit.perSecond(10), time);
        limiter.tryReservePermit(0);
        time.pass(Duration.ofMillis(50));
        long left = Duration.ofMillis(50).toNanos();

        assertThat(limiter.tryReservePermit(left - 1)).isNegative();
        long next = limiter.tryReservePermit(left);
        assertThat(limiter.nanosUntil(next)).isEqualTo(left);

        limiter.releasePermit(next);
        assertThat(limiter.tryReservePermit(left - 1)).isNegative();
        assertThat(limiter.tryReservePermit(left)).isEqualTo(next);
    }

    @Test
    void what_a_slice_leaves_is_not_added_to_the_next_one() {
        FakeTime time = new FakeTime();
        OperationRateLimiter limiter = new OperationRateLimiter(RateLimit.perSecond(20), time);
        limiter.tryReservePermit(0);
        time.pass(Duration.ofMillis(100));

        assertThat(limiter.tryReservePermit(0)).isNotNegative();
        assertThat(limiter.tryReservePermit(0)).isNotNegative();
        assertThat(limiter.tryReservePermit(0)).isNegative();
    }

    @Test
    void a_permit_that_was_given_back_and_has_passed_is_gone() {
        FakeTime time = new FakeTime();
        OperationRateLimiter limiter = new OperationRateLimiter(RateLimit.perSecond(10), time);
        limiter.tryReservePermit(0);
        limiter.releasePermit(limiter.tryReservePermit(LONG.toNanos()));
        time.pass(Duration.ofSeconds(1));

        limiter.tryReservePermit(0);

        assertThat(limiter.tryReservePermit(0)).isNegative();
    }
}
