package io.facebridge.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.image.FaceImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceQualityTest {
    @Test
    void leaves_empty_what_nobody_said_and_never_makes_it_zero() {
        FaceQuality quality = FaceQuality.builder().build();

        assertThat(quality.faceWidth()).isEmpty();
        assertThat(quality.faceHeight()).isEmpty();
        assertThat(quality.eyeDistance()).isEmpty();
        assertThat(quality.sharpness()).isEmpty();
        assertThat(quality.brightness()).isEmpty();
        assertThat(quality.usability()).isEmpty();
    }

    @Test
    void tells_a_zero_from_nothing() {
        FaceQuality quality = FaceQuality.builder()
                .faceSize(80, 100)
                .eyeDistance(0)
                .sharpness(0)
                .brightness(1)
                .usability(FaceQuality.Usability.MEDIUM)
                .build();

        assertThat(quality.faceWidth()).hasValue(80);
        assertThat(quality.faceHeight()).hasValue(100);
        assertThat(quality.eyeDistance()).hasValue(0);
        assertThat(quality.sharpness()).hasValue(0);
        assertThat(quality.brightness()).hasValue(1);
        assertThat(quality.usability()).contains(FaceQuality.Usability.MEDIUM);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
    void refuses_a_measure_that_is_no_share(double value) {
        FaceQuality.Builder builder = FaceQuality.builder();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.sharpness(value))
                .withMessage("sharpness must be in [0.0, 1.0] but was " + value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.brightness(value))
                .withMessage("brightness must be in [0.0, 1.0] but was " + value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void refuses_a_size_that_is_no_number_of_pixels(double value) {
        FaceQuality.Builder builder = FaceQuality.builder();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.faceSize(value, 1))
                .withMessage("faceWidth must be finite and greater than 0 but was " + value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.faceSize(1, value))
                .withMessageStartingWith("faceHeight");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.eyeDistance(value))
                .withMessage("eyeDistance must be finite and 0 or more but was " + value);
    }

    @Test
    void refuses_a_face_without_extent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaceQuality.builder().faceSize(0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaceQuality.builder().faceSize(1, 0));
    }

    @Test
    void keeps_what_was_found_and_what_was_looked_for_apart_from_what_nobody_looked_for() {
        FaceQuality quality = FaceQuality.builder()
                .finding(QualityReason.TOO_BLURRED, true)
                .finding(QualityReason.TOO_DARK, false)
                .build();

        assertThat(quality.findings())
                .containsExactly(entry(QualityReason.TOO_BLURRED, true), entry(QualityReason.TOO_DARK, false));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaceQuality.builder().finding(QualityReason.TOO_SMALL, true))
                .withMessageContaining("TOO_SMALL");
    }

    @Test
    void measures_in_pixels_of_the_picture() {
        FaceImage image = FaceImage.of(picture(400, 200));
        Landmarks eyesLevel = new Landmarks(
                new Point(0.25, 0.5),
                new Point(0.5, 0.5),
                new Point(0.4, 0.6),
                new Point(0.3, 0.7),
                new Point(0.5, 0.7),
                Map.of());
        FaceQuality quality = FaceQuality.builder()
                .measured(new BoundingBox(0.1, 0.1, 0.5, 0.8), eyesLevel, image.width(), image.height())
                .build();

        assertThat(quality.faceWidth()).hasValue(200);
        assertThat(quality.faceHeight()).hasValue(160);
        assertThat(quality.eyeDistance()).hasValue(100);
    }

    @Test
    void measures_eyes_that_are_not_level_along_their_line() {
        Landmarks tilted = new Landmarks(
                new Point(0.25, 0.5),
                new Point(0.325, 0.7),
                new Point(0.3, 0.6),
                new Point(0.2, 0.7),
                new Point(0.3, 0.8),
                Map.of());

        // 30 pixels across and 40 down
        assertThat(FaceQuality.builder()
                        .measured(new BoundingBox(0.1, 0.1, 0.5, 0.8), tilted, 400, 200)
                        .build()
                        .eyeDistance()
                        .orElseThrow())
                .isCloseTo(50, within(1e-9));
    }

    @Test
    void says_in_words_what_was_measured() {
        assertThat(FaceQuality.builder()
                        .faceSize(80, 100)
                        .finding(QualityReason.TOO_DARK, true)
                        .build())
                .hasToString("FaceQuality[faceWidth=80.0, faceHeight=100.0, eyeDistance=null, sharpness=null,"
                        + " brightness=null, usability=null, findings={TOO_DARK=true}]");
    }

    private static byte[] picture(int width, int height) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
