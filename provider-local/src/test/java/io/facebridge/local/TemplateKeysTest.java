package io.facebridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateKeysTest {
    private static byte[] key(int bytes, int filling) {
        byte[] key = new byte[bytes];
        Arrays.fill(key, (byte) filling);
        return key;
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32})
    void keys_of_the_lengths_of_aes_are_held(int bytes) {
        SecretKey held = TemplateKeys.of("2026", key(bytes, 7)).find("2026").orElseThrow();

        assertThat(held.getAlgorithm()).isEqualTo("AES");
        assertThat(held.getEncoded()).isEqualTo(key(bytes, 7));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 17, 23, 25, 31, 33})
    void keys_of_other_lengths_are_rejected(int bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TemplateKeys.of("2026", key(bytes, 7)))
                .withMessageContainingAll("16, 24 or 32 bytes", "\"2026\"", String.valueOf(bytes));
    }

    @Test
    void names_of_1_to_64_characters_are_accepted() {
        assertThat(TemplateKeys.of("k", key(16, 7)).current()).isEqualTo("k");
        assertThat(TemplateKeys.of("k".repeat(64), key(16, 7)).find("k".repeat(64)))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65})
    void names_of_other_lengths_are_rejected(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TemplateKeys.of("k".repeat(length), key(16, 7)))
                .withMessageContainingAll("1 to 64 characters", String.valueOf(length));
        assertThatIllegalArgumentException().isThrownBy(() -> TemplateKeys.of(" ".repeat(3), key(16, 7)));
    }

    @Test
    void an_older_key_is_found_and_the_current_one_stays() {
        TemplateKeys.Held one = TemplateKeys.of("new", key(16, 1));
        TemplateKeys.Held both = one.with("old", key(32, 2));

        assertThat(both.current()).isEqualTo("new");
        assertThat(both.find("new")).map(SecretKey::getEncoded).contains(key(16, 1));
        assertThat(both.find("old")).map(SecretKey::getEncoded).contains(key(32, 2));
        assertThat(both.find("none")).isEmpty();
        assertThat(one.find("old")).isEmpty();
    }

    @Test
    void a_key_is_copied() {
        byte[] given = key(16, 1);
        TemplateKeys keys = TemplateKeys.of("k", given);
        Arrays.fill(given, (byte) 9);

        assertThat(keys.find("k")).map(SecretKey::getEncoded).contains(key(16, 1));
    }

    @Test
    void one_name_stands_for_one_key() {
        TemplateKeys.Held keys = TemplateKeys.of("k", key(16, 1));

        assertThat(keys.with("k", key(16, 1)).find("k"))
                .map(SecretKey::getEncoded)
                .contains(key(16, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.with("k", key(16, 2)))
                .withMessageContaining("\"k\"");
    }

    @Test
    void text_names_the_current_key_and_the_number_of_keys_and_shows_none() {
        assertThat(TemplateKeys.of("new", key(16, 65)).with("old", key(16, 66)))
                .hasToString("TemplateKeys[current new, 2 in all]");
    }
}
