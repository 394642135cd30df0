package io.facebridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facebridge.face.DetectOptions;
import io.facebridge.image.FaceImage;
import io.facebridge.match.CompareOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that are opened when they are first needed. */
@Tag("models")
class LazyModelsTest {
    private static final FaceImage PHOTOGRAPH =
            FaceImage.of(Path.of(System.getProperty("facebridge.photographs", "photographs"), "sample1.jpg"));

    @TempDir
    private Path folder;

    @Test
    void a_model_is_read_by_the_call_that_needs_it_and_not_before() throws IOException {
        put(PinnedModel.DETECTOR);
        try (LocalFaces faces = lazy()) {
            assertThat(faces.detector().detect(PHOTOGRAPH, DetectOptions.defaults()))
                    .hasSize(3);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> compare(faces))
                        .isInstanceOf(ModelException.class)
                        .hasMessageContaining("fr_landmark.onnx");
            }
            put(PinnedModel.LANDMARKS);
            put(PinnedModel.EMBEDDER);
            put(PinnedModel.POSE);

            assertThat(compare(faces)).isGreaterThan(0.999);
        }
    }

    @Test
    void a_changed_file_is_rejected_with_both_hashes_by_each_call_that_needs_it() throws IOException {
        put(PinnedModel.DETECTOR);
        Path detector = folder.resolve(PinnedModel.DETECTOR.fileName());
        byte[] content = Files.readAllBytes(detector);
        content[content.length / 2] ^= 1;
        Files.write(detector, content);
        try (LocalFaces faces = lazy()) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> faces.detector().detect(PHOTOGRAPH, DetectOptions.defaults()))
                        .isInstanceOf(ModelException.class)
                        .hasMessageContaining(PinnedModel.DETECTOR.sha256())
                        .hasMessageContaining(ModelSet.sha256(content));
            }
        }
    }

    @Test
    void scores_of_many_threads_at_once_are_those_of_models_opened_before() {
        try (LocalFaces eager = LocalFaces.create();
                LocalFaces faces = LocalFaces.builder().lazyModels(true).build()) {
            double expected = compare(eager);
            List<Double> scores = IntStream.range(0, 4)
                    .parallel()
                    .mapToObj(i -> compare(faces))
                    .toList();

            assertThat(faces.comparer().scale()).isEqualTo(eager.comparer().scale());
            assertThat(scores).hasSize(4).containsOnly(expected);
        }
    }

    @Test
    void another_embedder_is_checked_when_the_provider_is_built() throws IOException {
        put(PinnedModel.EMBEDDER);
        EmbedderModel wrong = EmbedderModel.builder(folder.resolve("fr_feature.onnx"))
                .dimension(128)
                .build();

        assertThatThrownBy(() -> LocalFaces.builder()
                        .models(ModelSet.bundled().with(wrong))
                        .lazyModels(true)
                        .build())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("512")
                .hasMessageContaining("128");
    }

    private LocalFaces lazy() {
        return LocalFaces.builder().models(folder).lazyModels(true).build();
    }

    private static double compare(LocalFaces faces) {
        return faces.comparer()
                .compare(PHOTOGRAPH, PHOTOGRAPH, CompareOptions.defaults())
                .score()
                .value();
    }

    private void put(PinnedModel model) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                getClass().getResourceAsStream("/io/facebridge/local/models/" + model.fileName()))) {
            Files.copy(in, folder.resolve(model.fileName()));
        }
    }
}
