package io.facebridge.operations.migration;

import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Images in memory: blank ones whose width is a number, and some that cannot be read. */
final class MemoryImages implements ImageSource {
    private final Map<PersonId, Map<String, byte[]>> images = new LinkedHashMap<>();
    private int read;

    /** An image of each width, named by it; 0 is one that cannot be read. */
    MemoryImages with(PersonId person, int... widths) {
        Map<String, byte[]> all = images.computeIfAbsent(person, any -> new LinkedHashMap<>());
        for (int width : widths) {
            all.put(width + ".png", width == 0 ? new byte[] {1, 2, 3} : png(width));
        }
        return this;
    }

    /** How many images were read. */
    int read() {
        return read;
    }

    private static byte[] png(int width) {
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(width, 2, BufferedImage.TYPE_INT_RGB), "png", png);
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Iterable<PersonId> persons() {
        return List.copyOf(images.keySet());
    }

    @Override
    public List<String> images(PersonId person) {
        return new ArrayList<>(images.getOrDefault(person, Map.of()).keySet());
    }

    @Override
    public FaceImage read(PersonId person, String name) {
        read++;
        return FaceImage.of(images.getOrDefault(person, Map.of()).getOrDefault(name, new byte[0]));
    }
}
