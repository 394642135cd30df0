package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.error.AlreadyExistsException;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.NotFoundException;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.Person;
import io.facebridge.gallery.PersonId;
import io.facebridge.match.FaceTemplate;
import io.facebridge.templates.PersonScoring;
import io.facebridge.templates.PersonTemplate;
import io.facebridge.templates.TemplateHit;
import io.facebridge.templates.TemplateStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of {@link TemplateStore}, persistent or not. Templates are synthetic. */
public abstract class TemplateStoreContract {
    static final String MODEL = "synthetic";
    static final int DIMENSION = 128;
    static final SyntheticTemplates PEOPLE = SyntheticTemplates.of(DIMENSION, 17);
    static final GalleryId STAFF = GalleryId.portable("staff");
    static final GalleryId VISITORS = GalleryId.portable("visitors");

    private static final int SECONDS_OF_LOAD = 3;

    @TempDir
    Path above;

    /** Where the store may keep what it keeps, and beside which it may have a lock. */
    Path folder;

    TemplateStore store;

    /** Creates the contract. */
    @SuppressWarnings("NullAway.Init")
    protected TemplateStoreContract() {}

    /**
     * Returns how the store is opened.
     *
     * @return an opener of a store of templates of dimension 128
     */
    protected abstract StoreOpener opener();

    @BeforeEach
    void open() {
        folder = above.resolve("galleries");
        store = opened();
        store.create(STAFF);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    final TemplateStore opened() {
        TemplateStore opened = opener().open(folder, Clock.systemUTC());
        opened.bind(MODEL, DIMENSION);
        return opened;
    }

    static FaceTemplate template(int person, int picture) {
        return FaceTemplate.of(MODEL, PEOPLE.template(person, picture));
    }

    static PersonId name(int person) {
        return PersonId.portable("person-" + person);
    }

    static List<PersonTemplate> templates(int person, int... pictures) {
        return IntStream.of(pictures)
                .mapToObj(picture -> new PersonTemplate(name(person), template(person, picture)))
                .toList();
    }

    static List<TemplateHit<PersonId, FaceId>> search(TemplateStore in, int person, int picture) {
        return in.search(STAFF, template(person, picture), 3, PersonScoring.BEST, false);
    }

    // One after the other

    @Test
    void what_was_added_is_found_by_the_next_search() {
        for (int person = 0; person < 30; person++) {
            List<FaceId> faces = store.add(STAFF, templates(person, 0, 1));

            assertThat(faces).hasSize(2).doesNotHaveDuplicates();
            assertThat(store.find(STAFF, name(person))).contains(new Person(name(person), faces));
            TemplateHit<PersonId, FaceId> hit = search(store, person, 0).get(0);
            assertThat(hit.person()).isEqualTo(name(person));
            assertThat(hit.face()).isEqualTo(faces.get(0));
            assertThat(hit.score()).isEqualTo(template(person, 0).cosine(template(person, 0)));
        }
        assertThat(store.persons(STAFF)).hasSize(30).doesNotHaveDuplicates();
        assertThat(store.info(STAFF).persons()).hasValue(30);
        assertThat(store.info(STAFF).faces()).hasValue(60);
        assertThat(store.templates(STAFF, name(3))).containsExactly(template(3, 0), template(3, 1));
    }

    @Test
    void what_was_removed_is_not_found_by_the_next_search() {
        List<FaceId> faces = store.add(STAFF, templates(1, 0, 1));
        store.add(STAFF, templates(2, 0));
        store.remove(STAFF, name(1), faces.get(0));

        assertThat(store.find(STAFF, name(1))).contains(new Person(name(1), faces.subList(1, 2)));
        store.remove(STAFF, name(1), faces.get(1));
        store.remove(STAFF, name(2));

        assertThat(store.find(STAFF, name(1))).isEmpty();
        assertThat(search(store, 1, 0)).isEmpty();
        assertThat(store.persons(STAFF)).isEmpty();
        assertThat(store.score(STAFF, name(2), template(2, 0), PersonScoring.BEST))
                .isEmpty();
    }

    @Test
    void removing_what_is_not_there_does_nothing() {
        store.add(STAFF, templates(1, 0));
        FaceId face = store.add(STAFF, templates(2, 0)).get(0);

        assertThatCode(() -> {
                    store.remove(STAFF, name(3));
                    store.remove(STAFF, name(1), face);
                    store.remove(STAFF, name(1), new FaceId("999999"));
                    store.delete(VISITORS);
                })
                .doesNotThrowAnyException();
        assertThat(store.info(STAFF).faces()).hasValue(2);
    }

    @Test
    void a_template_that_the_person_has_is_not_added_again() {
        List<FaceId> first = store.add(STAFF, templates(1, 0, 1));

        assertThat(store.add(STAFF, templates(1, 1, 2, 2))).startsWith(first.get(1));
        assertThat(store.info(STAFF).faces()).hasValue(3);
    }

    @Test
    void the_name_of_a_face_is_never_given_again() {
        Set<FaceId> given = new HashSet<>();
        for (int round = 0; round < 20; round++) {
            assertThat(given.addAll(store.add(STAFF, templates(1, round)))).isTrue();
            store.remove(STAFF, name(1));
        }
    }

    @Test
    void the_same_name_in_two_galleries_is_two_persons() {
        store.create(VISITORS);
        store.add(STAFF, templates(1, 0));
        store.add(VISITORS, List.of(new PersonTemplate(name(1), template(2, 0))));
        store.remove(STAFF, name(1));

        assertThat(store.templates(VISITORS, name(1))).containsExactly(template(2, 0));
        assertThat(store.info(STAFF).persons()).hasValue(0);
    }

    @Test
    void galleries_are_made_once_listed_and_deleted_with_everybody_in_them() {
        store.create(VISITORS);
        store.add(VISITORS, templates(1, 0));

        assertThat(store.galleries()).containsExactly(STAFF, VISITORS);
        assertThatExceptionOfType(AlreadyExistsException.class).isThrownBy(() -> store.create(STAFF));
        store.delete(VISITORS);
        assertThat(store.galleries()).containsExactly(STAFF);
        store.create(VISITORS);
        assertThat(store.find(VISITORS, name(1))).isEmpty();
    }

    @Test
    void says_that_a_gallery_is_not_there() {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> store.info(VISITORS),
                () -> store.add(VISITORS, templates(1, 0)),
                () -> store.remove(VISITORS, name(1)),
                () -> store.remove(VISITORS, name(1), new FaceId("1")),
                () -> store.find(VISITORS, name(1)),
                () -> store.persons(VISITORS).iterator(),
                () -> store.templates(VISITORS, name(1)),
                () -> store.score(VISITORS, name(1), template(1, 0), PersonScoring.BEST),
                () -> store.search(VISITORS, template(1, 0), 1, PersonScoring.BEST, false),
                () -> store.atLeast(VISITORS, template(1, 0), 0.5))) {
            NotFoundException thrown = catchThrowableOfType(NotFoundException.class, call);
            assertThat(thrown).as("the refusal").isNotNull();
            assertThat(thrown.kind()).isEqualTo(NotFoundException.Kind.GALLERY);
        }
    }

    @Test
    void refuses_templates_of_another_model_and_adds_none_of_them() {
        FaceTemplate foreign = FaceTemplate.of("another", PEOPLE.template(2, 0));

        assertThatExceptionOfType(IncompatibleScaleException.class)
                .isThrownBy(() -> store.add(
                        STAFF,
                        List.of(new PersonTemplate(name(1), template(1, 0)), new PersonTemplate(name(2), foreign))))
                .withMessageContaining(MODEL)
                .withMessageContaining("another");
        assertThat(store.persons(STAFF)).isEmpty();
        assertThatExceptionOfType(IncompatibleScaleException.class)
                .isThrownBy(() -> store.search(STAFF, foreign, 1, PersonScoring.BEST, false));
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> store.bind("another", DIMENSION), () -> store.bind(MODEL, DIMENSION / 2))) {
            assertThatExceptionOfType(IncompatibleScaleException.class)
                    .isThrownBy(call)
                    .withMessageContaining(Integer.toString(DIMENSION));
        }
    }

    @Test
    void scores_persons_by_their_best_template_or_by_the_mean_of_the_best_few() {
        store.add(STAFF, templates(1, 0, 1, 2));
        double[] scores = IntStream.range(0, 3)
                .mapToDouble(picture -> template(1, picture).cosine(template(1, 9)))
                .sorted()
                .toArray();

        assertThat(store.score(STAFF, name(1), template(1, 9), PersonScoring.BEST))
                .hasValue(scores[2]);
        assertThat(store.score(STAFF, name(1), template(1, 9), new PersonScoring(2)))
                .hasValue((scores[1] + scores[2]) / 2);
        assertThat(store.search(STAFF, template(1, 9), 1, new PersonScoring(2), false)
                        .get(0)
                        .score())
                .isEqualTo((scores[1] + scores[2]) / 2);
    }

    @Test
    void finds_everybody_who_is_at_least_so_alike() {
        for (int person = 0; person < 50; person++) {
            store.add(STAFF, templates(person, 0));
        }
        double bar = template(7, 1).cosine(template(7, 0));

        assertThat(store.atLeast(STAFF, template(7, 1), bar))
                .extracting(TemplateHit::person)
                .containsExactly(name(7));
        assertThat(store.atLeast(STAFF, template(7, 1), -1)).hasSize(50);
    }

    @Test
    void names_may_have_every_character() {
        List<String> names = new ArrayList<>();
        for (int c = 0x21; c < 0x7f; c++) {
            names.add(Character.toString(c));
        }
        names.addAll(List.of(
                "with space",
                "'; DROP TABLE template; --",
                "%_?*[]",
                "äöüß",
                "人脸",
                "\uD83D\uDE00",
                "ADA",
                "ada",
                "e\u0301",
                "\u00e9",
                "x".repeat(255)));
        for (int i = 0; i < names.size(); i++) {
            store.add(STAFF, List.of(new PersonTemplate(new PersonId(names.get(i)), template(i, 0))));
            store.create(new GalleryId("in " + names.get(i)));
        }

        assertThat(store.persons(STAFF)).hasSize(names.size());
        assertThat(store.galleries()).hasSize(names.size() + 1);
        for (int i = 0; i < names.size(); i++) {
            assertThat(search(store, i, 0).get(0).person().value()).isEqualTo(names.get(i));
        }
        for (String name : names) {
            store.remove(STAFF, new PersonId(name));
            store.delete(new GalleryId("in " + name));
        }
        assertThat(store.persons(STAFF)).isEmpty();
        assertThat(store.galleries()).containsExactly(STAFF);
    }

    @Test
    void goes_on_when_the_clock_goes_backwards() {
        store.close();
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(400));
        try (TemplateStore ahead = opener().open(folder.resolve("clock"), later)) {
            ahead.bind(MODEL, DIMENSION);
            ahead.create(STAFF);
            ahead.add(STAFF, templates(1, 0));
        }
        try (TemplateStore back = opener().open(folder.resolve("clock"), Clock.systemUTC())) {
            back.bind(MODEL, DIMENSION);
            if (back.galleries().isEmpty()) {
                back.create(STAFF);
            }
            back.add(STAFF, templates(2, 0));
            assertThat(search(back, 2, 0).get(0).person()).isEqualTo(name(2));
            back.remove(STAFF, name(2));
            assertThat(back.find(STAFF, name(2))).isEmpty();
        }
    }

    @Test
    void every_call_after_closing_is_refused() {
        store.close();
        store.close();

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> store.galleries(),
                () -> store.create(VISITORS),
                () -> store.add(STAFF, templates(1, 0)),
                () -> store.find(STAFF, name(1)),
                () -> store.search(STAFF, template(1, 0), 1, PersonScoring.BEST, false))) {
            assertThatIllegalStateException().isThrownBy(call);
        }
    }

    @Test
    void prints_no_person_id() {
        store.add(STAFF, templates(1, 0));

        assertThat(store.toString()).doesNotContain(name(1).value());
        assertThat(templates(1, 0).toString()).doesNotContain(name(1).value());
    }

    // At the same time

    @Test
    void eight_writers_and_eight_readers_see_what_they_wrote() throws Exception {
        writersAndReaders(Duration.ofSeconds(Effort.times(SECONDS_OF_LOAD)));
    }

    /** Each writer has persons of its own, records which of them exist, and compares that with the store. */
    private void writersAndReaders(Duration time) throws Exception {
        int writers = 8;
        int each = 40;
        store.add(STAFF, templates(100_000, 0, 1));
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService pool = Executors.newFixedThreadPool(16);
        try {
            List<Future<Set<Integer>>> writing = new ArrayList<>();
            List<Future<Integer>> reading = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                int first = i * each;
                writing.add(pool.submit(() -> write(first, each, done)));
                reading.add(pool.submit(() -> read(done)));
            }
            long end = System.nanoTime() + time.toNanos();
            while (System.nanoTime() < end) {
                read(new AtomicBoolean(true));
            }
            done.set(true);
            Set<Integer> there = new HashSet<>();
            for (Future<Set<Integer>> one : writing) {
                there.addAll(one.get());
            }
            for (Future<Integer> one : reading) {
                assertThat(one.get()).isPositive();
            }
            for (int person = 0; person < writers * each; person++) {
                assertThat(store.find(STAFF, name(person)).isPresent()).isEqualTo(there.contains(person));
            }
            assertThat(store.info(STAFF).persons()).hasValue(there.size() + 1);
        } finally {
            pool.shutdownNow();
        }
    }

    private Set<Integer> write(int first, int count, AtomicBoolean done) {
        Set<Integer> there = new HashSet<>();
        for (int step = 0; !done.get(); step++) {
            int person = first + Math.floorMod(step * 17, count);
            if (there.contains(person)) {
                store.remove(STAFF, name(person));
                there.remove(person);
                assertThat(search(store, person, 0))
                        .noneMatch(hit -> hit.person().equals(name(person)));
            } else {
                store.add(STAFF, templates(person, 0));
                there.add(person);
                assertThat(search(store, person, 0).get(0).person()).isEqualTo(name(person));
            }
        }
        return there;
    }

    private int read(AtomicBoolean done) {
        int searches = 0;
        do {
            List<TemplateHit<PersonId, FaceId>> hits = search(store, 100_000, 1);
            assertThat(hits.get(0).person()).isEqualTo(name(100_000));
            assertThat(hits.get(0).score()).isEqualTo(template(100_000, 1).cosine(template(100_000, 1)));
            searches++;
        } while (!done.get());
        return searches;
    }
}
