package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facebridge.cli.JsonSchemas.Reading;
import io.facebridge.error.Effect;
import io.facebridge.error.InvalidImageException;
import io.facebridge.evaluation.StatisticalSupport;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.QualityReason;
import io.facebridge.liveness.LivenessDecision;
import io.facebridge.liveness.LivenessState;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.operations.audit.DecisionLogVerdict;
import io.facebridge.operations.migration.ImageMigrationResult;
import io.facebridge.operations.migration.PersonMigrationResult;
import io.facebridge.operations.migration.ShadowResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas are schemas, there is one for each command, and the pages agree with them. {@link Run} compares all outputs. */
class JsonSchemasTest {
    private static final Path PAGES = Path.of("..", "docs");
    private static final String COMPARED =
            "{\"provider\":\"local\",\"score\":0.5,\"scale\":{\"provider\":\"local\",\"model\":\"m\",\"operation\":\"COMPARE\","
                    + "\"min\":-1.0,\"max\":1.0},\"decision\":null}";

    /** A block of JSON with the comment right above it, if there is one. */
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- docs-test: ([^>]*)-->\\n)?```json\\n(.*?)```", Pattern.DOTALL);

    private static final Pattern CLAUSE = Pattern.compile("json (of|in) facebridge ([^;]*)");

    static Stream<String> schemas() {
        return JsonSchemas.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void a_schema_follows_its_draft_and_is_found_by_its_own_file_name(String name) {
        JsonNode schema = schema(name);

        assertThat(JsonSchemas.faultsOfSchema(schema)).isEmpty();
        assertThat(schema.path("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.path("$id").asText()).isEqualTo(name + ".json");
        assertThat(schema.path("title").asText()).isNotBlank();
    }

    @Test
    void what_is_no_schema_is_found() throws IOException {
        JsonNode schema = new ObjectMapper().readTree("{\"properties\":{\"score\":{\"type\":\"float\"}}}");

        assertThat(JsonSchemas.faultsOfSchema(schema))
                .isNotEmpty()
                .allMatch(fault -> fault.contains("/properties/score/type"));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void references_lead_to_definitions_and_need_no_network(String name) {
        assertThat(schema(name).findValuesAsText("$ref")).allSatisfy(reference -> {
            String[] parts = reference.split("#", 2);
            String file = parts[0].isEmpty() ? name : parts[0].replaceFirst("\\.json$", "");
            assertThat(schema(file).at(parts.length == 1 ? "" : parts[1]).isObject())
                    .as(reference)
                    .isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void a_field_has_a_description_or_a_definition_and_every_required_one_is_declared(String name) {
        List<String> faults = new ArrayList<>();
        walk(schema(name), name, faults);

        assertThat(faults).isEmpty();
    }

    private static void walk(JsonNode node, String place, List<String> faults) {
        JsonNode properties = node.path("properties");
        if (node.path("type").isValueNode() || node.path("type").isArray()) {
            node.path("required").forEach(field -> {
                if (!properties.has(field.asText()) && properties.isObject()) {
                    faults.add(place + " requires and does not declare " + field.asText());
                }
            });
            properties.properties().forEach(field -> {
                if (!field.getValue().has("description")
                        && !field.getValue().has("$ref")
                        && !field.getValue().has("properties")
                        && !field.getValue().has("const")
                        && !field.getValue().has("anyOf")) {
                    faults.add(place + " does not describe " + field.getKey());
                }
            });
        }
        node.properties().forEach(field -> walk(field.getValue(), place + "/" + field.getKey(), faults));
        node.forEach(element -> {
            if (node.isArray()) {
                walk(element, place, faults);
            }
        });
    }

    @Test
    void every_command_with_json_has_a_schema_and_every_schema_a_command() {
        Set<String> expected = JsonSchemas.commands().stream()
                .map(JsonSchemas::ofCommand)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(expected).hasSizeGreaterThan(30).contains("detect", "gallery-list", "emulate-azure");
        expected.addAll(JsonSchemas.OTHERS);

        assertThat(JsonSchemas.all().keySet())
                .as("docs/reference/json-schemas.md says how a schema is added")
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void the_page_links_every_schema() throws IOException {
        String page = Files.readString(PAGES.resolve("reference").resolve("json-schemas.md"));

        assertThat(schemas()).allSatisfy(name -> assertThat(page).contains("](schemas/" + name + ".json)"));
    }

    @Test
    void the_types_of_errors_are_those_of_the_page() throws IOException {
        assertThat(values("common", "/$defs/errorType"))
                .containsExactlyInAnyOrderElementsOf(CommandLinePageTest.typesOfErrors());
    }

    static Stream<Arguments> enumerations() {
        return Stream.of(
                Arguments.of("common", "/$defs/operation", ScoreScale.Operation.values()),
                Arguments.of("common", "/$defs/basis", Threshold.Basis.values()),
                Arguments.of("common", "/$defs/outcome", MatchDecision.Outcome.values()),
                Arguments.of("common", "/$defs/decision/properties/reasons/items", MatchDecision.Reason.values()),
                Arguments.of("common", "/$defs/qualityReason", QualityReason.values()),
                Arguments.of(
                        "audit-verify",
                        "/properties/faults/items/properties/kind",
                        DecisionLogVerdict.Fault.Kind.values()),
                Arguments.of("audit-export", "/properties/passedOver/items/properties/effect", Effect.values()),
                Arguments.of(
                        "detect",
                        "/$defs/face/properties/quality/properties/usability",
                        FaceQuality.Usability.values()),
                Arguments.of(
                        "gallery-migrate",
                        "/properties/persons/items/properties/outcome",
                        PersonMigrationResult.Outcome.values()),
                Arguments.of(
                        "gallery-migrate",
                        "/properties/persons/items/properties/images/items/properties/outcome",
                        ImageMigrationResult.Outcome.values()),
                Arguments.of("gallery-migrate", "/$defs/decision", ShadowResult.Decision.values()),
                Arguments.of(
                        "gallery-migrate",
                        "/properties/shadow/properties/results/items/properties/question",
                        ShadowResult.Question.values()),
                Arguments.of("liveness-session-result", "/properties/state", LivenessState.values()),
                Arguments.of("liveness-session-result", "/properties/decision", LivenessDecision.values()),
                Arguments.of(
                        "liveness-session-result",
                        "/properties/unreadableReferenceImage",
                        InvalidImageException.Reason.values()),
                Arguments.of("tune", "/$defs/support", StatisticalSupport.values()));
    }

    @ParameterizedTest
    @MethodSource("enumerations")
    void an_enumeration_has_every_constant_of_the_program_and_no_other(
            String name, String pointer, Enum<?>[] constants) {
        assertThat(values(name, pointer))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(constants).map(Enum::name).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cli.md", "cli-faces.md", "cli-galleries.md", "cli-tuning.md"})
    void examples_of_the_pages_are_described(String page) throws IOException {
        String text = Files.readString(PAGES.resolve("reference").resolve(page));
        List<MatchResult> blocks = BLOCK.matcher(text).results().toList();

        assertThat(blocks).isNotEmpty().allSatisfy(block -> {
            String directive = Objects.requireNonNullElse(block.group(1), "");
            List<MatchResult> clauses = CLAUSE.matcher(directive).results().toList();
            if (clauses.isEmpty()) {
                assertThat(documents(block.group(2)))
                        .allSatisfy(document -> assertThat(schemas())
                                .as("schemas of %s", document)
                                .anyMatch(name -> JsonSchemas.faults(Reading.EXAMPLE, name, document)
                                        .isEmpty()));
            } else if (clauses.get(0).group(1).equals("in")) {
                assertPartIsDescribed(schemaOf(clauses.get(0).group(2)), documents("{" + block.group(2) + "}"));
            } else {
                List<String> documents = documents(block.group(2));
                assertThat(documents).hasSameSizeAs(clauses);
                for (int i = 0; i < documents.size(); i++) {
                    String name = schemaOf(clauses.get(i).group(2));
                    String schema = documents.get(i).startsWith("{\"error\"") ? "error" : name;
                    assertThat(JsonSchemas.faults(Reading.EXAMPLE, schema, documents.get(i)))
                            .as(documents.get(i))
                            .isEmpty();
                }
            }
        });
    }

    private static void assertPartIsDescribed(String name, List<String> documents) throws IOException {
        JsonNode part = new ObjectMapper().readTree(documents.get(0));
        assertThat(part.properties())
                .hasSize(1)
                .allSatisfy(field -> assertThat(pointers(schema(name), field.getKey(), ""))
                        .isNotEmpty()
                        .allSatisfy(pointer -> assertThat(JsonSchemas.faults(
                                        Reading.EXAMPLE,
                                        name,
                                        pointer,
                                        field.getValue().toString()))
                                .isEmpty()));
    }

    /** Returns the places of the schemas of a field. */
    private static List<String> pointers(JsonNode node, String field, String place) {
        List<String> pointers = new ArrayList<>();
        if (node.path("properties").has(field)) {
            pointers.add(place + "/properties/" + field);
        }
        node.properties()
                .forEach(each -> pointers.addAll(pointers(each.getValue(), field, place + "/" + each.getKey())));
        return pointers;
    }

    private static String schemaOf(String words) {
        String command = JsonSchemas.command(List.of(words.strip().split("\\s+")));
        assertThat(command).as(words).isNotEmpty();
        return JsonSchemas.ofCommand(command);
    }

    /** Reads documents that follow one another; dots become texts. */
    private static List<String> documents(String text) throws IOException {
        String marked =
                text.replace("{…}", "\"…\"").replace("[…]", "\"…\"").replaceAll("([:,]) *…(?=[,\\]}])", "$1\"…\"");
        try (MappingIterator<JsonNode> documents =
                new ObjectMapper().readerFor(JsonNode.class).readValues(marked)) {
            return documents.readAll().stream().map(JsonNode::toString).toList();
        }
    }

    @Test
    void a_field_that_the_schema_does_not_name_is_found_and_allowed_for_users() {
        String document = COMPARED.replace("\"min\"", "\"new\":1,\"min\"");

        assertThat(JsonSchemas.faults(Reading.PUBLISHED, "compare", document)).isEmpty();
        assertThat(JsonSchemas.faults(Reading.STRICT, "compare", document))
                .singleElement()
                .asString()
                .contains("/scale", "new");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"score\":0.5, -> ",
                "0.5 -> \"0.5\"",
                "0.5 -> null",
                "COMPARE -> LOOK",
                "null -> {}",
                "\"local\" -> \"Local\"",
                "} -> "
            })
    void a_missing_field_a_wrong_type_a_wrong_null_and_an_unknown_constant_are_found(String change) {
        String[] parts = change.split(" -> ", -1);

        assertThat(JsonSchemas.faults(Reading.STRICT, "compare", COMPARED)).isEmpty();
        for (Reading reading : Reading.values()) {
            assertThat(JsonSchemas.faults(reading, "compare", COMPARED.replace(parts[0], parts[1])))
                    .isNotEmpty();
        }
    }

    @Test
    void dots_of_an_example_stand_for_a_value_and_for_no_field() {
        String example = COMPARED.replaceFirst("\\{\"provider\":\"local\",\"model.*?}", "\"…\"");

        assertThat(example).contains("\"scale\":\"…\"");
        assertThat(JsonSchemas.faults(Reading.EXAMPLE, "compare", example)).isEmpty();
        assertThat(JsonSchemas.faults(Reading.STRICT, "compare", example)).isNotEmpty();
        assertThat(JsonSchemas.faults(Reading.EXAMPLE, "compare", example.replace("\"score\":0.5,", "")))
                .isNotEmpty();
    }

    @Test
    void an_output_that_is_not_described_fails_the_test_that_runs_the_command() {
        List<String> words = List.of("gallery", "--json", "create", "staff");
        String created = "{\"provider\":\"local\",\"gallery\":\"staff\"}\n";

        JsonSchemas.requireDescribed(words, new Run(0, created, ""));
        for (Run run : List.of(
                new Run(0, created.replace("gallery", "galleries"), ""),
                new Run(0, "Created gallery staff.\n", ""),
                new Run(0, created, "Created.\n"),
                new Run(2, "", "{\"error\":{\"type\":\"Fault\",\"message\":\"It failed.\"}}\n"))) {
            assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> JsonSchemas.requireDescribed(words, run));
        }
    }

    private static JsonNode schema(String name) {
        assertThat(JsonSchemas.all()).containsKey(name);
        return Objects.requireNonNull(JsonSchemas.all().get(name));
    }

    private static List<String> values(String name, String pointer) {
        JsonNode constants = schema(name).at(pointer + "/enum");
        assertThat(constants.isArray()).as(name + pointer).isTrue();
        List<String> values = new ArrayList<>();
        constants.forEach(constant -> {
            if (!constant.isNull()) {
                values.add(constant.asText());
            }
        });
        return values;
    }
}
