package io.facebridge.emulator.internal.azure;

import io.facebridge.emulator.internal.HttpCall;
import io.facebridge.emulator.internal.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parameters of a request in path, query and body, checked by the service's rules when they are read. */
final class Input {
    private static final Pattern GROUP_ID = Pattern.compile("[a-z0-9_-]{1,64}");
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final int MAX_NAME_LENGTH = 128;
    private static final int MAX_START_LENGTH = 64;
    private static final int MAX_PAGE_SIZE = 1000;
    private static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";

    private final Map<String, String> path;
    private final Map<String, String> query;
    private final HttpCall call;
    private @Nullable Map<String, Object> document;

    Input(Map<String, String> path, String query, HttpCall call) {
        this.path = path;
        this.query = parse(query);
        this.call = call;
    }

    private static Map<String, String> parse(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RefusedException.argument("The query cannot be decoded.");
        }
    }

    HttpCall call() {
        return call;
    }

    // Path

    /** A part of the path. */
    String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no part " + name);
        }
        return value;
    }

    static boolean isGroupId(String text) {
        return GROUP_ID.matcher(text).matches();
    }

    // Query

    @Nullable
    String query(String name) {
        return query.get(name);
    }

    boolean queryFlag(String name, boolean preset) {
        String value = query.get(name);
        if (value == null) {
            return preset;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw RefusedException.argument("'" + name + "' is invalid.");
        };
    }

    int queryInteger(String name, int preset, int min, int max) {
        String value = query.get(name);
        if (value == null) {
            return preset;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw RefusedException.argument("'" + name + "' is invalid.");
        }
        throw RefusedException.argument("'" + name + "' is invalid.");
    }

    /** The members of a list that a page has, by their ids in order; {@code start} is not among them. */
    <T> List<T> page(Map<String, T> sorted) {
        String start = query.get("start");
        if (start != null && start.length() > MAX_START_LENGTH) {
            throw RefusedException.argument("'start' is too long.");
        }
        int top = queryInteger("top", MAX_PAGE_SIZE, 1, MAX_PAGE_SIZE);
        return sorted.entrySet().stream()
                .filter(entry -> start == null || entry.getKey().compareTo(start) > 0)
                .limit(top)
                .map(Map.Entry::getValue)
                .toList();
    }

    // Body

    boolean isJson() {
        return contentType().startsWith(JSON);
    }

    boolean isBytes() {
        return contentType().startsWith(BYTES);
    }

    boolean isForm() {
        return contentType().startsWith("multipart/form-data");
    }

    private String contentType() {
        String type = call.header("Content-Type");
        return type == null ? "" : type.toLowerCase(Locale.ROOT).strip();
    }

    private Map<String, Object> json() {
        Map<String, Object> read = document;
        if (read == null) {
            if (!isJson()) {
                throw RefusedException.mediaType();
            }
            try {
                read = Json.read(call.body());
            } catch (IOException e) {
                throw RefusedException.argument("The body is no JSON object.");
            }
            document = read;
        }
        return read;
    }

    boolean has(String name) {
        return json().containsKey(name);
    }

    @Nullable
    String optionalText(String name) {
        Object value = json().get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw RefusedException.body();
    }

    /** A text, a number or a truth value as a text; null if it is not there. */
    @Nullable
    String optionalScalar(String name) {
        Object value = json().get(name);
        if (value instanceof List<?> || value instanceof Map<?, ?>) {
            throw RefusedException.body();
        }
        return value == null ? null : value.toString();
    }

    /** A text of at most that many characters; null if it is not there. */
    @Nullable
    String optionalText(String name, int maxLength) {
        String value = optionalText(name);
        if (value != null && value.length() > maxLength) {
            throw RefusedException.argument("'" + name + "' is too long.");
        }
        return value;
    }

    /** The member {@code name}, which is needed. */
    String name() {
        String name = optionalName();
        if (name == null) {
            throw RefusedException.argument("'name' is empty.");
        }
        return name;
    }

    @Nullable
    String optionalName() {
        String name = optionalText("name", MAX_NAME_LENGTH);
        return name == null || name.isEmpty() ? null : name;
    }

    /** An id of the service's making, or the refusal that names what it should be of. */
    String uuid(String name, String what) {
        String value = optionalText(name);
        if (value == null) {
            throw RefusedException.body();
        }
        return requireUuid(value, what);
    }

    private static String requireUuid(String value, String what) {
        if (!UUID.matcher(value).matches()) {
            throw RefusedException.argument(what + " ID is invalid.");
        }
        return value.toLowerCase(Locale.ROOT);
    }

    /** Ids of faces, so many. */
    List<String> faceIds(int min, int max) {
        Object value = json().get("faceIds");
        if (!(value instanceof List<?> list)) {
            throw RefusedException.body();
        }
        if (list.size() < min || list.size() > max) {
            throw RefusedException.argument("The length of faceIds is not in a valid range.");
        }
        List<String> ids = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof String text)) {
                throw RefusedException.body();
            }
            ids.add(requireUuid(text, "Face"));
        }
        return ids;
    }

    int integer(String name, int preset, int min, int max) {
        Object value = json().get(name);
        if (value == null) {
            return preset;
        }
        if (value instanceof BigDecimal number
                && number.stripTrailingZeros().scale() <= 0
                && number.doubleValue() >= min
                && number.doubleValue() <= max) {
            return number.intValue();
        }
        throw RefusedException.argument("The argument " + name + " is not valid.");
    }

    /** A threshold from 0 to 1. */
    double threshold(String name, double preset) {
        Object value = json().get(name);
        if (value == null) {
            return preset;
        }
        if (value instanceof BigDecimal number && number.signum() >= 0 && number.compareTo(BigDecimal.ONE) <= 0) {
            return number.doubleValue();
        }
        throw RefusedException.argument("The argument " + name + " is not valid.");
    }

    @Override
    public String toString() {
        return "Input[" + path.keySet() + "]";
    }
}
