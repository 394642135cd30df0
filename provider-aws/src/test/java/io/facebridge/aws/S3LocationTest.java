package io.facebridge.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class S3LocationTest {
    private static final String MAX_LENGTH_KEY = "k".repeat(1024);

    @Test
    void is_a_bucket_a_key_and_perhaps_a_version() {
        assertThat(S3Location.of("bucket-1", "key")).isEqualTo(new S3Location("bucket-1", "key", null));
        assertThat(new S3Location("b.1", MAX_LENGTH_KEY, MAX_LENGTH_KEY).version())
                .isEqualTo(MAX_LENGTH_KEY);
        assertThat(S3Location.of("b".repeat(255), "k").bucket()).hasSize(255);
    }

    @Test
    void what_the_services_rules_do_not_allow_is_refused() {
        for (String bucket : new String[] {"b1", "b".repeat(256), "a b c"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> S3Location.of(bucket, "key"))
                    .withMessageContaining(bucket);
        }
        for (String length : new String[] {"", MAX_LENGTH_KEY + "k"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> S3Location.of("bucket", length))
                    .withMessage("the name of an S3 object has 1 to 1024 characters but had " + length.length());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new S3Location("bucket", "key", length))
                    .withMessageStartingWith("the version of an S3 object");
        }
    }
}
