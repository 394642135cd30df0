package io.facebridge.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.error.ImageRole;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceSelection;
import io.facebridge.provider.VendorResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComparisonTest {
    private final Score score = new Score(73.25, Scales.PLAIN);

    @Test
    void starts_with_a_score_and_nothing_else_known() {
        Comparison comparison = Comparison.builder(score).build();

        assertThat(comparison.score()).isSameAs(score);
        assertThat(comparison.referenceFace()).isEmpty();
        assertThat(comparison.probeFace()).isEmpty();
        assertThat(comparison.rivalledIn()).isEmpty();
        assertThat(comparison.vendor()).isSameAs(VendorResponse.none());
    }

    @Test
    void keeps_which_face_of_which_picture_was_compared() {
        DetectedFace reference =
                DetectedFace.at(new BoundingBox(0.1, 0.1, 0.2, 0.2)).build();
        DetectedFace probe =
                DetectedFace.at(new BoundingBox(0.5, 0.5, 0.2, 0.2)).build();
        Comparison comparison = Comparison.builder(score)
                .referenceFace(reference)
                .probeFace(probe)
                .upperBound()
                .build();

        assertThat(comparison.referenceFace()).containsSame(reference);
        assertThat(comparison.probeFace()).containsSame(probe);
        assertThat(comparison).hasToString("Comparison[vendor/v1/COMPARE, upper bound]");
    }

    @Test
    void does_not_change_when_its_builder_goes_on() {
        Comparison.Builder builder = Comparison.builder(score);
        Comparison comparison = builder.build();
        Comparison rivalled = builder.rivalledIn(ImageRole.REFERENCE).build();

        assertThat(comparison.rivalledIn()).isEmpty();
        assertThat(rivalled.rivalledIn()).containsExactly(ImageRole.REFERENCE);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> rivalled.rivalledIn().clear());
    }

    @ParameterizedTest
    @EnumSource(names = {"SINGLE", "UNKNOWN"})
    void knows_rivals_in_reference_and_probe_only(ImageRole role) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparison.builder(score).rivalledIn(role))
                .withMessageContaining("but was " + role);
    }

    @Test
    void keeps_the_score_out_of_its_words() {
        assertThat(Comparison.builder(score).rivalledIn(ImageRole.PROBE).build())
                .hasToString("Comparison[vendor/v1/COMPARE, rivals in [PROBE]]");
    }

    @Test
    void options_remember_for_each_picture_whether_the_caller_said_which_face_is_meant() {
        CompareOptions defaults = CompareOptions.defaults();
        CompareOptions both = defaults.face(FaceSelection.CENTRAL);
        CompareOptions mixed = both.referenceFace(FaceSelection.ONLY);
        CompareOptions probe = defaults.probeFace(FaceSelection.LARGEST);

        assertThat(defaults.referenceFace()).isEmpty();
        assertThat(defaults.probeFace()).isEmpty();
        assertThat(both.referenceFace()).contains(FaceSelection.CENTRAL);
        assertThat(both.probeFace()).contains(FaceSelection.CENTRAL);
        assertThat(mixed.referenceFace()).contains(FaceSelection.ONLY);
        assertThat(mixed.probeFace()).contains(FaceSelection.CENTRAL);
        assertThat(probe.referenceFace()).isEmpty();
        assertThat(probe.probeFace()).contains(FaceSelection.LARGEST);
    }
}
