package io.facebridge.azure;

import io.facebridge.FaceProvider;
import io.facebridge.emulator.AzureEmulator;
import io.facebridge.testkit.FaceDetectorContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("models")
class AzureFaceDetectorTest extends FaceDetectorContract {
    private static AzureEmulator emulator;
    private static AzureFaces faces;

    @BeforeAll
    static void open() {
        emulator = AzureTestbed.startEmulator();
        faces = AzureTestbed.faces(emulator).build();
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
    protected boolean reportsConfidence() {
        return false;
    }
}
