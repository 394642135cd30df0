package io.facebridge.benchmarks;

import io.facebridge.image.FaceImage;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Synthetic portraits: one face of a test photograph, cropped and scaled to a given size. */
final class Portrait {
    private Portrait() {}

    /** Returns the smallest of such squares, in steps of 20 pixels, that has at least this many bytes. */
    static byte[] ofBytes(int minBytes) {
        int side = 80;
        byte[] bytes = ofSide(side).toByteArray();
        while (bytes.length < minBytes) {
            side += 20;
            bytes = ofSide(side).toByteArray();
        }
        return bytes;
    }

    /** Returns the woman in the middle of the third photograph, as a square JPEG. */
    static FaceImage ofSide(int side) {
        Path photograph = Path.of(System.getProperty("facebridge.photographs", ""), "sample3.jpg");
        try {
            BufferedImage whole = ImageIO.read(Files.newInputStream(photograph));
            BufferedImage square = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
            Graphics2D graphics = square.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            graphics.drawImage(whole.getSubimage(940, 60, 500, 500), 0, 0, side, side, null);
            graphics.dispose();
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            ImageIO.write(square, "jpg", jpeg);
            return FaceImage.of(jpeg.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read " + photograph + "; set -Dfacebridge.photographs to the folder of the photographs", e);
        }
    }
}
