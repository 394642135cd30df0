package io.facebridge.evaluation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Score sets of others with answers that were checked by hand, where the build has them. */
final class SharedAnswers {
    private static final Path FOLDER = Path.of(System.getProperty("facebridge.shared", "none"), "tuning");

    private SharedAnswers() {}

    static boolean present() {
        return Files.isDirectory(FOLDER);
    }

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve("expected"))) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.replace(".expected.json", ""))
                    .sorted()
                    .toList();
        }
    }

    static Path data(String name) {
        Path plain = FOLDER.resolve("data").resolve(name);
        Path csv = FOLDER.resolve("data").resolve(name + ".csv");
        return Files.exists(plain) ? plain : Files.exists(csv) ? csv : FOLDER.resolve("data/" + name + ".csv.gz");
    }

    /** The file's answers, without what peers say. */
    static Node answers(String name) throws IOException {
        Node all = json(FOLDER.resolve("expected").resolve(name + ".expected.json"));
        return all.has("expected") ? all.at("expected") : all;
    }

    static Node json(Path file) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            parser.nextToken();
            return new Node(value(parser));
        }
    }

    static Node json(String text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            return new Node(value(parser));
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                return object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                return array;
            }
            case VALUE_NULL -> {
                return null;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return Double.parseDouble(parser.getText());
            }
            default -> {
                return parser.getText();
            }
        }
    }

    /** A value of a JSON document. */
    record Node(@Nullable Object value) {
        boolean has(String name) {
            return value instanceof Map<?, ?> map && map.containsKey(name);
        }

        boolean isNull() {
            return value == null;
        }

        Node at(String name) {
            if (!has(name)) {
                throw new AssertionError("no " + name + " in " + value);
            }
            return new Node(((Map<?, ?>) Objects.requireNonNull(value)).get(name));
        }

        List<String> names() {
            return ((Map<?, ?>) Objects.requireNonNull(value))
                    .keySet().stream().map(Object::toString).toList();
        }

        List<Node> items() {
            return ((List<?>) Objects.requireNonNull(value))
                    .stream().map(Node::new).toList();
        }

        boolean isArray() {
            return value instanceof List;
        }

        double number() {
            return (Double) Objects.requireNonNull(value);
        }

        double number(String name) {
            return at(name).number();
        }

        long count(String name) {
            return (long) number(name);
        }

        String text(String name) {
            return String.valueOf(at(name).value());
        }
    }
}
