package io.facebridge.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The clock moves on when it is read: whatever a preparation does between two readings cannot be broken off. */
class PreparationDeadlineTest {
    private static final int SIDE = 240;
    private static final int MANY = 1_000_000;

    /** Small enough that everything is decoded, turned, shrunk and encoded. */
    private static final ImageLimits LIMITS = ImageLimits.builder()
            .formats(Set.of(ImageFormat.JPEG))
            .maxSide(100)
            .honorsExif(false)
            .build();

    @TestFactory
    Stream<DynamicTest> ends_at_its_deadline_wherever_that_falls_and_gives_its_pixels_back() {
        return pictures().entrySet().stream()
                .map(picture -> DynamicTest.dynamicTest(picture.getKey(), () -> {
                    FaceImage image = FaceImage.of(picture.getValue());
                    int needed = readings(image);
                    // A reading for a few rows at least, while they are decoded and while they are encoded.
                    assertThat(needed).isGreaterThan(SIDE / 16 + 10);
                    for (int readings = 1; readings < needed; readings += 1 + needed / 60) {
                        int until = readings;
                        CallTimeoutException late = catchThrowableOfType(
                                CallTimeoutException.class,
                                () -> ImagePreparation.prepare(image, LIMITS, new Readings().until(until)));
                        assertThat(late)
                                .as("after %d of %d readings", until, needed)
                                .isNotNull();
                        assertThat(late.effect()).isEqualTo(Effect.NONE);
                        assertThat(late).hasMessageContaining("the deadline of " + until + " ms passed while");
                        assertThat(PixelBudget.process().inUse()).isZero();
                    }
                    assertThat(ImagePreparation.prepare(image, LIMITS, new Readings().until(needed + 1))
                                    .image()
                                    .width())
                            .isEqualTo(100);
                }));
    }

    @Test
    void a_picture_that_fits_is_not_held_up() {
        FaceImage image = FaceImage.of(SyntheticImages.jpeg(SyntheticImages.gradient(100, 80)));

        assertThat(ImagePreparation.prepare(image, LIMITS, new Readings().until(1))
                        .image())
                .isSameAs(image);
    }

    private static int readings(FaceImage image) {
        Readings clock = new Readings();
        var unused = ImagePreparation.prepare(image, LIMITS, clock.until(MANY));
        return (int) clock.count() - 1;
    }

    private static Map<String, byte[]> pictures() {
        Map<String, byte[]> pictures = new LinkedHashMap<>();
        pictures.put("JPEG", SyntheticImages.jpeg(SyntheticImages.gradient(SIDE, SIDE)));
        pictures.put("JPEG of several scans", SyntheticImages.progressiveJpeg(SyntheticImages.gradient(SIDE, SIDE)));
        pictures.put(
                "JPEG stored turned",
                SyntheticImages.withOrientation(SyntheticImages.jpeg(SyntheticImages.gradient(SIDE, SIDE)), 6));
        pictures.put("PNG", SyntheticImages.png(SyntheticImages.gradient(SIDE, SIDE)));
        pictures.put("GIF", SyntheticImages.gif(SyntheticImages.gray(SIDE, SIDE, 128)));
        pictures.put("BMP", SyntheticImages.bmp(SyntheticImages.gradient(SIDE, SIDE)));
        return pictures;
    }
}
