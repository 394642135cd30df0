package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.cli.Configuration.Value;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code facebridge config}. */
@Command(
        name = "config",
        description =
                "Shows the configuration: the file, its profiles and the environment variables that" + " set options.",
        subcommands = {ConfigCommand.Show.class, ConfigCommand.FilePath.class})
final class ConfigCommand {
    private ConfigCommand() {}

    /** {@code facebridge config path}. */
    @Command(name = "path", description = "Prints the path of the configuration file, which need not exist.")
    static final class FilePath implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Option(names = "--json", description = OptionText.JSON)
        private boolean json;

        @Override
        public Integer call() {
            CommandSpec command = Objects.requireNonNull(spec, "spec");
            Configuration configuration = Configuration.of(command);
            Path file = configuration.file().orElseThrow(() -> ConfigurationFile.usage(Configuration.NO_FILE));
            command.commandLine()
                    .getOut()
                    .println(
                            json
                                    ? Json.document(generator -> {
                                        generator.writeStartObject();
                                        generator.writeStringField("file", file.toString());
                                        generator.writeBooleanField("exists", Files.exists(file));
                                        generator.writeEndObject();
                                    })
                                    : Text.oneLine(file.toString()));
            return 0;
        }
    }

    /** {@code facebridge config show}. */
    @Command(
            name = "show",
            description = "Shows what the configuration sets and where each value comes from; of credentials only"
                    + " whether they are set.")
    static final class Show implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Option(names = "--json", description = OptionText.JSON)
        private boolean json;

        @Override
        public Integer call() {
            CommandSpec command = Objects.requireNonNull(spec, "spec");
            Configuration configuration = Configuration.of(command);
            String provider = configuration.text(ConfigurationKey.PROVIDER).orElse("local");
            configuration.requireAccepted(provider);
            List<Row> rows = rows(configuration, provider);
            PrintWriter out = command.commandLine().getOut();
            if (json) {
                out.println(Json.document(generator -> write(generator, configuration, rows)));
            } else {
                print(Terminal.of(command), out, configuration, rows);
            }
            return 0;
        }

        /**
         * An option or setting.
         *
         * @param value the configured value, or {@code null}
         * @param builtIn the value without configuration, or {@code null} if there is none
         * @param used whether the provider that is used takes it
         */
        private record Row(
                String name,
                @Nullable Value value,
                @Nullable String builtIn,
                boolean used) {
            String text() {
                if (value == null) {
                    return builtIn == null ? "-" : builtIn;
                }
                return shown(value);
            }

            String from() {
                return (value == null ? "built in" : value.from()) + (used ? "" : ", not used by this provider");
            }
        }

        private static List<Row> rows(Configuration configuration, String provider) {
            Map<String, String> used = configuration.settings(provider);
            List<Row> rows = new ArrayList<>();
            for (ConfigurationKey key : ConfigurationKey.values()) {
                Value value = configuration.find(key).orElse(null);
                rows.add(new Row(
                        key.inFile(),
                        value,
                        key == ConfigurationKey.PROVIDER ? "local" : null,
                        value == null || key.setting().map(used::containsKey).orElse(true)));
            }
            configuration
                    .furtherSettings()
                    .forEach((name, value) ->
                            rows.add(new Row(ConfigurationFile.SET + name, value, null, used.containsKey(name))));
            return rows;
        }

        private static String shown(Value value) {
            return String.join(", ", value.texts().stream().map(Shown::of).toList());
        }

        private static void print(Terminal terminal, PrintWriter out, Configuration configuration, List<Row> rows) {
            out.println("file     "
                    + configuration
                            .file()
                            .map(file -> Shown.of(file.toString()) + (Files.exists(file) ? "" : " (does not exist)"))
                            .orElse("- (no home folder is known)"));
            out.println("profile  " + Shown.of(configuration.profile()) + " (" + configuration.profileFrom() + ")");
            out.println();
            Text.Table table = new Text.Table("lll", "option", "value", "from");
            rows.forEach(row -> table.row(row.name(), row.text(), row.from()));
            table.lines("", terminal).forEach(out::println);
            out.println();
            Text.Table credentials = new Text.Table("ll", "provider", "credentials");
            for (String provider : Credentials.PROVIDERS) {
                List<String> found = Credentials.found(provider, configuration);
                credentials.row(provider, found.isEmpty() ? "not set" : "set by " + String.join(", ", found));
            }
            credentials.lines("", terminal).forEach(out::println);
        }

        private static void write(JsonGenerator json, Configuration configuration, List<Row> rows) throws IOException {
            json.writeStartObject();
            Json.text(
                    json,
                    "file",
                    configuration.file().map(Path::toString).map(Shown::of).orElse(null));
            json.writeBooleanField(
                    "exists", configuration.file().filter(Files::exists).isPresent());
            json.writeStringField("profile", Shown.of(configuration.profile()));
            json.writeArrayFieldStart("options");
            for (Row row : rows) {
                json.writeStartObject();
                json.writeStringField("option", row.name());
                Json.text(json, "value", row.value() == null ? row.builtIn() : shown(row.value()));
                json.writeStringField(
                        "source",
                        row.value() == null ? "BUILT_IN" : row.value().source().name());
                if (row.value() != null && row.value().line() > 0) {
                    json.writeNumberField("line", row.value().line());
                }
                json.writeBooleanField("used", row.used());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("credentials");
            for (String provider : Credentials.PROVIDERS) {
                List<String> found = Credentials.found(provider, configuration);
                json.writeStartObject();
                json.writeStringField("provider", provider);
                json.writeBooleanField("set", !found.isEmpty());
                json.writeArrayFieldStart("by");
                for (String by : found) {
                    json.writeString(by);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
