package io.facebridge.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Prints the measurements of {@link LocalBenchmark} as ratios of neighbors: the parts are timed alternately, round by round, so
 * that a machine whose speed drifts affects all of them equally. Prints medians, and the quartiles of the rounds' ratios.
 */
public final class Ratios {
    private static final int WARM_UP = 30;
    private static final int ROUNDS = 150;
    private static final int BATCH = 40;
    private static final int BATCHES = 15;

    private Ratios() {}

    /**
     * Runs the benchmark, for about two minutes.
     *
     * @param args not used
     * @throws Exception if a part fails
     */
    public static void main(String[] args) throws Exception {
        LocalBenchmark parts = new LocalBenchmark();
        parts.openBareNetworks();
        ExecutorService workers = Executors.newFixedThreadPool(2);
        try {
            print("JDK %s%n", Runtime.version());
            overhead(parts);
            threads("JPEG to template", parts::jpegToTemplate, workers);
            threads("compare", parts::compare, workers);
        } finally {
            workers.shutdown();
            parts.close();
        }
    }

    private static void overhead(LocalBenchmark parts) throws Exception {
        double[] decode = new double[ROUNDS];
        double[] networks = new double[ROUNDS];
        double[] whole = new double[ROUNDS];
        double[] ratio = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            int at = Math.max(0, round);
            decode[at] = milliseconds(parts::bareDecode);
            networks[at] = milliseconds(parts::bareNetworks);
            whole[at] = milliseconds(parts::jpegToTemplate);
            ratio[at] = whole[at] / (decode[at] + networks[at]);
        }
        print(
                "bare decode %.1f ms, bare networks %.1f ms, JPEG to template %.1f ms (medians of %d rounds)%n",
                quantile(decode, 0.5), quantile(networks, 0.5), quantile(whole, 0.5), ROUNDS);
        print("JPEG to template / (bare decode + bare networks): %s%n", quartiles(ratio));
    }

    private static void threads(String name, Callable<?> call, ExecutorService workers) throws Exception {
        double[] ratio = new double[BATCHES];
        for (int batch = -1; batch < BATCHES; batch++) {
            double alone = milliseconds(() -> onThreads(1, call, workers));
            double together = milliseconds(() -> onThreads(2, call, workers));
            ratio[Math.max(0, batch)] = alone / together;
        }
        print("%s, throughput of two threads / of one: %s%n", name, quartiles(ratio));
    }

    private static int onThreads(int threads, Callable<?> call, ExecutorService workers) throws Exception {
        AtomicInteger left = new AtomicInteger(BATCH);
        Future<?>[] shares = new Future<?>[threads];
        for (int i = 0; i < threads; i++) {
            shares[i] = workers.submit(() -> {
                while (left.getAndDecrement() > 0) {
                    call.call();
                }
                return null;
            });
        }
        for (Future<?> share : shares) {
            share.get();
        }
        return threads;
    }

    private static double milliseconds(Callable<?> part) throws Exception {
        long start = System.nanoTime();
        part.call();
        return (System.nanoTime() - start) / 1e6;
    }

    private static String quartiles(double[] values) {
        return String.format(
                Locale.ROOT,
                "%.2f (quartiles %.2f to %.2f)",
                quantile(values, 0.5),
                quantile(values, 0.25),
                quantile(values, 0.75));
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))];
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
