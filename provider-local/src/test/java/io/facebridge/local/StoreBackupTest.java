package io.facebridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.facebridge.error.GalleryStoreException;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.local.internal.StoreBackup;
import io.facebridge.match.FaceTemplate;
import io.facebridge.templates.PersonScoring;
import io.facebridge.templates.PersonTemplate;
import io.facebridge.testkit.SyntheticTemplates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreBackupTest {
    private static final GalleryId STAFF = GalleryId.portable("staff");
    private static final String MODEL = "synthetic";
    private static final int DIMENSION = 32;
    private static final int MORE_THAN_SQLITE_KEEPS = 20_000;
    private static final SyntheticTemplates PEOPLE = SyntheticTemplates.of(DIMENSION, 5);

    @TempDir
    private Path above;

    private Path folder = Path.of("");
    private Path copy = Path.of("");

    @BeforeEach
    void name_folders() {
        folder = above.resolve("store");
        copy = above.resolve("copy");
    }

    private static LocalTemplateStore open(Path where, @Nullable TemplateKeys keys) {
        LocalTemplateStore.Builder builder = LocalTemplateStore.in(where);
        LocalTemplateStore store = (keys == null ? builder : builder.keys(keys)).open();
        store.bind(MODEL, DIMENSION);
        if (store.galleries().isEmpty()) {
            store.create(STAFF);
        }
        return store;
    }

    private static FaceTemplate template(int person, int picture) {
        return FaceTemplate.of(MODEL, PEOPLE.template(person, picture));
    }

    private static PersonId person(int number) {
        return new PersonId("p" + number);
    }

    private static FaceId add(LocalTemplateStore store, int number) {
        return store.add(STAFF, List.of(new PersonTemplate(person(number), template(number, 0))))
                .get(0);
    }

    @Test
    void the_copy_answers_as_the_store_did_and_knows_nothing_of_what_comes_later() {
        try (LocalTemplateStore store = open(folder, null)) {
            for (int i = 0; i < 20; i++) {
                add(store, i);
            }
            store.remove(STAFF, person(7));
            store.create(GalleryId.portable("visitors"));
            store.backup(copy);
            FaceId later = add(store, 20);

            try (LocalTemplateStore copied = open(copy, null)) {
                assertThat(copied.galleries()).isEqualTo(store.galleries());
                assertThat(copied.persons(STAFF)).hasSize(19).doesNotContain(person(7), person(20));
                for (PersonId one : copied.persons(STAFF)) {
                    assertThat(copied.find(STAFF, one)).isEqualTo(store.find(STAFF, one));
                    assertThat(copied.templates(STAFF, one)).isEqualTo(store.templates(STAFF, one));
                }
                assertThat(copied.search(STAFF, template(3, 1), 3, PersonScoring.BEST, false))
                        .isEqualTo(store.search(STAFF, template(3, 1), 3, PersonScoring.BEST, false));
                assertThat(add(copied, 30)).as("numbered on as the store was").isEqualTo(later);
            }
        }
    }

    @Test
    void a_copy_in_the_store_itself_is_refused_and_nothing_is_made() throws Exception {
        try (LocalTemplateStore store = open(folder, null)) {
            Path link = Files.createSymbolicLink(above.resolve("link"), folder);
            for (Path inside : List.of(folder.resolve("copy"), folder, link.resolve("copy"))) {
                assertThatExceptionOfType(GalleryStoreException.class)
                        .isThrownBy(() -> store.backup(inside))
                        .withMessageContaining("is in the store")
                        .withMessageContaining("outside of the store");
            }
        }
        assertThat(folder.resolve("copy")).doesNotExist();
    }

    @Test
    void while_others_write_every_copy_is_whole_and_holds_what_was_acknowledged_before() throws Exception {
        int threads = 3;
        AtomicInteger[] acknowledged =
                Stream.generate(AtomicInteger::new).limit(threads).toArray(AtomicInteger[]::new);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService writers = Executors.newFixedThreadPool(threads);
        try (LocalTemplateStore store = open(folder, null)) {
            List<Future<?>> all = Stream.iterate(0, i -> i + 1)
                    .limit(threads)
                    .<Future<?>>map(i -> writers.submit(() -> {
                        while (!over.get()) {
                            add(store, 100_000 * i + acknowledged[i].get());
                            acknowledged[i].incrementAndGet();
                        }
                    }))
                    .toList();
            for (int round = 0; round < 5; round++) {
                int[] before =
                        Stream.of(acknowledged).mapToInt(AtomicInteger::get).toArray();
                store.backup(above.resolve("copy-" + round));
                int[] after =
                        Stream.of(acknowledged).mapToInt(AtomicInteger::get).toArray();
                try (LocalTemplateStore copied = open(above.resolve("copy-" + round), null)) {
                    for (int i = 0; i < threads; i++) {
                        int count = 0;
                        while (copied.find(STAFF, person(100_000 * i + count)).isPresent()) {
                            assertThat(copied.templates(STAFF, person(100_000 * i + count)))
                                    .containsExactly(template(100_000 * i + count, 0));
                            count++;
                        }
                        assertThat(count).as("of writer " + i).isBetween(before[i], after[i] + 1);
                    }
                }
            }
            over.set(true);
            for (Future<?> one : all) {
                one.get();
            }
            assertThat(store.info(STAFF).faces())
                    .hasValue(Stream.of(acknowledged)
                            .mapToLong(AtomicInteger::get)
                            .sum());
        } finally {
            over.set(true);
            writers.shutdown();
        }
    }

    @Test
    void the_copy_of_an_encrypted_store_is_encrypted_with_the_same_keys() throws IOException {
        TemplateKeys keys = TemplateKeys.of("2026", new byte[32]);
        try (LocalTemplateStore store = open(folder, keys)) {
            add(store, 1);
            store.backup(copy);
        }

        GalleryStoreException thrown = catchThrowableOfType(
                GalleryStoreException.class, () -> open(copy, null).close());
        assertThat(thrown.reason()).isEqualTo(GalleryStoreException.Reason.KEY);
        try (LocalTemplateStore copied = open(copy, keys)) {
            assertThat(copied.templates(STAFF, person(1))).containsExactly(template(1, 0));
        }
    }

    @Test
    void a_folder_with_something_in_it_and_a_file_are_refused_and_left_as_they_are() throws IOException {
        Path full = Files.createDirectory(above.resolve("full"));
        Files.writeString(full.resolve("note"), "mine");
        Path file = Files.writeString(above.resolve("file"), "mine");
        try (LocalTemplateStore store = open(folder, null)) {
            for (Path taken : List.of(full, file, folder)) {
                assertThatExceptionOfType(GalleryStoreException.class)
                        .isThrownBy(() -> store.backup(taken))
                        .withMessageContaining(taken.toString())
                        .withMessageContaining("choose another name");
            }
            add(store, 1);
        }
        assertThat(full.resolve("note")).hasContent("mine");
        assertThat(file).hasContent("mine");
        assertThat(names()).containsExactlyInAnyOrder("file", "full", "store", "store.lock");
    }

    @Test
    void an_empty_folder_becomes_the_copy_and_is_its_owners_alone() throws IOException {
        Files.createDirectory(copy);
        try (LocalTemplateStore store = open(folder, null)) {
            add(store, 1);
            store.backup(copy);
        }

        assertThat(names()).containsExactlyInAnyOrder("copy", "store", "store.lock");
        assumeTrue(
                copy.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "not on this operating system: POSIX permissions");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rwx------");
    }

    @Test
    void a_copy_that_breaks_off_leaves_nothing() throws IOException {
        IllegalStateException thrown = catchThrowableOfType(
                IllegalStateException.class,
                () -> StoreBackup.write(copy, begun -> {
                    try {
                        Files.writeString(begun.resolve("templates.db"), "half", StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    assertThat(copy).doesNotExist();
                    throw new IllegalStateException("broken off");
                }));

        assertThat(thrown).hasMessage("broken off");
        assertThat(names()).isEmpty();
    }

    @Test
    void a_damaged_store_is_not_copied_as_if_it_were_whole() throws IOException {
        try (LocalTemplateStore store = open(folder, null)) {
            store.add(
                    STAFF,
                    IntStream.range(0, MORE_THAN_SQLITE_KEEPS)
                            .mapToObj(i -> new PersonTemplate(person(i), template(i, 0)))
                            .toList());
        }
        try (LocalTemplateStore store = open(folder, null)) {
            byte[] bytes = Files.readAllBytes(folder.resolve("templates.db"));
            bytes[bytes.length / 4] ^= 1;
            Files.write(folder.resolve("templates.db"), bytes);

            GalleryStoreException thrown = catchThrowableOfType(GalleryStoreException.class, () -> store.backup(copy));

            assertThat(thrown).isNotNull();
            assertThat(thrown.reason()).isEqualTo(GalleryStoreException.Reason.DAMAGED);
        }
        assertThat(names()).containsExactlyInAnyOrder("store", "store.lock");
    }

    @Test
    void a_folder_above_that_is_not_there_is_refused_and_a_store_in_memory_has_none() {
        try (LocalTemplateStore store = open(folder, null);
                LocalTemplateStore memory = LocalTemplateStore.inMemory().open()) {
            Path nowhere = above.resolve("nowhere").resolve("copy");

            assertThatExceptionOfType(GalleryStoreException.class)
                    .isThrownBy(() -> store.backup(nowhere))
                    .withMessageContaining(nowhere.toString())
                    .withMessageContaining("the folder above");
            assertThatIllegalStateException()
                    .isThrownBy(() -> memory.backup(copy))
                    .withMessageContaining("export");
        }
        assertThat(copy).doesNotExist();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(above)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }
}
