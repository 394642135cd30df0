package io.facebridge.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a drawing. */
final class DrawingOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--draw",
            paramLabel = "OUT.png",
            description = "Also write a PNG with the faces and the result drawn in.")
    private @Nullable String drawing;

    @Option(names = "--overwrite", description = OptionText.OVERWRITE + " With --draw.")
    private boolean overwrite;

    boolean isWanted() {
        return drawing != null;
    }

    boolean replaces() {
        return overwrite;
    }

    /** Returns where the drawing goes. */
    Path file() {
        return path(drawing == null ? "" : drawing);
    }

    /** Rejects, before any request, a drawing that would replace one of the images, or another file without {@code --overwrite}. */
    void check(List<String> images) {
        if (drawing == null) {
            if (overwrite) {
                throw wrongUsage("--overwrite requires --draw; give --draw OUT.png, or leave it out");
            }
            return;
        }
        if (!drawing.toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw wrongUsage("--draw writes a PNG and must end in .png but was " + Text.oneLine(drawing));
        }
        for (String image : images) {
            if (isSame(file(), path(image))) {
                throw wrongUsage("--draw must not overwrite the image; name another file");
            }
        }
        PictureFile.requireAbsent(file(), overwrite);
    }

    /** Returns whether two names are of one file that exists. */
    static boolean isSame(Path one, Path other) {
        try {
            return Files.exists(one) && Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    private Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw wrongUsage("a file name cannot be read in this locale; run with a UTF-8 locale: " + e.getReason());
        }
    }

    private ParameterException wrongUsage(String message) {
        if (spec == null) {
            throw new IllegalStateException("not part of a command");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
