package io.facebridge.local;

import io.facebridge.FaceProvider;
import io.facebridge.testkit.FaceDetectorContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("models")
class LocalFaceDetectorTest extends FaceDetectorContract {
    private static LocalFaces faces;

    @BeforeAll
    static void open() {
        faces = LocalFaces.create();
    }

    @AfterAll
    static void close() {
        faces.close();
    }

    @Override
    protected FaceProvider provider() {
        return faces;
    }

    @Override
    protected boolean supportsAttributes() {
        return false;
    }
}
