package io.facebridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.facebridge.error.GalleryStoreException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.match.FaceTemplate;
import io.facebridge.templates.PersonTemplate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases of plain stores that say what no store writes, with checksums that fit. */
class CraftedStoresTest {
    @TempDir
    private Path above;

    private Path folder = Path.of("");

    @BeforeEach
    void make_a_plain_store() {
        folder = above.resolve("store");
        try (LocalTemplateStore store = LocalTemplateStore.in(folder).open()) {
            store.bind("model", 4);
            for (String gallery : List.of("staff", "admins")) {
                store.create(GalleryId.portable(gallery));
                store.add(
                        GalleryId.portable(gallery),
                        List.of(new PersonTemplate(
                                PersonId.portable("ada"), FaceTemplate.of("model", new float[] {1, 0, 0, 0}))));
            }
        }
    }

    @Test
    void a_store_whose_checksums_alone_were_computed_again_is_opened() throws Exception {
        TamperedStore.change(folder, "UPDATE store SET next_face = next_face + 1");

        try (LocalTemplateStore store = LocalTemplateStore.in(folder).open()) {
            assertThat(store.persons(GalleryId.portable("staff"))).containsExactly(PersonId.portable("ada"));
            assertThat(store.persons(GalleryId.portable("admins"))).containsExactly(PersonId.portable("ada"));
        }
    }

    private void assertDamaged(String change) throws Exception {
        Path whole = above.resolve("whole.db");
        Path file = folder.resolve(TamperedStore.FILE);
        if (!Files.exists(whole)) {
            Files.copy(file, whole);
        }
        Files.copy(whole, file, StandardCopyOption.REPLACE_EXISTING);
        TamperedStore.change(folder, change);

        Throwable thrown =
                catchThrowable(() -> LocalTemplateStore.in(folder).open().close());
        assertThat(thrown)
                .as(change)
                .isInstanceOfSatisfying(
                        GalleryStoreException.class,
                        e -> assertThat(e.reason()).isEqualTo(GalleryStoreException.Reason.DAMAGED))
                .hasMessageContaining(folder.toString())
                .hasMessageNotContaining("checksum"); // which would be found of any change
    }

    @Test
    void a_blank_name_of_a_person_or_gallery_is_damage() throws Exception {
        assertDamaged("UPDATE template SET person = '' WHERE face = 1");
        assertDamaged("UPDATE template SET person = '  ' WHERE face = 1");
        assertDamaged("UPDATE gallery SET id = '' WHERE number = 1");
    }

    @Test
    void two_galleries_of_one_name_are_damage() throws Exception {
        assertDamaged("UPDATE gallery SET id = 'staff'");
    }

    @Test
    void numbers_that_are_given_again_or_were_never_given_are_damage() throws Exception {
        assertDamaged("UPDATE store SET next_face = 2");
        assertDamaged("UPDATE store SET next_gallery = 2");
        assertDamaged("UPDATE template SET face = -1 WHERE face = 1");
        assertDamaged("UPDATE gallery SET number = 0 WHERE number = 1");
    }

    @Test
    void dimensions_that_no_template_has_are_damage_and_take_no_memory() throws Exception {
        assertDamaged("UPDATE store SET dimension = 0");
        assertDamaged("UPDATE store SET dimension = -4");
        assertDamaged("UPDATE store SET dimension = 9000");
        TamperedStore.change(folder, "UPDATE template SET vector = x''");
        Files.deleteIfExists(above.resolve("whole.db"));
        assertDamaged("UPDATE store SET dimension = 1073741824");
        assertDamaged("UPDATE store SET dimension = 0");
    }

    @Test
    void templates_without_a_model_or_that_are_no_unit_vectors_are_damage() throws Exception {
        assertDamaged("UPDATE store SET model = NULL");
        assertDamaged("UPDATE store SET model = ' '");
        assertDamaged("UPDATE template SET vector = x'0000c07f000000000000000000000000'");
        assertDamaged("UPDATE template SET vector = zeroblob(16)");
    }
}
