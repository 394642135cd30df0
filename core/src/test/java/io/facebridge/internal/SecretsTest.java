package io.facebridge.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.error.AuthenticationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @ParameterizedTest
    @ValueSource(strings = {"s3cret\n", "s3cret\r\n", "\ts3cret", "s3\u0000cret", "s3cret\u007f", "s3cret\u0085"})
    void a_secret_with_a_control_character_is_refused_by_the_name_of_its_setting(String secret) {
        assertThatExceptionOfType(AuthenticationException.class)
                .isThrownBy(() -> Secrets.requireSendable("secret key", secret))
                .withMessageContaining("the secret key holds a control character")
                .withMessageNotContaining("s3");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "s3cret", "with spaces/and+signs==", "ключ"})
    void others_pass(@Nullable String secret) {
        assertThatCode(() -> Secrets.requireSendable("key", secret)).doesNotThrowAnyException();
    }
}
