package io.facebridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.GalleryStoreException.Reason;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.GalleryInfo;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that pretend to be exported galleries. */
@Tag("models")
class CraftedExportsTest {
    private static final GalleryId COPY = GalleryId.portable("copy");
    private static final GalleryId FULL = GalleryId.portable("full");

    @TempDir
    private Path folder;

    private static LocalFaces faces;
    private static String model;

    private Path file;

    @BeforeAll
    static void open() {
        faces = LocalFaces.builder().inMemoryGalleries().build();
        model = faces.comparer().scale().orElseThrow().model();
    }

    @AfterAll
    static void close() {
        faces.close();
    }

    @BeforeEach
    void name() {
        file = folder.resolve("staff.gallery");
    }

    @AfterEach
    void empty() {
        galleries().forEach(faces.galleries()::delete);
    }

    private long imported(GalleryId into) {
        return faces.galleries().importFrom(file, into, GalleryProgress.NONE);
    }

    private List<GalleryId> galleries() {
        List<GalleryId> all = new ArrayList<>();
        faces.galleries().list().forEach(all::add);
        return all;
    }

    @Test
    void an_export_with_nothing_wrong_is_imported() throws IOException {
        Files.write(file, CraftedExports.whole(model, 3));

        assertThat(imported(COPY)).isEqualTo(3);
        assertThat(faces.galleries().open(COPY).info().persons()).hasValue(3);
    }

    @Test
    void each_is_called_damaged_by_its_name_and_leaves_nothing_behind() throws IOException {
        Files.write(file, CraftedExports.whole(model, 2));
        imported(FULL);
        SoftAssertions softly = new SoftAssertions();
        for (Map.Entry<String, byte[]> crafted : CraftedExports.of(model).entrySet()) {
            Files.write(file, crafted.getValue());

            Throwable intoNew = catchThrowable(() -> imported(COPY));
            Throwable intoFull = catchThrowable(() -> imported(FULL));

            requireDamaged(softly, crafted.getKey(), intoNew);
            requireDamaged(softly, crafted.getKey(), intoFull);
            softly.assertThat(galleries()).as(crafted.getKey()).containsExactly(FULL);
            GalleryInfo full = faces.galleries().open(FULL).info();
            softly.assertThat(full.persons()).as(crafted.getKey()).hasValue(2);
            softly.assertThat(full.faces()).as(crafted.getKey()).hasValue(2);
        }
        softly.assertAll();
    }

    private void requireDamaged(SoftAssertions softly, String name, Throwable thrown) {
        softly.assertThat(thrown).as(name).isInstanceOfSatisfying(GalleryStoreException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.DAMAGED);
            assertThat(e.effect()).isEqualTo(Effect.NONE);
            assertThat(e.retryable()).isFalse();
            assertThat(e)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("export it again")
                    .hasMessageNotContaining("bob")
                    .hasMessageNotContaining("ada");
        });
    }

    @Test
    void templates_of_another_model_are_refused_before_a_gallery_is_made() throws IOException {
        Files.write(file, CraftedExports.whole("another", 2));

        assertThat(catchThrowable(() -> imported(COPY)))
                .isInstanceOf(IncompatibleScaleException.class)
                .hasMessageContaining("another")
                .hasMessageContaining(model);
        assertThat(galleries()).isEmpty();
    }

    @Test
    void a_newer_version_is_called_that_only_with_its_checksum() throws IOException {
        String newer = CraftedExports.head(model).replace("\"version\":1", "\"version\":2,\"more\":[{}]") + "\n{}\n";
        String sum = CraftedExports.sum(newer.getBytes(StandardCharsets.UTF_8));
        Files.writeString(file, newer + "{\"persons\":1,\"sha256\":\"" + sum + "\"}\n");
        Throwable whole = catchThrowable(() -> imported(COPY));
        Files.writeString(file, newer.replace("staff", "stuff") + "{\"persons\":1,\"sha256\":\"" + sum + "\"}\n");
        Throwable changed = catchThrowable(() -> imported(COPY));

        assertThat(whole)
                .isInstanceOfSatisfying(
                        GalleryStoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_FORMAT));
        assertThat(changed)
                .isInstanceOfSatisfying(
                        GalleryStoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
        assertThat(galleries()).isEmpty();
    }

    @Test
    @Timeout(20)
    void a_file_of_gigabytes_that_holds_nothing_is_refused_without_being_kept_in_memory() throws IOException {
        byte[] whole = CraftedExports.whole(model, 1);
        int lastLine = whole.length - 90;
        try (RandomAccessFile hole = new RandomAccessFile(file.toFile(), "rw")) {
            hole.setLength(6L << 30);
        }
        Throwable zeros = catchThrowable(() -> imported(COPY));
        try (RandomAccessFile hole = new RandomAccessFile(file.toFile(), "rw")) {
            hole.write(whole, 0, lastLine);
            hole.seek((6L << 30) - 91);
            hole.write('\n');
            hole.write("{\"persons\":4611686018427387904,\"sha256\":\"".getBytes(StandardCharsets.US_ASCII));
            hole.write(CraftedExports.sum(whole).getBytes(StandardCharsets.US_ASCII));
            hole.write("\"}\n".getBytes(StandardCharsets.US_ASCII));
        }
        Throwable betweenLines = catchThrowable(() -> imported(COPY));

        assertThat(Stream.of(zeros, betweenLines))
                .allSatisfy(thrown -> assertThat(thrown)
                        .isInstanceOfSatisfying(
                                GalleryStoreException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED)));
        assertThat(galleries()).isEmpty();
    }

    @Test
    void a_folder_in_the_place_of_the_file_is_called_not_readable() {
        file = folder;

        assertThat(catchThrowable(() -> imported(COPY)))
                .isInstanceOf(FaceBridgeException.class)
                .isInstanceOfSatisfying(
                        GalleryStoreException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.NOT_READABLE_OR_WRITABLE));
        assertThat(galleries()).isEmpty();
    }
}
