package io.facebridge.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** One run of the program in this JVM, and what it wrote. */
record Run(int exitCode, String out, String err) {
    /** Fails if the program printed a Java name, or JSON that its schema does not describe. */
    static Run of(Object... args) {
        List<String> words = Stream.of(args).map(Object::toString).toList();
        Run run = unchecked(args);
        requireReadable(words, run);
        requireDescribed(words, run);
        return run;
    }

    /** What follows the first line on standard error with {@code --debug} is no JSON. */
    private static void requireDescribed(List<String> words, Run run) {
        boolean isTraced = words.contains(FaceBridgeCommand.DEBUG);
        JsonSchemas.requireDescribed(
                words,
                isTraced
                        ? new Run(
                                run.exitCode, run.out, run.err.lines().limit(1).collect(Collectors.joining()))
                        : run);
    }

    private static void requireReadable(List<String> words, Run run) {
        JavaNames.requireNone(
                words.contains(FaceBridgeCommand.DEBUG)
                        ? run.err.lines().findFirst().orElse("")
                        : run.err);
        if (!FaceBridgeCommand.wantsJson(words)) {
            JavaNames.requireNone(run.out);
        }
    }

    /** In another environment, as far as the program's configuration is concerned. */
    static Run in(Map<String, String> environment, Object... args) {
        List<String> words = Stream.of(args).map(Object::toString).toList();
        Run run = run(environment, args);
        requireReadable(words, run);
        requireDescribed(words, run);
        return run;
    }

    static Run unchecked(Object... args) {
        return run(System.getenv(), args);
    }

    private static Run run(Map<String, String> environment, Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = Stream.of(args).map(Object::toString).toArray(String[]::new);
        int exitCode = FaceBridgeCommand.run(environment, new PrintWriter(out), new PrintWriter(err), words);
        return new Run(exitCode, out.toString(), err.toString());
    }

    static Run in(Locale locale, Object... args) {
        Locale before = Locale.getDefault();
        Locale.setDefault(locale);
        try {
            return of(args);
        } finally {
            Locale.setDefault(before);
        }
    }

    /** An empty picture, for the provider that follows a script. */
    static Path picture(Path folder, String name, int width, int height) {
        try {
            Path file = folder.resolve(name);
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> errorLines() {
        return err.lines().toList();
    }
}
