package io.facebridge.aws;

import io.facebridge.FaceProvider;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.testkit.FaceProviderContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("models")
class AwsFaceProviderTest extends FaceProviderContract {
    private static AwsEmulator emulator;
    private static AwsFaces faces;

    @BeforeAll
    static void start() {
        emulator = AwsTestbed.startEmulator();
        faces = AwsTestbed.faces(emulator.endpoint()).build();
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
        return AwsTestbed.faces(emulator.endpoint()).build();
    }

    @Override
    protected boolean supportsTemplates() {
        return false;
    }

    @Override
    protected boolean supportsPassiveLiveness() {
        return false;
    }
}
