package io.facebridge.local.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.error.GalleryStoreException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.local.GalleryProgress;
import io.facebridge.local.LocalTemplateStore;
import io.facebridge.match.FaceTemplate;
import io.facebridge.templates.PersonTemplate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that a gallery is exported to. */
class GalleryFileTest {
    private static final GalleryId STAFF = GalleryId.portable("staff");
    private static final PersonId ADA = new PersonId("ada");

    private final LocalTemplateStore store = LocalTemplateStore.inMemory().open();

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void fill_a_gallery() {
        file = folder.resolve("staff.jsonl");
        store.bind("m", 2);
        store.create(STAFF);
        store.add(
                STAFF,
                List.of(
                        new PersonTemplate(new PersonId("bob"), FaceTemplate.of("m", new float[] {1, 0})),
                        new PersonTemplate(ADA, FaceTemplate.of("m", new float[] {0, 1})),
                        new PersonTemplate(ADA, FaceTemplate.of("m", new float[] {-1, 0}))));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void it_holds_persons_in_the_order_of_their_names_and_a_digest_of_all_before_it() throws Exception {
        assertThat(GalleryFile.write(store, "m", STAFF, file, GalleryProgress.NONE))
                .isEqualTo(2);

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0))
                .isEqualTo("{\"format\":\"facebridge-gallery\",\"version\":1,\"gallery\":\"staff\",\"model\":\"m\","
                        + "\"vectors\":\"float32, little-endian, base64\"}");
        assertThat(lines.get(1)).isEqualTo("{\"person\":\"ada\",\"templates\":[\"AAAAAAAAgD8=\",\"AACAvwAAAAA=\"]}");
        assertThat(lines.get(2)).isEqualTo("{\"person\":\"bob\",\"templates\":[\"AACAPwAAAAA=\"]}");
        byte[] before = (String.join("\n", lines.subList(0, 3)) + "\n").getBytes(StandardCharsets.UTF_8);
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(before));
        assertThat(lines.get(3)).isEqualTo("{\"persons\":2,\"sha256\":\"" + digest + "\"}");
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void the_listener_hears_of_every_person() {
        List<String> heard = new ArrayList<>();

        GalleryFile.write(store, "m", STAFF, file, (done, total) -> heard.add(done + " of " + total));

        assertThat(heard).containsExactly("1 of 2", "2 of 2");
    }

    @Test
    void who_is_removed_meanwhile_is_left_out_and_not_counted() throws IOException {
        assertThat(GalleryFile.write(store, "m", STAFF, file, (done, total) -> {
                    if (done == 1) {
                        store.remove(STAFF, new PersonId("bob"));
                    }
                }))
                .isEqualTo(1);

        assertThat(Files.readString(file)).contains("ada", "\"persons\":1").doesNotContain("bob");
    }

    @Test
    void a_file_that_is_there_stays_as_it_is() throws IOException {
        Files.writeString(file, "another one's");

        GalleryStoreException thrown = catchThrowableOfType(
                GalleryStoreException.class, () -> GalleryFile.write(store, "m", STAFF, file, GalleryProgress.NONE));

        assertThat(thrown.reason()).isEqualTo(GalleryStoreException.Reason.NOT_READABLE_OR_WRITABLE);
        assertThat(thrown).hasMessageContaining(file + " is there already");
        assertThat(file).hasContent("another one's");
    }

    @Test
    void an_export_that_breaks_off_leaves_no_file() {
        assertThatIllegalStateException()
                .isThrownBy(() -> GalleryFile.write(store, "m", STAFF, file, (done, total) -> {
                    throw new IllegalStateException("the listener fails");
                }))
                .withMessage("the listener fails");

        assertThat(file).doesNotExist();
    }

    @Test
    void a_place_that_cannot_be_written_to_is_named() {
        Path none = folder.resolve("none").resolve("staff.jsonl");

        GalleryStoreException thrown = catchThrowableOfType(
                GalleryStoreException.class, () -> GalleryFile.write(store, "m", STAFF, none, GalleryProgress.NONE));

        assertThat(thrown.reason()).isEqualTo(GalleryStoreException.Reason.NOT_READABLE_OR_WRITABLE);
        assertThat(thrown).hasMessageContaining(none.toString()).hasMessageContaining("there is no folder");
    }

    @Test
    void a_gallery_without_persons_is_a_file_too() throws IOException {
        GalleryId empty = GalleryId.portable("empty");
        store.create(empty);

        assertThat(GalleryFile.write(store, "m", empty, file, GalleryProgress.NONE))
                .isZero();

        assertThat(Files.readAllLines(file)).hasSize(2);
    }
}
