package io.facebridge.spi;

import static io.facebridge.face.FaceSelection.CENTRAL;
import static io.facebridge.face.FaceSelection.LARGEST;
import static io.facebridge.face.FaceSelection.ONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceSelection;
import io.facebridge.image.FaceImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SelectedFaceTest {
    private static final FaceImage SQUARE = picture(100, 100);

    private final DetectedFace small = face(0.45, 0.45, 0.1, 0.1);
    private final DetectedFace large = face(0.0, 0.0, 0.4, 0.4);
    private final DetectedFace middling = face(0.6, 0.6, 0.3, 0.3);

    @Test
    void takes_the_largest_when_nobody_said_which() {
        assertThat(choose(null, small, large, middling).index()).isEqualTo(1);
    }

    @Test
    void takes_the_largest_by_area_and_not_by_height() {
        DetectedFace tall = face(0, 0, 0.1, 0.5);
        DetectedFace wide = face(0.5, 0, 0.4, 0.4);

        assertThat(choose(LARGEST, tall, wide).index()).isEqualTo(1);
    }

    @Test
    void takes_the_first_of_two_equally_large_ones() {
        assertThat(choose(LARGEST, face(0, 0, 0.2, 0.2), face(0.5, 0, 0.2, 0.2)).index())
                .isZero();
    }

    @Test
    void takes_the_central_one_when_told_so() {
        assertThat(choose(CENTRAL, large, middling, small).index()).isEqualTo(2);
    }

    @Test
    void measures_the_distance_from_the_center_in_pixels() {
        DetectedFace beside = face(0.55, 0.45, 0.1, 0.1); // 0.1 of the width away
        DetectedFace below = face(0.45, 0.65, 0.1, 0.1); // 0.2 of the height away

        assertThat(SelectedFace.of(List.of(beside, below), CENTRAL, SQUARE, ImageRole.PROBE)
                        .index())
                .isZero();
        assertThat(SelectedFace.of(List.of(beside, below), CENTRAL, picture(400, 100), ImageRole.PROBE)
                        .index())
                .as("40 pixels beside against 20 pixels below")
                .isEqualTo(1);
    }

    @Test
    void takes_the_only_one_when_told_so() {
        assertThat(choose(ONLY, small)).isEqualTo(new SelectedFace(0, false));
    }

    @Test
    void refuses_several_when_there_must_be_only_one_and_lists_them_largest_first() {
        TooManyFacesException thrown =
                catchThrowableOfType(TooManyFacesException.class, () -> choose(ONLY, small, large, middling));

        assertThat(thrown.role()).isEqualTo(ImageRole.PROBE);
        assertThat(thrown.boxes()).containsExactly(large.box(), middling.box(), small.box());
    }

    @ParameterizedTest
    @EnumSource
    void refuses_a_picture_without_a_face(FaceSelection choice) {
        assertThatExceptionOfType(FaceNotFoundException.class)
                .isThrownBy(() -> choose(choice))
                .satisfies(thrown -> assertThat(thrown.role()).isEqualTo(ImageRole.PROBE));
    }

    @ParameterizedTest
    @CsvSource({"0.6, true", "0.601, true", "1.2, true", "0.599, false", "0.1, false"})
    void is_rivalled_by_a_face_at_least_three_fifths_as_high(double height, boolean rivalled) {
        DetectedFace chosen = face(0, 0, 0.9, 1);
        DetectedFace other = face(0, 0, 0.1, height);

        assertThat(choose(null, chosen, other)).isEqualTo(new SelectedFace(0, rivalled));
        assertThat(choose(null, other, chosen)).isEqualTo(new SelectedFace(1, rivalled));
    }

    @ParameterizedTest
    @EnumSource(names = {"LARGEST", "CENTRAL"})
    void has_no_rival_when_the_caller_said_which_face_is_meant(FaceSelection choice) {
        assertThat(choose(choice, large, middling).rivalled()).isFalse();
        assertThat(choose(null, large, middling).rivalled()).isTrue();
    }

    @Test
    void has_no_rival_when_it_is_alone() {
        assertThat(choose(null, large)).isEqualTo(new SelectedFace(0, false));
    }

    private static SelectedFace choose(@Nullable FaceSelection choice, DetectedFace... faces) {
        return SelectedFace.of(List.of(faces), choice, SQUARE, ImageRole.PROBE);
    }

    private static DetectedFace face(double left, double top, double width, double height) {
        return DetectedFace.at(new BoundingBox(left, top, width, height)).build();
    }

    private static FaceImage picture(int width, int height) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FaceImage.of(bytes.toByteArray());
    }
}
