package io.facebridge.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Determines the user's home folder. There is none for a user id without an entry in the system's table of users, as in a container. */
final class Home {
    private Home() {}

    /** Returns the home folder in the environment of a command. */
    static Optional<Path> in(Map<String, String> environment) {
        return in(environment, System.getProperty("user.home"));
    }

    /** Returns {@code HOME} if it is an absolute path, otherwise the home folder that Java determines, if that is one. */
    static Optional<Path> in(Map<String, String> environment, @Nullable String ofJava) {
        return Stream.of(absolute(environment.get("HOME")), absolute(ofJava))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Returns the path; empty if it is missing or relative, because it would depend on the current folder. */
    static Optional<Path> absolute(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Path::of).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
