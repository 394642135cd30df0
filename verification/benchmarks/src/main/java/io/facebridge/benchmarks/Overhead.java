package io.facebridge.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Measures the overhead of the library over a vendor's client, so that the noise of the machine affects both equally. */
final class Overhead {
    static final int PICTURE_BYTES = 200_000;
    static final int THREADS = 64;
    static final int RATE = 200;

    private static final int WARM_UP = 2_000;
    private static final int ROUNDS = 4_000;
    private static final int RESAMPLES = 1_000;
    private static final int CALLS = 2_000;

    private Overhead() {}

    /**
     * Calls the vendor's client and the library alternately, and prints the ratio of the medians and the additional allocation.
     */
    static void inTurn(Callable<?> bareClient, Callable<?> comparer) throws Exception {
        double[] bare = new double[ROUNDS];
        double[] ours = new double[ROUNDS];
        long[] bareBytes = new long[1];
        long[] ourBytes = new long[1];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            int at = Math.max(0, round);
            if (round == 0) {
                bareBytes[0] = 0;
                ourBytes[0] = 0;
            }
            if (round % 2 == 0) {
                bare[at] = microseconds(bareClient, bareBytes);
                ours[at] = microseconds(comparer, ourBytes);
            } else {
                ours[at] = microseconds(comparer, ourBytes);
                bare[at] = microseconds(bareClient, bareBytes);
            }
        }
        print(
                "bare client %.0f us, comparer %.0f us (medians of %d calls in turn)%n",
                median(bare), median(ours), ROUNDS);
        print("calls of more than three times the median: bare client %s, comparer %s%n", slow(bare), slow(ours));
        double[] ratios = new double[RESAMPLES];
        Random random = new Random(1);
        double[] someBare = new double[ROUNDS];
        double[] someOurs = new double[ROUNDS];
        for (int sample = 0; sample < RESAMPLES; sample++) {
            for (int i = 0; i < ROUNDS; i++) {
                int at = random.nextInt(ROUNDS);
                someBare[i] = bare[at];
                someOurs[i] = ours[at];
            }
            ratios[sample] = median(someOurs) / median(someBare);
        }
        Arrays.sort(ratios);
        print(
                "comparer / bare client: %.3f (95 %% interval of the ratio of medians, by resampling rounds: %.3f to %.3f)%n",
                median(ours) / median(bare), ratios[(int) (0.025 * RESAMPLES)], ratios[(int) (0.975 * RESAMPLES)]);
        print(
                "allocated per call on the caller's thread: bare client %d bytes, comparer %d bytes, difference %d%n",
                bareBytes[0] / ROUNDS, ourBytes[0] / ROUNDS, (ourBytes[0] - bareBytes[0]) / ROUNDS);
    }

    /**
     * Sends from 64 threads under the limit of {@link #RATE} per second, and prints the number and rate of arrived requests.
     *
     * @param call a call with a rate limit of its own
     */
    static void fromManyThreads(CannedServer server, Callable<?> call) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(THREADS);
        try {
            call.call();
            server.startCounting();
            List<Future<?>> calls = new ArrayList<>();
            for (int number = 0; number < CALLS; number++) {
                calls.add(callers.submit(call));
            }
            int answered = 0;
            for (Future<?> one : calls) {
                one.get();
                answered++;
            }
            double seconds = server.tookToArrive().toNanos() / 1e9;
            double rate = (server.arrived() - 1) / seconds;
            print(
                    "%d threads, limit %d a second: %d calls, %d answered, %d arrived in %.2f s, which is %.1f a second (%+.1f %%)%n",
                    THREADS, RATE, CALLS, answered, server.arrived(), seconds, rate, 100 * (rate / RATE - 1));
        } finally {
            callers.shutdownNow();
        }
    }

    private static double microseconds(Callable<?> call, long[] allocated) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        call.call();
        double took = (System.nanoTime() - start) / 1e3;
        allocated[0] += threads.getCurrentThreadAllocatedBytes() - before;
        return took;
    }

    /** What the median does not show: calls that waited, mostly for the network stack of the machine. */
    private static String slow(double[] values) {
        double limit = 3 * median(values);
        double[] slow = Arrays.stream(values).filter(value -> value > limit).toArray();
        return String.format(
                Locale.ROOT,
                "%d of %d, %.0f ms each",
                slow.length,
                values.length,
                slow.length == 0 ? 0 : median(slow) / 1e3);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
