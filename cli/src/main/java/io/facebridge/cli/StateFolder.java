package io.facebridge.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Determines the folder for the state of programs that the system defines: never beside the user's data. */
final class StateFolder {
    private static final String NAME = "facebridge";

    private StateFolder() {}

    /** Returns the folder; empty if neither it nor a home folder is known. */
    static Optional<Path> ofTheUser() {
        return of(
                System.getenv(),
                System.getProperty("os.name", ""),
                Home.in(System.getenv()).orElse(null));
    }

    /**
     * Returns {@code XDG_STATE_HOME} if it is set; otherwise the folder that the system's own guide names. A relative path is ignored,
     * as the XDG specification requires.
     */
    static Optional<Path> of(Map<String, String> environment, String system, @Nullable Path home) {
        String name = system.toLowerCase(Locale.ROOT);
        return Home.absolute(environment.get("XDG_STATE_HOME"))
                .or(() ->
                        name.startsWith("windows") ? Home.absolute(environment.get("LOCALAPPDATA")) : Optional.empty())
                .or(() -> Optional.ofNullable(home).map(folder -> folder.resolve(underHome(name))))
                .map(folder -> folder.resolve(NAME));
    }

    private static Path underHome(String system) {
        if (system.startsWith("windows")) {
            return Path.of("AppData", "Local");
        }
        return system.startsWith("mac") ? Path.of("Library", "Application Support") : Path.of(".local", "state");
    }
}
