package io.facebridge.reliability;

import io.facebridge.FaceProvider;
import io.facebridge.azure.AzureFaces;
import io.facebridge.emulator.AzureEmulator;
import io.facebridge.emulator.AzureLivenessScript.Decision;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.CorrelationIdStore;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;

class AzureGuardedSessionsTest extends GuardedSessionsContract {
    private final AzureEmulator emulator =
            AzureEmulator.backedBy(SEEN).key(Stand.SECRET).clock(clock).start();
    private final AzureFaces faces = AzureFaces.builder()
            .endpoint(emulator.endpoint())
            .sslContext(emulator.sslContext())
            .key(Stand.SECRET)
            .callPolicy(unlimited())
            .clock(clock)
            .correlationIds(CorrelationIdStore.inMemory(clock, UUID::randomUUID))
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
        return scale.falseMatchTable().isPresent()
                ? policy
                : policy.calibratedBy(scale, emulator.calibration().validUntil(Instant.MAX));
    }

    @Override
    void complete(LivenessSession session, boolean live, List<FaceImage> film) {
        emulator.liveness().decide(session.id().value(), live ? Decision.REALFACE : Decision.SPOOFFACE, film.get(0));
    }
}
