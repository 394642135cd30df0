package io.facebridge.aws;

import io.facebridge.FaceProvider;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.testkit.LogsContract;
import io.facebridge.testkit.PaintedFaces;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class LogsTest extends LogsContract {
    /** Gave no token, and refuses each. */
    private static AwsEmulator strict;

    private static AwsEmulator emulator;
    private static AwsFaces faces;

    @BeforeAll
    static void start() {
        emulator = AwsEmulator.backedBy(new PaintedFaces())
                .userUpdatingFor(Duration.ZERO)
                .start();
        strict = AwsEmulator.backedBy(new PaintedFaces())
                .credentials(AwsClients.ACCESS_KEY, KEY)
                .start();
        faces = faces(emulator.endpoint());
    }

    @AfterAll
    static void stop() {
        faces.close();
        emulator.close();
        strict.close();
    }

    private static AwsFaces faces(URI endpoint) {
        return AwsClients.faces(endpoint)
                .credentials(StaticCredentialsProvider.create(
                        AwsSessionCredentials.create(AwsClients.ACCESS_KEY, KEY, TOKEN)))
                .minLivenessConfidence(80)
                .build();
    }

    @Override
    protected FaceProvider provider() {
        return faces;
    }

    @Override
    protected List<FaceProvider> failing() {
        return List.of(faces(strict.endpoint()), faces(URI.create("http://127.0.0.1:1")));
    }

    @Override
    protected void complete(LivenessSession session, FaceImage picture) {
        emulator.liveness().complete(session.id().value(), 90, picture);
    }

    @Override
    protected Set<String> permitted() {
        return Set.of("a token: software.amazon.awssdk.http.auth.aws.internal.signer.DefaultV4RequestSigner at DEBUG");
    }
}
