package io.facebridge.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.facebridge.image.ImageDecoder.DecodedImage;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the decoder of WebP against {@code dwebp}. Ordinary builds look at a sample; more by
 * {@code -Dfacebridge.webp.files=200}, others by {@code -Dfacebridge.webp.seed=7}.
 */
class WebpAgreementTest {
    private static final int FILES = Integer.getInteger("facebridge.webp.files", 40);
    private static final long SEED = Long.getLong("facebridge.webp.seed", 16);

    /** What a cell of the grid may be off, of 255. */
    private static final int TOLERANCE = 3;

    private static final int GRID = 16;

    @TempDir
    private Path folder;

    @BeforeAll
    static void needs_the_tools() {
        for (String tool : List.of("cwebp", "dwebp")) {
            assumeTrue(exists(tool), "engine missing: " + tool);
        }
    }

    @Test
    void pictures_of_cwebp_have_the_colors_that_dwebp_gives_them(TestReporter reporter) throws Exception {
        Random random = new Random(SEED);
        Differences differences = new Differences();
        for (int i = 0; i < FILES; i++) {
            List<String> options = options(i, random);
            boolean alpha = options.contains("-alpha_q") || (options.contains("-lossless") && random.nextBoolean());
            Path source = folder.resolve("source.png");
            Path file = folder.resolve("picture.webp");
            ImageIO.write(scene(random, alpha), "png", source.toFile());
            List<String> command = new ArrayList<>(List.of("cwebp", "-quiet"));
            command.addAll(options);
            command.addAll(List.of(source.toString(), "-o", file.toString()));
            run(command);

            differences.add(file, options.toString(), List.of());
        }
        reporter.publishEntry("WebP against dwebp", differences.toString());
        assertThat(differences.files).isEqualTo(FILES);
    }

    /** What cwebp never writes: all filter deltas, several partitions, and any mode next to any other. */
    @Test
    void frames_of_random_bits_have_the_colors_that_dwebp_gives_them(TestReporter reporter) throws Exception {
        Random random = new Random(SEED);
        Differences differences = new Differences();
        for (int i = 0; i < FILES; i++) {
            RandomKeyFrame frame = new RandomKeyFrame(random);
            Path file = folder.resolve("frame.webp");
            Files.write(file, Webps.file(Webps.chunk("VP8 ", frame.bytes())));

            differences.add(file, frame.toString(), List.of("-noasm"));
        }
        reporter.publishEntry("random frames against dwebp", differences.toString());
        assertThat(differences.files).isEqualTo(FILES);
    }

    private static List<String> options(int index, Random random) {
        int kind = index % 10;
        List<String> options = new ArrayList<>();
        if (kind == 9) {
            options.addAll(List.of("-lossless", "-m", "" + index / 10 % 7, "-q", "" + random.nextInt(101)));
            if (random.nextBoolean()) {
                options.addAll(List.of("-near_lossless", "" + random.nextInt(101)));
            }
            return options;
        }
        options.addAll(List.of("-m", "" + index % 7, "-q", "" + random.nextInt(101)));
        options.addAll(List.of("-segments", "" + (1 + random.nextInt(4)), "-sns", "" + random.nextInt(101)));
        options.addAll(List.of("-f", "" + random.nextInt(101), "-sharpness", "" + random.nextInt(8)));
        options.add(random.nextBoolean() ? "-strong" : "-nostrong");
        options.addAll(List.of("-partition_limit", "" + random.nextInt(101), "-pass", "" + (1 + random.nextInt(3))));
        if (random.nextInt(4) == 0) {
            options.add("-sharp_yuv");
        }
        if (random.nextInt(4) == 0) {
            options.add("-af");
        }
        if (kind >= 7) {
            options.addAll(List.of("-alpha_q", "" + (random.nextBoolean() ? 100 : random.nextInt(100))));
            options.addAll(List.of("-alpha_method", "" + random.nextInt(2)));
            options.addAll(
                    List.of("-alpha_filter", List.of("none", "fast", "best").get(random.nextInt(3))));
        }
        return options;
    }

    /** Shapes, soft and hard edges and noise, on any side from 1 to 200 pixels. */
    private static BufferedImage scene(Random random, boolean alpha) {
        int width = 1 + random.nextInt(random.nextInt(5) == 0 ? 20 : 200);
        int height = 1 + random.nextInt(random.nextInt(5) == 0 ? 20 : 200);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, color(random), width, height, color(random)));
        graphics.fillRect(0, 0, width, height);
        for (int i = random.nextInt(12); i > 0; i--) {
            graphics.setColor(color(random));
            int left = random.nextInt(width);
            int top = random.nextInt(height);
            if (random.nextBoolean()) {
                graphics.fillOval(left, top, 1 + random.nextInt(width), 1 + random.nextInt(height));
            } else {
                graphics.fillRect(left, top, 1 + random.nextInt(width), 1 + random.nextInt(height));
            }
        }
        graphics.dispose();
        int noise = random.nextInt(3) * random.nextInt(40);
        double fade = 1 + random.nextInt(4);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = image.getRGB(x, y);
                int opacity = alpha ? (int) Math.min(255, 255 * fade * x / width * (y % 7 + 1) / 7) : 255;
                image.setRGB(
                        x,
                        y,
                        opacity << 24
                                | noisy(rgb >> 16 & 0xFF, noise, random) << 16
                                | noisy(rgb >> 8 & 0xFF, noise, random) << 8
                                | noisy(rgb & 0xFF, noise, random));
            }
        }
        return image;
    }

    private static int noisy(int level, int noise, Random random) {
        return noise == 0 ? level : Math.max(0, Math.min(255, level + random.nextInt(noise) - noise / 2));
    }

    private static Color color(Random random) {
        return new Color(random.nextInt(1 << 24));
    }

    private static boolean exists(String tool) {
        for (String path : System.getenv("PATH").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(path, tool))) {
                return true;
            }
        }
        return false;
    }

    private static byte[] run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as("%s", command).isZero();
        return output;
    }

    /** What dwebp and the decoder make of files, over white. */
    private static final class Differences {
        private int files;
        private int identical;
        private int largest;
        private int largestOnGrid;

        void add(Path file, String description, List<String> options) throws IOException, InterruptedException {
            FaceImage image = FaceImage.of(file);
            List<String> command = new ArrayList<>(List.of("dwebp", "-quiet", "-pam"));
            command.addAll(options);
            command.addAll(List.of(file.toString(), "-o", "-"));
            byte[] expected = overWhite(run(command), image.width() * image.height());
            try (DecodedImage decoded = ImageDecoder.decode(image)) {
                byte[] actual = decoded.bgr();
                assertThat(actual).as(description).hasSameSizeAs(expected);
                int worst = 0;
                for (int i = 0; i < actual.length; i++) {
                    worst = Math.max(worst, Math.abs((actual[i] & 0xFF) - (expected[i] & 0xFF)));
                }
                double onGrid = onGrid(actual, expected, image.width(), image.height());
                files++;
                identical += worst == 0 ? 1 : 0;
                largest = Math.max(largest, worst);
                largestOnGrid = Math.max(largestOnGrid, (int) Math.ceil(onGrid));
                assertThat(onGrid)
                        .as("%d x %d pixels, %s", image.width(), image.height(), description)
                        .isLessThanOrEqualTo(TOLERANCE);
                assertThat(worst)
                        .as("single pixels, %d x %d, %s", image.width(), image.height(), description)
                        .isLessThanOrEqualTo(TOLERANCE);
            }
        }

        private static double onGrid(byte[] actual, byte[] expected, int width, int height) {
            double worst = 0;
            for (int row = 0; row < GRID; row++) {
                for (int column = 0; column < GRID; column++) {
                    int top = row * height / GRID;
                    int bottom = Math.max(top + 1, (row + 1) * height / GRID);
                    int left = column * width / GRID;
                    int right = Math.max(left + 1, (column + 1) * width / GRID);
                    for (int band = 0; band < 3; band++) {
                        long sum = 0;
                        for (int y = top; y < bottom; y++) {
                            for (int x = left; x < right; x++) {
                                int at = 3 * (y * width + x) + band;
                                sum += (actual[at] & 0xFF) - (expected[at] & 0xFF);
                            }
                        }
                        worst = Math.max(worst, Math.abs((double) sum) / ((bottom - top) * (right - left)));
                    }
                }
            }
            return worst;
        }

        private static byte[] overWhite(byte[] pam, int pixels) {
            int head = pam.length - 4 * pixels;
            byte[] bgr = new byte[3 * pixels];
            for (int i = 0; i < pixels; i++) {
                int opacity = pam[head + 4 * i + 3] & 0xFF;
                for (int band = 0; band < 3; band++) {
                    int level = pam[head + 4 * i + 2 - band] & 0xFF;
                    bgr[3 * i + band] = (byte) Math.round((level * opacity + 255 * (255 - opacity)) / 255.0);
                }
            }
            return bgr;
        }

        @Override
        public String toString() {
            return files + " files, " + identical + " identical, largest difference " + largest + " of 255 in a pixel, "
                    + largestOnGrid + " on a grid of " + GRID + " x " + GRID;
        }
    }

    /** A key frame whose header is made up; its probabilities, modes and coefficients are whatever random bits mean. */
    private static final class RandomKeyFrame {
        private final Random random;
        private final BoolEncoder header = new BoolEncoder();
        private final StringBuilder description = new StringBuilder();
        private final byte[] bytes;

        RandomKeyFrame(Random random) {
            this.random = random;
            int width = 1 + random.nextInt(100);
            int height = 1 + random.nextInt(100);
            int partitions = writeHeader();
            for (int i = 0; i < 20_000; i++) {
                header.bit(128, random.nextBoolean());
            }
            byte[] first = header.finish();
            ByteBuffer head = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
            int profile = random.nextInt(4);
            int tag = profile << 1 | 1 << 4 | first.length << 5;
            head.put((byte) tag).put((byte) (tag >> 8)).put((byte) (tag >> 16));
            head.put((byte) 0x9D).put((byte) 1).put((byte) 0x2A);
            head.putShort((short) (width | random.nextInt(4) << 14));
            head.putShort((short) (height | random.nextInt(4) << 14));
            int size = 49 * 800; // more than coefficients can need
            byte[] sizes = new byte[3 * (partitions - 1)];
            for (int i = 0; i < sizes.length; i += 3) {
                sizes[i] = (byte) size;
                sizes[i + 1] = (byte) (size >> 8);
                sizes[i + 2] = (byte) (size >> 16);
            }
            byte[] tokens = new byte[partitions * size];
            random.nextBytes(tokens);
            for (int i = 0; i < tokens.length; i += size) {
                tokens[i] &= 0x7F; // no encoder begins with a value beyond its range, and what it means is not defined
            }
            bytes = SyntheticImages.join(head.array(), first, sizes, tokens);
        }

        byte[] bytes() {
            return bytes;
        }

        private int writeHeader() {
            number("color space", 0, 1);
            number("clamping", random.nextInt(2), 1);
            if (flag("segments")) {
                boolean map = flag("map");
                if (flag("segment data")) {
                    boolean absolute = flag("absolute");
                    for (int i = 0; i < 4; i++) {
                        optional("quantizer", random.nextInt(3), 7, !absolute && random.nextBoolean());
                    }
                    for (int i = 0; i < 4; i++) {
                        optional("level", random.nextInt(64), 6, !absolute && random.nextBoolean());
                    }
                }
                for (int i = 0; map && i < 3; i++) {
                    if (flag("probability")) {
                        number("segment probability", 1 + random.nextInt(255), 8);
                    }
                }
            }
            number("simple", random.nextInt(2), 1);
            number("level", random.nextInt(64), 6);
            number("sharpness", random.nextInt(8), 3);
            if (flag("deltas") && flag("new deltas")) {
                for (int i = 0; i < 8; i++) {
                    optional("delta", random.nextInt(64), 6, random.nextBoolean());
                }
            }
            int partitions = random.nextInt(4);
            number("partitions", partitions, 2);
            // Small steps: random coefficients are large, and what exceeds 16 bits is not defined.
            number("quantizer", random.nextInt(3), 7);
            for (int i = 0; i < 5; i++) {
                optional("quantizer delta", random.nextInt(16), 4, true);
            }
            number("refresh", random.nextInt(2), 1);
            return 1 << partitions;
        }

        private boolean flag(String name) {
            boolean value = random.nextBoolean();
            header.bit(128, value);
            description.append(name).append('=').append(value).append(' ');
            return value;
        }

        private void number(String name, int value, int bits) {
            header.number(value, bits);
            description.append(name).append('=').append(value).append(' ');
        }

        private void optional(String name, int magnitude, int bits, boolean negative) {
            if (flag(name)) {
                number(name, magnitude, bits);
                header.bit(128, negative);
            }
        }

        @Override
        public String toString() {
            return description.toString();
        }
    }

    /** Writes bits by probability (RFC 6386, section 7.3). */
    private static final class BoolEncoder {
        private byte[] written = new byte[64];
        private int count;
        private int range = 255;
        private long bottom;
        private int missing = 24;

        void number(int value, int bits) {
            for (int i = bits - 1; i >= 0; i--) {
                bit(128, (value >> i & 1) == 1);
            }
        }

        void bit(int probability, boolean bit) {
            int split = 1 + (((range - 1) * probability) >> 8);
            if (bit) {
                bottom += split;
                range -= split;
            } else {
                range = split;
            }
            while (range < 128) {
                range <<= 1;
                if ((bottom & 0x80000000L) != 0) {
                    carry();
                }
                bottom = bottom << 1 & 0xFFFFFFFFL;
                if (--missing == 0) {
                    write((int) (bottom >> 24));
                    bottom &= 0xFFFFFF;
                    missing = 8;
                }
            }
        }

        byte[] finish() {
            for (int i = 0; i < 40; i++) {
                bit(128, false);
            }
            return Arrays.copyOf(written, count);
        }

        private void write(int value) {
            if (count == written.length) {
                written = Arrays.copyOf(written, 2 * count);
            }
            written[count++] = (byte) value;
        }

        private void carry() {
            int at = count - 1;
            while (written[at] == (byte) 0xFF) {
                written[at--] = 0;
            }
            written[at]++;
        }
    }
}
