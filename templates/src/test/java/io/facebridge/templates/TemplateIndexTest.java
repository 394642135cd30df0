package io.facebridge.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.gallery.PersonId;
import io.facebridge.match.FaceTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateIndexTest {
    private static final int MANY = TemplateIndex.SCANNED_IN_FULL + 5_000;

    private final SearchThreads threads = SearchThreads.of(2);
    private final Random random = new Random(1);

    @TempDir
    Path folder;

    @AfterEach
    void closeThreads() {
        threads.close();
    }

    private TemplateIndex<String, Integer> index(int dimension) {
        return new TemplateIndex<>(dimension, RowMemory.heap(), threads);
    }

    private float[] vector(int dimension) {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return unit(vector);
    }

    private float[] near(float[] vector, double noise) {
        float[] other = vector.clone();
        for (int i = 0; i < other.length; i++) {
            other[i] += (float) (noise * random.nextGaussian() / Math.sqrt(other.length));
        }
        return unit(other);
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    private static double cosine(float[] a, float[] b) {
        return FaceTemplate.of("m", a).cosine(FaceTemplate.of("m", b));
    }

    @Test
    void an_added_person_is_found_with_the_exact_cosine_and_the_nearest_face() {
        TemplateIndex<String, Integer> index = index(512);
        float[] first = vector(512);
        float[] second = near(first, 0.5);
        float[] probe = near(second, 0.1);
        index.add("ada", 1, first);
        index.add("ada", 2, second);
        index.add("bob", 3, vector(512));

        TemplateHit<String, Integer> hit =
                index.search(probe, 1, PersonScoring.BEST, false).get(0);

        assertThat(hit.person()).isEqualTo("ada");
        assertThat(hit.face()).isEqualTo(2);
        assertThat(hit.score()).isEqualTo(cosine(second, probe));
        assertThat(index.score("ada", probe, PersonScoring.BEST)).hasValue(hit.score());
        assertThat(index.score("ada", probe, new PersonScoring(2)).orElseThrow())
                .isCloseTo((cosine(first, probe) + cosine(second, probe)) / 2, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 64, 100, 128, 192, 512})
    void over_many_templates_of_any_dimension_gives_what_looking_at_all_of_them_gives(int dimension) {
        TemplateIndex<String, Integer> index = index(dimension);
        List<float[]> centers = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            if (i % 4 == 0) {
                centers.add(vector(dimension));
            }
            index.add("p" + i / 4, i, near(centers.get(i / 4), 0.6));
        }
        for (int probes = 0; probes < 30; probes++) {
            float[] probe = near(centers.get(probes * 50), 0.5);
            for (PersonScoring scoring : List.of(PersonScoring.BEST, new PersonScoring(3))) {
                assertThat(index.search(probe, 1, scoring, false))
                        .isEqualTo(index.search(probe, 1, scoring, true))
                        .hasSize(1);
            }
        }
    }

    @Test
    void gives_persons_once_best_first_and_no_more_than_wanted() {
        TemplateIndex<String, Integer> index = index(64);
        for (int i = 0; i < 300; i++) {
            index.add("p" + i / 3, i, vector(64));
        }
        float[] probe = vector(64);

        assertThat(index.search(probe, 1000, PersonScoring.BEST, false))
                .hasSize(100)
                .isSortedAccordingTo(Comparator.comparingDouble((TemplateHit<String, Integer> hit) -> hit.score())
                        .reversed())
                .extracting(TemplateHit::person)
                .doesNotHaveDuplicates();
        assertThat(index.search(probe, 7, PersonScoring.BEST, false))
                .isEqualTo(index.search(probe, 1000, PersonScoring.BEST, true).subList(0, 7));
    }

    @Test
    void of_equal_persons_the_first_added_is_given_first() {
        TemplateIndex<String, Integer> index = index(8);
        float[] same = vector(8);
        for (String person : List.of("z", "a", "m")) {
            index.add(person, 1, same);
        }

        assertThat(index.search(same, 2, PersonScoring.BEST, false))
                .extracting(TemplateHit::person)
                .containsExactly("z", "a");
        index.add("z", 2, same);
        assertThat(index.search(same, 1, PersonScoring.BEST, false))
                .extracting(TemplateHit::face)
                .as("of equal faces the first, too")
                .containsExactly(1);
    }

    @Test
    void what_was_removed_is_not_found_by_the_next_search() {
        TemplateIndex<String, Integer> index = index(64);
        float[] ada = vector(64);
        float[] other = near(ada, 0.5);
        index.add("ada", 1, ada);
        index.add("ada", 2, other);
        index.add("bob", 3, vector(64));

        assertThat(index.remove("ada", 1)).isTrue();
        assertThat(index.remove("ada", 1)).isFalse();
        assertThat(index.search(ada, 1, PersonScoring.BEST, false).get(0).face())
                .isEqualTo(2);
        assertThat(index.remove("ada", 2)).isTrue();
        assertThat(index.search(ada, 5, PersonScoring.BEST, false))
                .extracting(TemplateHit::person)
                .containsExactly("bob");
        assertThat(index.remove("bob")).isTrue();
        assertThat(index.persons() + index.faces()).isZero();
        assertThat(index.faces("ada")).isEmpty();
    }

    @Test
    void rows_of_the_removed_are_used_again_and_the_others_stay_as_they_were() {
        TemplateIndex<String, Integer> index = index(32);
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            vectors.add(vector(32));
            index.add("p" + i / 2, i, vectors.get(i));
        }
        for (int i = 0; i < 3_000; i += 2) {
            index.remove("p" + i);
        }

        assertThat(index.faces()).isEqualTo(3_000);
        for (int i = 0; i < 6_000; i += 61) {
            boolean gone = i / 2 % 2 == 0;
            assertThat(index.same("p" + i / 2, vectors.get(i)).isPresent()).isEqualTo(!gone);
            assertThat(index.search(vectors.get(i), 1, PersonScoring.BEST, false)
                            .get(0)
                            .person()
                            .equals("p" + i / 2))
                    .isEqualTo(!gone);
        }
    }

    @Test
    void finds_everybody_who_is_at_least_so_alike() {
        TemplateIndex<String, Integer> index = index(128);
        float[] center = vector(128);
        for (int i = 0; i < MANY; i++) {
            index.add("p" + i, i, i % 1000 == 7 ? near(center, 0.5) : vector(128));
        }

        assertThat(index.atLeast(center, 0.6))
                .hasSize(MANY / 1000 + 1)
                .allSatisfy(hit -> assertThat(hit.face() % 1000).isEqualTo(7));
    }

    @Test
    void rows_in_mapped_memory_give_the_same_answers_and_leave_no_file_with_a_name() throws IOException {
        TemplateIndex<String, Integer> mapped = new TemplateIndex<>(16, RowMemory.mapped(folder), threads);
        TemplateIndex<String, Integer> heap = index(16);
        for (int i = 0; i < 40_000; i++) {
            float[] vector = vector(16);
            mapped.add("p" + i, i, vector);
            heap.add("p" + i, i, vector);
        }
        for (int i = 0; i < 20; i++) {
            float[] probe = vector(16);
            assertThat(mapped.search(probe, 10, PersonScoring.BEST, true))
                    .isEqualTo(heap.search(probe, 10, PersonScoring.BEST, true));
        }
        if (!System.getProperty("os.name").startsWith("Windows")) {
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).isEmpty();
            }
        }
    }

    @Test
    void readers_see_whole_persons_while_others_are_added_and_removed() throws Exception {
        TemplateIndex<String, Integer> index = index(64);
        float[] constant = vector(64);
        index.add("constant", 0, constant);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> readers = Stream.generate(() -> pool.submit(() -> {
                        int searches = 0;
                        while (!done.get() || searches == 0) {
                            List<TemplateHit<String, Integer>> hits =
                                    index.search(constant, 2, PersonScoring.BEST, false);
                            assertThat(hits.get(0).person()).isEqualTo("constant");
                            assertThat(hits.get(0).score()).isCloseTo(1, within(1e-6));
                            assertThat(hits)
                                    .allSatisfy(hit -> assertThat(hit.score())
                                            .as("a row that is half cleared would score 0")
                                            .isNotZero());
                            searches++;
                        }
                        return searches;
                    }))
                    .limit(2)
                    .toList();
            for (int i = 0; i < 20_000; i++) {
                index.add("p" + i % 50, i, vector(64));
                if (i % 3 == 0) {
                    index.remove("p" + (i + 25) % 50);
                }
            }
            done.set(true);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void goes_on_when_the_helping_threads_are_closed() {
        TemplateIndex<String, Integer> index = index(16);
        for (int i = 0; i < 1_000; i++) {
            index.add("p" + i, i, vector(16));
        }
        threads.close();

        assertThat(index.search(vector(16), 3, PersonScoring.BEST, false)).hasSize(3);
    }

    @Test
    void rows_that_are_made_beside_are_those_of_their_vectors_however_many() {
        for (int number : new int[] {0, 1, 15, 16, 40}) {
            TemplateIndex<String, Integer> index = index(64);
            List<float[]> vectors =
                    Stream.generate(() -> vector(64)).limit(number).toList();

            List<TemplateRow> rows = index.rows(vectors).get();

            assertThat(rows).hasSize(number);
            for (int i = 0; i < number; i++) {
                index.add("p" + i, i, rows.get(i));
                assertThat(index.same("p" + i, vectors.get(i))).contains(i);
                assertThat(index.score("p" + i, vectors.get(i), PersonScoring.BEST)
                                .orElseThrow())
                        .isEqualTo(cosine(vectors.get(i), vectors.get(i)));
            }
        }
        assertThat(new TemplateRow(vector(8), new BinaryQuantizer(8))).hasToString("TemplateRow[]");
    }

    @Test
    void a_person_has_the_same_template_only_if_every_number_is_the_same() {
        TemplateIndex<String, Integer> index = index(64);
        float[] first = vector(64);
        float[] second = vector(64);
        index.add("ada", 1, first);
        index.add("ada", 2, second);
        index.add("bob", 3, first);
        float[] other = second.clone();
        other[63] = Math.nextUp(other[63]);

        assertThat(index.same("ada", second)).contains(2);
        assertThat(index.same("ada", other)).isEmpty();
        assertThat(index.same("bob", second)).isEmpty();
        assertThat(index.same("eve", second)).isEmpty();
    }

    @Test
    void a_person_who_is_not_there_has_no_score_no_face_and_no_template() {
        TemplateIndex<String, Integer> index = index(64);
        index.add("ada", 1, vector(64));

        assertThat(index.score("eve", vector(64), PersonScoring.BEST)).isEmpty();
        assertThat(index.faces("eve")).isEmpty();
        index.forEachTemplate("eve", (face, vector) -> {
            throw new AssertionError("eve has no template");
        });
        assertThat(index.remove("eve")).isFalse();
        assertThat(index.remove("eve", 1)).isFalse();
        assertThat(index.remove("ada", 2)).isFalse();
        assertThat(index.search(vector(64), 5, PersonScoring.BEST, false)).hasSize(1);
        assertThat(index(64).search(vector(64), 5, PersonScoring.BEST, false)).isEmpty();
        assertThat(index(64).atLeast(vector(64), -1)).isEmpty();
    }

    @Test
    void sizes_and_limits_outside_what_is_allowed_are_refused_with_their_value() {
        for (int dimension : new int[] {0, 8_193}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> index(dimension))
                    .withMessageContaining("[1, 8192]")
                    .withMessageContaining(Integer.toString(dimension));
        }
        for (int dimension : new int[] {1, 8_192}) {
            float[] only = vector(dimension);
            TemplateIndex<String, Integer> index = index(dimension);
            index.add("ada", 1, only);
            assertThat(index.search(only, 1, PersonScoring.BEST, false).get(0).person())
                    .isEqualTo("ada");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index(8).search(vector(8), 0, PersonScoring.BEST, false))
                .withMessage("limit must be 1 or more but was 0");
        for (int templates : new int[] {0, 101}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new PersonScoring(templates))
                    .withMessageContaining("[1, 100]")
                    .withMessageEndingWith(Integer.toString(templates));
        }
        assertThat(new PersonScoring(1)).isEqualTo(PersonScoring.BEST);
        assertThat(new PersonScoring(100).templates()).isEqualTo(100);
    }

    @Test
    void what_has_another_dimension_is_refused_by_every_method() {
        TemplateIndex<String, Integer> index = index(64);
        float[] other = vector(65);
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> index.add("p", 1, other),
                () -> index.rows(List.of(vector(64), other)),
                () -> index.same("p", other),
                () -> index.score("p", other, PersonScoring.BEST),
                () -> index.search(other, 1, PersonScoring.BEST, false),
                () -> index.atLeast(other, 0))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(call)
                    .withMessage("templates here have 64 numbers but this one has 65");
        }
        assertThat(index.faces()).isZero();
    }

    /** An index whose room ends at 16,384 rows, as if the disk were full. */
    private TemplateIndex<String, Integer> withRoomForOnly16384() {
        return new TemplateIndex<>(1, RowMemory.mapped(folder.resolve("none")), threads);
    }

    private static void fill(TemplateIndex<String, Integer> index, int from, int to) {
        for (int i = from; i < to; i++) {
            index.add("p" + i, i, new float[] {1});
        }
    }

    @Test
    void room_that_cannot_be_made_adds_nothing_and_the_room_that_is_there_is_used() {
        TemplateIndex<String, Integer> index = withRoomForOnly16384();
        fill(index, 0, 16_384);

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> fill(index, 16_384, 16_385));
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> index.add("p0", 16_385, new float[] {1}));

        assertThat(index.faces()).isEqualTo(16_384);
        assertThat(index.persons()).isEqualTo(16_384);
        assertThat(index.faces("p0")).containsExactly(0);
    }

    @Test
    void room_is_reserved_behind_the_templates_that_are_there() {
        TemplateIndex<String, Integer> index = withRoomForOnly16384();
        fill(index, 0, 10_000);
        index.reserve(6_384);

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> index.reserve(6_385));
        fill(index, 10_000, 16_384);
        index.reserve(0);
    }

    @Test
    void the_room_of_removed_templates_is_used_again_once_they_are_more_than_a_quarter() {
        TemplateIndex<String, Integer> index = withRoomForOnly16384();
        fill(index, 0, 16_384);
        for (int i = 0; i < 4_096; i++) {
            index.remove("p" + 4 * i);
        }
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> fill(index, 20_000, 20_001));

        index.remove("p1");
        fill(index, 20_000, 20_000 + 4_097);

        assertThat(index.faces()).isEqualTo(16_384);
        assertThat(index.same("p16383", new float[] {1})).contains(16_383);
        assertThat(index.same("p24096", new float[] {1})).contains(24_096);
        assertThat(index.same("p1", new float[] {1})).isEmpty();
    }

    @Test
    void who_is_opposite_is_found_where_many_are_wanted_and_no_one_is_nearer() {
        TemplateIndex<String, Integer> index = index(512);
        float[] probe = vector(512);
        float[] opposite = probe.clone();
        for (int i = 0; i < opposite.length; i++) {
            opposite[i] = -opposite[i];
        }
        int many = TemplateIndex.SCANNED_IN_FULL + 100;
        List<TemplateRow> rows = index.rows(List.of(opposite)).get();
        for (int i = 0; i < many; i++) {
            index.add("p" + i, i, rows.get(0));
        }

        assertThat(index.search(probe, 1, PersonScoring.BEST, false))
                .extracting(TemplateHit::person)
                .containsExactly("p0");
        assertThat(index.search(probe, 3_000, PersonScoring.BEST, false)).hasSize(3_000);
        assertThat(index.atLeast(probe, -1)).hasSize(many);
    }

    @Test
    void tells_nobodys_name_and_score() {
        TemplateIndex<String, Integer> index = index(16);
        index.add("ada", 1, vector(16));

        assertThat(index).hasToString("TemplateIndex[1 persons, 1 templates]");
        assertThat(index.search(vector(16), 1, PersonScoring.BEST, false)).hasToString("[TemplateHit[]]");
        assertThat(new PersonTemplate(PersonId.portable("ada"), FaceTemplate.of("m", vector(16))))
                .hasToString("PersonTemplate[]");
    }
}
