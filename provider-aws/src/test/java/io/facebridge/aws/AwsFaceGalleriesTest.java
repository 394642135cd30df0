package io.facebridge.aws;

import io.facebridge.FaceProvider;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.gallery.GalleryId;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.testkit.FaceGalleriesContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("models")
class AwsFaceGalleriesTest extends FaceGalleriesContract {
    private static AwsEmulator emulator;
    private static AwsFaces faces;

    @BeforeAll
    static void open() {
        emulator = AwsTestbed.startEmulator();
        faces = AwsTestbed.faces(emulator.endpoint()).build();
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
        return AwsTestbed.policy(emulator, scale);
    }

    @Override
    protected void seed(GalleryId gallery, int persons) {
        AwsTestbed.seed(emulator, gallery, persons);
    }

    @Override
    protected boolean enrollsTheCentralFace() {
        return false;
    }
}
