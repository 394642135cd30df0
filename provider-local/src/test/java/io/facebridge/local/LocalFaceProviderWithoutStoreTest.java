package io.facebridge.local;

import io.facebridge.FaceProvider;
import io.facebridge.testkit.FaceProviderContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("models")
class LocalFaceProviderWithoutStoreTest extends FaceProviderContract {
    private static LocalFaces faces;

    @BeforeAll
    static void openOnce() {
        faces = LocalFaces.create();
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
        return LocalFaces.create();
    }

    @Override
    protected boolean supportsGalleries() {
        return false;
    }

    @Override
    protected boolean supportsVerification() {
        return false;
    }

    @Override
    protected boolean supportsIdentification() {
        return false;
    }

    @Override
    protected boolean findsDuplicates() {
        return false;
    }

    @Override
    protected boolean supportsLivenessSessions() {
        return false;
    }
}
