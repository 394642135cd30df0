package io.facebridge.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.match.FaceTemplate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Writers, each with persons of their own, add and remove by a seeded series of steps, so often that the index moves its rows, and
 * search after each step. {@code -Dfacebridge.effort=10} takes ten times as many seeds.
 */
class TemplateIndexOnThreadsTest {
    private static final int SEEDS = 3 * Integer.getInteger("facebridge.effort", 1);
    private static final int WRITERS = 3;
    private static final int STEPS = 2_500;
    private static final int DIMENSION = 16;

    /** Persons that stay for the whole test. */
    private static final int STAYING = 300;

    private static final class Added {
        private final String person;
        private final float[] vector;

        Added(String person, float[] vector) {
            this.person = person;
            this.vector = vector;
        }
    }

    @Test
    void each_writer_finds_what_it_added_and_not_what_it_removed_and_who_stays_is_always_found() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom seeds = new SplittableRandom(seed);
            try (SearchThreads threads = SearchThreads.of(2)) {
                TemplateIndex<String, Integer> index = new TemplateIndex<>(DIMENSION, RowMemory.heap(), threads);
                List<float[]> staying = new ArrayList<>();
                Map<String, float[]> expected = new HashMap<>();
                for (int i = 0; i < STAYING; i++) {
                    staying.add(vector(seeds));
                    expected.put("staying " + i, staying.get(i));
                    index.add("staying " + i, 0, staying.get(i));
                }

                for (Deque<Added> left : write(index, seeds, staying)) {
                    left.forEach(added -> expected.put(added.person, added.vector));
                }

                assertThat(index.persons()).as("seed %d", seed).isEqualTo(expected.size());
                assertThat(index.faces()).as("seed %d", seed).isEqualTo(expected.size());
                requireEqualToAScan(index, expected, vector(seeds), seed);
            }
        }
    }

    private static List<Deque<Added>> write(
            TemplateIndex<String, Integer> index, SplittableRandom seeds, List<float[]> staying) throws Exception {
        CyclicBarrier start = new CyclicBarrier(WRITERS);
        ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<Deque<Added>>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                String name = "writer " + i + " ";
                SplittableRandom random = seeds.split();
                writers.add(() -> {
                    start.await(1, TimeUnit.MINUTES);
                    return steps(index, name, random, staying);
                });
            }
            List<Deque<Added>> left = new ArrayList<>();
            for (Future<Deque<Added>> writer : pool.invokeAll(writers, 2, TimeUnit.MINUTES)) {
                left.add(writer.get());
            }
            return left;
        } finally {
            pool.shutdownNow();
        }
    }

    private static Deque<Added> steps(
            TemplateIndex<String, Integer> index, String name, SplittableRandom random, List<float[]> staying) {
        Deque<Added> own = new ArrayDeque<>();
        for (int step = 0; step < STEPS; step++) {
            if (own.isEmpty() || random.nextInt(100) < 52) {
                Added added = new Added(name + step, vector(random));
                index.add(added.person, step, added.vector);
                own.add(added);
                requireFound(index, added.person, added.vector);
            } else {
                Added removed = own.remove();
                assertThat(index.remove(removed.person)).isTrue();
                assertThat(index.search(removed.vector, 1, PersonScoring.BEST, true))
                        .noneMatch(hit -> hit.person().equals(removed.person));
                assertThat(index.score(removed.person, removed.vector, PersonScoring.BEST))
                        .isEmpty();
            }
            int one = random.nextInt(STAYING);
            requireFound(index, "staying " + one, staying.get(one));
        }
        return own;
    }

    private static void requireFound(TemplateIndex<String, Integer> index, String person, float[] vector) {
        assertThat(index.search(vector, 1, PersonScoring.BEST, true))
                .singleElement()
                .satisfies(hit -> {
                    assertThat(hit.person()).isEqualTo(person);
                    assertThat(hit.score()).isCloseTo(1, within(1e-6));
                });
    }

    private static void requireEqualToAScan(
            TemplateIndex<String, Integer> index, Map<String, float[]> expected, float[] probe, int seed) {
        FaceTemplate wanted = FaceTemplate.of("m", probe);
        List<String> scanned = expected.entrySet().stream()
                .sorted((a, b) -> Double.compare(
                        FaceTemplate.of("m", b.getValue()).cosine(wanted),
                        FaceTemplate.of("m", a.getValue()).cosine(wanted)))
                .map(Map.Entry::getKey)
                .toList();

        assertThat(index.search(probe, expected.size() + 10, PersonScoring.BEST, true).stream()
                        .map(TemplateHit::person))
                .as("seed %d", seed)
                .containsExactlyElementsOf(scanned);
    }

    private static float[] vector(SplittableRandom random) {
        float[] vector = new float[DIMENSION];
        double squares = 0;
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextDouble(-1, 1);
            squares += (double) vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }
}
