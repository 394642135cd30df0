package io.facebridge.image.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pixels as a file in memory that holds nothing else. */
public final class Encoding {
    private Encoding() {}

    /**
     * Writes a JPEG.
     *
     * @param pixels the picture
     * @param quality in [0, 1]
     * @return the file
     */
    public static byte[] jpeg(Pixels pixels, float quality) {
        return write(Codec.JPEG, pixels, quality);
    }

    /**
     * Writes a PNG.
     *
     * @param pixels the picture
     * @return the file
     */
    public static byte[] png(Pixels pixels) {
        return write(Codec.PNG, pixels, Float.NaN);
    }

    private static byte[] write(Codec codec, Pixels pixels, float quality) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
            ImageWriter writer = codec.writer();
            try {
                ImageWriteParam param = writer.getDefaultWriteParam();
                if (codec == Codec.JPEG) {
                    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                    param.setCompressionQuality(quality);
                }
                writer.setOutput(out);
                writer.write(null, new IIOImage(pixels.asBufferedImage(), null, null), param);
            } finally {
                writer.dispose();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return file.toByteArray();
    }
}
