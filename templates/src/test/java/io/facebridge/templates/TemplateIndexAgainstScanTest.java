package io.facebridge.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.match.FaceTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search gives, against a scan over a map of everything that was added and not removed. */
class TemplateIndexAgainstScanTest {
    private static final class Scan {
        private final Map<String, Map<Integer, FaceTemplate>> persons = new LinkedHashMap<>();

        private void add(String person, int face, float[] vector) {
            persons.computeIfAbsent(person, any -> new LinkedHashMap<>()).put(face, FaceTemplate.of("m", vector));
        }

        private void remove(String person, int face) {
            persons.computeIfPresent(person, (any, faces) -> {
                faces.remove(face);
                return faces.isEmpty() ? null : faces;
            });
        }

        private TemplateHit<String, Integer> hit(String person, FaceTemplate probe, int best) {
            Map<Integer, Double> cosines = new LinkedHashMap<>();
            persons.getOrDefault(person, Map.of()).forEach((face, of) -> cosines.put(face, of.cosine(probe)));
            double highest = cosines.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElseThrow();
            int first = cosines.entrySet().stream()
                    .filter(face -> face.getValue() == highest)
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            double mean = cosines.values().stream()
                    .sorted(Comparator.reverseOrder())
                    .limit(best)
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElseThrow();
            return new TemplateHit<>(person, first, mean);
        }

        private List<TemplateHit<String, Integer>> search(float[] probe, int best) {
            FaceTemplate template = FaceTemplate.of("m", probe);
            return persons.keySet().stream()
                    .map(person -> hit(person, template, best))
                    .sorted(Comparator.comparingDouble((TemplateHit<String, Integer> hit) -> hit.score())
                            .reversed()) // stable: of equal ones the first added
                    .toList();
        }
    }

    private static void assertAlike(
            List<TemplateHit<String, Integer>> found, List<TemplateHit<String, Integer>> expected) {
        assertThat(found)
                .extracting(TemplateHit::person)
                .isEqualTo(expected.stream().map(TemplateHit::person).toList());
        assertThat(found)
                .extracting(TemplateHit::face)
                .isEqualTo(expected.stream().map(TemplateHit::face).toList());
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-12));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "1, 64", "2, 64", "4, 130", "2, 512"})
    void gives_what_a_scan_gives_after_any_changes(int number, int dimension) {
        try (SearchThreads threads = SearchThreads.of(number)) {
            TemplateIndex<String, Integer> index = new TemplateIndex<>(dimension, RowMemory.heap(), threads);
            Scan scan = new Scan();
            Vectors vectors = new Vectors(dimension, 7);
            Random random = new Random(number * 1_000L + dimension);
            List<float[]> known = new ArrayList<>(List.of(vectors.any()));
            for (int face = 0; face < 600; face++) {
                String person = "p" + random.nextInt(120);
                float[] vector = random.nextInt(10) == 0 ? known.get(random.nextInt(known.size())) : vectors.any();
                if (random.nextInt(3) > 0) {
                    index.add(person, face, vector);
                    scan.add(person, face, vector);
                    known.add(vector);
                } else if (random.nextInt(4) == 0) {
                    assertThat(index.remove(person)).isEqualTo(scan.persons.remove(person) != null);
                } else {
                    List<Integer> faces = index.faces(person);
                    int gone = faces.isEmpty() ? -1 : faces.get(random.nextInt(faces.size()));
                    assertThat(index.remove(person, gone)).isEqualTo(gone >= 0);
                    scan.remove(person, gone);
                }
                if (face % Math.max(20, dimension / 8) == 0) { // a scan over long vectors takes longer
                    compare(index, scan, known.get(random.nextInt(known.size())));
                    compare(index, scan, vectors.any());
                }
            }
        }
    }

    private static void compare(TemplateIndex<String, Integer> index, Scan scan, float[] probe) {
        for (int best : new int[] {1, 2, 5}) {
            List<TemplateHit<String, Integer>> all = scan.search(probe, best);
            for (int limit : new int[] {1, 2, 10, 1_000}) {
                assertAlike(
                        index.search(probe, limit, new PersonScoring(best), limit % 2 == 0),
                        all.subList(0, Math.min(limit, all.size())));
            }
        }
        List<TemplateHit<String, Integer>> all = scan.search(probe, 1);
        for (int i = 0; i < all.size(); i += 10) {
            double atLeast = all.get(i).score();
            assertAlike(
                    index.atLeast(probe, atLeast),
                    all.stream().filter(hit -> hit.score() >= atLeast).toList());
        }
        assertThat(index.atLeast(probe, -1)).hasSize(all.size());
        assertThat(index.persons()).isEqualTo(scan.persons.size());
        assertThat(index.faces())
                .isEqualTo(scan.persons.values().stream().mapToInt(Map::size).sum());
        assertThat(index.allPersons()).containsExactlyInAnyOrderElementsOf(scan.persons.keySet());
        FaceTemplate template = FaceTemplate.of("m", probe);
        scan.persons.forEach((person, faces) -> {
            assertThat(index.faces(person)).containsExactlyElementsOf(faces.keySet());
            Map<Integer, float[]> read = new LinkedHashMap<>();
            index.forEachTemplate(person, read::put);
            assertThat(read.keySet()).containsExactlyElementsOf(faces.keySet());
            faces.forEach((face, of) -> assertThat(read.get(face)).containsExactly(of.toArray()));
            assertThat(index.score(person, probe, PersonScoring.BEST).orElseThrow())
                    .isEqualTo(scan.hit(person, template, 1).score());
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void of_many_equal_persons_the_first_added_are_given_whatever_finds_them(int number) {
        try (SearchThreads threads = SearchThreads.of(number)) {
            TemplateIndex<String, Integer> index = new TemplateIndex<>(64, RowMemory.heap(), threads);
            Vectors vectors = new Vectors(64, 8);
            float[] twin = vectors.any();
            for (int i = 0; i < TemplateIndex.SCANNED_IN_FULL + 1_000; i++) {
                index.add("p" + i, i, i % 2_000 == 1_999 ? twin : vectors.any());
            }

            for (boolean exact : new boolean[] {true, false}) {
                assertThat(index.search(twin, 3, PersonScoring.BEST, exact))
                        .extracting(TemplateHit::person)
                        .containsExactly("p1999", "p3999", "p5999");
            }
            assertThat(index.atLeast(twin, Vectors.cosine(twin, twin)))
                    .extracting(TemplateHit::person)
                    .containsExactly("p1999", "p3999", "p5999", "p7999");
        }
    }

    /** Vectors that all have the signs of the probe, but for a worse cosine: only a full look distinguishes them from the best. */
    private static float[] skewed(float[] probe, int i) {
        float[] vector = probe.clone();
        for (int j = 0; j < vector.length; j++) {
            vector[j] *= 1 + (i * 31 + j) % 7 * 0.01f;
        }
        return Vectors.unit(vector);
    }

    @Test
    void a_row_that_is_not_among_the_nearest_by_signs_is_found_by_an_exact_search_and_in_small_galleries() {
        int dimension = 512;
        try (SearchThreads threads = SearchThreads.of(2)) {
            TemplateIndex<String, Integer> index = new TemplateIndex<>(dimension, RowMemory.heap(), threads);
            Vectors vectors = new Vectors(dimension, 9);
            float[] probe = vectors.any();
            float[] far = vectors.near(probe, 0.5);
            index.add("far", 0, far);
            for (int i = 1; i < TemplateIndex.SCANNED_IN_FULL; i++) {
                index.add("skewed", i, skewed(probe, i));
            }
            assertThat(index.search(probe, 2, PersonScoring.BEST, false))
                    .as("up to the number that is scanned in full")
                    .extracting(TemplateHit::person)
                    .containsExactly("skewed", "far");

            index.add("skewed", TemplateIndex.SCANNED_IN_FULL, skewed(probe, 1));

            assertThat(index.search(probe, 2, PersonScoring.BEST, true))
                    .extracting(TemplateHit::person)
                    .containsExactly("skewed", "far");
            assertThat(index.search(probe, 2, PersonScoring.BEST, false))
                    .as("one template more, of which the nearest by signs are looked at")
                    .extracting(TemplateHit::person)
                    .containsExactly("skewed");
            assertThat(index.atLeast(probe, Vectors.cosine(probe, far)))
                    .as("whose signs are within the deviation that the score lets expect")
                    .extracting(TemplateHit::person)
                    .containsExactly("skewed", "far");
        }
    }

    /** The vector that has these numbers after the rotation, all signs of which are alike but for the first so many. */
    private static float[] withSigns(int dimension, float first, int different) {
        BinaryQuantizer signs = new BinaryQuantizer(dimension);
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            long[] column = new long[signs.words()];
            signs.write(Vectors.axis(dimension, i), column, 0);
            for (int bit = 0; bit < dimension; bit++) {
                float rotated = bit == dimension - 1 ? first : bit < different ? -0.01f : 0.01f;
                vector[i] += (column[bit / Long.SIZE] >>> bit % Long.SIZE & 1) == 1 ? rotated : -rotated;
            }
        }
        return Vectors.unit(vector);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.8, 0.95})
    void who_is_at_least_so_alike_is_found_unless_the_signs_differ_by_five_deviations_more_than_that(double cosine) {
        double share = Math.acos(cosine) / Math.PI;
        double expected = 64 * share + 5 * Math.sqrt(64 * share * (1 - share));
        float[] probe = withSigns(64, 1, 0);
        int last = (int) expected;
        int beyond = (int) Math.ceil(expected) + 1;
        try (SearchThreads threads = SearchThreads.of(2)) {
            TemplateIndex<String, Integer> index = new TemplateIndex<>(64, RowMemory.heap(), threads);
            index.add("last", 0, withSigns(64, 1, last));
            index.add("beyond", 1, withSigns(64, 1, beyond));
            float[] opposite = probe.clone();
            for (int i = 0; i < opposite.length; i++) {
                opposite[i] = -opposite[i];
            }
            for (int i = 2; i < TemplateIndex.SCANNED_IN_FULL; i++) {
                index.add("p" + i, i, opposite);
            }
            assertThat(index.atLeast(probe, cosine))
                    .extracting(TemplateHit::person)
                    .containsExactly("last", "beyond");

            index.add("one more", TemplateIndex.SCANNED_IN_FULL, opposite);

            assertThat(index.atLeast(probe, cosine))
                    .extracting(TemplateHit::person)
                    .containsExactly("last");
            assertThat(index.search(probe, 2, PersonScoring.BEST, true))
                    .extracting(TemplateHit::person)
                    .containsExactly("last", "beyond");
        }
    }

    @Test
    void room_that_was_reserved_or_is_made_by_removing_changes_no_answer() {
        try (SearchThreads threads = SearchThreads.of(2)) {
            Vectors vectors = new Vectors(64, 10);
            List<float[]> all =
                    IntStream.range(0, 1_300).mapToObj(i -> vectors.any()).toList();
            TemplateIndex<String, Integer> reserved = new TemplateIndex<>(64, RowMemory.heap(), threads);
            reserved.reserve(1_000);
            reserved.add("first", -1, all.get(0));
            reserved.reserve(2_000);
            Scan scan = new Scan();
            scan.add("first", -1, all.get(0));
            for (int i = 0; i < all.size(); i++) {
                reserved.add("p" + i / 2, i, all.get(i));
                scan.add("p" + i / 2, i, all.get(i));
            }
            for (int i = 0; i < 1_100; i++) {
                if (i % 5 > 0) {
                    reserved.remove("p" + i / 2, i);
                    scan.remove("p" + i / 2, i);
                } else if (i % 500 == 0) {
                    compare(reserved, scan, vectors.any());
                }
            }
            compare(reserved, scan, all.get(1_000));
        }
    }
}
