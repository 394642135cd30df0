package io.facebridge.image;

import io.facebridge.error.CallTimeoutException;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Writes pixels as a file in memory that holds nothing else. */
final class Encoding {
    private Encoding() {}

    /**
     * Writes a JPEG.
     *
     * @param pixels the image
     * @param quality in [0, 1]
     * @return the file
     */
    public static byte[] jpeg(Pixels pixels, float quality) {
        return jpeg(pixels, quality, Integer.MAX_VALUE - 8, TimeLimit.none()).bytes();
    }

    /**
     * Writes a JPEG, of which no more is kept than can be used.
     *
     * @param pixels the image
     * @param quality in [0, 1]
     * @param maxBytes bytes that are kept
     * @param limit until when it may take
     * @return the file, or how long it would be
     * @throws CallTimeoutException if the deadline passed
     */
    public static EncodedFile jpeg(Pixels pixels, float quality, long maxBytes, TimeLimit limit) {
        EncodedFile file = new EncodedFile((int) Math.min(maxBytes, Integer.MAX_VALUE - 8));
        write(Codec.JPEG, pixels, quality, file, limit);
        return file;
    }

    /**
     * Writes a PNG.
     *
     * @param pixels the image
     * @return the file
     */
    public static byte[] png(Pixels pixels) {
        return png(pixels, Integer.MAX_VALUE - 8, TimeLimit.none()).bytes();
    }

    /**
     * Writes a PNG, of which no more is kept than can be used.
     *
     * @param pixels the image
     * @param maxBytes bytes that are kept
     * @param limit until when it may take
     * @return the file, or how long it would be
     * @throws CallTimeoutException if the deadline passed
     */
    public static EncodedFile png(Pixels pixels, long maxBytes, TimeLimit limit) {
        EncodedFile file = new EncodedFile((int) Math.min(maxBytes, Integer.MAX_VALUE - 8));
        write(Codec.PNG, pixels, Float.NaN, file, limit);
        return file;
    }

    private static void write(Codec codec, Pixels pixels, float quality, ImageOutputStream stream, TimeLimit limit) {
        try (ImageOutputStream out = stream) {
            ImageWriter writer = codec.writer();
            try {
                ImageWriteParam param = writer.getDefaultWriteParam();
                if (codec == Codec.JPEG) {
                    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                    param.setCompressionQuality(quality);
                }
                writer.addIIOWriteProgressListener(new Watch(limit));
                writer.setOutput(out);
                writer.write(null, new IIOImage(pixels.asBufferedImage(), null, null), param);
            } finally {
                writer.dispose();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }
}
