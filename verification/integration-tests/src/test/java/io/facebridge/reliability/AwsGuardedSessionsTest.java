package io.facebridge.reliability;

import io.facebridge.FaceProvider;
import io.facebridge.aws.AwsFaces;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class AwsGuardedSessionsTest extends GuardedSessionsContract {
    private static final String REGION = "eu-west-1";

    private final AwsEmulator emulator = AwsEmulator.backedBy(SEEN)
            .credentials(Stand.ID, Stand.SECRET)
            .region(REGION)
            .clock(clock)
            .start();
    private final AwsFaces faces = AwsFaces.builder()
            .region(REGION)
            .endpoint(emulator.endpoint())
            .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create(Stand.ID, Stand.SECRET)))
            .callPolicy(unlimited())
            .clock(clock)
            .minLivenessConfidence(80)
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

    @Override
    MatchPolicy policy(ScoreScale scale) {
        return MatchPolicy.falseMatchRate(1e-3)
                .calibratedBy(scale, emulator.calibration().validUntil(Instant.MAX));
    }

    @Override
    void complete(LivenessSession session, boolean live, List<FaceImage> film) {
        emulator.liveness()
                .complete(
                        session.id().value(),
                        live ? 80 : 79.9,
                        film.get(0),
                        film.subList(1, film.size()).toArray(FaceImage[]::new));
    }
}
