package io.facebridge.image;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The tools that image files are compared with: {@code convert} of ImageMagick 6, {@code djpeg} and {@code cjpeg} of
 * libjpeg-turbo, {@code dwebp} of libwebp.
 */
final class Engines {
    private Engines() {}

    /** Decoded pixels: red, green, blue. */
    @SuppressWarnings("ArrayRecordComponent")
    record Ppm(int width, int height, byte[] rgb) {}

    /** Reports the test as skipped, for a reason that a build can find, unless all tools are installed. */
    static void require(String... tools) {
        for (String tool : tools) {
            assumeTrue(find(tool).isPresent(), "engine missing: " + tool);
        }
    }

    private static Optional<Path> find(String tool) {
        List<String> folders = new ArrayList<>(List.of("/usr/bin"));
        folders.addAll(Arrays.asList(System.getenv("PATH").split(File.pathSeparator, -1)));
        return folders.stream()
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs a tool on bytes; what it complains about is of no interest if it writes something. */
    static byte[] run(byte[] input, String tool, String... args) {
        List<String> command = new ArrayList<>();
        command.add(find(tool).orElseThrow().toString());
        command.addAll(List.of(args));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Thread writer = new Thread(() -> {
                try (OutputStream out = process.getOutputStream()) {
                    out.write(input);
                } catch (IOException e) {
                    // The tool had read enough.
                }
            });
            writer.start();
            byte[] output = process.getInputStream().readAllBytes();
            process.waitFor();
            writer.join();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A PPM or PGM; none if a tool wrote nothing. */
    static Optional<Ppm> ppm(byte[] file) {
        if (file.length < 2) {
            return Optional.empty();
        }
        int[] numbers = new int[3];
        int at = 2;
        for (int i = 0; i < 3; i++) {
            while (Character.isWhitespace(file[at]) || file[at] == '#') {
                if (file[at] == '#') { // the comment of a JPEG
                    while (file[at] != '\n') {
                        at++;
                    }
                }
                at++;
            }
            while (Character.isDigit(file[at])) {
                numbers[i] = 10 * numbers[i] + file[at++] - '0';
            }
        }
        at++;
        boolean gray = file[1] == '5';
        byte[] rgb = new byte[3 * numbers[0] * numbers[1]];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = file[at + (gray ? i / 3 : i)];
        }
        return Optional.of(new Ppm(numbers[0], numbers[1], rgb));
    }

    static byte[] ppm(BufferedImage image) {
        byte[] head =
                ("P6\n" + image.getWidth() + " " + image.getHeight() + "\n255\n").getBytes(StandardCharsets.US_ASCII);
        byte[] rgb = new byte[3 * image.getWidth() * image.getHeight()];
        for (int i = 0; i < rgb.length / 3; i++) {
            int color = image.getRGB(i % image.getWidth(), i / image.getWidth());
            rgb[3 * i] = (byte) (color >> 16);
            rgb[3 * i + 1] = (byte) (color >> 8);
            rgb[3 * i + 2] = (byte) color;
        }
        return SyntheticImages.join(head, rgb);
    }
}
