package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.local.LocalTemplateStore;
import io.facebridge.match.FaceTemplate;
import io.facebridge.templates.PersonTemplate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gallery backup}, which needs no models. */
class GalleryBackupTest {
    private static final GalleryId STAFF = GalleryId.portable("staff");

    @TempDir
    private Path folder;

    private Path store = Path.of("");
    private Path copy = Path.of("");

    @BeforeEach
    void make_a_store() {
        store = folder.resolve("store");
        copy = folder.resolve("copy");
        try (LocalTemplateStore made = LocalTemplateStore.in(store).open()) {
            made.bind("model", 4);
            made.create(STAFF);
            made.add(STAFF, List.of(new PersonTemplate(PersonId.portable("ada"), FaceTemplate.of("model", new float[] {
                1, 0, 0, 0
            }))));
        }
    }

    private Run backup(Object... more) {
        Object[] all = new Object[more.length + 5];
        List<Object> words = List.of("gallery", "backup", copy, "--store", store);
        for (int i = 0; i < all.length; i++) {
            all[i] = i < words.size() ? words.get(i) : more[i - words.size()];
        }
        return Run.of(all);
    }

    @Test
    void copies_the_store_and_says_what_is_in_it() {
        Run run = backup();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualToIgnoringNewLines("Copied 1 gallery with 1 face.");
        try (LocalTemplateStore copied = LocalTemplateStore.in(copy).open()) {
            assertThat(copied.persons(STAFF)).containsExactly(PersonId.portable("ada"));
        }
    }

    @Test
    void answers_in_json() {
        assertThat(backup("--json").out())
                .contains("\"folder\":\"" + copy + "\"", "\"galleries\":1", "\"faces\":1", "\"provider\":\"local\"");
    }

    @Test
    void a_folder_with_something_in_it_fails_with_4_and_stays() throws Exception {
        Files.createDirectory(copy);
        Files.writeString(copy.resolve("note"), "mine");
        Run run = backup();

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.errorLines()).singleElement().asString().contains(copy.toString(), "choose another name");
        assertThat(copy.resolve("note")).hasContent("mine");
    }

    @Test
    void a_store_that_is_open_fails_with_4_and_names_who_has_to_copy_it() {
        try (LocalTemplateStore open = LocalTemplateStore.in(store).open()) {
            Run run = backup();

            assertThat(open.galleries()).containsExactly(STAFF);
            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.errorLines()).singleElement().asString().contains(store.toString(), "is open already");
        }
        assertThat(copy).doesNotExist();
    }

    @Test
    void without_a_store_and_for_another_provider_it_is_wrong_usage() {
        assertThat(Run.of("gallery", "backup", copy).exitCode()).isEqualTo(2);
        assertThat(Run.of("gallery", "backup", copy, "--store", folder.resolve("nowhere"))
                        .exitCode())
                .isEqualTo(2);
        assertThat(backup("--provider", "aws").exitCode()).isEqualTo(2);
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }
}
