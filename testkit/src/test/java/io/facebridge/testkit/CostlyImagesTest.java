package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.facebridge.error.InvalidImageException;
import io.facebridge.image.FaceImage;
import io.facebridge.image.ImageDecoder;
import io.facebridge.image.ImageDecoder.DecodedImage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files that ask for much work: those beyond the limit are refused before they are decoded, the others decoded. */
class CostlyImagesTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    @ParameterizedTest
    @CsvSource({"1000, 9000, 64", "7000, 306000, 16"})
    void two_hundred_scans_are_refused_within_a_second(int side, int maxBytes, int maxScans) {
        byte[] file = CostlyImages.progressive(side, side, 200);
        assertThat(file).hasSizeLessThan(maxBytes);

        long before = System.nanoTime();
        InvalidImageException refused = assertThrows(InvalidImageException.class, () -> decode(file));
        Duration took = Duration.ofNanos(System.nanoTime() - before);

        assertThat(refused.reason().name()).isEqualTo("TOO_MANY_SCANS");
        assertThat(refused).hasMessageContaining("more than " + maxScans + " scans");
        assertThat(took).isLessThan(SOON);
    }

    @Test
    void sixty_four_scans_are_decoded_and_one_more_is_refused() {
        assertThat(size(CostlyImages.progressive(400, 300, 64))).isEqualTo("400 x 300");
        InvalidImageException refused =
                assertThrows(InvalidImageException.class, () -> decode(CostlyImages.progressive(400, 300, 65)));

        assertThat(refused.reason().name()).isEqualTo("TOO_MANY_SCANS");
    }

    @Test
    void scans_of_many_pixels_are_limited_by_the_pixels_of_all_of_them() {
        InvalidImageException refused =
                assertThrows(InvalidImageException.class, () -> decode(CostlyImages.halvedProgressive(8000, 6000, 17)));

        assertThat(refused.reason().name()).isEqualTo("TOO_MANY_SCANS");
        assertThat(refused).hasMessageContainingAll("8000 x 6000", "more than 16 scans");
    }

    @Test
    void a_large_progressive_jpeg_as_cameras_write_them_is_decoded() {
        assertThat(CostlyImages.halvedProgressive(7000, 7000, 10)).hasSizeBetween(140_000, 155_000);

        assertThat(size(CostlyImages.halvedProgressive(2000, 1500, 16))).isEqualTo("2000 x 1500");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17, 100, 2000})
    void a_gif_in_one_color_is_decoded(int side) {
        assertThat(size(CostlyImages.gif(side, side))).isEqualTo(side + " x " + side);
    }

    @Test
    void a_webp_whose_pixels_take_no_bits_is_decoded() {
        byte[] file = CostlyImages.webp(2000, 1500);
        assertThat(file).hasSize(36);

        assertThat(size(file)).isEqualTo("2000 x 1500");
    }

    private static String size(byte[] file) {
        try (DecodedImage image = decode(file)) {
            return image.width() + " x " + image.height();
        }
    }

    private static DecodedImage decode(byte[] file) {
        return ImageDecoder.decode(FaceImage.of(file));
    }
}
