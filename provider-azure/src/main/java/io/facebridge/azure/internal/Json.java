package io.facebridge.azure.internal;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.json.JsonToken;
import com.azure.json.JsonWriter;
import io.facebridge.remote.UnusableAnswerException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of a response. Unknown members are kept and ignored; a member that is missing, or of another type, is absent.
 *
 * @param value a {@link Map}, a {@link List}, a {@link String}, a {@link Num}, a {@link Boolean}, or {@code null}
 */
record Json(@Nullable Object value) {
    /** The absent value. */
    static final Json ABSENT = new Json(null);

    /**
     * Parses a body.
     *
     * @throws IOException if it is no JSON
     */
    static Json read(byte[] body) throws IOException {
        try (JsonReader reader = JsonProviders.createReader(body)) {
            if (reader.nextToken() == null) {
                throw new IOException("nothing to read");
            }
            return new Json(value(reader));
        }
    }

    /** Returns a member of an object. */
    Json get(String name) {
        return value instanceof Map<?, ?> members ? new Json(members.get(name)) : ABSENT;
    }

    Optional<String> text() {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** A text that says something. */
    Optional<String> words() {
        return text().filter(text -> !text.isBlank());
    }

    Optional<Double> number() {
        return value instanceof Num number && Double.isFinite(number.number())
                ? Optional.of(number.number())
                : Optional.empty();
    }

    Optional<Boolean> flag() {
        return value instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
    }

    /** Returns the items of a list, none of which may be null; empty for any other value. */
    List<Json> items() {
        return value instanceof List<?> items
                ? items.stream()
                        .map(item -> new Json(UnusableAnswerException.requireItem(item)))
                        .toList()
                : List.of();
    }

    boolean isList() {
        return value instanceof List<?>;
    }

    boolean isObject() {
        return value instanceof Map<?, ?>;
    }

    /** As JSON: without white space, and otherwise with every number as it was written. */
    String write() {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = JsonProviders.createWriter(text)) {
            write(value, writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(@Nullable Object value, JsonWriter writer) throws IOException {
        if (value instanceof Map<?, ?> members) {
            writer.writeStartObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                writer.writeFieldName(String.valueOf(member.getKey()));
                write(member.getValue(), writer);
            }
            writer.writeEndObject();
        } else if (value instanceof List<?> items) {
            writer.writeStartArray();
            for (Object item : items) {
                write(item, writer);
            }
            writer.writeEndArray();
        } else if (value instanceof Num number) {
            writer.writeRawValue(number.text());
        } else if (value instanceof Boolean flag) {
            writer.writeBoolean(flag);
        } else if (value instanceof String text) {
            writer.writeString(text);
        } else {
            writer.writeNull();
        }
    }

    /** Omits the content, which may be personal data. */
    @Override
    public String toString() {
        return "Json[...]";
    }

    private static @Nullable Object value(JsonReader reader) throws IOException {
        return switch (token(reader)) {
            case START_OBJECT -> object(reader);
            case START_ARRAY -> array(reader);
            case STRING -> reader.getString();
            case NUMBER -> number(reader.getText());
            case BOOLEAN -> reader.getBoolean();
            case NULL -> null;
            default -> throw new IOException("a value was expected");
        };
    }

    private static Map<String, Object> object(JsonReader reader) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (reader.nextToken() == JsonToken.FIELD_NAME) {
            String name = reader.getFieldName();
            reader.nextToken();
            members.put(name, value(reader));
        }
        if (token(reader) != JsonToken.END_OBJECT) {
            throw new IOException("an object does not end");
        }
        return Collections.unmodifiableMap(members);
    }

    private static List<Object> array(JsonReader reader) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        while (reader.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(reader));
        }
        return Collections.unmodifiableList(items);
    }

    private static JsonToken token(JsonReader reader) throws IOException {
        JsonToken token = reader.currentToken();
        if (token == null || token == JsonToken.END_DOCUMENT) {
            throw new IOException("it ends too early");
        }
        return token;
    }

    private static Num number(String text) throws IOException {
        try {
            return new Num(text, Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw new IOException("a number was expected", e);
        }
    }

    /**
     * A number: a score must not lose its last digit on the way, and an integer must not gain one.
     *
     * @param text as the service wrote it
     * @param number its value
     */
    record Num(String text, double number) {}
}
