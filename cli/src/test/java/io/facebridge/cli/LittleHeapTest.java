package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in a heap of 128 MB, with images of 50 megapixels beside an ordinary one. */
@Tag("models")
@Tag("slow")
class LittleHeapTest {
    private static final int WIDTH = 8660;
    private static final int HEIGHT = 5773;

    @TempDir
    private Path folder;

    private final Path photograph =
            Path.of(System.getProperty("facebridge.photographs", "photographs")).resolve("sample1.jpg");

    @Test
    void a_cmyk_jpeg_of_50_megapixels_is_refused_and_the_picture_beside_it_is_answered() throws Exception {
        assertRefusedBesideAnAnswer(Files.write(folder.resolve("cmyk.jpg"), cmyk()));
    }

    @Test
    void an_interlaced_png_of_50_megapixels_and_16_bits_is_refused_and_the_picture_beside_it_is_answered()
            throws Exception {
        assertRefusedBesideAnAnswer(Files.write(folder.resolve("adam7.png"), adam7()));
    }

    @Test
    void a_file_larger_than_the_heap_is_refused_and_the_pictures_beside_it_are_enrolled() throws Exception {
        Path people = folder.resolve("people");
        Run.picture(Files.createDirectories(people.resolve("ada")), "1.png", 200, 100);
        Run.picture(Files.createDirectories(people.resolve("eve")), "1.png", 200, 100);
        try (RandomAccessFile large =
                new RandomAccessFile(people.resolve("ada").resolve("2.png").toFile(), "rw")) {
            large.setLength(200 << 20);
        }

        Ended program = program(
                "enroll",
                "--provider",
                "scripted",
                "staff",
                "--from",
                people.toString(),
                "--journal",
                folder.resolve("journal").toString());

        assertThat(program.exitCode()).as(program.err()).isEqualTo(3);
        assertThat(program.out().lines())
                .contains("ada/1.png: enrolled as ada", "eve/1.png: enrolled as eve", "2 enrolled, 1 rejected.")
                .anyMatch(line -> line.startsWith("ada/2.png: rejected: The image has 209715200 bytes"));
    }

    private void assertRefusedBesideAnAnswer(Path large) throws IOException, InterruptedException {
        Ended program = program(
                "detect", "--provider", "local", photograph.toString(), large.toString(), photograph.toString());

        assertThat(program.exitCode()).as(program.err()).isEqualTo(3);
        assertThat(program.out().split("sample1\\.jpg: \\d+ x \\d+, 3 faces", -1))
                .hasSize(3);
        assertThat(program.err().lines().filter(line -> line.matches(".*\\.(png|jpg): .*")))
                .singleElement()
                .asString()
                .contains(large.getFileName().toString(), "heap", "-Xmx")
                .doesNotContain("Internal", "OutOfMemoryError");
    }

    private Ended program(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Djava.awt.headless=true",
                "io.facebridge.cli.Main"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Path errors = folder.resolve("errors");
        Process program = builder.redirectError(errors.toFile()).start();
        String out = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(program.waitFor(), out, Files.readString(errors));
    }

    private record Ended(int exitCode, String out, String err) {}

    /** Four components of one level: each block is two bits of zero. */
    private static byte[] cmyk() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bytes(out, 0xFF, 0xD8, 0xFF, 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0);
        bytes(out, 0xFF, 0xDB, 0, 67, 0);
        for (int i = 0; i < 64; i++) {
            out.write(8);
        }
        bytes(out, 0xFF, 0xC0, 0, 20, 8, HEIGHT >> 8, HEIGHT, WIDTH >> 8, WIDTH, 4);
        bytes(out, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0);
        for (int table : new int[] {0x00, 0x10}) {
            bytes(out, 0xFF, 0xC4, 0, 20, table, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        }
        bytes(out, 0xFF, 0xDA, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0);
        out.writeBytes(new byte[(WIDTH + 7) / 8 * ((HEIGHT + 7) / 8)]);
        bytes(out, 0xFF, 0xD9);
        return out.toByteArray();
    }

    private static byte[] adam7() throws IOException {
        int[][] passes = {
            {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
        };
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(data)) {
            for (int[] pass : passes) {
                byte[] row = new byte[1 + 6 * ((WIDTH - pass[0] + pass[2] - 1) / pass[2])];
                for (int y = pass[1]; y < HEIGHT; y += pass[3]) {
                    out.write(row);
                }
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        bytes(png, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');
        chunk(
                png,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(WIDTH)
                        .putInt(HEIGHT)
                        .put((byte) 16)
                        .put((byte) 2)
                        .put(12, (byte) 1)
                        .array());
        chunk(png, "IDAT", data.toByteArray());
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] payload) {
        ByteBuffer chunk = ByteBuffer.allocate(payload.length + 12).putInt(payload.length);
        chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(payload);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, payload.length + 4);
        out.writeBytes(chunk.putInt((int) crc.getValue()).array());
    }

    private static void bytes(ByteArrayOutputStream out, int... values) {
        for (int value : values) {
            out.write(value);
        }
    }
}
