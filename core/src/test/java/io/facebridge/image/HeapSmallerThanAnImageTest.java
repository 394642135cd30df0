package io.facebridge.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.error.InvalidImageException;
import io.facebridge.image.ImageDecoder.DecodedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of 50 megapixels beside an ordinary one, in a JVM whose heap has no room for their pixels. */
@Tag("slow")
class HeapSmallerThanAnImageTest {
    private static final int WIDTH = 8660;
    private static final int HEIGHT = 5773;

    @TempDir
    private static Path folder;

    private static Path ordinary;
    private static Path cmyk;
    private static Path adam7;
    private static Path gif;

    @BeforeAll
    static void make() throws IOException {
        ordinary =
                Files.write(folder.resolve("ordinary.jpg"), SyntheticImages.jpeg(SyntheticImages.gradient(960, 640)));
        cmyk = Files.write(folder.resolve("cmyk.jpg"), TinyJpeg.plain(WIDTH, HEIGHT, 4, 76, 85, 255, 255));
        adam7 = Files.write(folder.resolve("adam7.png"), adam7(WIDTH, HEIGHT));
        gif = Files.write(folder.resolve("large.gif"), SyntheticImages.gif(SyntheticImages.gray(7000, 7000, 128)));
    }

    @Test
    void a_picture_that_does_not_fit_is_refused_by_name_and_the_others_are_answered() throws Exception {
        List<String> lines = decode("-Xmx128m", ordinary, cmyk, ordinary, adam7, gif, ordinary);

        assertThat(lines).hasSize(6);
        for (int answered : new int[] {0, 2, 5}) {
            assertThat(lines.get(answered)).isEqualTo("960 x 640");
        }
        for (int refused : new int[] {1, 3, 4}) {
            assertThat(lines.get(refused))
                    .startsWith("TOO_MANY_PIXELS")
                    .contains("heap", "-Xmx")
                    .containsPattern("needs? (about )?[1-9][0-9]* MiB");
        }
    }

    @Test
    void four_threads_with_a_large_gif_each_take_turns_and_none_runs_out_of_memory() throws Exception {
        // 7000 x 7000 indices and as many pixels are 196 MB: one at a time fits, four do not.
        List<String> lines = decode("-Xmx512m", "4", gif, gif, gif, gif);

        assertThat(lines).containsOnly("7000 x 7000").hasSize(4);
    }

    @Test
    void what_fits_is_decoded() throws Exception {
        List<String> lines = decode("-Xmx1g", cmyk, adam7);

        assertThat(lines).containsOnly(WIDTH + " x " + HEIGHT).hasSize(2);
    }

    private static List<String> decode(String heap, Object... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-Djava.awt.headless=true",
                Child.class.getName()));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Path errors = folder.resolve("child.err");
        builder.redirectError(errors.toFile());
        Process child = builder.start();
        List<String> lines = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(child.waitFor()).as(Files.readString(errors)).isZero();
        return lines;
    }

    /** Black, with 16 bits of red, green and blue in seven passes. */
    private static byte[] adam7(int width, int height) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) 16)
                .put((byte) 2)
                .put(12, (byte) 1)
                .array();
        int[][] passes = {
            {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
        };
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(data, new Deflater(Deflater.BEST_SPEED), 1 << 16)) {
            for (int[] pass : passes) {
                int columns = (width - pass[0] + pass[2] - 1) / pass[2];
                int rows = (height - pass[1] + pass[3] - 1) / pass[3];
                byte[] row = new byte[1 + 6 * columns];
                for (int i = 0; i < rows; i++) {
                    out.write(row);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SyntheticImages.join(
                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'},
                SyntheticImages.chunk("IHDR", header),
                SyntheticImages.chunk("IDAT", data.toByteArray()),
                SyntheticImages.chunk("IEND", new byte[0]));
    }

    /** Decodes the files it is given, one after the other or, behind a number of threads, at the same time. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws InterruptedException {
            boolean together = Character.isDigit(args[0].charAt(0)) && args[0].length() == 1;
            List<Thread> threads = new ArrayList<>();
            for (int i = together ? 1 : 0; i < args.length; i++) {
                Path file = Path.of(args[i]);
                Thread thread = new Thread(() -> decode(file, System.out));
                thread.start();
                threads.add(thread);
                if (!together) {
                    thread.join();
                }
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }

        private static void decode(Path file, PrintStream out) {
            try (DecodedImage image = ImageDecoder.decode(FaceImage.of(file))) {
                out.println(image.width() + " x " + image.height());
            } catch (InvalidImageException e) {
                out.println(e.reason() + " " + e.getMessage());
            }
        }
    }
}
