package io.facebridge.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.error.AuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

class AwsSecretsTest {
    @Test
    void credentials_that_can_be_sent_are_those_that_were_given_and_none_is_shown() {
        for (AwsCredentials given : new AwsCredentials[] {
            AwsBasicCredentials.create("id", "hush"), AwsSessionCredentials.create("id", "hush", "token")
        }) {
            AwsSecrets secrets = new AwsSecrets(() -> given);

            assertThat(secrets.resolveCredentials()).isSameAs(given);
            assertThat(secrets).hasToString("AwsSecrets");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "access key id, i\u0001d, hush, token",
        "secret access key, id, hu\u0001sh, token",
        "session token, id, hush, to\u0001ken"
    })
    void one_that_cannot_be_sent_is_named_and_not_shown(String name, String id, String key, String token) {
        AwsSecrets secrets = new AwsSecrets(() -> AwsSessionCredentials.create(id, key, token));

        assertThatExceptionOfType(AuthenticationException.class)
                .isThrownBy(secrets::resolveCredentials)
                .withMessageContaining(name)
                .withMessageNotContainingAny(id, key, token);
    }
}
