package io.facebridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.GalleryStoreException.Reason;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.GalleryInfo;
import io.facebridge.gallery.PersonId;
import io.facebridge.match.FaceTemplate;
import io.facebridge.templates.PersonScoring;
import io.facebridge.templates.PersonTemplate;
import io.facebridge.templates.TemplateHit;
import io.facebridge.testkit.SyntheticTemplates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store in a folder, plain and sealed: what is there when it is opened again, and which folders are not opened. */
class OpenStoreTest {
    private static final GalleryId STAFF = GalleryId.portable("staff");
    private static final GalleryId ADMINS = GalleryId.portable("admins");
    private static final int DIMENSION = 16;
    private static final SyntheticTemplates PEOPLE = SyntheticTemplates.of(DIMENSION, 3);
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final TemplateKeys.Held KEYS = TemplateKeys.of("it's 2026", new byte[32]);

    @TempDir
    private Path above;

    private Path folder = Path.of("");

    @BeforeEach
    void name_the_folder() {
        folder = above.resolve("some").resolve("store");
    }

    private LocalTemplateStore.Builder builder(boolean sealed) {
        LocalTemplateStore.Builder builder = LocalTemplateStore.in(folder).clock(Clock.fixed(THEN, ZoneOffset.UTC));
        return sealed ? builder.keys(KEYS) : builder;
    }

    private static FaceTemplate template(int person, int picture) {
        return FaceTemplate.of("synthetic", PEOPLE.template(person, picture));
    }

    private static PersonTemplate row(int person, int picture) {
        return new PersonTemplate(new PersonId("p" + person), template(person, picture));
    }

    private void fill(boolean sealed) {
        try (LocalTemplateStore store = builder(sealed).open()) {
            store.bind("synthetic", DIMENSION);
            store.create(STAFF);
            store.create(ADMINS);
            store.add(STAFF, List.of(row(1, 0), row(2, 0), row(1, 1)));
            store.add(ADMINS, List.of(row(2, 0)));
        }
    }

    private static List<GalleryStoreException> refusals(LocalTemplateStore.Builder... builders) {
        List<GalleryStoreException> all = new ArrayList<>();
        for (LocalTemplateStore.Builder builder : builders) {
            @Nullable
            GalleryStoreException thrown = catchThrowableOfType(
                    GalleryStoreException.class, () -> builder.open().close());
            assertThat(thrown).as("the refusal").isNotNull();
            all.add(thrown);
        }
        return all;
    }

    private void assertRefused(boolean sealed, Reason reason, String words) {
        for (GalleryStoreException thrown : refusals(builder(sealed))) {
            assertThat(thrown.reason()).as(thrown.getMessage()).isEqualTo(reason);
            assertThat(thrown).hasMessageContaining(folder.toString()).hasMessageContaining(words);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everything_is_there_when_it_is_opened_again(boolean sealed) {
        fill(sealed);
        try (LocalTemplateStore store = builder(sealed).open()) {
            assertThat(store.galleries()).containsExactly(ADMINS, STAFF);
            GalleryInfo info = store.info(STAFF);
            assertThat(info.created()).contains(THEN);
            assertThat(info.persons()).hasValue(2);
            assertThat(info.faces()).hasValue(3);
            assertThat(info.model()).contains("synthetic");
            assertThat(store.persons(STAFF)).containsExactly(new PersonId("p1"), new PersonId("p2"));
            assertThat(store.templates(STAFF, new PersonId("p1"))).containsExactly(template(1, 0), template(1, 1));
            List<FaceId> faces =
                    store.find(STAFF, new PersonId("p1")).orElseThrow().faces();
            assertThat(faces).hasSize(2).doesNotHaveDuplicates();
            assertThat(store.add(STAFF, List.of(row(1, 1), row(1, 2), row(1, 2))))
                    .as("the same template is the same face")
                    .satisfies(added -> {
                        assertThat(added).hasSize(3);
                        assertThat(added.get(0)).isEqualTo(faces.get(1));
                        assertThat(added.get(1)).isEqualTo(added.get(2));
                        assertThat(faces).doesNotContain(added.get(1));
                    });
            assertThat(store.score(STAFF, new PersonId("p1"), template(1, 2), PersonScoring.BEST))
                    .hasValue(template(1, 2).cosine(template(1, 2)));
            assertThat(store.search(STAFF, template(2, 0), 1, PersonScoring.BEST, true))
                    .extracting(TemplateHit::person)
                    .containsExactly(new PersonId("p2"));
            assertThat(store.atLeast(STAFF, template(2, 0), 0.999))
                    .extracting(TemplateHit::person)
                    .containsExactly(new PersonId("p2"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_was_removed_is_gone_and_no_number_is_given_again(boolean sealed) {
        fill(sealed);
        List<FaceId> before;
        try (LocalTemplateStore store = builder(sealed).open()) {
            before = new ArrayList<>(
                    store.find(STAFF, new PersonId("p1")).orElseThrow().faces());
            store.remove(STAFF, new PersonId("p1"), before.get(0));
            store.remove(STAFF, new PersonId("p2"));
            store.delete(ADMINS);
            store.delete(ADMINS);
            store.remove(STAFF, new PersonId("unknown"));
            store.remove(STAFF, new PersonId("p1"), new FaceId("no such face"));
        }
        try (LocalTemplateStore store = builder(sealed).open()) {
            assertThat(store.galleries()).containsExactly(STAFF);
            assertThat(store.persons(STAFF)).containsExactly(new PersonId("p1"));
            assertThat(store.templates(STAFF, new PersonId("p1"))).containsExactly(template(1, 1));
            assertThat(store.add(STAFF, List.of(row(1, 0)))).doesNotContainAnyElementsOf(before);
            store.create(ADMINS);
            assertThat(store.info(ADMINS).faces()).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void every_change_is_a_generation_and_the_store_is_not_opened_for_a_later_one(boolean sealed) {
        fill(sealed);
        long generation;
        try (LocalTemplateStore store = builder(sealed).open()) {
            generation = store.generation();
            assertThat(generation)
                    .as("one to bind, two galleries, two additions")
                    .isEqualTo(5);
            store.remove(STAFF, new PersonId("p2"));
            assertThat(store.generation()).isEqualTo(generation + 1);
        }
        builder(sealed).expectedGeneration(generation + 1).open().close();
        GalleryStoreException thrown =
                refusals(builder(sealed).expectedGeneration(generation + 2)).get(0);
        assertThat(thrown.reason()).isEqualTo(Reason.ROLLED_BACK);
        builder(sealed).expectedGeneration(0).open().close();
    }

    @Test
    void a_store_is_of_one_model() {
        fill(false);
        try (LocalTemplateStore store = builder(false).open()) {
            store.bind("synthetic", DIMENSION);
            assertThatExceptionOfType(IncompatibleScaleException.class)
                    .isThrownBy(() -> store.bind("another", DIMENSION))
                    .withMessageContaining("synthetic")
                    .withMessageContaining("another");
            assertThatExceptionOfType(IncompatibleScaleException.class)
                    .isThrownBy(() -> store.bind("synthetic", DIMENSION + 1));
            FaceTemplate other = FaceTemplate.of("another", PEOPLE.template(1, 0));
            FaceTemplate longer =
                    FaceTemplate.of("synthetic", SyntheticTemplates.of(32, 1).template(1, 0));
            for (FaceTemplate wrong : List.of(other, longer)) {
                assertThatExceptionOfType(IncompatibleScaleException.class)
                        .isThrownBy(() -> store.add(STAFF, List.of(new PersonTemplate(new PersonId("p9"), wrong))));
                assertThatExceptionOfType(IncompatibleScaleException.class)
                        .isThrownBy(() -> store.search(STAFF, wrong, 1, PersonScoring.BEST, true));
                assertThatExceptionOfType(IncompatibleScaleException.class)
                        .isThrownBy(() -> store.atLeast(STAFF, wrong, 0.5));
                assertThatExceptionOfType(IncompatibleScaleException.class)
                        .isThrownBy(() -> store.score(STAFF, new PersonId("p1"), wrong, PersonScoring.BEST));
            }
        }
        folder = above.resolve("unbound");
        try (LocalTemplateStore store = builder(false).open()) {
            store.create(STAFF);
            assertThatIllegalStateException()
                    .isThrownBy(() -> store.add(STAFF, List.of(row(1, 0))))
                    .withMessageContaining("bind it first");
        }
    }

    @Test
    void a_closed_store_refuses_every_use_and_gives_its_folder_back() {
        fill(true);
        LocalTemplateStore store = builder(true).open();
        store.close();
        store.close();

        for (ThrowingCallable use : List.<ThrowingCallable>of(
                store::generation,
                store::galleries,
                () -> store.info(STAFF),
                () -> store.create(GalleryId.portable("new")),
                () -> store.delete(STAFF),
                () -> store.add(STAFF, List.of(row(5, 0))),
                () -> store.remove(STAFF, new PersonId("p1")),
                () -> store.bind("synthetic", DIMENSION),
                () -> store.reencrypt(GalleryProgress.NONE),
                () -> store.backup(above.resolve("copy")))) {
            assertThatIllegalStateException().isThrownBy(use).withMessageContaining("closed");
        }
        assertThat(store.toString()).isEqualTo("LocalTemplateStore[" + folder + ", 2 galleries]");
        builder(true).open().close();
    }

    @Test
    void an_open_store_is_not_opened_again() {
        fill(false);
        try (LocalTemplateStore store = builder(false).open()) {
            assertThat(store.galleries()).hasSize(2);
            assertRefused(false, Reason.IN_USE, "is open already");
        }
        builder(false).open().close();
    }

    @Test
    void a_key_whose_name_has_a_quote_is_replaced_by_another() {
        fill(true);
        List<String> heard = new ArrayList<>();
        TemplateKeys later = TemplateKeys.of("2027", bytes(1)).with(KEYS.current(), new byte[32]);
        try (LocalTemplateStore store =
                LocalTemplateStore.in(folder).keys(later).open()) {
            assertThat(store.reencrypt((done, total) -> heard.add(done + " of " + total)))
                    .isEqualTo(4);
            assertThat(store.reencrypt(GalleryProgress.NONE)).isZero();
        }
        assertThat(heard).first().isEqualTo("4 of 4");
        try (LocalTemplateStore store = LocalTemplateStore.in(folder)
                .keys(TemplateKeys.of("2027", bytes(1)))
                .open()) {
            assertThat(store.templates(STAFF, new PersonId("p1"))).containsExactly(template(1, 0), template(1, 1));
        }
        LocalTemplateStore.reseal(
                folder, KEYS.with("2027", bytes(1)), LocalTemplateStore.Unsealed.REFUSE, GalleryProgress.NONE);
        try (LocalTemplateStore store = builder(true).open()) {
            assertThat(store.reencrypt(GalleryProgress.NONE)).isZero();
        }
    }

    @Test
    void templates_are_encrypted_again_500_at_a_time_and_counted_of_all() {
        List<PersonTemplate> many = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            many.add(row(i, 0));
        }
        try (LocalTemplateStore store = builder(true).open()) {
            store.bind("synthetic", DIMENSION);
            store.create(STAFF);
            store.add(STAFF, many);
        }
        List<String> heard = new ArrayList<>();
        TemplateKeys later = TemplateKeys.of("2027", bytes(1)).with(KEYS.current(), new byte[32]);
        try (LocalTemplateStore store =
                LocalTemplateStore.in(folder).keys(later).open()) {
            store.add(STAFF, List.of(row(1, 1), row(2, 1)));
            assertThat(store.reencrypt((done, total) -> heard.add(done + " of " + total)))
                    .as("without those that are encrypted with the current key")
                    .isEqualTo(600);
        }
        assertThat(heard).startsWith("500 of 600", "600 of 600");
    }

    private static byte[] bytes(int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return bytes;
    }

    @Test
    void loading_is_reported_and_ends_with_all_that_were_read() {
        fill(false);
        List<String> heard = new ArrayList<>();

        builder(false)
                .progress((done, total) -> heard.add(done + " of " + total))
                .open()
                .close();

        assertThat(heard).containsExactly("4 of 4");
    }

    private boolean isInAFile(FaceTemplate template) throws IOException {
        String wanted = new String(TamperedStore.bytes(template.toArray()), StandardCharsets.ISO_8859_1);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void what_was_removed_is_in_no_file_although_the_store_stays_open() throws IOException {
        fill(false);
        assertThat(isInAFile(template(1, 1))).isTrue();
        try (LocalTemplateStore store = builder(false).open()) {
            store.remove(STAFF, new PersonId("p1"));

            assertThat(isInAFile(template(1, 0))).isFalse();
            assertThat(isInAFile(template(1, 1))).isFalse();
            assertThat(isInAFile(template(2, 0))).isTrue();
            store.delete(ADMINS);
            store.remove(STAFF, new PersonId("p2"));
            assertThat(isInAFile(template(2, 0))).isFalse();
        }
        assertThat(isInAFile(template(2, 0))).isFalse();
    }

    @Test
    void an_open_store_needs_no_file_of_shared_memory_and_has_the_pages_it_was_made_with() throws Exception {
        fill(true);
        assertThat(TamperedStore.number(folder, "PRAGMA page_size")).isEqualTo(8_192);
        try (LocalTemplateStore store = builder(true).open()) {
            store.remove(STAFF, new PersonId("p1"));
            assertThat(folder.resolve(TamperedStore.FILE + "-wal")).exists();
            assertThat(folder.resolve(TamperedStore.FILE + "-shm")).doesNotExist();
        }
    }

    // Folders that are not opened

    @Test
    void files_of_something_else_are_refused_and_stay() throws Exception {
        Files.createDirectories(folder);
        Path file = folder.resolve(TamperedStore.FILE);
        Files.writeString(file, "this is not a database, and no beginning of one".repeat(100));
        byte[] before = Files.readAllBytes(file);
        for (boolean sealed : new boolean[] {false, true}) {
            assertThat(refusals(builder(sealed)).get(0).reason()).isIn(Reason.DAMAGED, Reason.UNKNOWN_FORMAT);
            assertThat(Files.readAllBytes(file)).isEqualTo(before);
        }
        Files.delete(file);
        fill(false);
        TamperedStore.change(folder, "PRAGMA application_id = 1");
        assertRefused(false, Reason.UNKNOWN_FORMAT, "is not a store of galleries");
        TamperedStore.change(folder, "PRAGMA application_id = " + 0x46427431, "PRAGMA user_version = 0");
        assertRefused(false, Reason.UNKNOWN_FORMAT, "is not a store of galleries");
        TamperedStore.change(folder, "PRAGMA user_version = 3");
        assertRefused(false, Reason.UNKNOWN_FORMAT, "has version 3 but this library knows versions up to 2");
        TamperedStore.change(folder, "PRAGMA user_version = 1");
        builder(false).open().close();
    }

    @Test
    void a_store_that_lost_acknowledged_changes_or_its_database_is_damaged() throws IOException {
        fill(false);
        Path file = folder.resolve(TamperedStore.FILE);
        byte[] before = Files.readAllBytes(file);
        try (LocalTemplateStore store = builder(false).open()) {
            store.remove(STAFF, new PersonId("p1"));
            store.remove(STAFF, new PersonId("p2"));
        }
        byte[] after = Files.readAllBytes(file);
        Files.write(file, before);
        assertRefused(false, Reason.DAMAGED, "has lost 2 acknowledged changes");

        Files.write(file, new byte[0]);
        assertRefused(false, Reason.DAMAGED, "it is empty, although the store had acknowledged changes");
        Files.delete(file);
        assertRefused(false, Reason.DAMAGED, "it is not there, although the store had acknowledged changes");
        Files.write(file, after);
        try (LocalTemplateStore store = builder(false).open()) {
            assertThat(store.persons(STAFF)).isEmpty();
        }
    }

    @Test
    void a_sealed_store_is_not_opened_without_keys_and_a_plain_one_not_with_keys() {
        fill(true);
        assertRefused(false, Reason.KEY, "is sealed with the key \"it's 2026\" but no keys were given");
        folder = above.resolve("plain");
        fill(false);
        assertRefused(true, Reason.UNSEALED, "is not sealed as a whole");
    }

    @Test
    void scratch_files_of_a_process_that_was_killed_are_deleted_and_others_stay() throws IOException {
        fill(false);
        Path left = Files.writeString(folder.resolve("rows-1.scratch"), "templates");
        Path other = Files.writeString(folder.resolve("notes.txt"), "mine");

        builder(false).open().close();

        assertThat(left).doesNotExist();
        assertThat(other).hasContent("mine");
    }

    @Test
    void a_file_in_the_place_of_the_folder_is_refused() throws IOException {
        Files.createDirectories(above.resolve("some"));
        Files.writeString(folder, "a file", StandardOpenOption.CREATE_NEW);

        assertRefused(false, Reason.NOT_READABLE_OR_WRITABLE, "cannot be opened");
    }

    @Test
    void settings_outside_what_is_allowed_are_refused_with_their_value() {
        for (int threads : new int[] {0, 65}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LocalTemplateStore.inMemory().searchThreads(threads))
                    .withMessage("searchThreads must be in [1, 64] but was " + threads);
        }
        for (int threads : new int[] {1, 64}) {
            LocalTemplateStore.inMemory().searchThreads(threads).open().close();
        }
        try (LocalTemplateStore memory = LocalTemplateStore.inMemory().open()) {
            assertThat(memory).hasToString("LocalTemplateStore[memory, 0 galleries]");
            assertThat(memory.generation()).isZero();
        }
    }
}
