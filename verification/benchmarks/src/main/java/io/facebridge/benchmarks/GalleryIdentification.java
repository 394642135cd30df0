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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures whether a search returns the same person as a comparison with every template: probes of enrolled persons in three
 * galleries that hold 1, 10 and 89 % of them, searched one by one and all together, each by the index and by an exact scan that
 * shares no code with it.
 */
public final class GalleryIdentification {
    private static final int PICTURES = 4;
    private static final int AT_ONCE = 16;
    private static final int BLOCK = 512;
    private static final double[] SHARES = {0.01, 0.10, 0.89};

    private GalleryIdentification() {}

    /**
     * Runs the measurement.
     *
     * @param args templates (1000000), dimension (512), enrolled probes for each kind of search (2000), seed (1)
     * @throws IOException if there is no space for rows
     */
    public static void main(String[] args) throws IOException {
        int templates = number(args, 0, 1_000_000);
        int dimension = number(args, 1, 512);
        int probes = number(args, 2, 2_000);
        SyntheticTemplates people = SyntheticTemplates.of(dimension, number(args, 3, 1));
        int persons = templates / PICTURES;
        Path folder = Files.createTempDirectory("facebridge-rows");
        try (SearchThreads helpers = SearchThreads.of(Runtime.getRuntime().availableProcessors())) {
            System.out.printf(Locale.ROOT, "%,d templates, %s%n", templates, people);
            List<Task> tasks = new ArrayList<>();
            int first = 0;
            for (double share : SHARES) {
                int count = (int) Math.round(persons * share);
                tasks.add(new Task(
                        String.format(Locale.ROOT, "gallery of %2.0f %%", 100 * share), first, count, people, probes));
                first += count;
            }
            Task together = new Task("all three", 0, first, people, probes);
            List<TemplateIndex<Integer, Integer>> galleries = new ArrayList<>();
            for (Task task : tasks) {
                TemplateIndex<Integer, Integer> index =
                        new TemplateIndex<>(dimension, RowMemory.mapped(folder), helpers);
                for (int person = task.first; person < task.first + task.count; person++) {
                    for (int picture = 0; picture < PICTURES; picture++) {
                        float[] template = people.template(person, picture);
                        index.add(person, picture, template);
                        task.offer(person, template);
                        together.offer(person, template);
                    }
                }
                galleries.add(index);
            }
            for (int i = 0; i < tasks.size(); i++) {
                tasks.get(i).report(galleries.subList(i, i + 1));
            }
            together.report(galleries);
        } finally {
            Files.delete(folder);
        }
    }

    private static int number(String[] args, int place, int otherwise) {
        return args.length > place ? Integer.parseInt(args[place]) : otherwise;
    }

    /** Probes of persons of a range, and the best template of that range for each, found by comparing with every one. */
    private static final class Task {
        private final String name;
        private final int first;
        private final int count;
        private final int[] who;
        private final float[][] probes;
        private final float[][][] coordinates;
        private final float[][] cosines = new float[AT_ONCE][BLOCK];
        private final List<float[]> waiting = new ArrayList<>();
        private final List<Integer> waitingPersons = new ArrayList<>();
        private final int[] best;
        private final float[] highest;

        Task(String name, int first, int count, SyntheticTemplates people, int probes) {
            this.name = name;
            this.first = first;
            this.count = count;
            this.who = new int[probes];
            this.probes = new float[probes][];
            this.coordinates = new float[(probes + BLOCK - 1) / BLOCK][people.dimension()][BLOCK];
            this.best = new int[probes];
            this.highest = new float[probes];
            for (int i = 0; i < probes; i++) {
                who[i] = first + (int) ((long) i * count / probes);
                this.probes[i] = people.template(who[i], PICTURES + i);
                highest[i] = -2;
                for (int k = 0; k < people.dimension(); k++) {
                    coordinates[i / BLOCK][k][i % BLOCK] = this.probes[i][k];
                }
            }
        }

        /** Compares a template with every probe, immediately or later. */
        void offer(int person, float[] template) {
            waiting.add(template);
            waitingPersons.add(person);
            if (waiting.size() == AT_ONCE) {
                compare();
            }
        }

        /** Coordinate by coordinate for many templates and probes, which stay in the processor's nearest memory. */
        private void compare() {
            for (int block = 0; block < coordinates.length; block++) {
                for (float[] row : cosines) {
                    Arrays.fill(row, 0);
                }
                for (int k = 0; k < coordinates[block].length; k++) {
                    for (int t = 0; t < waiting.size(); t++) {
                        addMultiple(cosines[t], waiting.get(t)[k], coordinates[block][k]);
                    }
                }
                for (int t = 0; t < waiting.size(); t++) {
                    keepHighest(waitingPersons.get(t), cosines[t], block * BLOCK);
                }
            }
            waiting.clear();
            waitingPersons.clear();
        }

        private void keepHighest(int person, float[] of, int from) {
            for (int i = 0; i < Math.min(BLOCK, probes.length - from); i++) {
                if (of[i] > highest[from + i]) {
                    highest[from + i] = of[i];
                    best[from + i] = person;
                }
            }
        }

        private static void addMultiple(float[] to, float factor, float[] of) {
            for (int i = 0; i < to.length; i++) {
                to[i] += factor * of[i];
            }
        }

        void report(List<TemplateIndex<Integer, Integer>> galleries) {
            compare();
            int byScan = 0;
            int byIndex = 0;
            int same = 0;
            for (int i = 0; i < probes.length; i++) {
                TemplateHit<Integer, Integer> hit = null;
                for (TemplateIndex<Integer, Integer> gallery : galleries) {
                    for (TemplateHit<Integer, Integer> one : gallery.search(probes[i], 1, PersonScoring.BEST, false)) {
                        hit = hit == null || one.score() > hit.score() ? one : hit;
                    }
                }
                int found = hit == null ? -1 : hit.person();
                byScan += best[i] == who[i] ? 1 : 0;
                byIndex += found == who[i] ? 1 : 0;
                same += found == best[i] ? 1 : 0;
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-16s %,9d persons, %d enrolled probes: first by the exact scan %d, by the index %d; same first %d%n",
                    name,
                    count,
                    probes.length,
                    byScan,
                    byIndex,
                    same);
        }
    }
}
