package io.facebridge.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.facebridge.error.InvalidImageException;
import io.facebridge.error.InvalidImageException.Reason;
import io.facebridge.image.ImageDecoder.DecodedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The shared image files, each of which shows the scene of {@code control.jpg}; expected values: shared-pictures.csv. */
class SharedImagesTest {
    private static final Path FOLDER = Path.of(System.getProperty("facebridge.shared", "none"), "cases", "pictures");
    private static final int CELLS = 16;

    @BeforeAll
    static void the_folder_is_there() {
        assumeTrue(Files.isDirectory(FOLDER), "shared folder missing: cases");
    }

    @Test
    void every_shared_file_has_an_expected_value() throws IOException {
        try (InputStream in = resource();
                Stream<Path> files = Files.list(FOLDER)) {
            List<String> listed = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.substring(0, line.indexOf(',')))
                    .toList();
            assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactlyInAnyOrderElementsOf(listed);
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "shared-pictures.csv", numLinesToSkip = 1)
    void each_file_is_read_as_libjpeg_and_its_like_read_it(
            String file, Integer width, Integer height, Integer orientation, String outcome) {
        byte[] bytes = bytes(file);
        if (!outcome.equals("AS_CONTROL")) {
            InvalidImageException e = Assertions.catchThrowableOfType(
                    InvalidImageException.class,
                    () -> ImageDecoder.decode(FaceImage.of(bytes)).close());
            assertThat(e).isNotNull();
            assertThat(e.reason()).as(e.getMessage()).isEqualTo(Reason.valueOf(outcome));
            return;
        }
        FaceImage image = FaceImage.of(bytes);
        assertThat(image.width()).isEqualTo(width);
        assertThat(image.height()).isEqualTo(height);
        assertThat(image.orientation()).isEqualTo(orientation);
        double[] expected = means(bytes("control.jpg"), width);
        double[] actual = means(bytes, width);
        for (int i = 0; i < expected.length; i++) {
            // A GIF has 256 colors for the scene and is not dithered; a JPEG that was encoded again differs by less.
            double tolerance = file.endsWith(".gif") ? 16 : 3;
            assertThat(actual[i]).as("mean %d of %s", i, file).isCloseTo(expected[i], within(tolerance));
        }
    }

    @Test
    void the_middle_pixel_of_the_file_whose_components_are_0_1_2_is_brown() {
        try (DecodedImage image = ImageDecoder.decode(FaceImage.of(bytes("a1_exif_ids012_444.jpg")))) {
            int at = 3 * (320 * image.width() + 480);
            assertThat(image.bgr()[at] & 0xFF).isCloseTo(0x3a, within(3));
            assertThat(image.bgr()[at + 1] & 0xFF).isCloseTo(0x54, within(3));
            assertThat(image.bgr()[at + 2] & 0xFF).isCloseTo(0x7c, within(3));
        }
    }

    @Test
    void apples_variant_of_png_is_named() {
        InvalidImageException e = Assertions.catchThrowableOfType(
                InvalidImageException.class, () -> FaceImage.of(bytes("g1_apple_cgbi.png")));

        assertThat(e).hasMessageContaining("Apple").hasMessageContaining("convert it");
    }

    @Test
    void the_control_without_its_last_fifth_is_truncated() {
        byte[] control = bytes("control.jpg");
        FaceImage cut = FaceImage.of(Arrays.copyOf(control, control.length * 4 / 5));

        InvalidImageException e = Assertions.catchThrowableOfType(
                InvalidImageException.class, () -> ImageDecoder.decode(cut).close());

        assertThat(e).isNotNull();
        assertThat(e.reason()).isEqualTo(Reason.TRUNCATED);
    }

    /** The mean blue, green and red of each cell of a grid over the left {@code width} pixels. */
    private static double[] means(byte[] file, int width) {
        try (DecodedImage image = ImageDecoder.decode(FaceImage.of(file))) {
            double[] sums = new double[CELLS * CELLS * 3];
            int[] counts = new int[CELLS * CELLS];
            for (int y = 0; y < image.height(); y++) {
                for (int x = 0; x < width; x++) {
                    int cell = y * CELLS / image.height() * CELLS + x * CELLS / width;
                    counts[cell]++;
                    for (int band = 0; band < 3; band++) {
                        sums[3 * cell + band] += image.bgr()[3 * (y * image.width() + x) + band] & 0xFF;
                    }
                }
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] /= counts[i / 3];
            }
            return sums;
        }
    }

    private static byte[] bytes(String file) {
        try {
            byte[] bytes = Files.readAllBytes(FOLDER.resolve(file));
            if (!file.endsWith(".gz")) {
                return bytes;
            }
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource() {
        return Objects.requireNonNull(SharedImagesTest.class.getResourceAsStream("shared-pictures.csv"));
    }
}
