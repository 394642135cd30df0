package io.facebridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.error.GalleryStoreException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.match.FaceTemplate;
import io.facebridge.templates.PersonTemplate;
import io.facebridge.testkit.Effort;
import io.facebridge.testkit.SyntheticTemplates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an attacker can do who may read and write the folder of a sealed store, has copies of older states, and has no key. */
class SealedStoreTest {
    private static final TemplateKeys.Held KEYS = TemplateKeys.of("2026", key(1));
    private static final TemplateKeys.Held LATER =
            TemplateKeys.of("2027", key(2)).with("2026", key(1));
    private static final GalleryId STAFF = GalleryId.portable("staff");
    private static final GalleryId ADMINS = GalleryId.portable("admins");
    private static final GalleryId EMPTY = GalleryId.portable("empty");
    private static final String MODEL = "synthetic";
    private static final int DIMENSION = 32;
    private static final SyntheticTemplates PEOPLE = SyntheticTemplates.of(DIMENSION, 11);
    private static final byte[] ATTACKER = TamperedStore.bytes(PEOPLE.template(666, 0));

    @TempDir
    private Path above;

    private Path folder = Path.of("");

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    private static PersonTemplate person(int number) {
        return new PersonTemplate(
                new PersonId("sealed-person-" + number), FaceTemplate.of(MODEL, PEOPLE.template(number, 0)));
    }

    private static String named(int number) {
        return "'sealed-person-" + number + "'";
    }

    private LocalTemplateStore open(TemplateKeys keys) {
        return LocalTemplateStore.in(folder).keys(keys).open();
    }

    @BeforeEach
    void make_a_sealed_store() {
        folder = above.resolve("store");
        try (LocalTemplateStore store = open(KEYS)) {
            store.bind(MODEL, DIMENSION);
            store.create(STAFF);
            store.create(ADMINS);
            store.create(EMPTY);
            for (int i = 1; i <= 4; i++) {
                store.add(STAFF, List.of(person(i)));
            }
            store.add(ADMINS, List.of(person(10), person(11)));
        }
    }

    private void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> before = Files.list(to)) {
            for (Path file : before.toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private GalleryStoreException refusal(TemplateKeys keys) {
        GalleryStoreException thrown = catchThrowableOfType(
                GalleryStoreException.class, () -> open(keys).close());
        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown).hasMessageContaining(folder.toString());
        assertThat(thrown.getMessage())
                .doesNotContain("sealed-person")
                .doesNotContain("checksum"); // which needs no key, and would be found of any change
        return thrown;
    }

    private void assertTampered(TemplateKeys keys, String word) {
        GalleryStoreException thrown = refusal(keys);
        assertThat(thrown.reason()).as(thrown.getMessage()).isEqualTo(GalleryStoreException.Reason.DAMAGED);
        assertThat(thrown).hasMessageContaining(word);
    }

    @Test
    void a_store_whose_checksums_alone_were_computed_again_is_opened() throws Exception {
        TamperedStore.change(folder);

        try (LocalTemplateStore store = open(KEYS)) {
            assertThat(store.persons(STAFF)).hasSize(4);
            assertThat(store.persons(ADMINS)).hasSize(2);
        }
    }

    // Rows

    @Test
    void a_plain_template_in_the_place_of_a_sealed_one_is_refused() throws Exception {
        TamperedStore.change(
                folder, "UPDATE template SET key = NULL, vector = ? WHERE person = " + named(10), ATTACKER);

        assertTampered(KEYS, "not encrypted");
    }

    @Test
    void a_plain_template_beside_the_sealed_ones_is_refused() throws Exception {
        try (LocalTemplateStore store = open(KEYS)) {
            store.remove(STAFF, new PersonId("sealed-person-3"));
        }
        TamperedStore.change(
                folder,
                "INSERT INTO template (face, gallery, person, key, vector, seal) VALUES (3, 2, 'root', NULL, ?, 0)",
                ATTACKER);

        assertTampered(KEYS, "sealed");
    }

    @Test
    void the_rows_of_two_persons_that_were_swapped_are_refused() throws Exception {
        TamperedStore.change(
                folder,
                "UPDATE template SET person = CASE face WHEN 1 THEN " + named(2) + " ELSE " + named(1)
                        + " END WHERE face IN (1, 2)");

        assertTampered(KEYS, "a template");
    }

    @Test
    void a_row_under_the_number_of_another_face_is_refused() throws Exception {
        TamperedStore.change(
                folder, "UPDATE template SET face = 100 WHERE face = 1", "UPDATE store SET next_face = 101");

        assertThat(refusal(KEYS).reason()).isEqualTo(GalleryStoreException.Reason.DAMAGED);
    }

    @Test
    void a_row_that_was_moved_to_another_gallery_is_refused() throws Exception {
        TamperedStore.change(folder, "UPDATE template SET gallery = 2 WHERE face = 1");

        assertTampered(KEYS, "a template");
    }

    @Test
    void a_row_that_was_copied_to_another_person_is_refused() throws Exception {
        TamperedStore.change(
                folder, "UPDATE template SET vector = (SELECT vector FROM template WHERE face = 1) WHERE face = 5");

        assertTampered(KEYS, "a template");
    }

    @Test
    void a_row_that_was_deleted_is_missed() throws Exception {
        TamperedStore.change(folder, "DELETE FROM template WHERE face = 3");

        assertThat(refusal(KEYS).reason()).isEqualTo(GalleryStoreException.Reason.DAMAGED);
    }

    // Galleries

    @Test
    void galleries_whose_names_were_swapped_are_refused() throws Exception {
        TamperedStore.change(
                folder, "UPDATE gallery SET id = CASE number WHEN 1 THEN 'admins' ELSE 'staff' END WHERE number < 3");

        assertTampered(KEYS, "galler");
    }

    @Test
    void a_gallery_that_was_renamed_is_refused_also_if_it_is_empty() throws Exception {
        Path before = above.resolve("before");
        copy(folder, before);
        for (String gallery : List.of("staff", "empty")) {
            copy(before, folder);
            TamperedStore.change(folder, "UPDATE gallery SET id = 'another' WHERE id = '" + gallery + "'");

            assertThat(refusal(KEYS).reason()).as(gallery).isEqualTo(GalleryStoreException.Reason.DAMAGED);
        }
    }

    @Test
    void a_gallery_that_was_added_or_deleted_with_its_rows_is_noticed() throws Exception {
        Path before = above.resolve("before");
        copy(folder, before);
        for (String change : List.of(
                "INSERT INTO gallery (number, id, created, seal) SELECT 4, 'another', created, 0 FROM gallery LIMIT 1",
                "DELETE FROM gallery WHERE number = 3",
                "DELETE FROM template WHERE gallery = 2; DELETE FROM gallery WHERE number = 2")) {
            copy(before, folder);
            TamperedStore.change(
                    folder,
                    Stream.concat(Stream.of(change.split("; ", -1)), Stream.of("UPDATE store SET next_gallery = 5"))
                            .toArray(String[]::new));

            assertThat(refusal(KEYS).reason()).as(change).isEqualTo(GalleryStoreException.Reason.DAMAGED);
        }
    }

    // Older copies

    @Test
    void a_removed_persons_row_of_an_older_copy_is_refused() throws Exception {
        Path before = above.resolve("before");
        copy(folder, before);
        try (LocalTemplateStore store = open(KEYS)) {
            store.remove(STAFF, new PersonId("sealed-person-2"));
        }
        TamperedStore.change(
                folder,
                "ATTACH '" + before.resolve(TamperedStore.FILE) + "' AS old",
                "INSERT INTO template SELECT * FROM old.template WHERE person = " + named(2));

        assertThat(refusal(KEYS).reason()).isEqualTo(GalleryStoreException.Reason.DAMAGED);
    }

    @Test
    void a_row_as_it_was_encrypted_before_the_key_was_changed_is_refused() throws Exception {
        Path before = above.resolve("before");
        copy(folder, before);
        try (LocalTemplateStore store = open(LATER)) {
            store.reencrypt(GalleryProgress.NONE);
        }
        TamperedStore.change(
                folder,
                "ATTACH '" + before.resolve(TamperedStore.FILE) + "' AS old",
                "UPDATE template SET (key, vector) = (SELECT key, vector FROM old.template WHERE face = 2) WHERE face = 2");

        assertThat(refusal(LATER).reason()).isEqualTo(GalleryStoreException.Reason.DAMAGED);
    }

    @Test
    void the_rows_of_an_older_copy_under_the_header_of_today_and_the_reverse_are_refused() throws Exception {
        Path before = above.resolve("before");
        Path after = above.resolve("after");
        copy(folder, before);
        try (LocalTemplateStore store = open(KEYS)) {
            store.remove(STAFF, new PersonId("sealed-person-2"));
            store.add(STAFF, List.of(person(5)));
        }
        copy(folder, after);
        TamperedStore.change(
                folder,
                "ATTACH '" + before.resolve(TamperedStore.FILE) + "' AS old",
                "DELETE FROM template",
                "INSERT INTO template SELECT * FROM old.template");
        assertThat(refusal(KEYS).reason()).as("old rows").isEqualTo(GalleryStoreException.Reason.DAMAGED);

        copy(after, folder);
        Files.delete(folder.resolve("acknowledged"));
        TamperedStore.change(
                folder,
                "ATTACH '" + before.resolve(TamperedStore.FILE) + "' AS old",
                "DELETE FROM store",
                "INSERT INTO store SELECT * FROM old.store");
        assertThat(refusal(KEYS).reason()).as("old header").isEqualTo(GalleryStoreException.Reason.DAMAGED);
    }

    @Test
    void a_whole_folder_that_was_put_back_is_refused_if_the_application_knows_the_generation() throws Exception {
        Path before = above.resolve("before");
        copy(folder, before);
        long generation;
        try (LocalTemplateStore store = open(KEYS)) {
            store.remove(STAFF, new PersonId("sealed-person-2"));
            generation = store.generation();
        }
        openExpecting(generation).close();
        copy(before, folder);

        GalleryStoreException thrown = catchThrowableOfType(
                GalleryStoreException.class, () -> openExpecting(generation).close());
        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.reason()).isEqualTo(GalleryStoreException.Reason.ROLLED_BACK);
        assertThat(thrown).hasMessageContaining(folder.toString()).hasMessageContaining(Long.toString(generation));
        openExpecting(generation - 1).close();
    }

    @Test
    void a_store_that_is_gone_is_not_made_anew_if_the_application_knows_a_generation() throws Exception {
        copy(above.resolve("store"), above.resolve("before"));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }

        GalleryStoreException thrown = catchThrowableOfType(
                GalleryStoreException.class, () -> openExpecting(1).close());
        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.reason()).isEqualTo(GalleryStoreException.Reason.ROLLED_BACK);
        assertThat(folder.resolve(TamperedStore.FILE)).doesNotExist();
    }

    private LocalTemplateStore openExpecting(long generation) {
        return LocalTemplateStore.in(folder)
                .keys(KEYS)
                .expectedGeneration(generation)
                .open();
    }

    @Test
    void a_negative_generation_and_one_of_galleries_in_memory_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalTemplateStore.in(folder).expectedGeneration(-1))
                .withMessageContaining("-1");
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        LocalTemplateStore.inMemory().expectedGeneration(1).open())
                .withMessageContaining("memory");
    }

    // The header

    @Test
    void a_header_of_which_anything_was_changed_is_refused() throws Exception {
        Path before = above.resolve("before");
        copy(folder, before);
        for (String change : List.of(
                "model = 'another'",
                "changes = changes + 1",
                "changes = changes - 1",
                "next_gallery = next_gallery + 1",
                "next_face = next_face + 1",
                "next_face = 1")) {
            copy(before, folder);
            Files.delete(folder.resolve("acknowledged"));
            TamperedStore.change(folder, "UPDATE store SET " + change);

            GalleryStoreException thrown = refusal(KEYS);
            assertThat(thrown.reason()).as(change).isEqualTo(GalleryStoreException.Reason.DAMAGED);
        }
    }

    @Test
    void a_sealed_store_that_is_marked_as_an_older_format_is_refused() throws Exception {
        TamperedStore.change(folder, "PRAGMA user_version = 1");

        assertTampered(KEYS, "sealed");
    }

    @Test
    void a_store_of_the_old_format_is_refused_with_keys_whatever_is_in_it() throws Exception {
        for (String key : Arrays.asList(null, "2026")) {
            folder = above.resolve("old " + key);
            TamperedStore.writeOld(
                    folder,
                    MODEL,
                    List.of("staff"),
                    List.of(new TamperedStore.OldRow(1, "sealed-person-1", key, PEOPLE.template(1, 0))),
                    key(1));

            GalleryStoreException thrown = refusal(KEYS);
            assertThat(thrown.reason()).isEqualTo(GalleryStoreException.Reason.UNSEALED);
            assertThat(thrown).hasMessageContaining("facebridge gallery reseal");
        }
    }

    // Anything

    @Test
    void random_changes_with_all_checksums_made_to_fit_are_refused() throws Exception {
        Path before = above.resolve("before");
        Path older = above.resolve("older");
        copy(folder, older);
        try (LocalTemplateStore store = open(KEYS)) {
            store.remove(STAFF, new PersonId("sealed-person-3"));
            store.add(STAFF, List.of(person(6), person(7)));
        }
        copy(folder, before);
        List<Function<Random, String>> changes = List.of(
                random -> "UPDATE template SET gallery = 3 - gallery WHERE face = " + face(random),
                random -> "UPDATE template SET person = person || 'x' WHERE face = " + face(random),
                random -> "UPDATE template SET key = '2027' WHERE face = " + face(random),
                random -> "UPDATE template SET key = NULL WHERE face = " + face(random),
                random -> "UPDATE template SET face = face + 20 WHERE face = " + face(random),
                random -> "UPDATE template SET vector = zeroblob(length(vector)) WHERE face = " + face(random),
                random -> "UPDATE template SET vector = substr(vector, 2) WHERE face = " + face(random),
                random -> "DELETE FROM template WHERE face = " + face(random),
                random -> "INSERT INTO template SELECT * FROM old.template WHERE face = 3",
                random -> "UPDATE gallery SET id = id || '" + random.nextInt(10) + "' WHERE number = "
                        + (1 + random.nextInt(3)),
                random -> "UPDATE gallery SET created = created + 1 WHERE number = " + (1 + random.nextInt(3)),
                random -> "UPDATE gallery SET number = number + 10 WHERE number = " + (1 + random.nextInt(3)),
                random -> "DELETE FROM gallery WHERE number = 3",
                random -> "UPDATE store SET next_face = next_face + " + (1 + random.nextInt(100)),
                random -> "UPDATE store SET changes = changes + " + (1 + random.nextInt(100)),
                random -> "UPDATE store SET dimension = " + (33 + random.nextInt(100)),
                random -> "UPDATE store SET model = 'model " + random.nextInt(100) + "'");
        Random random = new Random(23);
        String attached = "ATTACH '" + older.resolve(TamperedStore.FILE) + "' AS old";
        int refused = 0;
        for (int round = 0; round < Effort.times(changes.size()); round++) {
            copy(before, folder);
            int kind = round % changes.size();
            String change = changes.get(kind).apply(random);
            int other = (kind + 1 + random.nextInt(changes.size() - 1)) % changes.size();
            String more = random.nextBoolean() ? "SELECT 1" : changes.get(other).apply(random);
            try {
                TamperedStore.change(folder, attached, change, more);
            } catch (SQLException e) { // one of the two makes the other impossible
                more = "and nothing else";
                copy(before, folder);
                TamperedStore.change(folder, attached, change);
            }
            GalleryStoreException thrown = refusal(LATER);

            assertThat(thrown.reason()).as("%s; %s", change, more).isEqualTo(GalleryStoreException.Reason.DAMAGED);
            refused++;
        }
        assertThat(refused).as("changes that were refused").isGreaterThanOrEqualTo(changes.size());
    }

    private static int face(Random random) {
        return List.of(1, 2, 4, 5, 6, 7, 8).get(random.nextInt(7));
    }
}
