package io.facebridge.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.FaceProvider;
import io.facebridge.decision.FaceMatcher;
import io.facebridge.gallery.GalleryId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.observation.Observer;
import io.facebridge.testkit.FaceIdentifierContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("models")
class LocalFaceIdentifierTest extends FaceIdentifierContract {
    private static LocalTemplateStore store;
    private static final List<String> SEEN = Collections.synchronizedList(new ArrayList<>());
    private static final Observer OBSERVER = stage -> {
        SEEN.add("begin " + stage.kind() + " " + stage.provider() + " " + stage.operation());
        return (outcome, failure) -> {
            SEEN.add("end " + stage.operation() + " " + outcome);
            throw new IllegalStateException("changes nothing");
        };
    };

    private static LocalFaces faces;

    @BeforeAll
    static void open(@TempDir Path folder) {
        store = LocalTemplateStore.in(folder.resolve("store")).open();
        faces = LocalFaces.builder().store(store).observer(OBSERVER).build();
    }

    @AfterAll
    static void close() {
        faces.close();
        store.close();
    }

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @Test
    void an_observer_sees_the_stages_within_the_decision() {
        GalleryId gallery = new GalleryId("observed");
        faces.galleries().create(gallery);
        seed(gallery, 1);
        FaceImage probe = FaceImage.of(Path.of(System.getProperty("facebridge.photographs"), "sample1.jpg"));

        FaceMatcher.of(faces, LocalTestbed.POLICY).withObserver(OBSERVER).identify(IdentifyRequest.of(probe, gallery));

        assertThat(SEEN)
                .containsExactly(
                        "begin DECISION local identify",
                        "begin LOCAL local decode",
                        "end decode SUCCEEDED",
                        "begin LOCAL local detect",
                        "end detect SUCCEEDED",
                        "begin LOCAL local align",
                        "end align SUCCEEDED",
                        "begin LOCAL local embed",
                        "end embed SUCCEEDED",
                        "begin LOCAL local search",
                        "end search SUCCEEDED",
                        "end identify INCONCLUSIVE");
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
