package io.facebridge.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.face.Landmarks.FaceContour;
import io.facebridge.provider.VendorResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectedFaceTest {
    private static final Point POINT = new Point(0.5, 0.5);
    private static final BoundingBox BOX = new BoundingBox(0.1, 0.1, 0.2, 0.2);

    @Test
    void leaves_empty_what_nobody_said() {
        DetectedFace face = DetectedFace.at(BOX).build();

        assertThat(face.box()).isEqualTo(BOX);
        assertThat(face.confidence()).isEmpty();
        assertThat(face.landmarks()).isEmpty();
        assertThat(face.pose()).isEmpty();
        assertThat(face.quality()).isEmpty();
        assertThat(face.vendor()).isSameAs(VendorResponse.none());
    }

    @Test
    void does_not_change_when_its_builder_goes_on() {
        DetectedFace.Builder builder = DetectedFace.at(BOX).confidence(0);
        DetectedFace face = builder.build();
        builder.confidence(1).pose(new HeadPose(1, 2, 3));

        assertThat(face.confidence()).hasValue(0);
        assertThat(face.pose()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
    void refuses_a_confidence_that_is_no_share(double confidence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DetectedFace.at(BOX).confidence(confidence))
                .withMessage("confidence must be in [0, 1] but was " + confidence);
    }

    @Test
    void keeps_landmarks_out_of_its_words() {
        DetectedFace face = DetectedFace.at(BOX)
                .landmarks(landmarks(Map.of(FaceContour.NOSE_BASE, List.of(new Point(0.123, 0.456)))))
                .build();

        assertThat(face.landmarks()).isPresent();
        assertThat(face).hasToString("DetectedFace[" + BOX + "]");
    }

    @Test
    void landmarks_copy_their_contours_in() {
        List<Point> points = new ArrayList<>(List.of(POINT));
        Map<FaceContour, List<Point>> contours = new EnumMap<>(FaceContour.class);
        contours.put(FaceContour.OUTER_LIPS, points);
        Landmarks landmarks = landmarks(contours);
        points.clear();
        contours.clear();

        assertThat(landmarks.contours()).containsOnly(Map.entry(FaceContour.OUTER_LIPS, List.of(POINT)));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> landmarks.contours().clear());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(
                        () -> landmarks.contours().values().iterator().next().clear());
    }

    @Test
    void landmarks_can_be_had_without_contours() {
        assertThat(landmarks(Map.of(FaceContour.OUTER_LIPS, List.of(POINT))).withoutContours())
                .isEqualTo(landmarks(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"NaN, 0", "0, Infinity"})
    void a_point_is_finite(double x, double y) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Point(x, y)).withMessageContaining(x + ", " + y);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-180, 0, 180})
    void a_pose_reaches_all_the_way_round(double angle) {
        assertThat(new HeadPose(angle, angle, angle).pitch()).isEqualTo(angle);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-180.5, 181, Double.NaN})
    void a_pose_is_an_angle_and_says_which_one_is_not(double angle) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeadPose(angle, 0, 0))
                .withMessageStartingWith("yaw must be in [-180, 180] degrees but was " + angle);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeadPose(0, angle, 0))
                .withMessageStartingWith("pitch");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeadPose(0, 0, angle))
                .withMessageStartingWith("roll");
    }

    @Test
    void options_copy_their_features_in() {
        Set<FaceFeature> features = EnumSet.of(FaceFeature.POSE);
        DetectOptions options = new DetectOptions(features, 3);
        features.clear();

        assertThat(options.features()).containsExactly(FaceFeature.POSE);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> options.features().clear());
    }

    @Test
    void options_change_one_thing_at_a_time() {
        DetectOptions options =
                DetectOptions.defaults().atMost(2).with(FaceFeature.POSE, FaceFeature.POSE, FaceFeature.QUALITY);

        assertThat(options).isEqualTo(new DetectOptions(Set.of(FaceFeature.POSE, FaceFeature.QUALITY), 2));
        assertThat(options.atMost(1).maxFaces()).isEqualTo(1);
        assertThat(options.with()).isEqualTo(DetectOptions.defaults().atMost(2));
        assertThat(DetectOptions.defaults()).isEqualTo(new DetectOptions(Set.of(), 100));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void options_ask_for_one_face_or_more(int limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DetectOptions.defaults().atMost(limit))
                .withMessage("maxFaces must be 1 or more but was " + limit);
    }

    private static Landmarks landmarks(Map<FaceContour, List<Point>> contours) {
        return new Landmarks(POINT, POINT, POINT, POINT, POINT, contours);
    }
}
