package io.facebridge.local.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.error.GalleryStoreException;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.local.TemplateKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        Path file = folder.resolve("key");
        OwnerOnly.replace(file, text.getBytes(StandardCharsets.US_ASCII));
        return file;
    }

    private static String base64(int bytes) {
        byte[] key = new byte[bytes];
        Arrays.fill(key, (byte) 0xfb);
        return Base64.getEncoder().encodeToString(key);
    }

    @Test
    void a_key_is_named_before_the_first_equals_sign_and_its_file_after_it() throws IOException {
        Path file = file(base64(32));
        KeyFile key = KeyFile.of("a=" + file);
        assertThat(key.name()).isEqualTo("a");
        assertThat(key.file()).isEqualTo(file);
        assertThat(KeyFile.of("a=b=c").file()).isEqualTo(Path.of("b=c"));
        assertThat(KeyFile.of("a=b=").file()).isEqualTo(Path.of("b="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "=file", "a", "a=", "a==", "a===", "====", "c2l4dGVlbiBsZXR0ZXJzIQ=="})
    void what_has_no_name_or_no_file_is_refused_and_not_shown(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyFile.of(text))
                .withMessage("a key of a store is given as NAME=FILE, with the file that holds it");
    }

    @Test
    void what_looks_like_a_key_in_the_place_of_a_file_is_not_shown_unless_there_is_such_a_file() throws IOException {
        String secret = base64(32);
        for (String wrong : List.of(secret, "\0" + secret)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> KeyFile.of("2026=" + wrong))
                    .withMessageStartingWith("the key \"2026\" is given as NAME=FILE")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain(secret.substring(0, 8)));
        }
        Path like = folder.resolve("a".repeat(40));
        OwnerOnly.replace(like, base64(16).getBytes(StandardCharsets.US_ASCII));
        assertThat(KeyFile.of("2026=" + like).read()).hasSize(16);
    }

    @Test
    void a_line_of_base64_is_read_with_blanks_around_it() throws IOException {
        for (int bytes : new int[] {1, 16, 24, 32, 33, 192}) {
            Path file = file(base64(bytes));
            assertThat(new KeyFile("a", file).read()).hasSize(bytes).containsOnly(0xfb);
            assertThat(new KeyFile("a", file("\r\n " + base64(32) + " \r\n")).read())
                    .hasSize(32);
        }
    }

    @Test
    void a_byte_order_mark_before_a_key_is_skipped() throws IOException {
        Path file = folder.resolve("key");
        OwnerOnly.replace(file, ("\uFEFF" + base64(32) + "\r\n").getBytes(StandardCharsets.UTF_8));

        assertThat(new KeyFile("a", file).read()).hasSize(32).containsOnly(0xfb);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not base64!", "+_+_", "AAAA\nAAAA", "AAAAA", "A"})
    void what_is_not_one_line_of_base64_is_refused_and_not_shown(String text) throws IOException {
        Path file = file(text);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyFile("2026", file).read())
                .withMessageContaining(file.toString())
                .withMessageContaining("\"2026\" is not one line of Base64")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(text.substring(0, 1) + "AAAA"))
                .withNoCause();
    }

    @Test
    void of_a_file_that_is_far_longer_than_a_key_only_the_beginning_is_read() throws IOException {
        assertThat(new KeyFile("a", file("A".repeat(1_000))).read()).hasSize(192);
    }

    @Test
    void a_file_that_cannot_be_read_is_named_with_its_key() {
        Path none = folder.resolve("none");
        GalleryStoreException thrown =
                catchThrowableOfType(GalleryStoreException.class, () -> new KeyFile("2026", none).read());

        assertThat(thrown.reason()).isEqualTo(GalleryStoreException.Reason.KEY);
        assertThat(thrown)
                .hasMessageContaining(none.toString())
                .hasMessageContaining("\"2026\"")
                .hasMessageContaining("NoSuchFileException");
    }

    @Test
    void names_have_1_to_64_characters_and_keys_16_or_24_or_32_bytes() {
        for (int bytes : new int[] {16, 24, 32}) {
            assertThat(TemplateKeys.of("n".repeat(64), new byte[bytes])
                            .find("n".repeat(64))
                            .orElseThrow()
                            .getEncoded())
                    .hasSize(bytes);
        }
        for (int bytes : new int[] {0, 15, 17, 23, 25, 31, 33, 64}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TemplateKeys.of("a", new byte[bytes]))
                    .withMessage("a key has 16, 24 or 32 bytes but \"a\" has " + bytes);
        }
        for (String name : List.of("", " ", "n".repeat(65))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TemplateKeys.of(name, new byte[32]))
                    .withMessageContaining("1 to 64 characters but this one has " + name.length());
        }
    }

    @Test
    void a_key_that_was_handed_over_is_a_copy_and_one_that_was_not_is_not_found() {
        byte[] given = new byte[32];
        TemplateKeys keys = TemplateKeys.of("a", given);
        given[0] = 1;

        assertThat(keys.find("a").orElseThrow().getEncoded()).containsOnly(0);
        assertThat(keys.find("a").orElseThrow().getAlgorithm()).isEqualTo("AES");
        assertThat(keys.find("b")).isEmpty();
        assertThat(keys.current()).isEqualTo("a");
    }
}
