package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.facebridge.error.InvalidImageException;
import io.facebridge.image.FaceImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/** Unusable data that is sent instead of an image. */
final class BrokenImages {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private BrokenImages() {}

    /** Returns a test for each: it is rejected, by the image or by the call, with a typed error, and quickly. */
    static Stream<DynamicTest> areRefusedBy(Consumer<FaceImage> call, FaceImage whole) {
        return of(whole).entrySet().stream()
                .map(broken -> DynamicTest.dynamicTest(broken.getKey(), () -> {
                    Executable send = () -> call.accept(FaceImage.of(broken.getValue()));
                    assertThrows(InvalidImageException.class, send); // loads the classes, which is not timed
                    InvalidImageException thrown =
                            assertTimeout(LIMIT, () -> assertThrows(InvalidImageException.class, send));
                    assertThat(thrown.getMessage()).isNotBlank();
                }));
    }

    private static Map<String, byte[]> of(FaceImage whole) {
        byte[] jpeg = whole.toByteArray();
        Map<String, byte[]> broken = new TreeMap<>();
        broken.put("no bytes", new byte[0]);
        broken.put("text", "This is not a picture, however it is called.\n".getBytes(StandardCharsets.UTF_8));
        broken.put("a JPEG that ends after half of its bytes", Arrays.copyOf(jpeg, jpeg.length / 2));
        broken.put("one pixel", png(1, 1, new byte[] {0, 120, 120, 120}));
        broken.put("a PNG that claims 60000 x 60000 pixels", png(60_000, 60_000, new byte[] {0, 120, 120, 120}));
        broken.put("a JPEG of nine kilobytes with 200 scans", CostlyImages.progressive(1000, 1000, 200));
        return broken;
    }

    private static byte[] png(int width, int height, byte[] pixels) {
        try {
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            DataOutputStream fields = new DataOutputStream(header);
            fields.writeInt(width);
            fields.writeInt(height);
            fields.write(new byte[] {8, 2, 0, 0, 0}); // 8 bits of red, green and blue
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            try (DeflaterOutputStream deflater = new DeflaterOutputStream(data)) {
                deflater.write(pixels);
            }
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(file);
            out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
            chunk(out, "IHDR", header.toByteArray());
            chunk(out, "IDAT", data.toByteArray());
            chunk(out, "IEND", new byte[0]);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) check.getValue());
    }
}
