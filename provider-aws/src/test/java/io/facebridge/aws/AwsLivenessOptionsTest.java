package io.facebridge.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class AwsLivenessOptionsTest {
    @Test
    void leave_pictures_in_the_answer_and_the_challenge_to_the_service_unless_set() {
        AwsLivenessOptions options = AwsLivenessOptions.defaults();

        assertThat(options.bucket()).isEmpty();
        assertThat(options.keyPrefix()).isEmpty();
        assertThat(options.kmsKey()).isEmpty();
        assertThat(options.challenges()).isEmpty();
        assertThat(AwsLivenessOptions.defaults()).isSameAs(options);
    }

    @Test
    void hold_what_was_set() {
        AwsLivenessOptions options = AwsLivenessOptions.builder()
                .storeIn("bucket", "sessions/")
                .kmsKey("alias/faces")
                .challenge("FaceMovementChallenge")
                .challenge("FaceMovementAndLightChallenge")
                .build();

        assertThat(options.bucket()).contains("bucket");
        assertThat(options.keyPrefix()).contains("sessions/");
        assertThat(options.kmsKey()).contains("alias/faces");
        assertThat(options.challenges()).containsExactly("FaceMovementChallenge", "FaceMovementAndLightChallenge");
    }

    @Test
    void refuse_what_the_services_rules_do_not_allow() {
        AwsLivenessOptions.Builder builder = AwsLivenessOptions.builder();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.storeIn("b", ""))
                .withMessageContaining("an S3 bucket");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.storeIn("bucket", "a b"))
                .withMessageContaining("an S3 key prefix");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.kmsKey(""))
                .withMessageContaining("a KMS key id");
    }
}
