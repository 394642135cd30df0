package io.facebridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facebridge.FaceProvider;
import io.facebridge.FaceProviders;
import io.facebridge.error.UncalibratedException;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("models")
class ModelSetTest {
    @TempDir
    Path folder;

    private void fetch() throws IOException {
        for (PinnedModel model : PinnedModel.values()) {
            try (InputStream in = Objects.requireNonNull(
                    getClass().getResourceAsStream("/io/facebridge/local/models/" + model.fileName()))) {
                Files.copy(in, folder.resolve(model.fileName()));
            }
        }
    }

    @Test
    void the_pinned_files_in_a_folder_are_the_same_model_as_on_the_class_path() throws IOException {
        fetch();
        try (LocalFaces bundled = LocalFaces.create();
                LocalFaces inFolder = LocalFaces.builder().models(folder).build()) {
            assertThat(scale(inFolder)).isEqualTo(scale(bundled));
        }
    }

    @Test
    void a_missing_file_is_named_with_the_remedy() {
        assertThatThrownBy(() -> LocalFaces.builder().models(folder).build())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("fr_feature.onnx")
                .hasMessageContaining("models fetch");
    }

    @Test
    void a_changed_file_is_refused_with_both_hashes() throws IOException {
        fetch();
        Path detector = folder.resolve("fr_detect.onnx");
        byte[] content = Files.readAllBytes(detector);
        content[content.length / 2] ^= 1;
        Files.write(detector, content);
        assertThatThrownBy(() -> LocalFaces.builder().models(folder).build())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("fr_detect.onnx")
                .hasMessageContaining(PinnedModel.DETECTOR.sha256())
                .hasMessageContaining(ModelSet.sha256(content));
    }

    @Test
    void another_embedder_is_plugged_in_by_description_and_has_a_scale_of_its_own_without_error_rates()
            throws IOException {
        fetch();
        Files.move(folder.resolve("fr_feature.onnx"), folder.resolve("mine.onnx"));
        Files.writeString(
                folder.resolve(ModelSet.EMBEDDER_DESCRIPTION),
                "file = mine.onnx\nsha256 = " + PinnedModel.EMBEDDER.sha256()
                        + "\nmean = 127.5\nstd = 127.5\nchannels = RGB\nwidth = 112\nheight = 112\ndimension = 512\n"
                        + "template = 38.2946,51.6963,73.5318,51.5014,56.0252,71.7366,41.5493,92.3655,70.7299,92.2041\n");
        try (LocalFaces pinned = LocalFaces.create();
                LocalFaces other = LocalFaces.builder().models(folder).build();
                FaceProvider byName = FaceProviders.open("local", Map.of("models", folder.toString()))) {
            assertThat(scale(other)).isNotEqualTo(scale(pinned));
            assertThat(scale(byName)).isEqualTo(scale(other));
            assertThat(scale(other).falseMatchTable()).isEmpty();
            assertThatThrownBy(() -> MatchPolicy.falseMatchRate(1e-4).thresholdFor(scale(other)))
                    .isInstanceOf(UncalibratedException.class)
                    .hasMessageContaining(scale(other).model());
        }
    }

    @Test
    void an_embedder_that_does_not_fit_its_description_is_refused_when_the_provider_is_built() throws IOException {
        fetch();
        EmbedderModel wrong = EmbedderModel.builder(folder.resolve("fr_feature.onnx"))
                .input(96, 112)
                .build();
        assertThatThrownBy(() -> LocalFaces.builder()
                        .models(ModelSet.in(folder).with(wrong))
                        .build())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("fr_feature.onnx")
                .hasMessageContaining("96");
        EmbedderModel wrongLength = EmbedderModel.builder(folder.resolve("fr_feature.onnx"))
                .dimension(128)
                .build();
        assertThatThrownBy(() -> LocalFaces.builder()
                        .models(ModelSet.in(folder).with(wrongLength))
                        .build())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("512")
                .hasMessageContaining("128");
    }

    @Test
    void a_file_that_is_no_network_is_a_clear_error() throws IOException {
        fetch();
        Path text = Files.writeString(folder.resolve("text.onnx"), "this is not a network");
        assertThatThrownBy(() -> LocalFaces.builder()
                        .models(ModelSet.in(folder)
                                .with(EmbedderModel.builder(text).build()))
                        .build())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("text.onnx");
    }

    @Test
    void a_description_with_an_unknown_key_is_refused_with_the_known_ones() throws IOException {
        Files.writeString(folder.resolve(ModelSet.EMBEDDER_DESCRIPTION), "file = x.onnx\nmeans = 127.5\n");
        assertThatThrownBy(() -> ModelSet.in(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("means")
                .hasMessageContaining("mean,");
    }

    private static ScoreScale scale(FaceProvider provider) {
        return provider.comparer().scale().orElseThrow();
    }
}
