package io.facebridge.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.error.AuthenticationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @ParameterizedTest
    @ValueSource(strings = {"s3cret\n", "s3cret\r\n", "\ts3cret", "s3\u0000cret", "s3cret\u007f", "s3cret\u0085"})
    void a_secret_with_a_control_character_is_refused_by_the_name_of_its_setting(String secret) {
        assertThatExceptionOfType(AuthenticationException.class)
                .isThrownBy(() -> Secrets.requireSendable("secret key", secret))
                .withMessageContaining("the secret key contains a control character")
                .withMessageNotContaining("s3");
    }

    @Test
    void a_refused_secret_is_described_by_the_place_of_the_character_and_its_length() {
        assertThatExceptionOfType(AuthenticationException.class)
                .isThrownBy(() -> Secrets.requireSendable("secret key", "s3cret\n"))
                .withMessageContaining("number a (hexadecimal) at position 7 of 7,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AAECAwQFBgcICQoLDA0ODw==",
                "AAECAwQFBgcICQoLDA0ODw",
                "-_ECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
                "+/ECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "000102030405060708090A0B0C0D0E0F"
            })
    void hexadecimal_digits_and_both_alphabets_of_base64_look_like_a_key(String key) {
        assertThat(Secrets.looksLikeKey(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "log.key", "KEY_OF_THE_LOG", "/etc/facebridge/2026.key", "C:\\keys\\of the stores\\2026"})
    void names_of_files_and_variables_do_not(String name) {
        assertThat(Secrets.looksLikeKey(name)).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "s3cret", "with spaces/and+signs==", "ключ"})
    void others_pass(@Nullable String secret) {
        assertThatCode(() -> Secrets.requireSendable("key", secret)).doesNotThrowAnyException();
    }
}
