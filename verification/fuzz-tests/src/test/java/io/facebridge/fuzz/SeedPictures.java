package io.facebridge.fuzz;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Small images of every format, painted and written by code. */
final class SeedPictures {
    private SeedPictures() {}

    static List<byte[]> all() {
        BufferedImage rgb = painted(BufferedImage.TYPE_INT_RGB, 20, 14);
        BufferedImage gray = painted(BufferedImage.TYPE_BYTE_GRAY, 9, 9);
        BufferedImage palette = painted(BufferedImage.TYPE_BYTE_BINARY, 11, 5);
        BufferedImage alpha = painted(BufferedImage.TYPE_INT_ARGB, 8, 8);
        List<byte[]> all = new ArrayList<>();
        all.add(withSegment(encoded("jpeg", rgb, false), 0xE1, Input.join(latin("Exif\0\0"), tiff(6))));
        all.add(encoded("jpeg", rgb, true));
        all.add(encoded("jpeg", gray, false));
        all.add(cmykJpeg());
        all.add(withChunk(encoded("png", rgb, false), "eXIf", tiff(5)));
        all.add(encoded("png", alpha, true));
        all.add(encoded("png", gray, false));
        all.add(encoded("png", palette, false));
        all.add(encoded("bmp", rgb, false));
        all.add(encoded("bmp", palette, false));
        all.add(encoded("gif", gray, false));
        all.add(encoded("gif", palette, true));
        all.add(losslessWebp(rgb.getWidth(), rgb.getHeight()));
        all.add(lossyWebp(17, 16));
        all.add(extendedWebp(17, 16));
        all.add(latin("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"));
        return all;
    }

    /** A TIFF header with one directory that holds the orientation alone. */
    static byte[] tiff(int orientation) {
        return ByteBuffer.allocate(26)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(latin("II"))
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

    private static BufferedImage painted(int type, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, type);
        Random random = new Random(type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, 0x80000000 | 0x0A0511 * (x + y) | random.nextInt(16));
            }
        }
        return image;
    }

    private static byte[] encoded(String format, BufferedImage image, boolean progressive) {
        return encoded(format, new IIOImage(image, null, null), progressive);
    }

    private static byte[] encoded(String format, IIOImage image, boolean progressive) {
        ImageWriter writer = null;
        for (var writers = ImageIO.getImageWritersByFormatName(format); writers.hasNext(); ) {
            ImageWriter candidate = writers.next();
            if (candidate.getClass().getName().startsWith("com.sun.")) {
                writer = candidate; // the JDK's own, whose files do not change with a library
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam how = writer.getDefaultWriteParam();
            if (progressive) {
                how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.write(null, image, how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] cmykJpeg() {
        WritableRaster inks = Raster.createInterleavedRaster(0, 9, 9, 4, null);
        for (int i = 0; i < 81; i++) {
            inks.setPixel(i % 9, i / 9, new int[] {i, 200, 30, 250});
        }
        byte[] plain = encoded("jpeg", new IIOImage(inks, null, null), false);
        return withSegment(plain, 0xEE, new byte[] {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 2});
    }

    private static byte[] withSegment(byte[] jpeg, int marker, byte[] payload) {
        ByteBuffer result = ByteBuffer.allocate(jpeg.length + payload.length + 4);
        result.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) marker).putShort((short) (payload.length + 2));
        return result.put(payload).put(jpeg, 2, jpeg.length - 2).array();
    }

    private static byte[] withChunk(byte[] png, String type, byte[] payload) {
        ByteBuffer result = ByteBuffer.allocate(png.length + payload.length + 12);
        byte[] body = Input.join(latin(type), payload);
        CRC32 sum = new CRC32();
        sum.update(body);
        result.put(png, 0, 33).putInt(payload.length).put(body).putInt((int) sum.getValue());
        return result.put(png, 33, png.length - 33).array();
    }

    // WebP, which the JDK does not write: images of one color, whose pixels take no bits of their own

    private static byte[] losslessWebp(int width, int height) {
        int bits = 0;
        for (int code = 0; code < 5; code++) {
            bits |= 1 << (3 + 4 * code); // five codes, each with the symbol 0 alone
        }
        byte[] payload = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x2F)
                .putInt(width - 1 | (height - 1) << 14)
                .put(new byte[] {(byte) bits, (byte) (bits >> 8), (byte) (bits >> 16)})
                .array();
        return riff(riffChunk("VP8L", payload));
    }

    private static byte[] lossyWebp(int width, int height) {
        return riff(lossyChunk(width, height));
    }

    private static byte[] extendedWebp(int width, int height) {
        byte[] size = ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x18) // alpha and EXIF
                .put(new byte[3])
                .put(new byte[] {(byte) (width - 1), 0, 0, (byte) (height - 1), 0, 0})
                .array();
        byte[] alpha = new byte[1 + width * height]; // as it is
        return riff(
                riffChunk("VP8X", size),
                riffChunk("ALPH", alpha),
                lossyChunk(width, height),
                riffChunk("EXIF", tiff(8)));
    }

    private static byte[] lossyChunk(int width, int height) {
        int bits = 2048 + (width + 15) / 16 * ((height + 15) / 16) * 64;
        int tag = 1 << 4 | (bits / 8) << 5;
        ByteBuffer frame = ByteBuffer.allocate(10 + 2 * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
        frame.put((byte) tag).put((byte) (tag >> 8)).put((byte) (tag >> 16));
        frame.put((byte) 0x9D).put((byte) 1).put((byte) 0x2A);
        frame.putShort((short) width).putShort((short) height);
        return riffChunk("VP8 ", frame.array());
    }

    private static byte[] riff(byte[]... chunks) {
        byte[] body = Input.join(chunks);
        return ByteBuffer.allocate(12 + body.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(latin("RIFF"))
                .putInt(body.length + 4)
                .put(latin("WEBP"))
                .put(body)
                .array();
    }

    private static byte[] riffChunk(String type, byte[] payload) {
        return ByteBuffer.allocate(8 + payload.length + payload.length % 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(latin(type))
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
