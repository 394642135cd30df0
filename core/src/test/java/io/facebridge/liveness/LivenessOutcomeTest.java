package io.facebridge.liveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.facebridge.error.Effect;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.ProviderError;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.image.FaceImage;
import io.facebridge.image.PixelBudget;
import io.facebridge.match.Comparison;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.ProviderId;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LivenessOutcomeTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration LIFE = Duration.ofMinutes(3);
    private static final ProviderError ANSWER =
            new ProviderError(new ProviderId("scripted"), "HTTP 200", "request-1", 200);

    private final LivenessSession session = LivenessSession.restore(
                    new LivenessSessionId("secret-id"), "login-17", NOW.plus(LIFE))
            .clientToken("secret-token")
            .region("eu-west-1")
            .build();
    private final LivenessOutcome live = LivenessOutcome.builder(session, LivenessState.COMPLETED)
            .decision(LivenessDecision.LIVE)
            .build();

    @ParameterizedTest
    @EnumSource(
            value = LivenessState.class,
            names = {"CREATED", "IN_PROGRESS", "FAILED", "EXPIRED"})
    void only_a_completed_session_can_be_decided(LivenessState state) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LivenessOutcome.builder(session, state).decision(LivenessDecision.LIVE));
        assertThat(LivenessOutcome.builder(session, state).build().decision()).isEqualTo(LivenessDecision.UNDECIDED);
    }

    @ParameterizedTest
    @CsvSource({
        "CREATED, IN_PROGRESS, true", "CREATED, COMPLETED, true", "IN_PROGRESS, COMPLETED, true",
        "IN_PROGRESS, FAILED, true", "COMPLETED, EXPIRED, true", "COMPLETED, COMPLETED, true",
        "IN_PROGRESS, CREATED, false", "COMPLETED, IN_PROGRESS, false", "COMPLETED, FAILED, false",
        "FAILED, COMPLETED, false", "EXPIRED, COMPLETED, false", "EXPIRED, CREATED, false"
    })
    void a_session_goes_one_way(LivenessState from, LivenessState to, boolean allowed) {
        assertThat(from.mayBecome(to)).isEqualTo(allowed);
    }

    @Test
    void a_session_has_ended_when_the_person_is_done() {
        assertThat(LivenessState.values())
                .filteredOn(LivenessState::ended)
                .containsExactly(LivenessState.COMPLETED, LivenessState.FAILED, LivenessState.EXPIRED);
    }

    @Test
    void nothing_of_a_session_is_printed() {
        assertThat(session).hasToString("LivenessSession[expires 2026-01-02T03:07:05Z]");
        assertThat(session.id()).hasToString("LivenessSessionId[...]");
        assertThat(live).hasToString("LivenessOutcome[COMPLETED, LIVE]");
        assertThat(LivenessSessionRequest.forSubject("login-17")).hasToString("LivenessSessionRequest[0 audit images]");
    }

    @Test
    void a_session_needs_a_subject() {
        assertThatIllegalArgumentException().isThrownBy(() -> LivenessSessionRequest.forSubject(" "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LivenessSession.restore(new LivenessSessionId("x"), "", NOW));
    }

    @Test
    void a_session_keeps_what_it_was_opened_with() throws IOException {
        FaceImage reference = FaceImage.of(jpeg());
        LivenessSession compared = LivenessSession.restore(new LivenessSessionId("x"), "login-18", NOW)
                .verifyAgainst(reference)
                .build();

        assertThat(session.subject()).isEqualTo("login-17");
        assertThat(session.region()).contains("eu-west-1");
        assertThat(session.clientToken()).contains("secret-token");
        assertThat(session.verifyAgainst()).isEmpty();
        assertThat(compared.verifyAgainst()).contains(reference);
        assertThat(compared.region()).isEmpty();
        assertThat(compared.clientToken()).isEmpty();
    }

    @Test
    void a_request_keeps_its_subject_its_picture_and_how_many_images_for_an_audit() throws IOException {
        FaceImage reference = FaceImage.of(jpeg());
        LivenessSessionRequest request = LivenessSessionRequest.forSubject("login-17");

        assertThat(request.subject()).isEqualTo("login-17");
        assertThat(request.verifyAgainst()).isEmpty();
        assertThat(request.auditImages(4).auditImages()).isEqualTo(4);
        assertThat(request.auditImages(4).auditImages(0).auditImages()).isZero();
        assertThat(request.verifyAgainst(reference).auditImages(2))
                .hasToString("LivenessSessionRequest[2 audit images, with comparison]")
                .satisfies(both -> assertThat(both.verifyAgainst()).contains(reference));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request.auditImages(-1))
                .withMessageContaining("but was -1");
    }

    @Test
    void an_outcome_keeps_how_sure_the_service_was_and_what_it_compared() {
        ScoreScale scale = ScoreScale.of(new ProviderId("scripted"), "v1", ScoreScale.Operation.LIVENESS, 0, 1);
        Score sure = new Score(0.75, scale);
        Comparison comparison = Comparison.builder(sure).build();
        LivenessOutcome outcome =
                completed().confidence(sure).comparison(comparison).build();

        assertThat(outcome.confidence()).contains(sure);
        assertThat(outcome.comparison()).contains(comparison);
        assertThat(live.confidence()).isEmpty();
        assertThat(live.comparison()).isEmpty();
    }

    // Pictures as the service sent them

    @Test
    void a_picture_that_can_be_decoded_is_the_reference_image() throws IOException {
        LivenessOutcome outcome =
                completed().referenceImage(jpeg(), ANSWER).addAuditImage(jpeg()).build();

        assertThat(outcome.requireReferenceImage().width()).isEqualTo(120);
        assertThat(outcome.referenceImage()).contains(outcome.requireReferenceImage());
        assertThat(outcome.unreadableReferenceImage()).isEmpty();
        assertThat(outcome.auditImages()).hasSize(1);
        assertThat(outcome.unreadableAuditImages()).isZero();
    }

    @Test
    void a_picture_that_cannot_be_decoded_leaves_the_decision_and_says_why_it_is_absent() throws IOException {
        byte[] whole = jpeg();
        byte[] withoutItsLastRows = Arrays.copyOf(whole, whole.length * 2 / 3);
        LivenessOutcome outcome = completed()
                .decision(LivenessDecision.LIVE)
                .referenceImage(withoutItsLastRows, ANSWER)
                .addAuditImage(whole)
                .addAuditImage(withoutItsLastRows)
                .build();

        assertThat(outcome.decision()).isEqualTo(LivenessDecision.LIVE);
        assertThat(outcome.referenceImage()).isEmpty();
        assertThat(outcome.unreadableReferenceImage()).contains(InvalidImageException.Reason.TRUNCATED);
        assertThat(outcome.auditImages()).hasSize(1);
        assertThat(outcome.unreadableAuditImages()).isEqualTo(1);
    }

    @Test
    void a_picture_that_was_only_looked_at_takes_no_room_afterwards() throws IOException {
        long before = PixelBudget.process().inUse();

        var unused =
                completed().referenceImage(jpeg(), ANSWER).addAuditImage(jpeg()).build();

        assertThat(PixelBudget.process().inUse()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"'',EMPTY", "text,UNSUPPORTED_FORMAT"})
    void bytes_that_are_no_picture_are_named(String bytes, InvalidImageException.Reason reason) {
        LivenessOutcome outcome = completed()
                .referenceImage(bytes.getBytes(StandardCharsets.US_ASCII), ANSWER)
                .build();

        assertThat(outcome.unreadableReferenceImage()).contains(reason);
    }

    @Test
    void where_the_picture_is_needed_the_service_is_named_with_its_request() {
        LivenessOutcome outcome = completed()
                .unreadableReferenceImage(InvalidImageException.Reason.CORRUPT, ANSWER)
                .build();

        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(outcome::requireReferenceImage)
                .satisfies(thrown -> {
                    assertThat(thrown.providerError()).contains(ANSWER);
                    assertThat(thrown.effect()).isEqualTo(Effect.NONE);
                    assertThat(thrown).hasMessageContaining("CORRUPT").hasMessageContaining("again");
                });
        assertThatIllegalStateException().isThrownBy(() -> completed().build().requireReferenceImage());
    }

    private LivenessOutcome.Builder completed() {
        return LivenessOutcome.builder(session, LivenessState.COMPLETED);
    }

    private static byte[] jpeg() throws IOException {
        BufferedImage noise = new BufferedImage(120, 120, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int i = 0; i < 120 * 120; i++) {
            noise.setRGB(i % 120, i / 120, random.nextInt());
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(noise, "jpg", jpeg);
        return jpeg.toByteArray();
    }
}
