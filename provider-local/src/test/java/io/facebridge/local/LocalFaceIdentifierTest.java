package io.facebridge.local;

import io.facebridge.FaceProvider;
import io.facebridge.gallery.GalleryId;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.testkit.FaceIdentifierContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("models")
class LocalFaceIdentifierTest extends FaceIdentifierContract {
    private static LocalTemplateStore store;
    private static LocalFaces faces;

    @BeforeAll
    static void open(@TempDir Path folder) {
        store = LocalTemplateStore.in(folder.resolve("store")).open();
        faces = LocalFaces.builder().store(store).build();
    }

    @AfterAll
    static void close() {
        faces.close();
        store.close();
    }

    @Override
    protected FaceProvider provider() {
        return faces;
    }

    @Override
    protected MatchPolicy policy(ScoreScale scale) {
        return LocalTestbed.POLICY;
    }

    @Override
    protected void seed(GalleryId gallery, int persons) {
        LocalTestbed.seed(faces, store, gallery, persons);
    }

    @Override
    protected int maxCandidates() {
        return 1_000;
    }
}
