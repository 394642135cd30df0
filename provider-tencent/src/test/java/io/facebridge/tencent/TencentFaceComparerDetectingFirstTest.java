package io.facebridge.tencent;

import io.facebridge.FaceProvider;
import io.facebridge.emulator.TencentEmulator;
import io.facebridge.testkit.FaceComparerContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("models")
class TencentFaceComparerDetectingFirstTest extends FaceComparerContract {
    private static TencentEmulator emulator;
    private static TencentFaces faces;

    @BeforeAll
    static void open() {
        emulator = TencentTestbed.startEmulator();
        faces = TencentTestbed.faces(emulator.endpoint())
                .lookForOtherFaces(true)
                .build();
    }

    @AfterAll
    static void close() {
        faces.close();
        emulator.close();
    }

    @Override
    protected FaceProvider provider() {
        return faces;
    }

    @Override
    protected boolean comparesTheCentralFace() {
        return false;
    }
}
