package io.facebridge.aws;

import io.facebridge.FaceProvider;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.testkit.FaceComparerContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("models")
class AwsFaceComparerNamingImagesTest extends FaceComparerContract {
    private static AwsEmulator emulator;
    private static AwsFaces faces;

    @BeforeAll
    static void open() {
        emulator = AwsTestbed.startEmulator();
        faces = AwsTestbed.faces(emulator.endpoint())
                .nameThePictureWithoutAFace(true)
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
    protected boolean detectsEveryFaceOfTheReference() {
        return false;
    }

    @Override
    protected boolean hasPublishedFalseMatchRates() {
        return false;
    }
}
