package io.facebridge.evaluation;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures whose widths say what is on them: see {@link WidthFaces}. */
final class FolderOfPersons {
    private final Path root;

    FolderOfPersons(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    FolderOfPersons picture(String name, int width) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            ImageIO.write(new BufferedImage(width, 20, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FolderOfPersons file(String name, String text) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
