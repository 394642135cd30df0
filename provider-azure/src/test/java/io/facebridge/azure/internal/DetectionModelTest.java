package io.facebridge.azure.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.face.FaceFeature;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionModelTest {
    private static final Set<FaceFeature> ALL = EnumSet.allOf(FaceFeature.class);

    private static final DetectionModel FIRST = DetectionModel.of("detection_01");
    private static final DetectionModel SECOND = DetectionModel.of("detection_02");
    private static final DetectionModel THIRD = DetectionModel.of("Detection_03");

    @Test
    void is_known_by_the_vendors_name() {
        assertThat(THIRD.name()).isEqualTo("detection_03");
        assertThat(THIRD).hasToString("detection_03");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DetectionModel.of("detection_04"))
                .withMessageContainingAll("detection_01, detection_02, detection_03", "detection_04");
    }

    @Test
    void has_every_feature_or_the_place_alone() {
        assertThat(FIRST.features()).isEqualTo(ALL);
        assertThat(SECOND.features()).isEmpty();
        assertThat(THIRD.features()).isEqualTo(ALL);
        assertThat(SECOND.those(ALL)).isEmpty();
        assertThat(THIRD.those(EnumSet.of(FaceFeature.POSE))).containsExactly(FaceFeature.POSE);
    }

    @Test
    void asks_for_what_a_feature_is_made_of_as_far_as_the_model_has_it() {
        assertThat(THIRD.attributes(EnumSet.of(FaceFeature.POSE), "recognition_04"))
                .containsExactly("headPose");
        assertThat(THIRD.attributes(EnumSet.of(FaceFeature.QUALITY), "recognition_04"))
                .containsExactly("blur", "exposure", "mask", "occlusion", "qualityForRecognition");
        assertThat(FIRST.attributes(EnumSet.of(FaceFeature.ATTRIBUTES), "recognition_04"))
                .containsExactly("accessories", "glasses", "occlusion");
        assertThat(SECOND.attributes(ALL, "recognition_04")).isEmpty();
        assertThat(THIRD.attributes(ALL, "recognition_04"))
                .as("each once, in the order of the alphabet")
                .containsExactly(
                        "blur", "exposure", "glasses", "headPose", "mask", "occlusion", "qualityForRecognition");
        assertThat(THIRD.attributes(EnumSet.of(FaceFeature.LANDMARKS), "recognition_04"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"recognition_01, false", "recognition_02, false", "recognition_03, true", "recognition_04, true"})
    void asks_older_recognition_models_for_no_quality(String recognitionModel, boolean asks) {
        assertThat(THIRD.attributes(EnumSet.of(FaceFeature.QUALITY), recognitionModel)
                        .contains("qualityForRecognition"))
                .isEqualTo(asks);
    }

    @ParameterizedTest
    @CsvSource({"LANDMARKS, true", "CONTOURS, true", "QUALITY, true", "POSE, false", "ATTRIBUTES, false"})
    void landmarks_are_needed_for_themselves_and_for_the_distance_between_the_eyes(
            FaceFeature feature, boolean needed) {
        assertThat(THIRD.needsLandmarks(EnumSet.of(feature))).isEqualTo(needed);
        assertThat(SECOND.needsLandmarks(EnumSet.of(feature))).isFalse();
    }
}
