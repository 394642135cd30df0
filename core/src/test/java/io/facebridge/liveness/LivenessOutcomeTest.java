package io.facebridge.liveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.facebridge.error.Effect;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.ProviderError;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.operations.guard.Redemption;
import io.facebridge.operations.guard.RedemptionStore;
import io.facebridge.provider.ProviderId;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

    private Instant time = NOW;
    private final Clock clock = ((InstantSource) () -> time).withZone(ZoneOffset.UTC);
    private final RedemptionStore redemptions = RedemptionStore.inMemory(clock);
    private final LivenessSession session = LivenessSession.restore(
                    new LivenessSessionId("secret-id"), "login-17", NOW.plus(LIFE))
            .clientToken("secret-token")
            .region("eu-west-1")
            .build();
    private final LivenessOutcome live = LivenessOutcome.of(session, LivenessState.COMPLETED)
            .decision(LivenessDecision.LIVE)
            .build();

    @Test
    void lets_its_subject_in_once() {
        assertThat(redemptions.redeem("login-17", live)).isEqualTo(Redemption.ACCEPTED);
        assertThat(redemptions.redeem("login-17", live)).isEqualTo(Redemption.USED);
    }

    @Test
    void another_subject_is_refused_and_uses_nothing_up() {
        assertThat(redemptions.redeem("login-18", live)).isEqualTo(Redemption.OTHER_SUBJECT);
        assertThat(redemptions.redeem("login-17", live)).isEqualTo(Redemption.ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource(
            value = LivenessDecision.class,
            names = {"NOT_LIVE", "UNDECIDED"})
    void whoever_is_not_live_is_refused(LivenessDecision decision) {
        LivenessOutcome outcome = LivenessOutcome.of(session, LivenessState.COMPLETED)
                .decision(decision)
                .build();

        assertThat(redemptions.redeem("login-17", outcome)).isEqualTo(Redemption.NOT_LIVE);
    }

    @Test
    void an_outcome_restored_after_the_record_was_forgotten_is_refused_all_the_same() {
        assertThat(redemptions.redeem("login-17", live)).isEqualTo(Redemption.ACCEPTED);
        time = NOW.plus(LIFE).plus(Duration.ofHours(1));

<<<<<<< 777e538dd4662a1e7edd9d2e14d70ca5e1882bbb
        assertThat(redemptions.redeem("login-17", live)).isEqualTo(Redemption.USED);
        assertThat(Redemptions.inMemory(clock).redeem("login-17", live)).isEqualTo(Redemption.USED);
=======
        assertThat(live.redeem("login-17", redemptions)).isEqualTo(Redemption.USED);
        assertThat(live.redeem("login-17", RedemptionStore.inMemory(clock))).isEqualTo(Redemption.USED);
>>>>>>> 92b284dd4e1e7063cee703854185af4471a17d52
    }

    @Test
    void of_many_threads_one_is_let_in() throws Exception {
        int callers = 16;
        CyclicBarrier start = new CyclicBarrier(callers);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<Redemption>> answers = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                answers.add(threads.submit(() -> {
                    start.await(1, TimeUnit.MINUTES);
                    return redemptions.redeem("login-17", live);
                }));
            }
            int accepted = 0;
            for (Future<Redemption> answer : answers) {
                accepted += answer.get(1, TimeUnit.MINUTES) == Redemption.ACCEPTED ? 1 : 0;
            }
            assertThat(accepted).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void forgets_what_it_need_not_remember_and_nothing_else() {
        IntStream.range(0, 3_000)
                .forEach(i -> redemptions.putIfAbsent(new LivenessSessionId("old-" + i), NOW.plusSeconds(1)));
        redemptions.putIfAbsent(new LivenessSessionId("young"), NOW.plusSeconds(100));
        time = NOW.plusSeconds(2);
        IntStream.range(0, 3_000)
                .forEach(i -> redemptions.putIfAbsent(new LivenessSessionId("new-" + i), NOW.plusSeconds(100)));

        assertThat(redemptions.putIfAbsent(new LivenessSessionId("young"), NOW.plusSeconds(100)))
                .isFalse();
        assertThat(redemptions.putIfAbsent(new LivenessSessionId("new-7"), NOW.plusSeconds(100)))
                .isFalse();
        assertThat(redemptions.putIfAbsent(new LivenessSessionId("old-7"), NOW.plusSeconds(100)))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = LivenessState.class,
            names = {"CREATED", "IN_PROGRESS", "FAILED", "EXPIRED"})
    void only_a_completed_session_can_be_decided(LivenessState state) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LivenessOutcome.of(session, state).decision(LivenessDecision.LIVE));
        assertThat(LivenessOutcome.of(session, state).build().decision()).isEqualTo(LivenessDecision.UNDECIDED);
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
        String printed = session + " " + session.id() + " " + live + " " + redemptions + " "
                + LivenessSessionRequest.forSubject("login-17");

        assertThat(printed).doesNotContain("secret-id", "secret-token", "login-17");
    }

    @Test
    void a_session_needs_a_subject() {
        assertThatIllegalArgumentException().isThrownBy(() -> LivenessSessionRequest.forSubject(" "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LivenessSession.restore(new LivenessSessionId("x"), "", NOW));
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
        return LivenessOutcome.of(session, LivenessState.COMPLETED);
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
