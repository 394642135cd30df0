package io.facebridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.GalleryStoreException.Reason;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.local.LocalTemplateStore.Unsealed;
import io.facebridge.match.FaceTemplate;
import io.facebridge.templates.PersonTemplate;
import io.facebridge.testkit.Effort;
import io.facebridge.testkit.SyntheticTemplates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreResealTest {
    private static final TemplateKeys.Held FIRST = TemplateKeys.of("2026", key(1));
    private static final TemplateKeys.Held SECOND = TemplateKeys.of("2027", key(2));
    private static final TemplateKeys.Held BOTH = SECOND.with("2026", key(1));
    private static final GalleryId STAFF = GalleryId.portable("staff");
    private static final String MODEL = "synthetic";
    private static final int DIMENSION = 32;
    private static final int MANY = 1_200;
    private static final SyntheticTemplates PEOPLE = SyntheticTemplates.of(DIMENSION, 29);

    @TempDir
    private Path above;

    private Path folder = Path.of("");

    @BeforeEach
    void name_the_folder() {
        folder = above.resolve("store");
    }

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    private static LocalTemplateStore open(Path where, @Nullable TemplateKeys keys) {
        LocalTemplateStore.Builder builder = LocalTemplateStore.in(where);
        return (keys == null ? builder : builder.keys(keys)).open();
    }

    private void make(@Nullable TemplateKeys keys, int persons) {
        try (LocalTemplateStore store = open(folder, keys)) {
            store.bind(MODEL, DIMENSION);
            store.create(STAFF);
            store.create(GalleryId.portable("empty"));
            store.add(
                    STAFF,
                    IntStream.range(0, persons)
                            .mapToObj(i -> new PersonTemplate(new PersonId("p" + i), template(i)))
                            .toList());
        }
    }

    private static FaceTemplate template(int person) {
        return FaceTemplate.of(MODEL, PEOPLE.template(person, 0));
    }

    private static void assertWhole(Path where, @Nullable TemplateKeys keys, int persons) {
        try (LocalTemplateStore store = open(where, keys)) {
            assertThat(store.info(STAFF).faces()).hasValue(persons);
            for (int i = 0; i < persons; i += 1 + persons / 50) {
                assertThat(store.templates(STAFF, new PersonId("p" + i))).containsExactly(template(i));
            }
        }
    }

    private static @Nullable Reason refusal(Path where, @Nullable TemplateKeys keys) {
        GalleryStoreException thrown = catchThrowableOfType(
                GalleryStoreException.class, () -> open(where, keys).close());
        return thrown == null ? null : thrown.reason();
    }

    private static ResealReport reseal(Path where, TemplateKeys keys, Unsealed unsealed) {
        return LocalTemplateStore.reseal(where, keys, unsealed, GalleryProgress.NONE);
    }

    @Test
    void a_sealed_store_is_sealed_with_another_key_and_needs_the_old_one_no_more() {
        make(FIRST, MANY);
        List<Long> progress = new ArrayList<>();

        ResealReport report = LocalTemplateStore.reseal(folder, BOTH, Unsealed.REFUSE, (done, total) -> {
            progress.add(done);
            assertThat(total).isEqualTo(MANY);
        });

        assertThat(report).isEqualTo(new ResealReport(true, 2, MANY, 0, 5));
        assertThat(progress).containsExactly(500L, 1_000L, (long) MANY);
        assertWhole(folder, SECOND, MANY);
        assertThat(refusal(folder, FIRST)).isEqualTo(Reason.KEY);
        assertThat(refusal(folder, null)).isEqualTo(Reason.KEY);
    }

    @Test
    void a_store_that_is_not_sealed_is_converted_only_if_that_is_accepted() throws Exception {
        make(null, 3);
        byte[] before = Files.readAllBytes(folder.resolve(TamperedStore.FILE));

        GalleryStoreException thrown =
                catchThrowableOfType(GalleryStoreException.class, () -> reseal(folder, FIRST, Unsealed.REFUSE));
        assertThat(thrown.reason()).isEqualTo(Reason.UNSEALED);
        assertThat(thrown).hasMessageContaining("--accept-unsealed").hasMessageContaining(folder.toString());
        assertThat(folder.resolve(TamperedStore.FILE)).hasBinaryContent(before);

        assertThat(reseal(folder, FIRST, Unsealed.ACCEPT)).isEqualTo(new ResealReport(false, 2, 3, 3, 5));
        assertWhole(folder, FIRST, 3);
        assertThat(refusal(folder, null)).isEqualTo(Reason.KEY);
        assertThat(reseal(folder, FIRST, Unsealed.ACCEPT).wasSealed()).isTrue();
    }

    @Test
    void a_store_that_an_earlier_version_encrypted_row_by_row_is_converted_with_its_plain_rows() throws Exception {
        TamperedStore.writeOld(
                folder,
                MODEL,
                List.of("staff", "o'hara"),
                List.of(
                        new TamperedStore.OldRow(1, "p0", "2026", PEOPLE.template(0, 0)),
                        new TamperedStore.OldRow(1, "p1", null, PEOPLE.template(1, 0)),
                        new TamperedStore.OldRow(1, "p2", "2026", PEOPLE.template(2, 0))),
                key(1));
        assertThat(refusal(folder, BOTH)).isEqualTo(Reason.UNSEALED);
        assertThat(refusal(folder, null)).isEqualTo(Reason.KEY);
        GalleryStoreException thrown =
                catchThrowableOfType(GalleryStoreException.class, () -> reseal(folder, SECOND, Unsealed.ACCEPT));
        assertThat(thrown.reason()).as("without the old key").isEqualTo(Reason.KEY);

        ResealReport report = reseal(folder, BOTH, Unsealed.ACCEPT);

        assertThat(report).isEqualTo(new ResealReport(false, 2, 3, 1, 6));
        assertWhole(folder, SECOND, 3);
        try (LocalTemplateStore store = open(folder, SECOND)) {
            store.add(new GalleryId("o'hara"), List.of(new PersonTemplate(new PersonId("p9"), template(9))));
            store.delete(STAFF);
        }
        try (LocalTemplateStore store = open(folder, SECOND)) {
            assertThat(store.galleries()).containsExactly(new GalleryId("o'hara"));
        }
    }

    @Test
    void a_store_that_was_changed_is_not_sealed() throws Exception {
        make(FIRST, 3);
        TamperedStore.change(folder, "UPDATE gallery SET id = 'admins' WHERE id = 'empty'");
        byte[] before = Files.readAllBytes(folder.resolve(TamperedStore.FILE));

        for (Unsealed unsealed : Unsealed.values()) {
            GalleryStoreException thrown =
                    catchThrowableOfType(GalleryStoreException.class, () -> reseal(folder, BOTH, unsealed));

            assertThat(thrown).as("the refusal").isNotNull();
            assertThat(thrown.reason()).isEqualTo(Reason.DAMAGED);
        }
        assertThat(folder.resolve(TamperedStore.FILE)).hasBinaryContent(before);
    }

    @Test
    void a_store_that_is_open_or_not_there_is_not_sealed() throws Exception {
        make(FIRST, 3);
        try (LocalTemplateStore store = open(folder, FIRST)) {
            GalleryStoreException thrown =
                    catchThrowableOfType(GalleryStoreException.class, () -> reseal(folder, BOTH, Unsealed.REFUSE));
            assertThat(thrown.reason()).isEqualTo(Reason.IN_USE);
            assertThat(store.galleries()).hasSize(2);
        }
        GalleryStoreException thrown = catchThrowableOfType(
                GalleryStoreException.class, () -> reseal(above.resolve("nowhere"), BOTH, Unsealed.ACCEPT));
        assertThat(thrown).hasMessageContaining("there is no store");
        assertThat(above.resolve("nowhere")).doesNotExist();
    }

    @Test
    void the_online_change_of_keys_leaves_nothing_that_needs_the_old_one() {
        make(FIRST, 3);
        try (LocalTemplateStore store = open(folder, BOTH)) {
            store.add(STAFF, List.of(new PersonTemplate(new PersonId("p3"), template(3))));
        }
        assertWhole(folder, BOTH, 4);
        assertThat(refusal(folder, SECOND)).as("before").isEqualTo(Reason.KEY);
        try (LocalTemplateStore store = open(folder, BOTH)) {
            assertThat(store.reencrypt(GalleryProgress.NONE)).isEqualTo(3);
        }
        assertWhole(folder, SECOND, 4);
    }

    @Test
    void the_generation_grows_with_every_change_and_stays_with_the_store() {
        make(FIRST, 3);
        long before;
        try (LocalTemplateStore store = open(folder, FIRST)) {
            before = store.generation();
            store.add(STAFF, List.of(new PersonTemplate(new PersonId("p3"), template(3))));
            assertThat(store.generation()).isEqualTo(before + 1);
            store.remove(STAFF, new PersonId("p3"));
            assertThat(store.generation()).isEqualTo(before + 2);
        }
        assertThat(reseal(folder, BOTH, Unsealed.REFUSE).generation()).isEqualTo(before + 3);
        try (LocalTemplateStore store = LocalTemplateStore.in(folder)
                .keys(SECOND)
                .expectedGeneration(before + 3)
                .open()) {
            assertThat(store.generation()).isEqualTo(before + 3);
        }
    }

    // Breaking off

    /** What a copy of the files holds is what a process leaves that is killed then: SQLite writes to nothing else. */
    @Test
    void whatever_the_files_hold_while_a_store_is_sealed_is_the_old_store_or_the_new_one() throws Exception {
        for (boolean wasSealed : new boolean[] {true, false}) {
            folder = above.resolve("store " + wasSealed);
            make(wasSealed ? FIRST : null, MANY);
            List<Path> images = new ArrayList<>();
            LocalTemplateStore.reseal(folder, BOTH, Unsealed.ACCEPT, (done, total) -> images.add(copy(done)));
            images.add(copy(MANY + 1));

            assertThat(images).hasSize(4);
            for (Path image : images) {
                assertOneOfBoth(image, wasSealed);
            }
            assertWhole(images.get(3), SECOND, MANY);
        }
    }

    private Path copy(long number) {
        try {
            Path image = Files.createDirectories(above.resolve(folder.getFileName() + " at " + number));
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.copy(file, image.resolve(file.getFileName()));
                }
            }
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertOneOfBoth(Path where, boolean wasSealed) {
        @Nullable Reason withNew = refusal(where, SECOND);
        if (withNew == null) {
            assertWhole(where, SECOND, MANY);
        } else {
            assertThat(withNew).isEqualTo(wasSealed ? Reason.KEY : Reason.UNSEALED);
            assertWhole(where, wasSealed ? FIRST : null, MANY);
        }
    }

    @Test
    @Tag("slow")
    void a_process_killed_while_it_seals_leaves_the_old_store_or_the_new_one() throws Exception {
        Random random = new Random(31);
        for (int round = 0; round < Effort.times(2); round++) {
            boolean wasSealed = round % 2 == 0;
            folder = above.resolve("killed " + round);
            make(wasSealed ? FIRST : null, MANY);

            killed(random.nextInt(5), random.nextInt(8_000));

            assertOneOfBoth(folder, wasSealed);
            reseal(folder, BOTH, Unsealed.ACCEPT);
            assertWhole(folder, SECOND, MANY);
        }
    }

    private void killed(int lines, int micros) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Resealing.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i <= lines; i++) {
                if (out.readLine() == null) {
                    break;
                }
            }
            long end = System.nanoTime() + 1_000L * micros;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            process.toHandle().destroyForcibly();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    /** Seals a store again, and says a line before, at every few hundred templates and afterwards. */
    static final class Resealing {
        private Resealing() {}

        @SuppressWarnings("SystemOut") // what it has to say
        public static void main(String[] args) {
            System.out.println("begins");
            LocalTemplateStore.reseal(
                    Path.of(args[0]), BOTH, Unsealed.ACCEPT, (done, total) -> System.out.println("at " + done));
            System.out.println("done");
        }
    }
}
