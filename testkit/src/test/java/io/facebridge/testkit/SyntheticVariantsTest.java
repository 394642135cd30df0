package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.image.FaceImage;
import io.facebridge.image.ImageLimits;
import io.facebridge.image.ImagePreparation;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticVariantsTest {
    private static final List<Color> CORNERS = List.of(Color.RED, Color.GREEN, Color.BLUE, Color.WHITE);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void stores_a_picture_so_that_it_is_the_same_again_when_put_upright(int orientation) {
        FaceImage stored = SyntheticVariants.stored(corners(), orientation);
        FaceImage upright = ImagePreparation.prepare(
                        stored, ImageLimits.builder().honorsExif(false).build())
                .image();

        assertThat(stored.orientation()).isEqualTo(orientation);
        assertThat(stored.width()).isEqualTo(96);
        assertThat(upright.orientation()).isEqualTo(1);
        assertThat(cornersOf(upright)).isEqualTo(CORNERS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9})
    void knows_eight_orientations(int orientation) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyntheticVariants.stored(corners(), orientation))
                .withMessage("orientation must be in [1, 8] but was " + orientation);
    }

    @Test
    void wants_pictures_that_are_stored_upright() {
        FaceImage turned = SyntheticVariants.stored(corners(), 6);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyntheticVariants.mirrored(turned))
                .withMessageContaining("EXIF orientation is 6");
    }

    @Test
    void turns_clockwise() {
        assertThat(cornersOf(SyntheticVariants.rotated(corners(), 180)))
                .containsExactly(Color.WHITE, Color.BLUE, Color.GREEN, Color.RED);

        FaceImage square = SyntheticVariants.cropped(corners(), 16, 0, 64, 64);
        assertThat(cornersOf(SyntheticVariants.rotated(square, 90)))
                .containsExactly(Color.BLUE, Color.RED, Color.WHITE, Color.GREEN);
    }

    @Test
    void mirrors_shrinks_and_joins() {
        assertThat(cornersOf(SyntheticVariants.mirrored(corners())))
                .containsExactly(Color.GREEN, Color.RED, Color.WHITE, Color.BLUE);

        FaceImage small = SyntheticVariants.shrunk(corners(), 0.5);
        assertThat(List.of(small.width(), small.height())).containsExactly(48, 32);
        assertThat(cornersOf(small)).isEqualTo(CORNERS);

        FaceImage joined = SyntheticVariants.sideBySide(corners(), corners());
        assertThat(List.of(joined.width(), joined.height())).containsExactly(192, 64);
        assertThat(cornersOf(joined)).isEqualTo(CORNERS);

        FaceImage blurred = SyntheticVariants.blurred(corners(), 4);
        assertThat(List.of(blurred.width(), blurred.height())).containsExactly(96, 64);
    }

    /** One color in each quarter: top left, top right, bottom left, bottom right. */
    private static FaceImage corners() {
        BufferedImage picture = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 96; x++) {
                picture.setRGB(x, y, CORNERS.get(y / 32 * 2 + x / 48).getRGB());
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(picture, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FaceImage.of(bytes.toByteArray());
    }

    private static List<Color> cornersOf(FaceImage image) {
        BufferedImage picture;
        try {
            picture = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(image.toByteArray())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int right = picture.getWidth() - 4;
        int bottom = picture.getHeight() - 4;
        List<Color> found = new ArrayList<>();
        for (int[] place : new int[][] {{3, 3}, {right, 3}, {3, bottom}, {right, bottom}}) {
            found.add(nearest(new Color(picture.getRGB(place[0], place[1]))));
        }
        return found;
    }

    /** JPEG blurs colors a little. */
    private static Color nearest(Color seen) {
        return new Color(
                seen.getRed() > 127 ? 255 : 0, seen.getGreen() > 127 ? 255 : 0, seen.getBlue() > 127 ? 255 : 0);
    }
}
