package io.facebridge.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** One run of the program in this JVM, and what it wrote. */
record Run(int exitCode, String out, String err) {
    static Run of(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = List.of(args).stream().map(Object::toString).toArray(String[]::new);
        int exitCode = FaceBridgeCommand.run(new PrintWriter(out), new PrintWriter(err), words);
        JavaNames.requireNone(err.toString());
        if (!FaceBridgeCommand.wantsJson(List.of(words))) {
            JavaNames.requireNone(out.toString());
        }
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
