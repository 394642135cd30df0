package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.local.LocalTemplateStore;
import io.facebridge.local.TemplateKeys;
import io.facebridge.match.FaceTemplate;
import io.facebridge.templates.PersonTemplate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gallery reseal}, and the other commands of a sealed store that need no models. */
class GalleryResealTest {
    private static final GalleryId STAFF = GalleryId.portable("staff");

    @TempDir
    private Path folder;

    private Path store = Path.of("");
    private String first = "";
    private String second = "";

    @BeforeEach
    void make_a_plain_store_and_two_keys() throws IOException {
        store = folder.resolve("store");
        first = "2026=" + key("first", 1);
        second = "2027=" + key("second", 2);
        try (LocalTemplateStore made = LocalTemplateStore.in(store).open()) {
            made.bind("model", 4);
            made.create(STAFF);
            made.add(STAFF, List.of(new PersonTemplate(PersonId.portable("ada"), FaceTemplate.of("model", new float[] {
                1, 0, 0, 0
            }))));
        }
    }

    private Path key(String name, int fill) throws IOException {
        Path file = folder.resolve(name);
        OwnerOnly.replace(file, text(fill).getBytes(StandardCharsets.US_ASCII));
        return file;
    }

    private static String text(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key) + "\n";
    }

    private Run reseal(Object... more) {
        Object[] all = Arrays.copyOf(new Object[] {"gallery", "reseal", "--store", store}, 4 + more.length);
        System.arraycopy(more, 0, all, 4, more.length);
        return Run.of(all);
    }

    @Test
    void a_plain_store_is_sealed_once_that_is_accepted_and_then_with_another_key() {
        Run refused = reseal("--store-key-file", first);
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.errorLines()).singleElement().asString().contains("--accept-unsealed", store.toString());

        Run accepted = reseal("--store-key-file", first, "--accept-unsealed");
        assertThat(accepted.exitCode()).as(accepted.err()).isZero();
        assertThat(accepted.out())
                .contains("Sealed 1 gallery with 1 face with the key \"2026\"; generation 4.")
                .contains("1 of the faces were not encrypted");

        Run changed = reseal("--store-key-file", second, "--old-store-key-file", first, "--json");
        assertThat(changed.exitCode()).as(changed.err()).isZero();
        assertThat(changed.out())
                .contains(
                        "\"key\":\"2027\"",
                        "\"galleries\":1",
                        "\"faces\":1",
                        "\"wasSealed\":true",
                        "\"plain\":0",
                        "\"generation\":5");
        try (LocalTemplateStore sealed = LocalTemplateStore.in(store)
                .keys(TemplateKeys.ofFiles(second, List.of()))
                .open()) {
            assertThat(sealed.persons(STAFF)).containsExactly(PersonId.portable("ada"));
        }
    }

    @Test
    void a_sealed_store_is_copied_with_its_key_and_not_without() {
        assertThat(reseal("--store-key-file", first, "--accept-unsealed").exitCode())
                .isZero();
        Path copy = folder.resolve("copy");

        Run without = Run.of("gallery", "backup", copy, "--store", store);
        assertThat(without.exitCode()).isEqualTo(4);
        assertThat(without.errorLines()).singleElement().asString().contains("sealed with the key \"2026\"");
        assertThat(copy).doesNotExist();

        Run with = Run.of("gallery", "backup", copy, "--store", store, "--store-key-file", first, "--json");
        assertThat(with.exitCode()).as(with.err()).isZero();
        assertThat(with.out()).contains("\"faces\":1", "\"generation\":4");
        try (LocalTemplateStore copied = LocalTemplateStore.in(copy)
                .keys(TemplateKeys.ofFiles(first, List.of()))
                .open()) {
            assertThat(copied.persons(STAFF)).containsExactly(PersonId.portable("ada"));
        }
    }

    @Test
    void without_a_key_or_with_one_that_cannot_be_read_nothing_is_sealed_and_no_key_is_shown() {
        assertThat(reseal().exitCode()).isEqualTo(2);
        assertThat(reseal("--old-store-key-file", first).exitCode()).isEqualTo(2);
        Run mistaken = reseal("--store-key-file", "2026=" + text(3).strip(), "--accept-unsealed");
        assertThat(mistaken.exitCode()).isEqualTo(2);
        assertThat(mistaken.err()).doesNotContain(text(3).substring(0, 20));
        assertThat(reseal("--store-key-file", "2026=" + folder.resolve("no such file"), "--accept-unsealed")
                        .exitCode())
                .isEqualTo(4);
        assertStillPlain();
    }

    private void assertStillPlain() {
        try (LocalTemplateStore plain = LocalTemplateStore.in(store).open()) {
            assertThat(plain.persons(STAFF)).containsExactly(PersonId.portable("ada"));
        }
    }

    @Test
    void an_old_key_of_the_current_ones_name_is_wrong_usage_and_nothing_is_sealed() throws IOException {
        Run reseal =
                reseal("--store-key-file", "2026=" + key("new", 3), "--old-store-key-file", first, "--accept-unsealed");

        assertThat(reseal.exitCode()).as(reseal.out()).isEqualTo(2);
        assertThat(reseal.err()).contains("2026");
        assertStillPlain();
    }

    @Test
    void a_key_that_others_may_read_is_wrong_usage_and_nothing_is_sealed() throws IOException {
        Path open = key("open", 3);
        assumeTrue(
                open.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "not on this operating system: POSIX permissions");
        for (String permissions : List.of("rw-r--r--", "rw----r--", "rw--w----")) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString(permissions));
            for (Run run : List.of(
                    reseal("--store-key-file", "2026=" + open, "--accept-unsealed"),
                    reseal("--store-key-file", second, "--old-store-key-file", "2026=" + open, "--accept-unsealed"))) {
                assertThat(run.exitCode()).as(permissions + run.out()).isEqualTo(2);
                assertThat(run.err()).contains("chmod 600", open.toString()).doesNotContain(text(3).strip());
            }
        }
        assertStillPlain();
    }
}
