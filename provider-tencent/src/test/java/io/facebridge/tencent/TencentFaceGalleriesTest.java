package io.facebridge.tencent;

import io.facebridge.FaceProvider;
import io.facebridge.emulator.TencentEmulator;
import io.facebridge.gallery.GalleryId;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.testkit.FaceGalleriesContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("models")
class TencentFaceGalleriesTest extends FaceGalleriesContract {
    private static TencentEmulator emulator;
    private static TencentFaces faces;

    @BeforeAll
    static void open() {
        emulator = TencentTestbed.startEmulator();
        faces = TencentTestbed.faces(emulator.endpoint()).build();
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
        return TencentTestbed.policy(emulator, scale);
    }

    @Override
    protected void seed(GalleryId gallery, int persons) {
        TencentTestbed.seed(emulator, gallery, persons);
    }

    @Override
    protected boolean enrollsTheCentralFace() {
        return false;
    }

    @Override
    protected boolean recognizesImagesEnrolledBefore() {
        return false;
    }
}
