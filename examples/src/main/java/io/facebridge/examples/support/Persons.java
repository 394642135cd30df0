package io.facebridge.examples.support;

import io.facebridge.FaceTemplates;
import io.facebridge.FaceTemplates.ExtractedFace;
import io.facebridge.face.BoundingBox;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A folder of persons, created from the faces in the six photographs. */
public final class Persons {
    private static final int COARSE = 96;

    private Persons() {}

    /** Creates a person with two images from each face that is large enough. */
    public static Path cutOut(Path folder) throws IOException {
        int number = 0;
        try (LocalFaces faces = LocalFaces.create()) {
            FaceTemplates templates = faces.templates();
            for (Path file : Photographs.all()) {
                BufferedImage photograph = ImageIO.read(file.toFile());
                for (ExtractedFace face : templates.extract(FaceImage.of(file))) {
                    BufferedImage portrait = around(photograph, face.face().box());
                    if (portrait.getHeight() >= 2 * COARSE) {
                        number++;
                        Path person = Files.createDirectories(folder.resolve("person-" + number));
                        ImageIO.write(portrait, "png", person.resolve("one.png").toFile());
                        ImageIO.write(
                                coarse(portrait),
                                "png",
                                person.resolve("two.png").toFile());
                    }
                }
            }
        }
        return folder;
    }

    /** Deletes a folder with everything in it; does nothing if it does not exist. */
    public static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static BufferedImage around(BufferedImage photograph, BoundingBox box) {
        int width = photograph.getWidth();
        int height = photograph.getHeight();
        int left = Math.max(0, (int) ((box.left() - box.width() / 3) * width));
        int top = Math.max(0, (int) ((box.top() - box.height() / 3) * height));
        int right = Math.min(width, (int) ((box.left() + box.width() * 4 / 3) * width));
        int bottom = Math.min(height, (int) ((box.top() + box.height() * 4 / 3) * height));
        BufferedImage copy = new BufferedImage(right - left, bottom - top, BufferedImage.TYPE_INT_RGB);
        copy.getGraphics().drawImage(photograph, -left, -top, null);
        return copy;
    }

    private static BufferedImage coarse(BufferedImage portrait) {
        int width = COARSE * portrait.getWidth() / portrait.getHeight();
        BufferedImage small = new BufferedImage(width, COARSE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(portrait, 0, 0, width, COARSE, null);
        graphics.dispose();
        return small;
    }

    /** Returns the first two images of the first person who has two. */
    public static Path[] firstTwo(Path folder) throws IOException {
        try (Stream<Path> persons = Files.list(folder)) {
            for (Path person : persons.filter(Files::isDirectory).sorted().toList()) {
                try (Stream<Path> pictures = Files.list(person)) {
                    List<Path> both = pictures.sorted().limit(2).toList();
                    if (both.size() == 2) {
                        return both.toArray(Path[]::new);
                    }
                }
            }
        }
        throw new IllegalArgumentException("no person in " + folder + " has two images");
    }
}
