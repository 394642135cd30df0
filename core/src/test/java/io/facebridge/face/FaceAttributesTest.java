package io.facebridge.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.face.FaceAttributes.AgeRange;
import io.facebridge.face.FaceAttributes.Estimate;
import io.facebridge.face.FaceAttributes.FaceTrait;
import io.facebridge.face.FaceAttributes.Gaze;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaceAttributesTest {
    @Test
    void what_nobody_said_is_absent() {
        FaceAttributes nothing = FaceAttributes.builder().build();

        assertThat(nothing.age()).isEmpty();
        assertThat(nothing.gender()).isEmpty();
        assertThat(nothing.emotions()).isEmpty();
        assertThat(nothing.traits()).isEmpty();
        assertThat(nothing.gaze()).isEmpty();
    }

    @Test
    void emotions_come_strongest_first_in_lower_case() {
        FaceAttributes attributes = FaceAttributes.builder()
                .emotion("SAD", 0.1)
                .emotion("HAPPY", 0.7)
                .emotion("CALM", 0.2)
                .build();

        assertThat(attributes.emotions().keySet()).containsExactly("happy", "calm", "sad");
    }

    @Test
    void a_trait_that_is_not_there_is_said_with_its_confidence() {
        FaceAttributes attributes = FaceAttributes.builder()
                .trait(FaceTrait.BEARD, false, 0.9)
                .trait(FaceTrait.SMILE, true, null)
                .build();

        assertThat(attributes.traits()).containsOnlyKeys(FaceTrait.SMILE, FaceTrait.BEARD);
        assertThat(attributes.traits().get(FaceTrait.BEARD)).isEqualTo(new Estimate<>(false, 0.9));
        assertThat(attributes.traits()).containsEntry(FaceTrait.SMILE, new Estimate<>(true, null));
    }

    @Test
    void values_are_not_printed() {
        FaceAttributes attributes = FaceAttributes.builder()
                .age(new AgeRange(31, 42))
                .gender("Female", 0.99)
                .gaze(new Gaze(1, 2), 0.5)
                .build();

        assertThat(attributes.age()).contains(new AgeRange(31, 42));
        assertThat(attributes.gender().orElseThrow().value()).isEqualTo("female");
        assertThat(attributes.gaze()).contains(new Estimate<>(new Gaze(1, 2), 0.5));
        assertThat(attributes).hasToString("FaceAttributes[age, gender, 0 emotions, [], gaze]");
        assertThat(FaceAttributes.builder().trait(FaceTrait.BEARD, true, null).build())
                .hasToString("FaceAttributes[0 emotions, [BEARD]]");
    }

    @ParameterizedTest
    @CsvSource({"-1, 3", "4, 3"})
    void an_age_range_goes_upwards(int low, int high) {
        assertThatIllegalArgumentException().isThrownBy(() -> new AgeRange(low, high));
        assertThat(new AgeRange(0, 0).high()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void a_confidence_may_be_none_at_all_or_complete(double confidence) {
        FaceAttributes attributes = FaceAttributes.builder()
                .emotion("calm", confidence)
                .trait(FaceTrait.SMILE, true, confidence)
                .build();

        assertThat(attributes.emotions()).containsEntry("calm", confidence);
        assertThat(attributes.traits().get(FaceTrait.SMILE))
                .isNotNull()
                .satisfies(smile -> assertThat(smile.confidence()).hasValue(confidence));
        assertThat(new Estimate<>(true, null).confidence()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void confidences_are_between_0_and_1(double confidence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaceAttributes.builder().trait(FaceTrait.SMILE, true, confidence));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaceAttributes.builder().emotion("calm", confidence));
    }
}
