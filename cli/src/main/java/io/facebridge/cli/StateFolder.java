package io.facebridge.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Determines the folder for the state of programs that the system defines: never beside the user's data. */
final class StateFolder {
    private static final String NAME = "facebridge";

    private StateFolder() {}

    static Path ofTheUser() {
        return of(System.getenv(), System.getProperty("os.name", ""), System.getProperty("user.home", "."));
    }

    /** Returns {@code XDG_STATE_HOME} if it is set; otherwise the folder that the system's own guide names. */
    static Path of(Map<String, String> environment, String system, String home) {
        Path said = absolute(environment.get("XDG_STATE_HOME"));
        if (said != null) {
            return said.resolve(NAME);
        }
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            Path local = absolute(environment.get("LOCALAPPDATA"));
            return (local == null ? Path.of(home, "AppData", "Local") : local).resolve(NAME);
        }
        return name.startsWith("mac")
                ? Path.of(home, "Library", "Application Support", NAME)
                : Path.of(home, ".local", "state", NAME);
    }

    /** Ignores a relative path, as the XDG specification requires. */
    static @Nullable Path absolute(@Nullable String text) {
        try {
            Path path = text == null ? null : Path.of(text);
            return path != null && path.isAbsolute() ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
