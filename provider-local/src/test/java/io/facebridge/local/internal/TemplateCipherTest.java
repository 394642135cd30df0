package io.facebridge.local.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.error.GalleryStoreException;
import io.facebridge.local.TemplateKeys;
import io.facebridge.local.internal.TemplateCipher.Row;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class TemplateCipherTest {
    private static final Row ROW = new Row(7, 3, "staff", "ada");

    private final TemplateCipher cipher = cipher(1);

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    private static TemplateCipher cipher(int fill) {
        TemplateKeys keys = TemplateKeys.of("2026", key(fill)).with("2025", key(9));
        return new TemplateCipher(new StoreKeys(keys, "the place"));
    }

    private static byte[] plain() {
        return "sixteen numbers".getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void a_template_opens_for_its_row_with_its_key_and_is_sealed_differently_each_time() {
        byte[] sealed = cipher.seal("2026", plain(), ROW);

        assertThat(sealed).hasSize(12 + plain().length + 16).isNotEqualTo(cipher.seal("2026", plain(), ROW));
        assertThat(cipher.open("2026", sealed, ROW))
                .hasValueSatisfying(open -> assertThat(open).isEqualTo(plain()));
        assertThat(cipher(1).open("2026", sealed, new Row(7, 3, "staff", "ada")))
                .isPresent();
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("sixteen");
    }

    @Test
    void the_empty_template_is_one_too_and_what_is_shorter_than_nonce_and_tag_is_none() {
        byte[] sealed = cipher.seal("2026", new byte[0], ROW);

        assertThat(cipher.open("2026", sealed, ROW))
                .hasValueSatisfying(open -> assertThat(open).isEmpty());
        assertThat(cipher.open("2026", Arrays.copyOf(sealed, 27), ROW)).isEmpty();
        assertThat(cipher.open("2026", new byte[0], ROW)).isEmpty();
    }

    @Test
    void a_template_does_not_open_for_another_row_or_with_another_key() {
        byte[] sealed = cipher.seal("2026", plain(), ROW);

        for (Row other : List.of(
                new Row(8, 3, "staff", "ada"),
                new Row(7, 4, "staff", "ada"),
                new Row(7, 3, "stuff", "ada"),
                new Row(7, 3, "staff", "bob"),
                new Row(7, 3, "staf", "fada"),
                new Row(7, 3, "staffada", ""),
                new Row(7, 3, "", "staffada"),
                new Row(7, 3, null, "ada"))) {
            assertThat(cipher.open("2026", sealed, other)).isEmpty();
        }
        assertThat(cipher.open("2025", sealed, ROW)).isEmpty();
        assertThat(cipher(2).open("2026", sealed, ROW)).isEmpty();
        assertThat(cipher.open("2026", sealed, ROW)).as("after failures").isPresent();
    }

    @Test
    void a_template_of_which_any_byte_was_changed_does_not_open() {
        byte[] sealed = cipher.seal("2026", plain(), ROW);
        for (int i = 0; i < sealed.length; i++) {
            byte[] other = sealed.clone();
            other[i] ^= 1;
            assertThat(cipher.open("2026", other, ROW)).as("byte %d", i).isEmpty();
        }
        assertThat(cipher.open("2026", Arrays.copyOf(sealed, sealed.length - 1), ROW))
                .isEmpty();
        assertThat(cipher.open("2026", Arrays.copyOf(sealed, sealed.length + 1), ROW))
                .isEmpty();
    }

    @Test
    void a_row_of_the_earlier_format_is_not_bound_to_the_name_of_its_gallery() {
        Row row = new Row(7, 3, null, "ada");
        byte[] sealed = cipher.seal("2026", plain(), row);

        assertThat(cipher.open("2026", sealed, row)).isPresent();
        assertThat(cipher.open("2026", sealed, new Row(7, 3, "", "ada"))).isEmpty();
    }

    @Test
    void the_ends_are_nonce_and_tag() {
        byte[] sealed = new byte[40];
        for (int i = 0; i < sealed.length; i++) {
            sealed[i] = (byte) i;
        }

        assertThat(TemplateCipher.ends(sealed))
                .containsExactly(
                        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37,
                        38, 39);
    }

    @Test
    void a_row_is_shown_without_its_person() {
        assertThat(ROW).hasToString("Row[face 7]");
    }

    @Test
    void a_key_of_another_length_or_algorithm_is_a_failure_that_shows_no_byte_of_it() {
        TemplateKeys odd = new TemplateKeys() {
            @Override
            public String current() {
                return "odd";
            }

            @Override
            public Optional<SecretKey> find(String name) {
                return Optional.of(new SecretKeySpec("ten letters".getBytes(StandardCharsets.US_ASCII), "AES"));
            }
        };
        TemplateCipher unusable = new TemplateCipher(new StoreKeys(odd, "the place"));

        for (GalleryStoreException thrown : List.of(
                catchThrowableOfType(GalleryStoreException.class, () -> unusable.seal("odd", plain(), ROW)),
                catchThrowableOfType(GalleryStoreException.class, () -> unusable.open("odd", new byte[28], ROW)))) {
            assertThat(thrown.reason()).isEqualTo(GalleryStoreException.Reason.KEY);
            assertThat(thrown)
                    .hasMessageContaining("\"odd\"")
                    .hasMessageContaining("the place")
                    .hasMessageContaining("16, 24 or 32")
                    .hasMessageNotContaining("letters")
                    .hasCauseInstanceOf(InvalidKeyException.class);
        }
    }
}
