package io.facebridge.emulator.internal.azure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which operation a method and a path mean. */
final class Routes {
    private final List<Route> routes = new ArrayList<>();

    /**
     * An operation.
     *
     * @param method for example {@code GET}
     * @param path the parts of the path
     * @param name the operation's
     * @param gated whether it takes the vendor's approval
     */
    record Route(String method, List<String> path, String name, boolean gated, Operation operation) {
        /** The variable parts of a path, by name; null if it is another path. */
        @Nullable
        Map<String, String> match(List<String> parts) {
            if (parts.size() != path.size()) {
                return null;
            }
            Map<String, String> variables = new LinkedHashMap<>();
            for (int i = 0; i < parts.size(); i++) {
                String template = path.get(i);
                if (template.startsWith("{")) {
                    variables.put(template.substring(1, template.length() - 1), parts.get(i));
                } else if (!template.equalsIgnoreCase(parts.get(i))) {
                    return null;
                }
            }
            return variables;
        }
    }

    /** A route that fits, and the variable parts of the path. */
    record Match(Route route, Map<String, String> path) {}

    /** Adds an operation; {@code "GET /things/{thing}"} is its route. */
    Routes open(String when, String name, Operation operation) {
        return add(when, name, false, operation);
    }

    /** Adds an operation that takes the vendor's approval. */
    Routes gated(String when, String name, Operation operation) {
        return add(when, name, true, operation);
    }

    private Routes add(String when, String name, boolean gated, Operation operation) {
        int space = when.indexOf(' ');
        routes.add(new Route(when.substring(0, space), parts(when.substring(space + 1)), name, gated, operation));
        return this;
    }

    /** What a request means; null if nothing. */
    @Nullable
    Match find(String method, String path) {
        List<String> parts = parts(path);
        for (Route route : routes) {
            Map<String, String> variables = route.method.equals(method) ? route.match(parts) : null;
            if (variables != null) {
                return new Match(route, variables);
            }
        }
        return null;
    }

    private static List<String> parts(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        return parts;
    }

    Set<String> names() {
        return routes.stream().map(Route::name).collect(Collectors.toSet());
    }
}
