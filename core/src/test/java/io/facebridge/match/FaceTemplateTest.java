package io.facebridge.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.FaceTemplates.ExtractedFace;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaceTemplateTest {
    private static final float[] UNIT = {0.6f, -0.8f};

    @Test
    void copies_its_vector_in_and_out() {
        float[] vector = UNIT.clone();
        FaceTemplate template = FaceTemplate.of("m", vector);
        vector[0] = 9;
        template.toArray()[1] = 9;

        assertThat(template.toArray()).containsExactly(UNIT);
        assertThat(template.dimension()).isEqualTo(2);
        assertThat(template.model()).isEqualTo("m");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.9991, 1, 1.0009})
    void accepts_a_length_of_one_within_a_thousandth(double length) {
        assertThat(FaceTemplate.of("m", ofLength(length)).dimension()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("wrongVectors")
    void refuses_a_vector_of_another_length_and_says_what_to_do(float[] vector) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaceTemplate.of("m", vector))
                .withMessageContaining("length 1")
                .withMessageContaining(vector.length + " dimensions")
                .withMessageContaining("divide it by its Euclidean norm");
    }

    static Stream<float[]> wrongVectors() {
        return Stream.of(
                ofLength(0.9989),
                ofLength(1.0011),
                new float[] {},
                new float[] {0, 0},
                new float[] {Float.NaN, 1},
                new float[] {Float.POSITIVE_INFINITY, 0});
    }

    @Test
    void refuses_a_blank_model() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaceTemplate.of(" ", UNIT))
                .withMessageContaining("name of the model");
    }

    @Test
    void measures_the_cosine_and_stays_in_its_range() {
        FaceTemplate template = FaceTemplate.of("m", ofLength(1.0009));

        assertThat(template.cosine(template)).isEqualTo(1);
        assertThat(template.cosine(FaceTemplate.of("m", new float[] {-0.6f, 0.8f})))
                .isCloseTo(-1, within(1e-3));
        assertThat(template.cosine(FaceTemplate.of("m", new float[] {0.8f, 0.6f})))
                .isCloseTo(0, within(1e-3));
    }

    @Test
    void refuses_a_template_of_another_model_or_dimension() {
        FaceTemplate template = FaceTemplate.of("m", UNIT);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> template.cosine(FaceTemplate.of("n", UNIT)))
                .withMessageContaining("m (2 dimensions) and n (2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> template.cosine(FaceTemplate.of("m", new float[] {1, 0, 0})))
                .withMessageContaining("m (2 dimensions) and m (3)");
    }

    @Test
    void is_equal_by_model_and_vector() {
        assertThat(FaceTemplate.of("m", UNIT))
                .isEqualTo(FaceTemplate.of("m", UNIT))
                .hasSameHashCodeAs(FaceTemplate.of("m", UNIT))
                .isNotEqualTo(FaceTemplate.of("n", UNIT))
                .isNotEqualTo(FaceTemplate.of("m", new float[] {-0.6f, 0.8f}));
    }

    @Test
    void reveals_no_digit_of_the_vector_in_words() {
        FaceTemplate template = FaceTemplate.of("model", UNIT);
        ExtractedFace extracted =
                new ExtractedFace(DetectedFace.at(new BoundingBox(0, 0, 1, 1)).build(), template);

        assertThat(template).hasToString("FaceTemplate[model, 2 dimensions]");
        assertThat(extracted.toString()).doesNotContain("6", "8");
    }

    private static float[] ofLength(double length) {
        return new float[] {(float) (0.6 * length), (float) (-0.8 * length)};
    }
}
