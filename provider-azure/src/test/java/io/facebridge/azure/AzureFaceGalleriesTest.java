package io.facebridge.azure;

import io.facebridge.FaceProvider;
import io.facebridge.emulator.AzureEmulator;
import io.facebridge.gallery.GalleryId;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.testkit.FaceGalleriesContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("models")
class AzureFaceGalleriesTest extends FaceGalleriesContract {
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
    protected MatchPolicy policy(ScoreScale scale) {
        return AzureTestbed.policy(emulator, scale);
    }

    @Override
    protected void seed(GalleryId gallery, int persons) {
        AzureTestbed.seed(emulator, gallery, persons);
    }

    @Override
    protected boolean recognizesImagesEnrolledBefore() {
        return false;
    }
}
