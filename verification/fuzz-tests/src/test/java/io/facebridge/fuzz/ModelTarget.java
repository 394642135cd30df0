package io.facebridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.local.EmbedderModel;
import io.facebridge.local.ModelException;
import io.facebridge.local.ModelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Descriptions of an embedder of one's own, as they lie beside its file. */
final class ModelTarget implements FuzzTarget {
    private final Path folder;

    ModelTarget(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                Input.bytes("file=own.onnx\n"),
                Input.bytes("# ours\nfile = own.onnx\nsha256=" + "ab".repeat(32)
                        + "\nwidth=112\nheight=96\nmean=127.5\nstd=128\nchannels=BGR\ndimension=512\n"
                        + "template=38.3,51.7,73.5,51.5,56.0,71.7,41.5,92.4,70.7,92.2\n"));
    }

    @Override
    public boolean take(byte[] input) throws IOException {
        Files.write(folder.resolve(ModelSet.EMBEDDER_DESCRIPTION), input);
        EmbedderModel model;
        try {
            model = ModelSet.in(folder).embedder();
        } catch (ModelException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
        assertThat(model.file()).isPresent();
        assertThat(model.width()).isPositive();
        assertThat(model.height()).isPositive();
        assertThat(model.toString()).isNotBlank();
        return true;
    }
}
