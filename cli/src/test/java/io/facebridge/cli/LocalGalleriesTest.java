package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.gallery.GalleryId;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.local.LocalTemplateStore;
import io.facebridge.local.TemplateKeys;
import io.facebridge.testkit.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All commands of galleries with {@code --provider local --store DIR}. */
@Tag("models")
class LocalGalleriesTest {
    private final Path folder;
    private final Path portrait;
    private final Path same;
    private final Path other;

    LocalGalleriesTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        TestImages photographs = TestImages.ofTheBuild();
        portrait = Files.write(
                folder.resolve("portrait.png"), photographs.portrait().toByteArray());
        same = Files.write(folder.resolve("same.png"), photographs.samePerson().toByteArray());
        other = Files.write(
                folder.resolve("other.png"), photographs.otherPerson().toByteArray());
    }

    private Run run(Object... words) {
        Object[] all = new Object[words.length + 4];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--provider";
        all[words.length + 1] = "local";
        all[words.length + 2] = "--store";
        all[words.length + 3] = folder.resolve("store");
        Run run = Run.of(all);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    @Test
    void persons_are_enrolled_recognized_exported_imported_and_removed() {
        run("gallery", "create", "staff");
        run("enroll", "staff", "ada", portrait);
        run("enroll", "staff", "bob", other);
        assertThat(run("persons", "staff").out().lines()).containsExactly("ada", "bob");
        assertThat(run("verify", "--fmr", "1e-4", "staff", "ada", same).out()).contains("MATCH");
        assertThat(run("identify", "--fmr", "1e-4", "staff", same).out())
                .contains("ada")
                .contains("MATCH");
        run("enroll", "staff", "ada-again", same);
        assertThat(run("duplicates", "--fmr", "1e-4", "staff").out()).contains("ada-again");
        assertThat(run("gallery", "info", "staff").out()).contains("people   3");

        Path file = folder.resolve("staff.gallery");
        assertThat(run("gallery", "export", "staff", file).out()).isEqualToIgnoringNewLines("Exported 3 people.");
        run("remove", "staff", "ada-again", "--yes");
        assertThat(run("gallery", "import", "copy", file, "--json").out()).contains("\"persons\":3");
        assertThat(run("gallery", "list").out().lines()).containsExactly("copy", "staff");
        assertThat(run("gallery", "delete", "--yes", "staf").out())
                .isEqualToIgnoringNewLines("There was no gallery staf; nothing was deleted.");
        run("gallery", "delete", "--yes", "staff");
        assertThat(run("persons", "copy").out().lines()).containsExactly("ada", "ada-again", "bob");
    }

    @Test
    void a_sealed_store_is_used_exported_and_imported_with_its_key_only() throws Exception {
        Path key = folder.resolve("key");
        OwnerOnly.replace(key, Base64.getEncoder().encode(new byte[32]));
        run("gallery", "create", "staff", "--store-key-file", "2026=" + key);
        Path file = folder.resolve("staff.gallery");

        assertThat(Run.of("gallery", "export", "staff", file, "--store", folder.resolve("store"))
                        .exitCode())
                .isEqualTo(4);
        assertThat(file).doesNotExist();
        run("gallery", "export", "staff", file, "--store-key-file", "2026=" + key);
        run("gallery", "import", "copy", file, "--store-key-file", "2026=" + key);
        try (LocalTemplateStore store = LocalTemplateStore.in(folder.resolve("store"))
                .keys(TemplateKeys.of("2026", new byte[32]))
                .open()) {
            assertThat(store.galleries()).extracting(GalleryId::value).containsExactly("copy", "staff");
        }
    }

    @Test
    void without_a_store_says_what_is_missing() {
        Run run = Run.of("gallery", "list");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().contains("store");
    }

    @Test
    void capabilities_are_those_of_the_store() {
        assertThat(run("capabilities").out()).containsPattern("galleries +native");
        assertThat(Run.of("capabilities", "--provider", "local").out()).containsPattern("galleries +-");
    }
}
