package io.facebridge.image;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Makes image files whose headers say unusual, contradicting or wrong things, the same for the same seed. What each file
 * shows is defined by the engines, not here. A further format is a further constant, with the tools that it needs; its
 * files are compared with what ImageMagick shows unless {@link OddImagesTest} compares them with another engine.
 */
enum OddImages {
    JPEG("convert", "djpeg", "cjpeg") {
        @Override
        Odd make(Random random) {
            return jpeg(random);
        }
    },
    PNG("convert") {
        @Override
        Odd make(Random random) {
            return png(random);
        }
    },
    BMP("convert") {
        @Override
        Odd make(Random random) {
            return bmp(random);
        }
    },
    GIF("convert") {
        @Override
        Odd make(Random random) {
            return gif(random);
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // List.of does not change
    private final List<String> tools;

    OddImages(String... tools) {
        this.tools = List.of(tools);
    }

    abstract Odd make(Random random);

    List<String> tools() {
        return tools;
    }

    /**
     * A file.
     *
     * @param description what is unusual about it
     * @param file its bytes
     * @param left of the part that engines show, in pixels of the upright image
     * @param top of the part that engines show
     * @param orientation EXIF, 1 to 8
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Odd(String description, byte[] file, int left, int top, int orientation) {
        boolean isGif() {
            return file[0] == 'G';
        }
    }

    /** Smooth, of many colors, and with a corner unlike the others. */
    private static BufferedImage scene(Random random) {
        int width = 40 + random.nextInt(160);
        int height = 40 + random.nextInt(160);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, color(random), width, height, color(random)));
        graphics.fillRect(0, 0, width, height);
        for (int i = 0; i < 4; i++) {
            graphics.setPaint(new GradientPaint(0, height, color(random), width, 0, color(random)));
            graphics.fillOval(
                    random.nextInt(width), random.nextInt(height), 10 + random.nextInt(60), 10 + random.nextInt(60));
        }
        graphics.setPaint(color(random));
        graphics.fillRect(0, 0, width / 3, height / 4);
        graphics.dispose();
        return image;
    }

    private static Color color(Random random) {
        return new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }

    @SafeVarargs
    private static <T> T one(Random random, T... of) {
        return of[random.nextInt(of.length)];
    }

    // JPEG

    private static Odd jpeg(Random random) {
        List<String> said = new ArrayList<>();
        boolean progressive = random.nextInt(5) == 0;
        String model = one(random, "-sample", "-sample", "-sample", "-rgb", "-grayscale", "CMYK");
        byte[] scene = Engines.ppm(scene(random));
        byte[] base;
        if (model.equals("CMYK")) {
            base = Engines.run(
                    scene,
                    "convert",
                    "ppm:-",
                    "-colorspace",
                    "CMYK",
                    "-interlace",
                    progressive ? "JPEG" : "None",
                    "-sampling-factor",
                    one(random, "1x1", "2x2"),
                    "jpg:-");
        } else {
            List<String> args = new ArrayList<>(List.of("-quality", "" + (60 + random.nextInt(40))));
            args.add(model);
            if (model.equals("-sample")) {
                args.add(one(random, "1x1", "2x1", "2x2"));
            }
            if (progressive) {
                args.add("-progressive");
            }
            if (random.nextInt(3) == 0) {
                args.add("-optimize");
            }
            if (random.nextInt(3) == 0) {
                args.addAll(List.of("-restart", (1 + random.nextInt(7)) + "B"));
            }
            base = Engines.run(scene, "cjpeg", args.toArray(String[]::new));
        }
        said.add(model + (progressive ? " progressive" : ""));
        JpegParts parts = JpegParts.of(base).bare();
        if (!progressive && random.nextInt(3) > 0) {
            int[] ids = ids(parts.components(), random);
            parts.ids(ids);
            said.add("ids " + Arrays.toString(ids));
        }
        int orientation = markers(parts, random, said);
        return new Odd(String.join(", ", said), end(parts, random, said), 0, 0, orientation);
    }

    private static int[] ids(int components, Random random) {
        int[] ids =
                switch (random.nextInt(5)) {
                    case 0 -> new int[] {0, 1, 2, 3};
                    case 1 -> new int[] {'R', 'G', 'B', 'A'};
                    case 2 -> new int[] {'r', 'g', 'b', 'a'};
                    case 3 -> new int[] {1, 0x22, 0x23, 4};
                    default -> {
                        List<Integer> any = new ArrayList<>();
                        while (any.size() < 4) {
                            int id = random.nextInt(256);
                            if (!any.contains(id)) {
                                any.add(id);
                            }
                        }
                        yield any.stream().mapToInt(Integer::intValue).toArray();
                    }
                };
        return Arrays.copyOf(ids, components);
    }

    private static int markers(JpegParts parts, Random random, List<String> said) {
        List<JpegParts.Segment> markers = new ArrayList<>();
        if (random.nextBoolean()) {
            boolean whole = random.nextInt(6) > 0;
            said.add(whole ? "JFIF" : "JFIF cut short");
            markers.add(
                    whole
                            ? JpegParts.jfif()
                            : new JpegParts.Segment(JpegParts.APP0, new byte[] {'J', 'F', 'I', 'F', 0, 1}));
        }
        if (random.nextInt(3) > 0) {
            int transform = one(random, 0, 0, 1, 2, 3, 255);
            boolean whole = random.nextInt(8) > 0;
            said.add((whole ? "Adobe " : "Adobe cut short ") + transform);
            byte[] payload = JpegParts.adobe(transform).payload();
            markers.add(
                    whole
                            ? JpegParts.adobe(transform)
                            : new JpegParts.Segment(JpegParts.APP14, Arrays.copyOf(payload, 8)));
        }
        int orientation = 1;
        if (random.nextInt(3) > 0) {
            orientation = 1 + random.nextInt(8);
            byte[] tiff = tiff(orientation, random, said);
            markers.add(JpegParts.exif(tiff));
        }
        if (random.nextInt(3) == 0) {
            markers.add(new JpegParts.Segment(0xE2, "nothing".getBytes(StandardCharsets.US_ASCII)));
            markers.add(new JpegParts.Segment(JpegParts.COM, new byte[] {(byte) 0xFF, (byte) 0xD9, 0}));
        }
        Collections.shuffle(markers, random);
        boolean behind = false;
        for (JpegParts.Segment marker : markers) {
            if (random.nextInt(4) == 0) {
                parts.last(marker);
                behind = true;
            } else {
                parts.first(marker);
            }
        }
        if (behind) {
            said.add("markers behind the frame");
        }
        return orientation;
    }

    /** One directory; its count is right, or far too large. */
    private static byte[] tiff(int orientation, Random random, List<String> said) {
        ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        int others = random.nextInt(4);
        int count = random.nextBoolean() ? others + 1 : others + 2 + random.nextInt(60_000);
        ByteBuffer tiff = ByteBuffer.allocate(10 + 12 * (others + 1) + (random.nextBoolean() ? 4 : 0))
                .order(order);
        tiff.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) count);
        for (int i = 0; i < others; i++) {
            tiff.putShort((short) (0x0100 + i))
                    .putShort((short) 3)
                    .putInt(1)
                    .putShort((short) 7)
                    .putShort((short) 0);
        }
        tiff.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        said.add("EXIF " + orientation + " in " + (others + 1) + " entries of " + count);
        return tiff.array();
    }

    private static byte[] end(JpegParts parts, Random random, List<String> said) {
        switch (random.nextInt(5)) {
            case 0 -> {
                said.add("no end marker");
                return parts.withoutEnd();
            }
            case 1 -> {
                said.add("trailer instead of an end marker");
                byte[] trailer = "SEFHe\0\0\0\1\0\0\0SEFT".getBytes(StandardCharsets.ISO_8859_1);
                return SyntheticImages.join(parts.withoutEnd(), trailer);
            }
            case 2 -> {
                said.add("bytes behind the end marker");
                return SyntheticImages.join(parts.bytes(), new byte[] {0, 1, (byte) 0xFF, (byte) 0xD8, (byte) 0xFF});
            }
            default -> {
                return parts.bytes();
            }
        }
    }

    // PNG

    private static Odd png(Random random) {
        List<String> said = new ArrayList<>();
        BufferedImage scene = scene(random);
        byte[] png = random.nextBoolean() ? SyntheticImages.png(scene) : SyntheticImages.interlacedPng(scene);
        int orientation = 1 + random.nextInt(8);
        byte[] tiff = tiff(orientation, random, said);
        // ImageMagick 6.9.11 does not read the chunk eXIf; FaceImageTest and UntrustedHeadersTest have it.
        byte[] exif = JpegParts.exif(tiff).payload();
        String hex = HexFormat.of().formatHex(exif).replaceAll("(.{72})", "$1\n");
        byte[] text = ("\nexif\n" + String.format("%8d", exif.length) + "\n" + hex + "\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] key = "Raw profile type exif\0".getBytes(StandardCharsets.US_ASCII);
        boolean compressed = random.nextBoolean();
        said.add("text, " + (compressed ? "compressed" : "plain"));
        byte[] chunked = compressed
                ? SyntheticImages.withChunk(
                        png, "zTXt", SyntheticImages.join(key, new byte[1], SyntheticImages.deflate(text)))
                : SyntheticImages.withChunk(png, "tEXt", SyntheticImages.join(key, text));
        return new Odd(String.join(", ", said), chunked, 0, 0, orientation);
    }

    // BMP

    private static Odd bmp(Random random) {
        BufferedImage scene = scene(random);
        int width = scene.getWidth();
        int height = scene.getHeight();
        int headerSize = one(random, 12, 40, 40, 40, 52, 56, 64, 108, 124);
        // Of a palette behind OS/2's 64 bytes ImageMagick takes three bytes for a color; the format has four there.
        int bits = headerSize == 12
                ? one(random, 8, 24)
                : headerSize == 64 ? one(random, 24, 32) : one(random, 4, 8, 24, 24, 32);
        boolean topDown = headerSize >= 40 && headerSize != 64 && random.nextInt(3) == 0;
        int colors = bits <= 8 ? 1 << bits : 0;
        int colorSize = headerSize == 12 ? 3 : 4;
        int gap = random.nextInt(3) == 0 ? 4 * random.nextInt(10) : 0;
        int stride = (width * bits + 31) / 32 * 4;
        int offset = 14 + headerSize + colors * colorSize + gap;
        ByteBuffer bmp = ByteBuffer.allocate(offset + stride * height).order(ByteOrder.LITTLE_ENDIAN);
        // ImageMagick refuses a size that is larger than the file; UntrustedHeadersTest has those.
        int fileSize = one(random, 0, bmp.capacity(), 1, random.nextInt(bmp.capacity()));
        int imageSize = one(random, 0, stride * height, 1, random.nextInt());
        bmp.put((byte) 'B')
                .put((byte) 'M')
                .putInt(fileSize)
                .putInt(0)
                .putInt(offset)
                .putInt(headerSize);
        if (headerSize == 12) {
            bmp.putShort((short) width)
                    .putShort((short) height)
                    .putShort((short) 1)
                    .putShort((short) bits);
        } else {
            bmp.putInt(width)
                    .putInt(topDown ? -height : height)
                    .putShort((short) 1)
                    .putShort((short) bits);
            bmp.putInt(0).putInt(imageSize).putInt(random.nextInt()).putInt(random.nextInt());
            bmp.putInt(one(random, 0, colors)).putInt(random.nextInt(300));
        }
        bmp.position(14 + headerSize);
        for (int i = 0; i < colors; i++) {
            byte level = (byte) (255 * i / (colors - 1));
            bmp.put((byte) ~level).put(level).put((byte) (i * 37));
            if (colorSize == 4) {
                bmp.put((byte) 0);
            }
        }
        for (int row = 0; row < height; row++) {
            int y = topDown ? row : height - 1 - row;
            bmp.position(offset + row * stride);
            for (int x = 0; x < width; x++) {
                int rgb = scene.getRGB(x, y);
                switch (bits) {
                    case 4 -> {
                        int index = (rgb >> 12) & 15;
                        int at = offset + row * stride + x / 2;
                        bmp.put(at, (byte) (bmp.get(at) | (x % 2 == 0 ? index << 4 : index)));
                    }
                    case 8 -> bmp.put((byte) (rgb >> 8));
                    default -> {
                        bmp.put((byte) rgb).put((byte) (rgb >> 8)).put((byte) (rgb >> 16));
                        if (bits == 32) {
                            bmp.put((byte) 0);
                        }
                    }
                }
            }
        }
        String description = "header of " + headerSize + ", " + bits + " bits, file size " + fileSize + ", image size "
                + imageSize + ", gap " + gap + (topDown ? ", top down" : "");
        return new Odd(description, bmp.array(), 0, 0, 1);
    }

    // GIF

    private static Odd gif(Random random) {
        BufferedImage scene = scene(random);
        byte[] gif = SyntheticImages.gif(scene);
        ByteBuffer little = ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN);
        int screenWidth = one(random, 0, 1, scene.getWidth() - 7, scene.getWidth(), scene.getWidth() + 30);
        int screenHeight = one(random, 0, 1, scene.getHeight() - 7, scene.getHeight(), scene.getHeight() + 30);
        little.putShort(6, (short) screenWidth).putShort(8, (short) screenHeight);
        int left = random.nextInt(3) == 0 ? random.nextInt(40) : 0;
        int top = random.nextInt(3) == 0 ? random.nextInt(40) : 0;
        int frame = 13 + ((gif[10] & 0x80) == 0 ? 0 : 3 << ((gif[10] & 7) + 1));
        while (gif[frame] == '!') {
            frame += 2;
            while (gif[frame] != 0) {
                frame += 1 + (gif[frame] & 0xFF);
            }
            frame++;
        }
        little.putShort(frame + 1, (short) left).putShort(frame + 3, (short) top);
        String description = "frame of " + scene.getWidth() + " x " + scene.getHeight() + " at " + left + ", " + top
                + " on a screen of " + screenWidth + " x " + screenHeight;
        return new Odd(description, gif, left, top, 1);
    }
}
