package io.facebridge.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Threads reserve and release permits while they move a clock on, each by a seeded series of steps. {@code -Dfacebridge.effort=10} takes ten
 * times as many seeds.
 */
class OperationRateLimiterOnThreadsTest {
    private static final int SEEDS = 20 * Integer.getInteger("facebridge.effort", 1);
    private static final int THREADS = 4;
    private static final int STEPS = 2_000;

    @ParameterizedTest
    @CsvSource({"50, 1", "1, 1", "3, 2", "400, 60", "7000, 1"})
    void permits_of_many_threads_never_exceed_the_rate(int calls, int seconds) throws Exception {
        RateLimit limit = new RateLimit(calls, Duration.ofSeconds(seconds));
        double nanosPerPermit = limit.period().toNanos() / (double) calls;
        int burst = (int) Math.max(1, 1e8 / nanosPerPermit); // the calls of a tenth of a second, or one
        for (int seed = 0; seed < SEEDS; seed++) {
            long[] kept = permits(limit, (long) nanosPerPermit, seed);

            assertThat(kept).as("seed %d", seed).isNotEmpty();
            // Between two permits that are a burst apart lies the time of a burst, but for one burst at the edge.
            for (int i = 0; i + 2 * burst < kept.length; i++) {
                assertThat(kept[i + 2 * burst] - kept[i])
                        .as("seed %d, permits %d and %d", seed, i, i + 2 * burst)
                        .isGreaterThanOrEqualTo((long) (burst * nanosPerPermit));
            }
            assertThat(kept.length)
                    .as("seed %d, permits of the whole time", seed)
                    .isLessThanOrEqualTo(
                            burst + 1 + (int) ((kept[kept.length - 1] - kept[0]) / nanosPerPermit + burst));
        }
    }

    /** The permits that were not released, in order. */
    private static long[] permits(RateLimit limit, long nanosPerPermit, int seed) throws Exception {
        AtomicLong time = new AtomicLong();
        OperationRateLimiter limiter = new OperationRateLimiter(limit, time::get);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<long[]>> threads = new ArrayList<>();
            SplittableRandom seeds = new SplittableRandom(seed);
            for (int i = 0; i < THREADS; i++) {
                SplittableRandom random = seeds.split();
                threads.add(() -> {
                    start.await(1, TimeUnit.MINUTES);
                    return steps(limiter, time, nanosPerPermit, random);
                });
            }
            List<long[]> kept = new ArrayList<>();
            for (Future<long[]> thread : pool.invokeAll(threads, 2, TimeUnit.MINUTES)) {
                kept.add(thread.get());
            }
            return kept.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        } finally {
            pool.shutdownNow();
        }
    }

    private static long[] steps(
            OperationRateLimiter limiter, AtomicLong time, long nanosPerPermit, SplittableRandom random) {
        long[] kept = new long[STEPS];
        int count = 0;
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(3) == 0) {
                time.addAndGet(random.nextLong(2 * nanosPerPermit));
            }
            long before = time.get();
            long within = random.nextLong(20 * nanosPerPermit);
            long permit = limiter.tryReservePermit(within);
            if (permit < 0) {
                continue;
            }
            assertThat(permit).as("a permit is not of the past").isGreaterThanOrEqualTo(before);
            if (random.nextInt(4) == 0) {
                limiter.releasePermit(permit);
            } else {
                kept[count++] = permit;
            }
        }
        return Arrays.copyOf(kept, count);
    }
}
