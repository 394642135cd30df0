package io.facebridge.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.error.InvalidImageException;
import io.facebridge.error.InvalidImageException.Reason;
import io.facebridge.image.ImageDecoder.DecodedImage;
import io.facebridge.image.ImagePreparation.PreparedImage;
import io.facebridge.image.ImagePreparation.PreparedImage.Change;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class ImagePreparationTest {
    private static final ImageLimits ANY = ImageLimits.builder().build();

    @Test
    void a_picture_that_fits_is_the_same_object() {
        FaceImage image = FaceImage.of(SyntheticImages.jpeg(SyntheticImages.gradient(100, 80)));
        ImageLimits exact = ImageLimits.builder()
                .formats(Set.of(ImageFormat.JPEG))
                .minBytes(image.sizeInBytes())
                .maxBytes(image.sizeInBytes())
                .minSide(80)
                .maxSide(100)
                .maxPixels(8000)
                .build();

        PreparedImage prepared = ImagePreparation.prepare(image, exact);

        assertThat(prepared.image()).isSameAs(image);
        assertThat(prepared.changes()).isEmpty();
    }

    @Test
    void a_turned_jpeg_is_left_alone_if_the_provider_turns_it_itself() {
        FaceImage image = FaceImage.of(
                SyntheticImages.withOrientation(SyntheticImages.jpeg(SyntheticImages.quarters(100, 80)), 6));

        assertThat(ImagePreparation.prepare(image, ANY).image()).isSameAs(image);
    }

    @Test
    void a_turned_picture_is_turned_upright_if_the_provider_does_not() {
        FaceImage image = FaceImage.of(
                SyntheticImages.withOrientation(SyntheticImages.jpeg(SyntheticImages.quarters(100, 80)), 6));

        PreparedImage prepared = ImagePreparation.prepare(
                image, ImageLimits.builder().honorsExif(false).build());

        assertThat(prepared.changes()).containsExactly(Change.ROTATED, Change.RE_ENCODED);
        assertThat(prepared.image().orientation()).isEqualTo(1);
        assertThat(prepared.image().width()).isEqualTo(80);
        assertThat(prepared.image().height()).isEqualTo(100);
        assertColor(prepared.image(), 10, 10, 0x0000FF);
        assertColor(prepared.image(), 70, 10, 0xFF0000);
    }

    @Test
    void a_turned_png_is_turned_upright_always() {
        byte[] png = SyntheticImages.withChunk(
                SyntheticImages.png(SyntheticImages.quarters(100, 80)), "eXIf", SyntheticImages.tiff(3));

        PreparedImage prepared = ImagePreparation.prepare(FaceImage.of(png), ANY);

        assertThat(prepared.changes()).contains(Change.ROTATED);
        assertColor(prepared.image(), 10, 10, 0xFFFFFF);
    }

    @Test
    void a_large_picture_is_shrunk_to_the_longest_side() {
        FaceImage image = FaceImage.of(SyntheticImages.png(SyntheticImages.quarters(1000, 500)));

        PreparedImage prepared = ImagePreparation.prepare(
                image, ImageLimits.builder().maxSide(130).build());

        assertThat(prepared.changes()).containsExactly(Change.SHRUNK, Change.RE_ENCODED);
        assertThat(prepared.image().format()).isEqualTo(ImageFormat.JPEG);
        assertThat(prepared.image().width()).isEqualTo(130);
        assertThat(prepared.image().height()).isEqualTo(65);
        assertColor(prepared.image(), 20, 20, 0xFF0000);
        assertColor(prepared.image(), 120, 55, 0xFFFFFF);
    }

    @Test
    void a_large_picture_is_shrunk_to_the_most_pixels() {
        FaceImage image = FaceImage.of(SyntheticImages.png(SyntheticImages.gradient(400, 200)));

        PreparedImage prepared = ImagePreparation.prepare(
                image, ImageLimits.builder().maxPixels(20_000).build());

        assertThat(prepared.image().width()).isEqualTo(200);
        assertThat(prepared.image().height()).isEqualTo(100);
    }

    @Test
    void shrinking_averages() {
        BufferedImage checks = new BufferedImage(300, 300, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < 300; y++) {
            for (int x = 0; x < 300; x++) {
                checks.setRGB(x, y, (x + y) % 2 == 0 ? 0xFFFFFF : 0);
            }
        }
        ImageLimits limits = ImageLimits.builder()
                .formats(Set.of(ImageFormat.PNG))
                .maxSide(200)
                .build();

        FaceImage shrunk = ImagePreparation.prepare(FaceImage.of(SyntheticImages.png(checks)), limits)
                .image();

        try (DecodedImage decoded = ImageDecoder.decode(shrunk)) {
            double mean = 0;
            for (byte level : decoded.bgr()) {
                mean += (level & 0xFF) / (double) decoded.bgr().length;
                assertThat(level & 0xFF).isBetween(50, 205);
            }
            assertThat(mean).isCloseTo(127.5, within(1.0));
        }
    }

    @Test
    void too_many_bytes_are_encoded_with_less_quality_before_pixels_are_given_up() {
        FaceImage image = FaceImage.of(SyntheticImages.png(SyntheticImages.noise(200, 200)));

        PreparedImage prepared = ImagePreparation.prepare(
                image, ImageLimits.builder().maxBytes(40_000).build());

        assertThat(prepared.image().sizeInBytes()).isLessThanOrEqualTo(40_000);
        assertThat(prepared.image().width()).isEqualTo(200);
        assertThat(prepared.changes()).containsExactly(Change.RE_ENCODED);
    }

    @Test
    void far_too_many_bytes_cost_pixels() {
        FaceImage image = FaceImage.of(SyntheticImages.png(SyntheticImages.noise(400, 300)));

        for (ImageFormat format : EnumSet.of(ImageFormat.JPEG, ImageFormat.PNG)) {
            PreparedImage prepared = ImagePreparation.prepare(
                    image,
                    ImageLimits.builder()
                            .formats(Set.of(format))
                            .maxBytes(10_000)
                            .build());

            assertThat(prepared.image().format()).isEqualTo(format);
            assertThat(prepared.image().sizeInBytes()).isLessThanOrEqualTo(10_000);
            assertThat(prepared.changes()).containsExactly(Change.SHRUNK, Change.RE_ENCODED);
            assertThat(prepared.image().width() / (double) prepared.image().height())
                    .isCloseTo(4 / 3.0, within(0.05));
        }
    }

    @Test
    void bytes_that_cannot_be_reached_are_an_error() {
        FaceImage image = FaceImage.of(SyntheticImages.png(SyntheticImages.noise(100, 100)));
        ImageLimits limits = ImageLimits.builder().maxBytes(1000).minSide(80).build();

        assertReason(Reason.TOO_MANY_BYTES, image, limits).hasMessageContaining("1000");
    }

    @Test
    void a_format_that_is_not_accepted_is_encoded_anew() {
        ImageLimits jpegOnly =
                ImageLimits.builder().formats(Set.of(ImageFormat.JPEG)).build();
        BufferedImage picture = SyntheticImages.quarters(60, 60);

        for (byte[] file :
                new byte[][] {SyntheticImages.png(picture), SyntheticImages.bmp(picture), SyntheticImages.gif(picture)
                }) {
            PreparedImage prepared = ImagePreparation.prepare(FaceImage.of(file), jpegOnly);

            assertThat(prepared.image().format()).isEqualTo(ImageFormat.JPEG);
            assertThat(prepared.changes()).containsExactly(Change.RE_ENCODED);
            assertColor(prepared.image(), 10, 10, 0xFF0000);
        }
    }

    @Test
    void metadata_does_not_survive() {
        byte[] place = "Exif\0\0GPS here".getBytes(StandardCharsets.ISO_8859_1);
        byte[] jpeg =
                SyntheticImages.withSegment(SyntheticImages.jpeg(SyntheticImages.gradient(300, 300)), 0xE1, place);

        byte[] prepared = ImagePreparation.prepare(
                        FaceImage.of(jpeg), ImageLimits.builder().maxSide(200).build())
                .image()
                .toByteArray();

        assertThat(new String(prepared, StandardCharsets.ISO_8859_1)).doesNotContain("Exif", "GPS");
    }

    @Test
    void a_picture_that_is_too_small_is_never_enlarged() {
        FaceImage image = FaceImage.of(SyntheticImages.jpeg(SyntheticImages.gradient(200, 60)));

        assertReason(Reason.TOO_SMALL, image, ImageLimits.builder().minSide(80).build())
                .hasMessageContaining("200 x 60")
                .hasMessageContaining("80");
    }

    @Test
    void a_strip_that_gets_too_thin_is_too_small() {
        FaceImage image = FaceImage.of(SyntheticImages.png(SyntheticImages.gradient(2000, 100)));

        assertReason(
                        Reason.TOO_SMALL,
                        image,
                        ImageLimits.builder().minSide(80).maxSide(1000).build())
                .hasMessageContaining("1000 x 50")
                .hasMessageContaining("once shrunk");
    }

    @Test
    void fewer_bytes_than_the_least_are_too_small() {
        FaceImage image = FaceImage.of(SyntheticImages.png(SyntheticImages.gray(40, 40, 9)));

        assertReason(
                        Reason.TOO_SMALL,
                        image,
                        ImageLimits.builder().minBytes(5000).build())
                .hasMessageContaining("5000");
    }

    @Test
    void limits_that_make_no_sense_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageLimits.builder().formats(Set.of(ImageFormat.GIF)))
                .withMessageContaining("GIF");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageLimits.builder().maxBytes(0))
                .withMessage("maxBytes must be at least 1 but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageLimits.builder().minSide(100).maxSide(99).build())
                .withMessageContaining("100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageLimits.builder().minBytes(2).maxBytes(1).build());
    }

    private static void assertColor(FaceImage image, int x, int y, int rgb) {
        try (DecodedImage decoded = ImageDecoder.decode(image)) {
            int at = 3 * (y * decoded.width() + x);
            assertThat(decoded.bgr()[at] & 0xFF).isCloseTo(rgb & 0xFF, within(8));
            assertThat(decoded.bgr()[at + 1] & 0xFF).isCloseTo(rgb >> 8 & 0xFF, within(8));
            assertThat(decoded.bgr()[at + 2] & 0xFF).isCloseTo(rgb >> 16 & 0xFF, within(8));
        }
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertReason(
            Reason reason, FaceImage image, ImageLimits limits) {
        InvalidImageException e =
                catchThrowableOfType(InvalidImageException.class, () -> ImagePreparation.prepare(image, limits));
        assertThat(e).isNotNull();
        assertThat(e.reason()).isEqualTo(reason);
        return assertThat((Throwable) e);
    }
}
