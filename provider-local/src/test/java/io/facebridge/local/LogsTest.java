package io.facebridge.local;

import io.facebridge.FaceProvider;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.match.FaceTemplate;
import io.facebridge.testkit.LogsContract;
import io.facebridge.testkit.PaintedFaces;
import io.facebridge.testkit.TestImages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("models")
class LogsTest extends LogsContract {
    private static LocalTemplateStore store;
    private static LocalFaces faces;

    @BeforeAll
    static void open(@TempDir Path folder) {
        store = LocalTemplateStore.in(folder.resolve("store"))
                .keys(TemplateKeys.of("first", Arrays.copyOf(KEY.getBytes(StandardCharsets.US_ASCII), 32)))
                .open();
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
    protected List<FaceProvider> failing() {
        return List.of();
    }

    @Override
    protected List<FaceImage> pictures() {
        TestImages photographs = TestImages.ofTheBuild();
        return List.of(photographs.portrait(), photographs.samePerson(), FaceImage.of(PaintedFaces.image(320, 240)));
    }

    @Override
    protected List<FaceTemplate> templates() {
        return pictures().subList(0, 2).stream()
                .map(picture -> faces.templates().extract(picture).get(0).template())
                .toList();
    }

    @Override
    protected void complete(LivenessSession session, FaceImage picture) {
        throw new AssertionError("there are no sessions");
    }
}
