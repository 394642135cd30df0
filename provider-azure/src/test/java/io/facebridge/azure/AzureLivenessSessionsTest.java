package io.facebridge.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.FaceProvider;
import io.facebridge.emulator.AzureEmulator;
import io.facebridge.emulator.AzureLivenessScript.Decision;
import io.facebridge.error.Effect;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.CorrelationIdStore;
import io.facebridge.liveness.LivenessDecision;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.liveness.LivenessState;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.testkit.LivenessSessionsContract;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("models")
class AzureLivenessSessionsTest extends LivenessSessionsContract {
    private static final LivenessSessionRequest REQUEST = LivenessSessionRequest.forSubject("account-7");

    private Duration passed = Duration.ZERO;
    private final Clock clock = ((InstantSource) () -> Instant.now().plus(passed)).withZone(ZoneOffset.UTC);
    private final CorrelationIdStore ids = CorrelationIdStore.inMemory(clock, UUID::randomUUID);
    private AzureEmulator emulator;
    private AzureFaces faces;

    @BeforeEach
    void open() {
        passed = Duration.ZERO;
        emulator = AzureTestbed.emulator().clock(clock).start();
        faces = AzureTestbed.faces(emulator).clock(clock).correlationIds(ids).build();
    }

    @AfterEach
    void close() {
        faces.close();
        emulator.close();
    }

    @Override
    protected FaceProvider provider() {
        return faces;
    }

    @Override
    protected MatchPolicy policy(ScoreScale scale) {
        return AzureTestbed.policy(emulator, scale);
    }

    @Override
    protected void begin(LivenessSession session) {
        emulator.liveness().start(session.id().value());
    }

    @Override
    protected void complete(LivenessSession session, boolean live, List<FaceImage> film) {
        emulator.liveness().decide(session.id().value(), live ? Decision.REALFACE : Decision.SPOOFFACE, film.get(0));
    }

    @Override
    protected void fail(LivenessSession session) {
        emulator.liveness().cancel(session.id().value());
    }

    @Override
    protected void pass(Duration time) {
        passed = passed.plus(time);
    }

    @Override
    protected Clock clock() {
        return clock;
    }

    @Override
    protected int maxAuditImages() {
        return 0;
    }

    @Override
    protected boolean givesAuditImages() {
        return false;
    }

    @Override
    protected LivenessSession unknownSession() {
        return LivenessSession.restore(
                        new LivenessSessionId(UUID.randomUUID().toString()),
                        "login-17",
                        clock.instant().plusSeconds(60))
                .build();
    }

    // What only this service has

    @Test
    void a_session_lives_as_long_as_its_token_and_ten_minutes_unless_told_otherwise() {
        AzureLivenessOptions aMinute =
                AzureLivenessOptions.builder().tokenLife(Duration.ofMinutes(1)).build();
        Instant before = clock.instant();
        LivenessSession ten = faces.livenessSessions().open(REQUEST);
        LivenessSession one = faces.livenessSessions().open(REQUEST, aMinute);

        assertThat(ten.clientToken()).isPresent();
        assertThat(ten.expiresAt())
                .isBetween(before.plus(Duration.ofMinutes(10)), clock.instant().plus(Duration.ofMinutes(10)));
        assertThat(one.expiresAt())
                .isBetween(before.plus(Duration.ofMinutes(1)), clock.instant().plus(Duration.ofMinutes(1)));
    }

    @Test
    void refuses_a_token_that_lives_too_shortly_or_too_long() {
        for (Duration life : List.of(Duration.ofSeconds(59), Duration.ofSeconds(86_401))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AzureLivenessOptions.builder().tokenLife(life))
                    .withMessageContaining(life.toString());
        }
    }

    @Test
    void a_restored_session_with_a_picture_has_the_same_comparison() {
        LivenessSession session =
                faces.livenessSessions().open(REQUEST.verifyAgainst(testImages().portrait()));
        complete(session, true, List.of(testImages().samePerson()));
        LivenessSession restored = LivenessSession.restore(session.id(), "account-7", session.expiresAt())
                .build();

        assertThat(faces.livenessSessions()
                        .result(restored)
                        .comparison()
                        .orElseThrow()
                        .score())
                .isEqualTo(faces.livenessSessions()
                        .result(session)
                        .comparison()
                        .orElseThrow()
                        .score());
    }

    @Test
    void an_attempt_that_fails_leaves_the_session_open_until_there_have_been_too_many() {
        LivenessSession session = faces.livenessSessions().open(REQUEST);
        emulator.liveness().failAttempt(session.id().value(), "FaceWithMaskDetected");
        LivenessOutcome once = faces.livenessSessions().result(session);
        assertThat(once.state()).isEqualTo(LivenessState.IN_PROGRESS);
        assertThat(once.vendor().as(AzureLivenessAttempt.class).orElseThrow().errorCode())
                .contains("FaceWithMaskDetected");

        emulator.liveness().failAttempt(session.id().value(), "FaceWithMaskDetected");
        emulator.liveness().failAttempt(session.id().value(), "FaceWithMaskDetected");
        assertThat(faces.livenessSessions().result(session).state()).isEqualTo(LivenessState.FAILED);
    }

    @Test
    void an_attempt_that_succeeds_after_one_that_failed_counts() {
        LivenessSession session = faces.livenessSessions().open(REQUEST);
        emulator.liveness().failAttempt(session.id().value(), "NoFaceDetected");
        complete(session, true, List.of(testImages().samePerson()));

        assertThat(faces.livenessSessions().result(session).decision()).isEqualTo(LivenessDecision.LIVE);
    }

    @Test
    void what_the_service_is_not_certain_of_is_undecided() {
        LivenessSession session = faces.livenessSessions().open(REQUEST);
        emulator.liveness()
                .decide(session.id().value(), Decision.UNCERTAIN, testImages().samePerson());

        LivenessOutcome outcome = faces.livenessSessions().result(session);
        assertThat(outcome.state()).isEqualTo(LivenessState.COMPLETED);
        assertThat(outcome.decision()).isEqualTo(LivenessDecision.UNDECIDED);
    }

    @Test
    void a_spoof_of_the_right_person_is_not_live_and_not_compared() {
        LivenessSession session =
                faces.livenessSessions().open(REQUEST.verifyAgainst(testImages().portrait()));
        emulator.liveness()
                .decide(session.id().value(), Decision.SPOOFFACE, testImages().portrait());

        LivenessOutcome outcome = faces.livenessSessions().result(session);
        assertThat(outcome.decision()).isEqualTo(LivenessDecision.NOT_LIVE);
        assertThat(outcome.comparison()).isEmpty();
    }

    @Test
    void the_digest_is_the_one_that_the_client_shows() {
        LivenessSession session = faces.livenessSessions().open(REQUEST);
        String shown = emulator.liveness()
                .decide(session.id().value(), Decision.REALFACE, testImages().samePerson());

        assertThat(faces.livenessSessions()
                        .result(session)
                        .vendor()
                        .as(AzureLivenessAttempt.class)
                        .orElseThrow()
                        .digest())
                .contains(shown);
    }

    @Test
    void a_session_that_keeps_no_picture_gives_none() {
        LivenessSession session = faces.livenessSessions()
                .open(
                        REQUEST,
                        AzureLivenessOptions.builder().withoutSessionImage().build());
        complete(session, true, List.of(testImages().samePerson()));

        assertThat(faces.livenessSessions().result(session).referenceImage()).isEmpty();
        assertThat(emulator.attempts("GetSessionImage")).isZero();
    }

    @Test
    void deletes_a_session_of_either_kind_and_one_that_is_not_there() {
        LivenessSession plain = faces.livenessSessions().open(REQUEST);
        LivenessSession compared =
                faces.livenessSessions().open(REQUEST.verifyAgainst(testImages().portrait()));
        LivenessSession restored = LivenessSession.restore(compared.id(), "account-7", compared.expiresAt())
                .build();
        faces.livenessSessions().delete(plain);
        faces.livenessSessions().delete(restored);
        faces.livenessSessions().delete(restored);

        for (LivenessSession gone : List.of(plain, compared)) {
            assertThatExceptionOfType(NotFoundException.class)
                    .isThrownBy(() -> faces.livenessSessions().result(gone));
        }
    }

    @Test
    void deletes_a_session_that_was_read_when_told_so_and_not_before_it_has_ended() {
        try (AzureFaces careful = AzureTestbed.faces(emulator)
                .clock(clock)
                .correlationIds(ids)
                .deleteSessionsAfterReading(true)
                .build()) {
            LivenessSession session = careful.livenessSessions()
                    .open(REQUEST.verifyAgainst(testImages().portrait()));
            begin(session);
            assertThat(careful.livenessSessions().result(session).state()).isEqualTo(LivenessState.IN_PROGRESS);
            complete(session, true, List.of(testImages().samePerson()));

            LivenessOutcome outcome = careful.livenessSessions().result(session);
            assertThat(outcome.decision()).isEqualTo(LivenessDecision.LIVE);
            assertThat(outcome.referenceImage()).isPresent();
            assertThatExceptionOfType(NotFoundException.class)
                    .isThrownBy(() -> careful.livenessSessions().result(session));
        }
    }

    @Test
    void a_session_whose_answer_was_lost_is_not_opened_twice() {
        emulator.faults().next(1, "CreateLivenessSession").resetAfter();

        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(() -> faces.livenessSessions().open(REQUEST))
                .satisfies(e -> assertThat(e.effect()).isEqualTo(Effect.UNKNOWN));
        assertThat(emulator.attempts("CreateLivenessSession")).isEqualTo(1);
    }
}
