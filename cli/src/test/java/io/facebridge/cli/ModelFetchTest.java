package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.local.PinnedModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "not on this operating system: a shell script that stands for npm")
class ModelFetchTest {
    private static final String PACKAGE = "node_modules/faceplugin-face-recognition-js/model";

    private final Path folder;

    ModelFetchTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void a_missing_npm_is_one_sentence_with_the_remedy() {
        ModelFetch fetch = new ModelFetch(List.of("no-such-npm"));

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> fetch.into(folder.resolve("models")))
                .withMessageContaining("install Node.js")
                .satisfies(e -> assertThat(e.failure().exitCode()).isEqualTo(4));
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void a_failing_npm_is_told_in_its_own_words() throws IOException {
        ModelFetch fetch = npm("echo 'npm error code EINTEGRITY'; echo 'npm error A complete log of this run'; exit 1");

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> fetch.into(folder.resolve("models")))
                .withMessageStartingWith("npm failed with exit code 1: code EINTEGRITY; or");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void a_file_that_is_not_the_pinned_one_is_not_put_there() throws IOException {
        ModelFetch fetch = npm("mkdir -p " + PACKAGE + "; for f in detect landmark feature liveness pose; do echo x >"
                + PACKAGE + "/fr_$f.onnx; done");
        Path models = folder.resolve("models");

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> fetch.into(models))
                .withMessageContaining("SHA-256")
                .withMessageContaining("is pinned");
        assertThat(models).isEmptyDirectory();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void npm_is_asked_with_the_lockfile_of_the_build_and_runs_no_scripts() throws IOException {
        Path seen = folder.resolve("seen");
        ModelFetch fetch = npm("echo \"$@\" >" + seen + "; cat package.json package-lock.json >>" + seen + "; exit 1");

        assertThatExceptionOfType(CommandFailedException.class).isThrownBy(() -> fetch.into(folder.resolve("models")));

        assertThat(seen)
                .content()
                .startsWith("ci --ignore-scripts ")
                .contains("\"faceplugin-face-recognition-js\": \"0.0.1\"")
                .contains("\"integrity\": \"sha512-");
    }

    @Test
    @Tag("models")
    void the_pinned_files_are_put_into_the_folder_and_nothing_else() throws IOException {
        Path shelf = Files.createDirectories(folder.resolve("shelf"));
        for (PinnedModel model : PinnedModel.values()) {
            try (InputStream in =
                    PinnedModel.class.getResourceAsStream("/io/facebridge/local/models/" + model.fileName())) {
                Files.copy(java.util.Objects.requireNonNull(in), shelf.resolve(model.fileName()));
            }
        }
        ModelFetch fetch = npm("mkdir -p " + PACKAGE + "; cp " + shelf + "/*.onnx " + PACKAGE);
        Path models = folder.resolve("deep/models");

        List<ModelFetch.Model> fetched = fetch.into(models);

        assertThat(fetched)
                .extracting(ModelFetch.Model::file)
                .containsExactly(
                        "fr_detect.onnx", "fr_landmark.onnx", "fr_feature.onnx", "fr_liveness.onnx", "fr_pose.onnx");
        assertThat(models.toFile().list()).hasSize(5);
        assertThat(leftovers()).isEmpty();
        Run run = Run.of("capabilities", "--provider", "local", "--models", models);
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @Test
    void a_folder_that_is_a_file_is_one_sentence() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        Run run = Run.of("models", "fetch", "--json", file);

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.errorLines()).singleElement().asString().startsWith("{\"error\":{\"type\":\"Fetch\"");
    }

    private ModelFetch npm(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("npm.sh"), script + "\n");
        return new ModelFetch(List.of("sh", file.toString()));
    }

    private static List<Path> leftovers() {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("facebridge-models"))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
