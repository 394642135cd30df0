package io.facebridge.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures made up on the spot. */
final class SyntheticImages {
    private SyntheticImages() {}

    static BufferedImage gradient(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, (255 * x / width) << 16 | (255 * y / height) << 8 | (x * y) % 256);
            }
        }
        return image;
    }

    static BufferedImage noise(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Random random = new Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        return image;
    }

    /** Four quarters: red, green / blue, white. */
    static BufferedImage quarters(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean right = x >= width / 2;
                boolean bottom = y >= height / 2;
                image.setRGB(x, y, bottom ? (right ? 0xFFFFFF : 0x0000FF) : (right ? 0x00FF00 : 0xFF0000));
            }
        }
        return image;
    }

    static BufferedImage gray(int width, int height, int level) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        WritableRaster raster = image.getRaster();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                raster.setSample(x, y, 0, level);
            }
        }
        return image;
    }

    static byte[] encode(String format, RenderedImage image) {
        return write(format, new IIOImage(image, null, null), false);
    }

    static byte[] jpeg(RenderedImage image) {
        return encode("jpeg", image);
    }

    static byte[] progressiveJpeg(RenderedImage image) {
        return write("jpeg", new IIOImage(image, null, null), true);
    }

    static byte[] png(RenderedImage image) {
        return encode("png", image);
    }

    static byte[] interlacedPng(RenderedImage image) {
        return write("png", new IIOImage(image, null, null), true);
    }

    static byte[] bmp(RenderedImage image) {
        return encode("bmp", image);
    }

    static byte[] gif(RenderedImage image) {
        return encode("gif", image);
    }

    /** Four inks as Adobe stores them, 255 meaning none. */
    static byte[] cmykJpeg(int width, int height, int cyan, int magenta, int yellow, int black) {
        WritableRaster raster = Raster.createInterleavedRaster(0, width, height, 4, null);
        int[] inks = {cyan, magenta, yellow, black};
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                raster.setPixel(x, y, inks);
            }
        }
        byte[] plain = write("jpeg", new IIOImage(raster, null, null), false);
        byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        return withSegment(plain, 0xEE, adobe);
    }

    private static byte[] write(String format, IIOImage image, boolean progressive) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        for (var writers = ImageIO.getImageWritersByFormatName(format); writers.hasNext(); ) {
            ImageWriter candidate = writers.next();
            if (candidate.getClass().getName().startsWith("com.sun.")) {
                writer = candidate;
            }
        }
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (progressive) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.write(null, image, param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    static byte[] withOrientation(byte[] jpeg, int orientation) {
        byte[] tiff = tiff(orientation);
        byte[] exif = new byte[6 + tiff.length];
        System.arraycopy("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), 0, exif, 0, 6);
        System.arraycopy(tiff, 0, exif, 6, tiff.length);
        return withSegment(jpeg, 0xE1, exif);
    }

    /** A TIFF with one directory that holds the orientation alone. */
    static byte[] tiff(int orientation) {
        return ByteBuffer.allocate(26)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 'I')
                .put((byte) 'I')
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putInt(orientation)
                .putInt(0)
                .array();
    }

    static byte[] withProfile(byte[] jpeg, byte[] profile) {
        ByteBuffer payload = ByteBuffer.allocate(14 + profile.length);
        payload.put("ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1))
                .put((byte) 1)
                .put((byte) 1)
                .put(profile);
        return withSegment(jpeg, 0xE2, payload.array());
    }

    /** Puts a segment right after the first marker. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] payload) {
        ByteBuffer result = ByteBuffer.allocate(jpeg.length + payload.length + 4);
        result.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) marker).putShort((short) (payload.length + 2));
        return result.put(payload).put(jpeg, 2, jpeg.length - 2).array();
    }

    /** Puts a chunk right after the header. */
    static byte[] withChunk(byte[] png, String type, byte[] payload) {
        byte[] chunk = chunk(type, payload);
        ByteBuffer result = ByteBuffer.allocate(png.length + chunk.length);
        return result.put(png, 0, 33).put(chunk).put(png, 33, png.length - 33).array();
    }

    static byte[] chunk(String type, byte[] payload) {
        ByteBuffer chunk = ByteBuffer.allocate(payload.length + 12);
        chunk.putInt(payload.length)
                .put(type.getBytes(StandardCharsets.ISO_8859_1))
                .put(payload);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, payload.length + 4);
        return chunk.putInt((int) crc.getValue()).array();
    }

    /** A PNG put together by hand, for what ImageIO does not write. */
    static byte[] png(int width, int height, int depth, int colorType, byte[] rows) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depth)
                .put((byte) colorType)
                .array();
        return join(
                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'},
                chunk("IHDR", header),
                chunk("IDAT", deflate(rows)),
                chunk("IEND", new byte[0]));
    }

    static byte[] deflate(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static BufferedImage interleaved(int width, int height, int dataType, boolean alpha) {
        int[] bands = alpha ? new int[] {0, 1, 2, 3} : new int[] {0, 1, 2};
        return ImageTypeSpecifier.createInterleaved(
                        ColorSpace.getInstance(ColorSpace.CS_sRGB), bands, dataType, alpha, false)
                .createBufferedImage(width, height);
    }
}
