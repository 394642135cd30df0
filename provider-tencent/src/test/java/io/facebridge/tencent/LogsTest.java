package io.facebridge.tencent;

import io.facebridge.FaceProvider;
import io.facebridge.emulator.TencentEmulator;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.testkit.LogsContract;
import io.facebridge.testkit.PaintedFaces;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class LogsTest extends LogsContract {
    private static TencentEmulator emulator;
    private static TencentEmulator strict;
    private static TencentFaces faces;

    @BeforeAll
    static void start() {
        emulator = TencentEmulator.backedBy(new PaintedFaces())
                .credentials(TencentClients.SECRET_ID, KEY)
                .start();
        strict = TencentEmulator.backedBy(new PaintedFaces())
                .credentials(TencentClients.SECRET_ID, "another")
                .start();
        faces = faces(emulator.endpoint());
    }

    @AfterAll
    static void stop() {
        faces.close();
        emulator.close();
        strict.close();
    }

    private static TencentFaces faces(URI endpoint) {
        return TencentClients.faces(endpoint)
                .credentials(TencentClients.SECRET_ID, KEY, TOKEN)
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
        emulator.liveness().succeed(session.id().value(), picture);
    }

    @Override
    protected boolean clientLogs() {
        return false;
    }
}
