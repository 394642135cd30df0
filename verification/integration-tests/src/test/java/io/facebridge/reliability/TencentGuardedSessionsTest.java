package io.facebridge.reliability;

import io.facebridge.FaceProvider;
import io.facebridge.emulator.TencentEmulator;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.tencent.TencentFaces;
import io.facebridge.tencent.TencentSite;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

class TencentGuardedSessionsTest extends GuardedSessionsContract {
    private final TencentEmulator emulator = TencentEmulator.backedBy(SEEN)
            .credentials(Stand.ID, Stand.SECRET)
            .region(Stand.TENCENT_REGION)
            .clock(clock)
            .start();
    private final TencentFaces faces = TencentFaces.builder()
            .region(Stand.TENCENT_REGION)
            .site(TencentSite.INTERNATIONAL)
            .endpoint(emulator.endpoint())
            .credentials(Stand.ID, Stand.SECRET)
            .callPolicy(unlimited())
            .clock(clock)
            .build();

    @AfterAll
    void close() {
        faces.close();
        emulator.close();
    }

    @Override
    FaceProvider provider() {
        return faces;
    }

    /** By the vendor's table where there is one, and by what the emulator says of its own scores. */
    @Override
    MatchPolicy policy(ScoreScale scale) {
        MatchPolicy policy = MatchPolicy.falseMatchRate(1e-3);
        return scale.falseMatchTable().isPresent() ? policy : policy.calibratedBy(scale, emulator.calibration());
    }

    @Override
    void complete(LivenessSession session, boolean live, List<FaceImage> film) {
        if (live) {
            emulator.liveness().succeed(session.id().value(), film.get(0));
        } else {
            emulator.liveness().fail(session.id().value(), "1005");
        }
    }
}
