package io.facebridge.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.FaceProvider;
import io.facebridge.LivenessSessions;
import io.facebridge.emulator.TencentEmulator;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.liveness.LivenessState;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.testkit.LivenessSessionsContract;
import java.net.URI;
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
class TencentLivenessSessionsTest extends LivenessSessionsContract {
    private static final Duration NONE = Duration.ZERO;

    private Duration passed = NONE;
    private final Clock clock = ((InstantSource) () -> Instant.now().plus(passed)).withZone(ZoneOffset.UTC);
    private TencentEmulator emulator;
    private TencentFaces faces;

    @BeforeEach
    void open() {
        passed = NONE;
        // Signatures are not looked at: the SDK's are of the present, and sessions end beyond the minutes that those
        // live.
        emulator = TencentEmulator.backedBy(TencentTestbed.SEEN)
                .region(TencentClients.REGION)
                .clock(clock)
                .start();
        faces = TencentTestbed.faces(emulator.endpoint()).clock(clock).build();
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
        return TencentTestbed.policy(emulator, scale);
    }

    @Override
    protected void begin(LivenessSession session) {
        assertThat(emulator.liveness().sessions()).contains(session.id().value());
    }

    @Override
    protected void complete(LivenessSession session, boolean live, List<FaceImage> film) {
        if (live) {
            emulator.liveness().succeed(session.id().value(), film.get(0));
        } else {
            emulator.liveness().fail(session.id().value(), "1005");
        }
    }

    @Override
    protected void fail(LivenessSession session) {
        emulator.liveness().fail(session.id().value(), "1001");
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
    protected boolean reportsSessionStart() {
        return false;
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

    @Test
    void a_session_lives_for_ten_minutes_in_the_providers_region_and_has_a_token_for_the_phone() {
        Instant before = clock.instant();
        LivenessSession session = faces.livenessSessions().open(LivenessSessionRequest.forSubject("login-17"));

        assertThat(session.region()).contains(TencentClients.REGION);
        assertThat(session.clientToken()).contains(session.id().value());
        assertThat(session.expiresAt())
                .isBetween(before.plus(Duration.ofMinutes(10)), clock.instant().plus(Duration.ofMinutes(10)));
    }

    @Test
    void the_phone_and_the_network_can_fail_without_saying_that_nobody_was_live() {
        for (String code : List.of("1001", "1004", "2004", "9999")) {
            LivenessSession session = faces.livenessSessions().open(LivenessSessionRequest.forSubject("login-17"));
            emulator.liveness().fail(session.id().value(), code);

            assertThat(faces.livenessSessions().result(session).state()).isEqualTo(LivenessState.FAILED);
        }
    }

    @Test
    void are_not_offered_on_the_domestic_site() {
        try (TencentFaces domestic = TencentTestbed.faces(emulator.endpoint())
                .site(TencentSite.DOMESTIC)
                .build()) {
            assertThat(domestic.find(LivenessSessions.class)).isEmpty();
            assertThatExceptionOfType(UnsupportedCapabilityException.class).isThrownBy(domestic::livenessSessions);
        }
    }

    @Test
    void refuses_an_id_that_is_none_before_asking() {
        LivenessSession session = LivenessSession.restore(
                        new LivenessSessionId("secret id"),
                        "login-17",
                        clock.instant().plusSeconds(60))
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> faces.livenessSessions().result(session))
                .withMessageNotContaining("secret id");
        assertThat(emulator.attempts("GetFaceIdResultIntl")).isZero();
    }

    @Test
    void what_would_have_no_effect_on_liveness_is_refused() {
        TencentFaces.Builder domestic =
                TencentClients.faces(URI.create("http://127.0.0.1:1")).site(TencentSite.DOMESTIC);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> domestic.livenessSecureLevel(2).build())
                .withMessageContaining("livenessSecureLevel")
                .withMessageContaining("international");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TencentClients.faces(URI.create("http://127.0.0.1:1"))
                        .legacyLiveness()
                        .minLivenessScore(50)
                        .build())
                .withMessageContaining("minLivenessScore is 50.0")
                .withMessageContaining("legacyLiveness");
    }
}
