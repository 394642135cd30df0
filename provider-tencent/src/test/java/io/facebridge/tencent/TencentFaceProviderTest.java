package io.facebridge.tencent;

import io.facebridge.FaceProvider;
import io.facebridge.emulator.TencentEmulator;
import io.facebridge.testkit.FaceProviderContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("models")
class TencentFaceProviderTest extends FaceProviderContract {
    private static TencentEmulator emulator;
    private static TencentFaces faces;

    @BeforeAll
    static void start() {
        emulator = TencentTestbed.startEmulator();
        faces = TencentTestbed.faces(emulator.endpoint()).build();
    }

    @AfterAll
    static void stop() {
        faces.close();
        emulator.close();
    }

    @Override
    protected FaceProvider provider() {
        return faces;
    }

    @Override
    protected FaceProvider open() {
        return TencentTestbed.faces(emulator.endpoint()).build();
    }

    @Override
    protected boolean supportsTemplates() {
        return false;
    }

    @Override
    protected boolean findsDuplicates() {
        return false;
    }
}
