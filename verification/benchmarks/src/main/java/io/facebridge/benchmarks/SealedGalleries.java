package io.facebridge.benchmarks;

import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.local.LocalTemplateStore;
import io.facebridge.local.TemplateKeys;
import io.facebridge.match.FaceTemplate;
import io.facebridge.templates.PersonTemplate;
import io.facebridge.testkit.SyntheticTemplates;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures the cost of encrypting a store: templates enrolled one by one and in batches, and opening, with keys and without,
 * alternating round by round; processor time of the calling thread, so that neither the disk nor other work counts. Prints the
 * medians of the rounds and of their ratios.
 */
public final class SealedGalleries {
    private static final GalleryId GALLERY = GalleryId.portable("staff");
    private static final int BATCH = 500;
    private static final String MODEL = "synthetic";

    private SealedGalleries() {}

    /**
     * Runs the benchmark.
     *
     * @param args rounds (9), templates one by one in each round (200), batches of 500 in each round (40), dimension (512)
     * @throws IOException if a folder for temporary files cannot be created or deleted
     */
    public static void main(String[] args) throws IOException {
        int rounds = number(args, 0, 9);
        int single = number(args, 1, 200);
        int batches = number(args, 2, 40);
        int dimension = number(args, 3, 512);
        SyntheticTemplates people = SyntheticTemplates.of(dimension, 1);
        List<PersonTemplate> templates = new ArrayList<>();
        for (int i = 0; i < single + batches * BATCH; i++) {
            templates.add(
                    new PersonTemplate(new PersonId("person-" + i), FaceTemplate.of(MODEL, people.template(i, 0))));
        }
        TemplateKeys keys = TemplateKeys.of("2026", new byte[32]);
        List<double[]> plain = new ArrayList<>();
        List<double[]> sealed = new ArrayList<>();
        Path folder = Files.createTempDirectory("facebridge-sealed");
        try {
            for (int round = -1; round < rounds; round++) { // the first one warms up
                double[] without = measure(LocalTemplateStore.in(folder.resolve("plain" + round)), templates, single);
                double[] with = measure(
                        LocalTemplateStore.in(folder.resolve("sealed" + round)).keys(keys), templates, single);
                if (round >= 0) {
                    plain.add(without);
                    sealed.add(with);
                }
                delete(folder.resolve("plain" + round));
                delete(folder.resolve("sealed" + round));
            }
        } finally {
            delete(folder);
        }
        print("one by one, microseconds each", plain, sealed, 0);
        print("in batches of " + BATCH + ", microseconds each", plain, sealed, 1);
        print("opening, microseconds for each template", plain, sealed, 2);
    }

    private static double[] measure(LocalTemplateStore.Builder builder, List<PersonTemplate> templates, int single) {
        long start;
        long middle;
        long end;
        try (LocalTemplateStore store = builder.open()) {
            store.bind(MODEL, templates.get(0).template().dimension());
            store.create(GALLERY);
            start = processorTime();
            for (int i = 0; i < single; i++) {
                store.add(GALLERY, List.of(templates.get(i)));
            }
            middle = processorTime();
            for (int i = single; i < templates.size(); i += BATCH) {
                store.add(GALLERY, templates.subList(i, i + BATCH));
            }
            end = processorTime();
        }
        long closed = processorTime();
        builder.open().close();
        long opened = processorTime();
        int batched = templates.size() - single;
        return new double[] {
            1e-3 * (middle - start) / single,
            1e-3 * (end - middle) / batched,
            1e-3 * (opened - closed) / templates.size()
        };
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void print(String what, List<double[]> plain, List<double[]> sealed, int column) {
        double[] ratios = new double[plain.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = sealed.get(i)[column] / plain.get(i)[column];
        }
        Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "%s: plain %.1f, sealed %.1f; sealed over plain %.2f (quartiles %.2f to %.2f)%n",
                what,
                median(plain, column),
                median(sealed, column),
                ratios[ratios.length / 2],
                ratios[ratios.length / 4],
                ratios[ratios.length * 3 / 4]);
    }

    private static double median(List<double[]> rounds, int column) {
        double[] all =
                rounds.stream().mapToDouble(round -> round[column]).sorted().toArray();
        return all[all.length / 2];
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static int number(String[] args, int place, int otherwise) {
        return args.length > place ? Integer.parseInt(args[place]) : otherwise;
    }
}
