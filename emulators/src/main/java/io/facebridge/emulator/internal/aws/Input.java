package io.facebridge.emulator.internal.aws;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A structure of a request, whose members are checked against the service's model as they are read. */
final class Input {
    static final TextShape COLLECTION_ID = new TextShape(1, 255, "[a-zA-Z0-9_.\\-]+");
    static final TextShape USER_ID = new TextShape(1, 128, "[a-zA-Z0-9_.\\-:]+");
    static final TextShape EXTERNAL_ID = new TextShape(1, 255, "[a-zA-Z0-9_.\\-:]+");
    static final TextShape UUID = new TextShape(36, 36, "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    static final TextShape TOKEN = new TextShape(1, 64, "^[a-zA-Z0-9-_]+$");
    static final TextShape NEXT_TOKEN = new TextShape(0, 255, "[\\s\\S]*");

    private final Map<String, Object> members;
    private final String region;
    private final String path;

    Input(Map<String, Object> members, String region) {
        this(members, region, "");
    }

    private Input(Map<String, Object> members, String region, String path) {
        this.members = members;
        this.region = region;
        this.path = path;
    }

    /** The region that the request was sent to. */
    String region() {
        return region;
    }

    /** Length and pattern of a text. */
    record TextShape(int min, int max, Pattern pattern) {
        TextShape(int min, int max, String pattern) {
            this(min, max, Pattern.compile(pattern));
        }
    }

    /** All members. */
    Map<String, Object> members() {
        return members;
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    String text(String name, TextShape shape) {
        return required(name, optionalText(name, shape));
    }

    @Nullable
    String optionalText(String name, TextShape shape) {
        Object value = members.get(name);
        return value == null ? null : text(value, pathOf(name), shape);
    }

    private static String text(Object value, String where, TextShape shape) {
        if (!(value instanceof String text)) {
            throw RefusedException.serialization("a text is expected at " + where);
        }
        if (text.length() < shape.min) {
            throw RefusedException.constraint(
                    where, quoted(text), "Member must have length greater than or equal to " + shape.min);
        }
        if (text.length() > shape.max) {
            throw RefusedException.constraint(
                    where, quoted(text), "Member must have length less than or equal to " + shape.max);
        }
        if (!shape.pattern.matcher(text).matches()) {
            throw RefusedException.constraint(
                    where, quoted(text), "Member must satisfy regular expression pattern: " + shape.pattern);
        }
        return text;
    }

    /** A text of any length that is not copied into messages. */
    @Nullable
    String optionalOpaque(String name) {
        Object value = members.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw RefusedException.serialization("a text is expected at " + pathOf(name));
    }

    String choice(String name, Set<String> values, String preset) {
        Object value = members.get(name);
        return value == null ? preset : choice(value, pathOf(name), values);
    }

    String choice(String name, Set<String> values) {
        return choice(required(name, members.get(name)), pathOf(name), values);
    }

    private static String choice(Object value, String where, Set<String> values) {
        if (!(value instanceof String text)) {
            throw RefusedException.serialization("a text is expected at " + where);
        }
        if (!values.contains(text)) {
            throw RefusedException.constraint(where, quoted(text), "Member must satisfy enum value set: " + values);
        }
        return text;
    }

    int integer(String name, int min, int max, int preset) {
        BigDecimal value = number(name);
        if (value == null) {
            return preset;
        }
        range(name, value, min, max);
        return value.intValue();
    }

    float percent(String name, float preset) {
        BigDecimal value = number(name);
        if (value == null) {
            return preset;
        }
        range(name, value, 0, 100);
        return value.floatValue();
    }

    @Nullable
    BigDecimal number(String name) {
        Object value = members.get(name);
        if (value == null || value instanceof BigDecimal) {
            return (BigDecimal) value;
        }
        throw RefusedException.serialization("a number is expected at " + pathOf(name));
    }

    private void range(String name, BigDecimal value, int min, int max) {
        if (value.compareTo(BigDecimal.valueOf(min)) < 0) {
            throw RefusedException.constraint(
                    pathOf(name), quoted(value), "Member must have value greater than or equal to " + min);
        }
        if (value.compareTo(BigDecimal.valueOf(max)) > 0) {
            throw RefusedException.constraint(
                    pathOf(name), quoted(value), "Member must have value less than or equal to " + max);
        }
    }

    List<String> texts(String name, int min, int max, TextShape shape) {
        return required(name, optionalTexts(name, min, max, shape));
    }

    @Nullable
    List<String> optionalTexts(String name, int min, int max, TextShape shape) {
        List<Object> values = list(name, min, max);
        if (values == null) {
            return null;
        }
        List<String> texts = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            texts.add(text(values.get(i), pathOf(name) + "." + (i + 1) + ".member", shape));
        }
        return texts;
    }

    List<String> choices(String name, Set<String> values) {
        List<Object> given = list(name, 0, Integer.MAX_VALUE);
        List<String> choices = new ArrayList<>();
        if (given != null) {
            for (int i = 0; i < given.size(); i++) {
                choices.add(choice(given.get(i), pathOf(name) + "." + (i + 1) + ".member", values));
            }
        }
        return choices;
    }

    List<Input> structures(String name) {
        List<Object> values = list(name, 0, Integer.MAX_VALUE);
        List<Input> structures = new ArrayList<>();
        if (values != null) {
            for (int i = 0; i < values.size(); i++) {
                structures.add(structure(values.get(i), pathOf(name) + "." + (i + 1) + ".member"));
            }
        }
        return structures;
    }

    Input structure(String name) {
        return required(name, optionalStructure(name));
    }

    @Nullable
    Input optionalStructure(String name) {
        Object value = members.get(name);
        return value == null ? null : structure(value, pathOf(name));
    }

    @SuppressWarnings("unchecked") // Json makes no other maps
    private Input structure(Object value, String where) {
        if (value instanceof Map<?, ?> map) {
            return new Input((Map<String, Object>) map, region, where + ".");
        }
        throw RefusedException.serialization("a structure is expected at " + where);
    }

    @SuppressWarnings("unchecked") // Json makes no other lists
    private @Nullable List<Object> list(String name, int min, int max) {
        Object value = members.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof List<?> list)) {
            throw RefusedException.serialization("a list is expected at " + pathOf(name));
        }
        if (list.size() < min) {
            throw RefusedException.constraint(
                    pathOf(name), "'[]'", "Member must have length greater than or equal to " + min);
        }
        if (list.size() > max) {
            throw RefusedException.constraint(
                    pathOf(name),
                    "of " + list.size() + " members",
                    "Member must have length less than or equal to " + max);
        }
        return (List<Object>) list;
    }

    private <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw RefusedException.constraint(pathOf(name), "null", "Member must not be null");
        }
        return value;
    }

    String pathOf(String name) {
        return path + name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static String quoted(Object value) {
        return "'" + value + "'";
    }
}
