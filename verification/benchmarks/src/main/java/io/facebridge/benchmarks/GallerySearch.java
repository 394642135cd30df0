package io.facebridge.benchmarks;

import io.facebridge.templates.PersonScoring;
import io.facebridge.templates.RowMemory;
import io.facebridge.templates.SearchThreads;
import io.facebridge.templates.TemplateHit;
import io.facebridge.templates.TemplateIndex;
import io.facebridge.testkit.SyntheticTemplates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Measures the duration of a search over synthetic templates in plain Java, and of reading the same bytes: the time of a
 * search, its ratio to the time in which the machine can read the data that a search must read (one pass over all sign bits),
 * and to a pass over all full rows. Prints heap and mapped memory too.
 *
 * <p>Rows are in a scratch folder, which needs 4 bytes for each number of each template.
 */
public final class GallerySearch {
    private static final int PICTURES = 4;
    private static final double UNKNOWN = 0.2;

    private GallerySearch() {}

    /**
     * Runs the benchmark.
     *
     * @param args templates (3000000), dimension (512), searches (500), threads (2), seed (1)
     * @throws IOException if there is no space for rows
     */
    public static void main(String[] args) throws IOException {
        int templates = number(args, 0, 3_000_000);
        int dimension = number(args, 1, 512);
        int searches = number(args, 2, 500);
        int threads = number(args, 3, 2);
        SyntheticTemplates people = SyntheticTemplates.of(dimension, number(args, 4, 1));
        Path folder = Files.createTempDirectory("facebridge-rows");
        try (SearchThreads helpers = SearchThreads.of(threads)) {
            TemplateIndex<Integer, Integer> index = new TemplateIndex<>(dimension, RowMemory.mapped(folder), helpers);
            long began = System.nanoTime();
            for (int i = 0; i < templates; i++) {
                index.add(i / PICTURES, i, people.template(i / PICTURES, i % PICTURES));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%,d templates of %d numbers, made and added in %.0f s; %s, %d processors, JDK %s%n",
                    templates,
                    dimension,
                    (System.nanoTime() - began) / 1e9,
                    people,
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.version());
            memory(templates, dimension);
            searches(index, people, templates / PICTURES, searches, threads, templates);
        } finally {
            Files.delete(folder);
        }
    }

    private static void memory(int templates, int dimension) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "heap in use %.2f GB of at most %.2f GB; full rows %.2f GB, mapped%n",
                (runtime.totalMemory() - runtime.freeMemory()) / 1e9,
                runtime.maxMemory() / 1e9,
                4.0 * templates * dimension / 1e9);
    }

    private static void searches(
            TemplateIndex<Integer, Integer> index,
            SyntheticTemplates people,
            int persons,
            int searches,
            int threads,
            int templates) {
        double[] millis = new double[searches];
        double[] floors = new double[searches];
        int mated = 0;
        int found = 0;
        Floor floor = new Floor((long) templates * people.dimension() / Long.SIZE, threads);
        for (int i = -searches / 5; i < searches; i++) {
            boolean known = i % (int) (1 / UNKNOWN) != 0;
            int person = Math.floorMod(i * 7919, persons);
            float[] probe = people.template(known ? person : persons + person, PICTURES);
            double read = floor.millis();
            long start = System.nanoTime();
            List<TemplateHit<Integer, Integer>> hits = index.search(probe, 5, PersonScoring.BEST, false);
            double took = (System.nanoTime() - start) / 1e6;
            if (i >= 0) {
                millis[i] = took;
                floors[i] = read;
                mated += known ? 1 : 0;
                found += known && hits.get(0).person() == person ? 1 : 0;
            }
        }
        Arrays.sort(millis);
        Arrays.sort(floors);
        System.out.printf(
                Locale.ROOT,
                "%d searches, %d threads: p50 %.1f ms, p99 %.1f ms; reading the sign bits once p50 %.1f ms (%.1f GB/s):"
                        + " ratio %.2f; %d of %d enrolled probes first%n",
                searches,
                threads,
                millis[searches / 2],
                millis[searches * 99 / 100],
                floors[searches / 2],
                floor.bytes() / floors[searches / 2] / 1e6,
                millis[searches / 2] / floors[searches / 2],
                found,
                mated);
    }

    private static int number(String[] args, int place, int otherwise) {
        return args.length > place ? Integer.parseInt(args[place]) : otherwise;
    }

    /** Reads as many bytes as the sign bits have once, by as many threads. */
    private static final class Floor {
        private final long[][] shares;

        Floor(long words, int threads) {
            shares = new long[threads][Math.toIntExact(words / threads)];
        }

        long bytes() {
            return Arrays.stream(shares).mapToLong(share -> 8L * share.length).sum();
        }

        double millis() {
            long start = System.nanoTime();
            long sum = IntStream.range(0, shares.length)
                    .parallel()
                    .mapToLong(i -> sum(shares[i]))
                    .sum();
            double took = (System.nanoTime() - start) / 1e6;
            if (sum != 0) {
                throw new IllegalStateException("zeroes do not add up to " + sum);
            }
            return took;
        }

        private static long sum(long[] share) {
            long sum = 0;
            for (long word : share) {
                sum += word;
            }
            return sum;
        }
    }
}
