package io.facebridge.examples;

import io.facebridge.image.FaceImage;
import io.facebridge.image.ImageFormat;
import io.facebridge.image.ImageLimits;
import io.facebridge.image.ImagePreparation;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** The six photographs that the build fetches; the system property {@code facebridge.photographs} names their folder. */
final class Photographs {
    private Photographs() {}

    static List<Path> all() {
        return IntStream.rangeClosed(1, 6)
                .mapToObj(number -> file("sample" + number + ".jpg"))
                .toList();
    }

    static Path file(String name) {
        String folder = System.getProperty("facebridge.photographs");
        if (folder == null) {
            throw new IllegalStateException(
                    "say where the photographs are: -Dfacebridge.photographs=DIR; the build leaves"
                            + " them in local-models/target/photographs");
        }
        Path file = Path.of(folder, name);
        if (!Files.isReadable(file)) {
            throw new IllegalStateException(
                    "there is no photograph " + file + "; the build fetches them unless it runs with -Dwithout-models");
        }
        return file;
    }

    /** A part of a photograph as a picture of its own, which is deleted when the program ends. */
    static Path portrait(String name, int left, int top, int width, int height) {
        try {
            BufferedImage photograph = ImageIO.read(file(name).toFile());
            Path portrait = Files.createTempFile("facebridge-example", ".png");
            portrait.toFile().deleteOnExit();
            ImageIO.write(photograph.getSubimage(left, top, width, height), "png", portrait.toFile());
            return portrait;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a JPEG of the size that a liveness session gives. */
    static FaceImage small(Path picture) {
        ImageLimits limits = ImageLimits.builder()
                .formats(Set.of(ImageFormat.JPEG))
                .maxBytes(200_000)
                .build();
        return ImagePreparation.prepare(FaceImage.of(picture), limits).image();
    }
}
