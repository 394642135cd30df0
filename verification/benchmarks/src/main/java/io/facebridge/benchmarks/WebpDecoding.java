package io.facebridge.benchmarks;

import io.facebridge.image.FaceImage;
import io.facebridge.image.ImageDecoder;
import io.facebridge.image.ImageDecoder.DecodedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;

/**
 * Measures the processor time of decoding WebP, lossy and lossless, as ratios to that of {@code ImageIO} for a JPEG of the same
 * scene. Needs {@code cwebp} on the path.
 */
public final class WebpDecoding {
    private static final int SIDE = 1200;
    private static final int WARM_UP = 40;
    private static final int ROUNDS = 80;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private WebpDecoding() {}

    /**
     * Runs the benchmark, for less than a minute.
     *
     * @param args not used
     * @throws Exception if the files cannot be created or decoded
     */
    public static void main(String[] args) throws Exception {
        FaceImage jpeg = Portrait.ofSide(SIDE);
        FaceImage lossy = encoded(jpeg, "-q", "80");
        FaceImage lossless = encoded(jpeg, "-lossless");
        double[] lossyRatios = new double[ROUNDS];
        double[] losslessRatios = new double[ROUNDS];
        double[] jpegTimes = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            int at = Math.max(0, round);
            jpegTimes[at] = milliseconds(() -> ImageIO.read(jpeg.open()));
            lossyRatios[at] = milliseconds(() -> decoded(lossy)) / jpegTimes[at];
            losslessRatios[at] = milliseconds(() -> decoded(lossless)) / jpegTimes[at];
        }
        print("JDK %s, %d x %d pixels%n", Runtime.version(), SIDE, SIDE);
        print(
                "JPEG of %d bytes by ImageIO: %.1f ms of processor time (median)%n",
                jpeg.sizeInBytes(), quantile(jpegTimes, 0.5));
        print("lossy WebP of %d bytes / JPEG: %s%n", lossy.sizeInBytes(), quartiles(lossyRatios));
        print("lossless WebP of %d bytes / JPEG: %s%n", lossless.sizeInBytes(), quartiles(losslessRatios));
    }

    private static int decoded(FaceImage image) {
        try (DecodedImage decoded = ImageDecoder.decode(image)) {
            return decoded.bgr().length;
        }
    }

    private static FaceImage encoded(FaceImage jpeg, String... options) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("webp");
        Path source = folder.resolve("scene.jpg");
        Path target = folder.resolve("scene.webp");
        try {
            Files.write(source, jpeg.toByteArray());
            List<String> command = new ArrayList<>(List.of("cwebp", "-quiet"));
            command.addAll(List.of(options));
            command.addAll(List.of(source.toString(), "-o", target.toString()));
            int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IOException("cwebp ended with " + exit);
            }
            return FaceImage.of(target);
        } finally {
            Files.deleteIfExists(source);
            Files.deleteIfExists(target);
            Files.deleteIfExists(folder);
        }
    }

    private static double milliseconds(Callable<?> part) throws Exception {
        long start = THREADS.getCurrentThreadCpuTime();
        part.call();
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
    }

    private static String quartiles(double[] values) {
        return String.format(
                Locale.ROOT,
                "%.2f (quartiles %.2f to %.2f)",
                quantile(values, 0.5),
                quantile(values, 0.25),
                quantile(values, 0.75));
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))];
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
