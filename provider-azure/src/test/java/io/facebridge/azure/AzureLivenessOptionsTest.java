package io.facebridge.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AzureLivenessOptionsTest {
    @Test
    void let_a_person_move_for_ten_minutes_and_keep_the_picture_unless_set() {
        AzureLivenessOptions options = AzureLivenessOptions.defaults();

        assertThat(options.passive()).isFalse();
        assertThat(options.tokenLife()).isEqualTo(Duration.ofMinutes(10));
        assertThat(options.sessionImage()).isTrue();
        assertThat(options.modelVersion()).isEmpty();
        assertThat(AzureLivenessOptions.defaults()).isSameAs(options);
    }

    @Test
    void hold_what_was_set() {
        AzureLivenessOptions options = AzureLivenessOptions.builder()
                .passive()
                .tokenLife(Duration.ofHours(1))
                .withoutSessionImage()
                .modelVersion("2024-11-15")
                .build();

        assertThat(options.passive()).isTrue();
        assertThat(options.tokenLife()).isEqualTo(Duration.ofHours(1));
        assertThat(options.sessionImage()).isFalse();
        assertThat(options.modelVersion()).contains("2024-11-15");
    }

    @ParameterizedTest
    @ValueSource(longs = {60, 86_400})
    void a_token_lives_between_a_minute_and_a_day(long seconds) {
        AzureLivenessOptions.Builder builder = AzureLivenessOptions.builder();
        Duration end = Duration.ofSeconds(seconds);

        assertThat(builder.tokenLife(end).build().tokenLife()).isEqualTo(end);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.tokenLife(seconds == 60 ? end.minusNanos(1) : end.plusNanos(1)))
                .withMessageContaining("[60 s, 86400 s]");
    }

    @Test
    void a_model_version_is_one() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AzureLivenessOptions.builder().modelVersion("a b"))
                .withMessageContaining("\"a b\"");
    }

    // What comes back

    @Test
    void an_attempt_holds_what_the_service_said_and_shows_neither_digest_nor_hash() {
        AzureLivenessAttempt passed = new AzureLivenessAttempt(1, "digest", "hash", null, "2024-11-15");
        AzureLivenessAttempt failed = new AzureLivenessAttempt(2, null, null, "FaceWithMaskDetected", null);

        assertThat(passed.number()).isEqualTo(1);
        assertThat(passed.digest()).contains("digest");
        assertThat(passed.verifyImageHash()).contains("hash");
        assertThat(passed.errorCode()).isEmpty();
        assertThat(passed.modelVersion()).contains("2024-11-15");
        assertThat(passed).hasToString("AzureLivenessAttempt[1]");
        assertThat(failed.digest()).isEmpty();
        assertThat(failed.verifyImageHash()).isEmpty();
        assertThat(failed.errorCode()).contains("FaceWithMaskDetected");
        assertThat(failed.modelVersion()).isEmpty();
        assertThat(failed).hasToString("AzureLivenessAttempt[2, FaceWithMaskDetected]");
    }

    @Test
    void an_answer_shows_its_ids_and_nothing_of_itself() {
        AzureAnswer answer = new AzureAnswer("17", "18", () -> "{\"name\":\"ada\"}");

        assertThat(answer.requestId()).contains("17");
        assertThat(answer.clientRequestId()).isEqualTo("18");
        assertThat(answer.json()).isEqualTo("{\"name\":\"ada\"}");
        assertThat(answer).hasToString("AzureAnswer[request 17, client request 18]");
        assertThat(new AzureAnswer(null, "18", () -> "").requestId()).isEmpty();
    }
}
