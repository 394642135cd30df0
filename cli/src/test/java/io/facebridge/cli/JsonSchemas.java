package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.DialectId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The JSON Schemas of the documentation, one for each command with {@code --json}, and what they find in documents. */
final class JsonSchemas {
    static final Path FOLDER = Path.of("..", "docs", "reference", "schemas");

    /** Schemas that describe no output of a command. */
    static final Set<String> OTHERS = Set.of("common", "error", "calibration");

    /** Stands for what an example leaves out. */
    private static final String DOTS = "…";

    private static final String BASE = "https://schemas.invalid/";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, JsonNode> SCHEMAS = read();
    private static final List<String> COMMANDS =
            List.copyOf(commands("", new CommandLine(FaceBridgeCommand.class).getCommandSpec()));
    private static final Map<Reading, SchemaRegistry> REGISTRIES = new EnumMap<>(Reading.class);

    static {
        for (Reading reading : Reading.values()) {
            REGISTRIES.put(reading, registry(reading));
        }
    }

    private JsonSchemas() {}

    /** How documents are read. */
    enum Reading {
        /** As a user of the schemas does: fields that a schema does not name are allowed. */
        PUBLISHED,
        /** Every field must be named by the schema. */
        STRICT,
        /** As {@link #STRICT}, for examples of a page, in which dots stand for any value. */
        EXAMPLE;

        JsonNode schema(JsonNode published) {
            return switch (this) {
                case PUBLISHED -> published;
                case STRICT -> closed(published);
                case EXAMPLE -> withDots(closed(published));
            };
        }
    }

    private static Map<String, JsonNode> read() {
        Map<String, JsonNode> schemas = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                schemas.put(file.getFileName().toString().replaceFirst("\\.json$", ""), MAPPER.readTree(file.toFile()));
            }
            return schemas;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SchemaRegistry registry(Reading reading) {
        Map<String, String> texts = new TreeMap<>();
        SCHEMAS.forEach((name, schema) ->
                texts.put(BASE + name + ".json", reading.schema(schema).toString()));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(texts));
    }

    /** Returns a copy in which every object with declared fields allows no others. */
    private static JsonNode closed(JsonNode schema) {
        JsonNode copy = changed(schema, JsonSchemas::closed);
        boolean isOpen = isOfObjects(copy.path("type")) && !copy.has("additionalProperties");
        if (isOpen && (copy.has("properties") || copy.has("patternProperties"))) {
            ((ObjectNode) copy).put("additionalProperties", false);
        }
        return copy;
    }

    private static boolean isOfObjects(JsonNode type) {
        return type.isTextual()
                ? type.asText().equals("object")
                : type.isArray() && type.toString().contains("\"object\"");
    }

    /** Returns a copy in which the value of a field or an element may be a text with dots. */
    private static JsonNode withDots(JsonNode schema) {
        JsonNode copy = changed(schema, JsonSchemas::withDots);
        for (String fields : List.of("properties", "patternProperties")) {
            if (copy.path(fields) instanceof ObjectNode values) {
                values.fieldNames().forEachRemaining(name -> values.set(name, orDots(values.path(name))));
            }
        }
        if (copy.path("items").isObject()) {
            ((ObjectNode) copy).set("items", orDots(copy.path("items")));
        }
        if (copy.path("prefixItems") instanceof ArrayNode elements) {
            for (int i = 0; i < elements.size(); i++) {
                elements.set(i, orDots(elements.get(i)));
            }
        }
        return copy;
    }

    private static JsonNode orDots(JsonNode schema) {
        ObjectNode either = JsonNodeFactory.instance.objectNode();
        ArrayNode choices = either.putArray("anyOf");
        choices.addObject().put("type", "string").put("pattern", DOTS);
        choices.add(schema);
        return either;
    }

    private static JsonNode changed(JsonNode node, UnaryOperator<JsonNode> change) {
        if (node.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(field -> copy.set(field.getKey(), change.apply(field.getValue())));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> copy.add(change.apply(element)));
            return copy;
        }
        return node;
    }

    /** Returns the schemas by the names of their files without the extension. */
    static Map<String, JsonNode> all() {
        return SCHEMAS;
    }

    /** Returns the names of the commands that have {@code --json}, as {@code gallery list}, in their order. */
    static List<String> commands() {
        return COMMANDS;
    }

    private static List<String> commands(String name, CommandSpec command) {
        List<String> commands = new ArrayList<>();
        if (command.subcommands().isEmpty()) {
            if (command.optionsMap().containsKey("--json")) {
                commands.add(name);
            }
        } else {
            command.subcommands()
                    .forEach((word, subcommand) ->
                            commands.addAll(commands((name + " " + word).strip(), subcommand.getCommandSpec())));
        }
        return commands;
    }

    /** Returns the name of the schema of a command. */
    static String ofCommand(String command) {
        return command.replace(' ', '-');
    }

    /** Returns the command that words of a command line name; empty if they name none with {@code --json}. */
    static String command(List<String> words) {
        String command = "";
        for (String word : words) {
            String longer = (command + " " + word).strip();
            if (COMMANDS.stream().anyMatch(each -> each.equals(longer) || each.startsWith(longer + " "))) {
                command = longer;
            }
        }
        return COMMANDS.contains(command) ? command : "";
    }

    /** Returns what is wrong with a document, each with its place; empty if nothing is. */
    static List<String> faults(Reading reading, String schema, String document) {
        return faults(reading, schema, "", document);
    }

    /** As {@link #faults(Reading, String, String)}, by the part of a schema that a JSON pointer names. */
    static List<String> faults(Reading reading, String schema, String pointer, String document) {
        assertThat(SCHEMAS)
                .as("docs/reference/json-schemas.md says how a schema is added")
                .containsKey(schema);
        return faults(
                Objects.requireNonNull(REGISTRIES.get(reading))
                        .getSchema(
                                SchemaLocation.of(BASE + schema + ".json" + (pointer.isEmpty() ? "" : "#" + pointer))),
                document);
    }

    /** Returns how a schema is no schema of its draft. */
    static List<String> faultsOfSchema(JsonNode schema) {
        return faults(
                Objects.requireNonNull(REGISTRIES.get(Reading.PUBLISHED))
                        .getSchema(SchemaLocation.of(DialectId.DRAFT_2020_12)),
                schema.toString());
    }

    private static List<String> faults(Schema schema, String document) {
        JsonNode node;
        try {
            node = MAPPER.readTree(document);
        } catch (JsonProcessingException e) {
            return List.of("no JSON: " + e.getOriginalMessage());
        }
        return schema
                .validate(node, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    /** Fails if a run with {@code --json} printed what its schema, or that of errors, does not describe. */
    static void requireDescribed(List<String> words, Run run) {
        boolean isHelp = words.stream().anyMatch(Set.of("--help", "-h", "--version", "-V")::contains);
        if (!FaceBridgeCommand.wantsJson(words) || isHelp) {
            return;
        }
        String command = command(words);
        if (command.isEmpty()) {
            assertThat(run.out()).isEmpty();
        } else {
            requireDescribed(ofCommand(command), run.out());
        }
        requireDescribed("error", run.err());
    }

    /** Fails if a line is no document that the schema describes with all of its fields. */
    static void requireDescribed(String schema, String lines) {
        assertThat(lines.lines())
                .allSatisfy(line -> assertThat(faults(Reading.STRICT, schema, line))
                        .as("by docs/reference/schemas/%s.json", schema)
                        .isEmpty());
    }
}
