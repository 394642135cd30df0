package io.facebridge.testkit;

import io.facebridge.image.FaceImage;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Creates images from other images, in memory. They replace further photographs of a person if there are none; tests that use
 * them state it in their names, because a real second photograph differs far more.
 *
 * <p>Every result is a JPEG of high quality, except that of {@link #webp}. The given images must be stored upright.
 */
public final class SyntheticVariants {
    private static final float JPEG_QUALITY = 0.95f;
    private static final int EXIF_ORIENTATION_LENGTH = 36;

    private SyntheticVariants() {}

    /**
     * Stores the same pixels as a lossless WebP file.
     *
     * @param image the image
     * @return the image in another format
     */
    public static FaceImage webp(FaceImage image) {
        return FaceImage.of(LosslessWebp.of(pixels(image)));
    }

    /**
     * Crops an image.
     *
     * @param image the image
     * @param left of the part, in pixels
     * @param top of the part, in pixels
     * @param width of the part, in pixels
     * @param height of the part, in pixels
     * @return the part
     */
    public static FaceImage cropped(FaceImage image, int left, int top, int width, int height) {
        return jpeg(copy(pixels(image).getSubimage(left, top, width, height)));
    }

    /**
     * Rotates the content around the center of the frame, which stays as it is; the corners become gray.
     *
     * @param image the image
     * @param degrees clockwise, as the viewer sees it
     * @return the rotated image
     */
    public static FaceImage rotated(FaceImage image, double degrees) {
        BufferedImage from = pixels(image);
        return drawn(from.getWidth(), from.getHeight(), canvas -> {
            canvas.rotate(Math.toRadians(degrees), from.getWidth() / 2.0, from.getHeight() / 2.0);
            canvas.drawImage(from, 0, 0, null);
        });
    }

    /**
     * Darkens an image.
     *
     * @param image the image
     * @param factor the remaining proportion of light, 0 to 1
     * @return the darker image
     */
    public static FaceImage darkened(FaceImage image, double factor) {
        return jpeg(new RescaleOp((float) factor, 0, null).filter(pixels(image), null));
    }

    /**
     * Reduces the resolution: the same content in a smaller frame.
     *
     * @param image the image
     * @param factor the remaining proportion of width and height, 0 to 1
     * @return the smaller image
     */
    public static FaceImage shrunk(FaceImage image, double factor) {
        BufferedImage from = pixels(image);
        int width = Math.max(1, (int) Math.round(from.getWidth() * factor));
        int height = Math.max(1, (int) Math.round(from.getHeight() * factor));
        return drawn(width, height, canvas -> canvas.drawImage(from, 0, 0, width, height, null));
    }

    /**
     * Blurs an image: shrinks it, and enlarges it to the original frame again.
     *
     * @param image the image
     * @param factor how coarse it becomes, greater than 1
     * @return the blurred image
     */
    public static FaceImage blurred(FaceImage image, double factor) {
        BufferedImage small = pixels(shrunk(image, 1 / factor));
        return drawn(
                image.width(),
                image.height(),
                canvas -> canvas.drawImage(small, 0, 0, image.width(), image.height(), null));
    }

    /**
     * Swaps left and right.
     *
     * @param image the image
     * @return the mirrored image
     */
    public static FaceImage mirrored(FaceImage image) {
        BufferedImage from = pixels(image);
        return drawn(
                from.getWidth(),
                from.getHeight(),
                canvas -> canvas.drawImage(from, from.getWidth(), 0, -from.getWidth(), from.getHeight(), null));
    }

    /**
     * Combines two images in one frame, with their top edges level.
     *
     * @param left the left one
     * @param right the right one
     * @return an image as wide as both
     */
    public static FaceImage sideBySide(FaceImage left, FaceImage right) {
        return drawn(left.width() + right.width(), Math.max(left.height(), right.height()), canvas -> {
            canvas.drawImage(pixels(left), 0, 0, null);
            canvas.drawImage(pixels(right), left.width(), 0, null);
        });
    }

    /**
     * Stores the pixels rotated or mirrored, with the EXIF orientation that restores them, as cameras do. The upright image
     * stays the same.
     *
     * @param image the image
     * @param orientation 1 to 8, the EXIF tag 0x0112
     * @return the image stored that way
     * @throws IllegalArgumentException if the orientation is not in [1, 8]
     */
    public static FaceImage stored(FaceImage image, int orientation) {
        BufferedImage upright = pixels(image);
        int right = upright.getWidth() - 1;
        int bottom = upright.getHeight() - 1;
        boolean sideways = orientation >= 5;
        BufferedImage turned = new BufferedImage(
                sideways ? bottom + 1 : right + 1, sideways ? right + 1 : bottom + 1, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y <= bottom; y++) {
            for (int x = 0; x <= right; x++) {
                int rgb = upright.getRGB(x, y);
                switch (orientation) {
                    case 1 -> turned.setRGB(x, y, rgb);
                    case 2 -> turned.setRGB(right - x, y, rgb);
                    case 3 -> turned.setRGB(right - x, bottom - y, rgb);
                    case 4 -> turned.setRGB(x, bottom - y, rgb);
                    case 5 -> turned.setRGB(y, x, rgb);
                    case 6 -> turned.setRGB(y, right - x, rgb);
                    case 7 -> turned.setRGB(bottom - y, right - x, rgb);
                    case 8 -> turned.setRGB(bottom - y, x, rgb);
                    default ->
                        throw new IllegalArgumentException("orientation must be in [1, 8] but was " + orientation);
                }
            }
        }
        return FaceImage.of(withExif(encoded(turned), orientation));
    }

    /**
     * Creates an image without a face: sky over fields.
     *
     * @param width in pixels
     * @param height in pixels
     * @return the landscape
     */
    public static FaceImage landscape(int width, int height) {
        return drawn(width, height, canvas -> {
            int horizon = height * 3 / 5;
            canvas.setPaint(new GradientPaint(0, 0, new Color(70, 120, 200), 0, horizon, new Color(205, 225, 240)));
            canvas.fillRect(0, 0, width, horizon);
            canvas.setPaint(new GradientPaint(0, horizon, new Color(120, 150, 60), 0, height, new Color(60, 90, 30)));
            canvas.fillRect(0, horizon, width, height - horizon);
            canvas.setColor(new Color(90, 80, 50));
            for (int furrow = -width; furrow < 2 * width; furrow += width / 12) {
                canvas.drawLine(width / 2 + (furrow - width / 2) / 8, horizon, furrow, height);
            }
        });
    }

    private static BufferedImage pixels(FaceImage image) {
        if (image.orientation() != 1) {
            throw new IllegalArgumentException(
                    "an image stored upright is needed but its EXIF orientation is " + image.orientation());
        }
        try {
            // Closed by read, or nothing to close: it is memory only.
            BufferedImage decoded =
                    ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(image.toByteArray())));
            if (decoded == null) {
                throw new IllegalArgumentException("the image cannot be decoded: " + image);
            }
            return copy(decoded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage copy(BufferedImage from) {
        BufferedImage copy = new BufferedImage(from.getWidth(), from.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = copy.createGraphics();
        canvas.drawImage(from, 0, 0, null);
        canvas.dispose();
        return copy;
    }

    private static FaceImage drawn(int width, int height, Consumer<Graphics2D> painter) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = picture.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        canvas.setColor(Color.GRAY);
        canvas.fillRect(0, 0, width, height);
        painter.accept(canvas);
        canvas.dispose();
        return jpeg(picture);
    }

    private static FaceImage jpeg(BufferedImage picture) {
        return FaceImage.of(encoded(picture));
    }

    private static byte[] encoded(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(JPEG_QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Puts an APP1 segment with one entry, little endian, behind the start of the JPEG. */
    private static byte[] withExif(byte[] jpeg, int orientation) {
        byte[] segment = new byte[EXIF_ORIENTATION_LENGTH];
        byte[] head = {
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            EXIF_ORIENTATION_LENGTH - 2, // marker, length without the marker
            'E',
            'x',
            'i',
            'f',
            0,
            0, //
            'I',
            'I',
            42,
            0,
            8,
            0,
            0,
            0, // TIFF header, first directory at 8
            1,
            0, // one entry:
            0x12,
            0x01,
            3,
            0,
            1,
            0,
            0,
            0,
            (byte) orientation, // tag, SHORT, one value, and the value
        };
        System.arraycopy(head, 0, segment, 0, head.length);
        byte[] result = new byte[jpeg.length + segment.length];
        System.arraycopy(jpeg, 0, result, 0, 2);
        System.arraycopy(segment, 0, result, 2, segment.length);
        System.arraycopy(jpeg, 2, result, 2 + segment.length, jpeg.length - 2);
        return result;
    }
}
