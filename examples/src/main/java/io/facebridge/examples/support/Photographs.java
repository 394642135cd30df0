package io.facebridge.examples.support;

import io.facebridge.image.FaceImage;
import io.facebridge.image.ImageFormat;
import io.facebridge.image.ImageLimits;
import io.facebridge.image.ImagePreparation;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** The six photographs that the build fetches; the system property {@code facebridge.photographs} names their folder. */
public final class Photographs {
    private Photographs() {}

    public static List<Path> all() {
        return IntStream.rangeClosed(1, 6)
                .mapToObj(number -> file("sample" + number + ".jpg"))
                .toList();
    }

    public static Path file(String name) {
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

    /** Crops a photograph to an image of its own, which is deleted when the program ends. */
    public static Path portrait(String name, int left, int top, int width, int height) {
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

    /** Returns the same image in less light: every color value multiplied by a factor. */
    public static FaceImage darker(Path picture, float share) {
        return changed(picture, photograph -> new RescaleOp(share, 0, null).filter(photograph, blank(photograph, 1)));
    }

    /** Returns the same image with fewer pixels. */
    public static FaceImage coarser(Path picture, double share) {
        return changed(picture, photograph -> {
            BufferedImage small = blank(photograph, share);
            Graphics2D graphics = small.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(photograph, 0, 0, small.getWidth(), small.getHeight(), null);
            graphics.dispose();
            return small;
        });
    }

    /** Returns an image without a face. */
    public static FaceImage empty() {
        return png(new BufferedImage(480, 480, BufferedImage.TYPE_INT_RGB));
    }

    private static FaceImage changed(Path picture, UnaryOperator<BufferedImage> change) {
        try {
            BufferedImage read = ImageIO.read(picture.toFile());
            BufferedImage photograph = blank(read, 1);
            photograph.getGraphics().drawImage(read, 0, 0, null);
            return png(change.apply(photograph));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage blank(BufferedImage like, double share) {
        return new BufferedImage(
                (int) (like.getWidth() * share), (int) (like.getHeight() * share), BufferedImage.TYPE_INT_RGB);
    }

    private static FaceImage png(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FaceImage.of(bytes.toByteArray());
    }

    /** Returns the image as a JPEG of the size that a liveness session returns. */
    public static FaceImage small(Path picture) {
        ImageLimits limits = ImageLimits.builder()
                .formats(Set.of(ImageFormat.JPEG))
                .maxBytes(200_000)
                .build();
        return ImagePreparation.prepare(FaceImage.of(picture), limits).image();
    }
}
