package io.facebridge.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.FaceProvider;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.image.FaceImage;
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
import software.amazon.awssdk.services.rekognition.model.GetFaceLivenessSessionResultsResponse;

@Tag("models")
class AwsLivenessSessionsTest extends LivenessSessionsContract {
    private static final Duration NONE = Duration.ZERO;

    private Duration passed = NONE;
    private final Clock clock = ((InstantSource) () -> Instant.now().plus(passed)).withZone(ZoneOffset.UTC);
    private AwsEmulator emulator;
    private AwsFaces faces;

    @BeforeEach
    void open() {
        passed = NONE;
        emulator = AwsTestbed.emulator().clock(clock).start();
        faces = AwsTestbed.faces(emulator.endpoint())
                .clock(clock)
                .minLivenessConfidence(80)
                .build();
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
        return AwsTestbed.policy(emulator, scale);
    }

    @Override
    protected void begin(LivenessSession session) {
        emulator.liveness().start(session.id().value());
    }

    @Override
    protected void complete(LivenessSession session, boolean live, List<FaceImage> film) {
        emulator.liveness()
                .complete(
                        session.id().value(),
                        live ? 80 : 79.9,
                        film.get(0),
                        film.subList(1, film.size()).toArray(FaceImage[]::new));
    }

    @Override
    protected void fail(LivenessSession session) {
        emulator.liveness().fail(session.id().value());
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
        return 4;
    }

    @Override
    protected boolean keepsResultsPastTheEnd() { // the service deletes a session's data when its three minutes are over
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

    @Test
    void a_session_lives_for_three_minutes_in_the_providers_region() {
        Instant before = clock.instant();
        LivenessSession session = faces.livenessSessions().open(LivenessSessionRequest.forSubject("login-17"));

        assertThat(session.region()).contains(AwsClients.REGION);
        assertThat(session.clientToken()).isEmpty();
        assertThat(session.expiresAt())
                .isBetween(before.plus(Duration.ofMinutes(3)), clock.instant().plus(Duration.ofMinutes(3)));
    }

    @Test
    void decides_nothing_when_nobody_said_what_is_enough() {
        try (AwsFaces undecided =
                AwsTestbed.faces(emulator.endpoint()).clock(clock).build()) {
            LivenessSession session = undecided.livenessSessions().open(LivenessSessionRequest.forSubject("login-17"));
            complete(session, true, List.of(testImages().portrait()));
            LivenessOutcome outcome = undecided.livenessSessions().result(session);

            assertThat(outcome.state()).isEqualTo(LivenessState.COMPLETED);
            assertThat(outcome.decision()).isEqualTo(LivenessDecision.UNDECIDED);
            assertThat(outcome.confidence()).isPresent();
        }
    }

    @Test
    void a_lost_answer_opens_no_second_session() {
        emulator.faults().next(1, "CreateFaceLivenessSession").resetAfter();
        faces.livenessSessions().open(LivenessSessionRequest.forSubject("login-17"));

        assertThat(emulator.liveness().sessions()).hasSize(1);
    }

    @Test
    void pictures_that_go_to_a_bucket_are_not_in_the_outcome_and_can_still_be_compared() {
        LivenessSession session = faces.livenessSessions()
                .open(
                        LivenessSessionRequest.forSubject("login-17")
                                .verifyAgainst(testImages().portrait()),
                        AwsLivenessOptions.builder()
                                .storeIn("our-bucket", "liveness/")
                                .challenge("FaceMovementChallenge")
                                .build());
        complete(session, true, List.of(testImages().samePerson()));
        LivenessOutcome outcome = faces.livenessSessions().result(session);

        assertThat(outcome.referenceImage()).isEmpty();
        assertThat(outcome.comparison()).isPresent();
        assertThat(outcome.vendor().as(GetFaceLivenessSessionResultsResponse.class))
                .hasValueSatisfying(answer ->
                        assertThat(answer.referenceImage().s3Object().bucket()).isEqualTo("our-bucket"));
    }

    @Test
    void the_service_is_asked_before_a_session_is_called_expired() {
        LivenessSession session = faces.livenessSessions().open(LivenessSessionRequest.forSubject("login-17"));
        pass(Duration.ofMinutes(4));

        assertThat(faces.livenessSessions().result(session).state()).isEqualTo(LivenessState.EXPIRED);
        assertThat(emulator.requests("GetFaceLivenessSessionResults")).isEqualTo(1);
    }

    @Test
    void refuses_an_id_that_is_none_before_asking() {
        LivenessSession session = LivenessSession.restore(
                        new LivenessSessionId("secret-id"),
                        "login-17",
                        clock.instant().plusSeconds(60))
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> faces.livenessSessions().result(session))
                .withMessageNotContaining("secret-id");
        assertThat(emulator.attempts("GetFaceLivenessSessionResults")).isZero();
    }
}
