package io.facebridge.local;

import io.facebridge.FaceProvider;
import io.facebridge.testkit.FaceProviderContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("models")
class LocalFaceProviderTest extends FaceProviderContract {
    private static LocalFaces faces;

    @BeforeAll
    static void openOnce() {
        faces = LocalFaces.builder().inMemoryGalleries().build();
    }

    @AfterAll
    static void closeOnce() {
        faces.close();
    }

    @Override
    protected FaceProvider provider() {
        return faces;
    }

    @Override
    protected FaceProvider open() {
        return LocalFaces.builder().inMemoryGalleries().build();
    }

    @Override
    protected boolean supportsLivenessSessions() {
        return false;
    }
}
