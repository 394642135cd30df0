package io.facebridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.facebridge.error.GalleryStoreException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.match.FaceTemplate;
import io.facebridge.templates.PersonTemplate;
import io.facebridge.templates.TemplateStore;
import io.facebridge.testkit.StoreOpener;
import io.facebridge.testkit.StoreSurvivesKillsContract;
import io.facebridge.testkit.SyntheticTemplates;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptedTemplateStoreTest extends StoreSurvivesKillsContract {
    private static final TemplateKeys.Held FIRST = TemplateKeys.of("2026", key(1));
    private static final TemplateKeys.Held SECOND =
            TemplateKeys.of("2027", key(2)).with("2026", key(1));
    private static final GalleryId STAFF = GalleryId.portable("staff");
    private static final SyntheticTemplates PEOPLE = SyntheticTemplates.of(128, 3);

    @TempDir
    Path place;

    /** Opens with encryption. */
    public static final class Opener implements StoreOpener {
        @Override
        public TemplateStore open(Path folder, Clock clock) {
            return LocalTemplateStore.in(folder).clock(clock).keys(FIRST).open();
        }
    }

    @Override
    protected StoreOpener opener() {
        return new Opener();
    }

    @Override
    protected Class<? extends StoreOpener> openerClass() {
        return Opener.class;
    }

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    private LocalTemplateStore open(@Nullable TemplateKeys keys) {
        LocalTemplateStore.Builder builder = LocalTemplateStore.in(place.resolve("store"));
        LocalTemplateStore store = (keys == null ? builder : builder.keys(keys)).open();
        store.bind("synthetic", 128);
        if (store.galleries().isEmpty()) {
            store.create(STAFF);
        }
        return store;
    }

    private static void add(TemplateStore store, int from, int to) {
        store.add(
                STAFF,
                IntStream.range(from, to)
                        .mapToObj(i -> new PersonTemplate(
                                new PersonId("p" + i), FaceTemplate.of("synthetic", PEOPLE.template(i, 0))))
                        .toList());
    }

    /** Which of the templates can be read in any file of the folder: 32 of their bytes in a row, in either byte order. */
    private List<Integer> legible(int count) throws IOException {
        List<Integer> legible = new ArrayList<>();
        List<byte[]> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(place)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.add(Files.readAllBytes(file));
            }
        }
        for (int i = 0; i < count; i++) {
            float[] template = PEOPLE.template(i, 0);
            for (int part = 0; part < 128; part += 8) {
                for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
                    ByteBuffer bytes = ByteBuffer.allocate(32).order(order);
                    bytes.asFloatBuffer().put(template, part, 8);
                    if (files.stream().anyMatch(file -> contains(file, bytes.array())) && !legible.contains(i)) {
                        legible.add(i);
                    }
                }
            }
        }
        return legible;
    }

    private static boolean contains(byte[] file, byte[] part) {
        for (int i = 0; i + part.length <= file.length; i++) {
            if (file[i] == part[0] && Arrays.equals(file, i, i + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void no_template_is_legible_in_any_file_before_and_after_removal_and_closing() throws IOException {
        try (LocalTemplateStore store = open(FIRST)) {
            add(store, 0, 20);
            assertThat(legible(20)).isEmpty();
            store.remove(STAFF, new PersonId("p3"));
            assertThat(legible(20)).isEmpty();
        }
        assertThat(legible(20)).isEmpty();
    }

    @Test
    void without_keys_templates_are_legible_until_they_are_removed() throws IOException {
        try (LocalTemplateStore store = open(null)) {
            add(store, 0, 5);
            assertThat(legible(5)).containsExactly(0, 1, 2, 3, 4);
            store.remove(STAFF, new PersonId("p3"));
            assertThat(legible(5)).containsExactly(0, 1, 2, 4);
            store.delete(STAFF);
            assertThat(legible(5)).isEmpty();
        }
    }

    @Test
    void encrypts_anew_with_the_current_key_what_was_encrypted_with_an_older_one() {
        try (LocalTemplateStore store = open(FIRST)) {
            add(store, 0, 700);
        }
        try (LocalTemplateStore store = open(SECOND)) {
            add(store, 700, 720);
            List<Long> progress = new ArrayList<>();
            assertThat(store.reencrypt((done, total) -> {
                        progress.add(done);
                        assertThat(total).isEqualTo(700);
                    }))
                    .isEqualTo(700);
            assertThat(progress).containsExactly(500L, 700L, 700L);
            assertThat(store.reencrypt(GalleryProgress.NONE)).isZero();
        }
        try (LocalTemplateStore store = open(TemplateKeys.of("2027", key(2)))) {
            assertThat(store.info(STAFF).faces()).hasValue(720);
            assertThat(store.templates(STAFF, new PersonId("p5")))
                    .containsExactly(FaceTemplate.of("synthetic", PEOPLE.template(5, 0)));
        }
    }

    @Test
    void a_plain_store_that_is_sealed_is_legible_in_no_file_any_more() throws IOException {
        try (LocalTemplateStore store = open(null)) {
            add(store, 0, 20);
        }
        assertThat(legible(20)).hasSize(20);
        LocalTemplateStore.reseal(
                place.resolve("store"), FIRST, LocalTemplateStore.Unsealed.ACCEPT, GalleryProgress.NONE);

        assertThat(legible(20)).isEmpty();
        try (LocalTemplateStore store = open(FIRST)) {
            assertThat(store.info(STAFF).faces()).hasValue(20);
        }
    }

    @Test
    void is_not_opened_without_the_key_or_with_another_one_of_its_name() {
        try (LocalTemplateStore store = open(FIRST)) {
            add(store, 0, 3);
        }
        for (TemplateKeys keys :
                Arrays.asList(null, TemplateKeys.of("2027", key(2)), TemplateKeys.of("2026", key(9)))) {
            GalleryStoreException thrown = catchThrowableOfType(GalleryStoreException.class, () -> open(keys));
            assertThat(thrown).as("the refusal").isNotNull();
            assertThat(thrown.reason()).isEqualTo(GalleryStoreException.Reason.KEY);
            assertThat(thrown).hasMessageContaining("2026").hasMessageContaining(place.toString());
        }
    }

    @Test
    void cannot_encrypt_anew_without_keys() {
        try (LocalTemplateStore store = open(null)) {
            assertThatIllegalStateException().isThrownBy(() -> store.reencrypt(GalleryProgress.NONE));
        }
    }

    @Test
    void keys_are_not_printed() {
        assertThat(SECOND).hasToString("TemplateKeys[current 2027, 2 in all]");
    }

    private Path file(String name, String text) throws IOException {
        Path file = place.resolve(name);
        OwnerOnly.replace(file, text.getBytes(StandardCharsets.US_ASCII));
        return file;
    }

    @Test
    void another_key_of_a_name_that_is_given_already_is_refused() throws IOException {
        Path current = file("current", Base64.getEncoder().encodeToString(key(2)));
        Path old = file("old", Base64.getEncoder().encodeToString(key(1)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SECOND.with("2027", key(3)))
                .withMessageContaining("2027");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SECOND.with("2026", key(3)))
                .withMessageContaining("2026");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TemplateKeys.ofFiles("2026=" + current, List.of("2026=" + old)))
                .withMessageContaining("2026");
        assertThat(SECOND.find("2027").orElseThrow().getEncoded()).isEqualTo(key(2));
    }

    @Test
    void a_key_that_is_given_twice_under_its_name_is_one() {
        assertThat(SECOND.with("2027", key(2)).with("2026", key(1))).hasToString(SECOND.toString());
    }

    @Test
    void a_file_of_a_key_that_others_may_use_is_refused() throws IOException {
        Path open = file("open", Base64.getEncoder().encodeToString(key(2)));
        assumeTrue(
                open.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "not on this operating system: POSIX permissions");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r-----"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TemplateKeys.ofFiles("2027=" + open, List.of()))
                .withMessageContaining(open.toString())
                .withMessageContaining("chmod 600");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("r--------"));
        assertThat(TemplateKeys.ofFiles("2027=" + open, List.of()).current()).isEqualTo("2027");
    }

    @Test
    void keys_are_read_out_of_files_of_base64_and_no_message_shows_any() throws IOException {
        Path current = file("current", Base64.getEncoder().encodeToString(key(2)) + "\n");
        Path old = file("old", Base64.getEncoder().encodeToString(key(1)));

        TemplateKeys keys = TemplateKeys.ofFiles("2027=" + current, List.of("2026=" + old));

        assertThat(keys.current()).isEqualTo("2027");
        assertThat(keys.find("2026").orElseThrow().getEncoded()).isEqualTo(key(1));
        String secret = Base64.getEncoder().encodeToString("sixteen letters!".getBytes(StandardCharsets.US_ASCII));
        Path malformed = file("malformed", secret + "!");
        for (String wrong : List.of("2027=" + secret, secret, "=" + secret, "2027=" + malformed)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TemplateKeys.ofFiles(wrong, List.of()))
                    .satisfies(e -> assertThat(e.toString()).doesNotContain(secret.substring(0, 20)))
                    .withNoCause();
        }
        GalleryStoreException thrown = catchThrowableOfType(
                GalleryStoreException.class,
                () -> TemplateKeys.ofFiles("2027=" + place.resolve("not there"), List.of()));
        assertThat(thrown.reason()).isEqualTo(GalleryStoreException.Reason.KEY);
        assertThat(thrown).hasMessageContaining("not there");
    }
}
