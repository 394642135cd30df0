package io.facebridge.architecture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON as a page shows it, compared with what a command printed: fields and their order, types, texts and constants. Numbers may
 * have other values. {@code …} stands for any value, and for further elements of an array.
 */
final class JsonShape {
    private static final String ANY = "…";

    private JsonShape() {}

    /** Reads documents that follow one another. */
    static List<@Nullable Object> documents(String text) throws IOException {
        String marked = text.replace("{" + ANY + "}", "\"" + ANY + "\"")
                .replace("[" + ANY + "]", "\"" + ANY + "\"")
                .replaceAll("([:,]) *" + ANY + "(?=[,\\]}])", "$1\"" + ANY + "\"");
        List<@Nullable Object> documents = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(marked)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                documents.add(value(json, token));
            }
        }
        return documents;
    }

    private static @Nullable Object value(JsonParser json, JsonToken token) throws IOException {
        switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    fields.put(name, value(json, json.nextToken()));
                }
                return fields;
            }
            case START_ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                    elements.add(value(json, next));
                }
                return elements;
            }
            case VALUE_STRING -> {
                return json.getText();
            }
            case VALUE_NUMBER_INT -> {
                return json.getLongValue();
            }
            case VALUE_NUMBER_FLOAT -> {
                return json.getDoubleValue();
            }
            case VALUE_NULL -> {
                return null;
            }
            default -> {
                return json.getBooleanValue();
            }
        }
    }

    /** Returns where and how a document differs from what a page shows; empty if it does not. */
    static Optional<String> fault(@Nullable Object shown, @Nullable Object printed, String place) {
        if (ANY.equals(shown)) {
            return Optional.empty();
        }
        if (shown instanceof Map<?, ?> fields && printed instanceof Map<?, ?> others) {
            List<Object> names = new ArrayList<>(fields.keySet());
            if (!names.equals(new ArrayList<>(others.keySet()))) {
                return Optional.of(place + " shows the fields " + names + ", but has " + others.keySet());
            }
            for (Object name : names) {
                Optional<String> fault = fault(fields.get(name), others.get(name), place + "." + name);
                if (fault.isPresent()) {
                    return fault;
                }
            }
            return Optional.empty();
        }
        if (shown instanceof List<?> elements && printed instanceof List<?> others) {
            return ofArrays(elements, others, place);
        }
        if (shown instanceof String text && printed instanceof String other) {
            return ShownOutput.fault(List.of(text), List.of(other)).map(fault -> place + " " + fault);
        }
        boolean isSame = (shown instanceof Number && printed instanceof Number)
                ? shown.getClass() == printed.getClass()
                : Objects.equals(shown, printed);
        return isSame ? Optional.empty() : Optional.of(place + " shows " + shown + ", but has " + printed);
    }

    /** Returns how fields differ from those of the same names, wherever these are in the printed documents. */
    static Optional<String> faultOfPart(@Nullable Object shown, List<@Nullable Object> printed) {
        List<Object> found = new ArrayList<>();
        Map<?, ?> fields = (Map<?, ?>) Objects.requireNonNull(shown);
        printed.forEach(
                document -> addValues(document, fields.keySet().iterator().next(), found));
        Object value = fields.values().iterator().next();
        return found.isEmpty()
                ? Optional.of("no field " + fields.keySet() + " in " + printed)
                : found.stream()
                        .map(other -> fault(value, other, String.valueOf(fields.keySet())))
                        .reduce(Optional.of(""), (one, other) -> one.isEmpty() ? one : other);
    }

    private static void addValues(@Nullable Object value, Object name, List<Object> found) {
        if (value instanceof Map<?, ?> fields) {
            Object named = fields.get(name);
            if (named != null) {
                found.add(named);
            }
            fields.values().forEach(field -> addValues(field, name, found));
        } else if (value instanceof List<?> elements) {
            elements.forEach(element -> addValues(element, name, found));
        }
    }

    private static Optional<String> ofArrays(List<?> shown, List<?> printed, String place) {
        boolean isOpen = shown.contains(ANY) && shown.size() > 1;
        int count = isOpen ? shown.indexOf(ANY) : shown.size();
        if (isOpen ? printed.size() < count : printed.size() != count) {
            return Optional.of(place + " shows " + count + " elements, but has " + printed.size());
        }
        for (int i = 0; i < count; i++) {
            Optional<String> fault = fault(shown.get(i), printed.get(i), place + "[" + i + "]");
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }
}
