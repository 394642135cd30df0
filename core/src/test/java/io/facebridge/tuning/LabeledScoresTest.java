package io.facebridge.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.error.ImageRole;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import io.facebridge.tuning.LabeledScores.Pair;
import io.facebridge.tuning.LabeledScores.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LabeledScoresTest {
    private static final ScoreScale SCALE = scale("v1");
    private static final Sample ADA = new Sample("1.jpg", "ada");
    private static final Sample ADA_AGAIN = new Sample("2.jpg", "ada");
    private static final Sample BOB = new Sample("3.jpg", "bob");

    private static ScoreScale scale(String model) {
        return ScoreScale.of(new ProviderId("own"), model, Operation.COMPARE, 0, 100);
    }

    private static Score score(double value) {
        return new Score(value, SCALE);
    }

    @Test
    void a_comparison_is_mated_if_both_samples_are_of_one_person() {
        LabeledScores scores = LabeledScores.builder(SCALE)
                .add(ADA, ADA_AGAIN, score(90))
                .add(ADA, BOB, score(20))
                .build();

        assertThat(scores.pairs()).extracting(Pair::mated).containsExactly(true, false);
        assertThat(scores.pairs()).extracting(Pair::score).containsExactly(90.0, 20.0);
    }

    @Test
    void a_score_on_another_scale_is_rejected() {
        assertThatExceptionOfType(IncompatibleScaleException.class)
                .isThrownBy(
                        () -> LabeledScores.builder(SCALE).addMated(score(90)).addMated(new Score(50, scale("v2"))))
                .withMessageContaining("score 2 is on")
                .withMessageContaining("v1")
                .withMessageContaining("v2");
    }

    @Test
    void a_failure_has_no_score_and_the_label_of_its_samples() {
        Pair failed = LabeledScores.builder(SCALE)
                .addFailure(ADA, BOB, ImageRole.PROBE)
                .build()
                .pairs()
                .get(0);

        assertThat(failed.score()).isNaN();
        assertThat(failed.failed()).isEqualTo(ImageRole.PROBE);
        assertThat(failed.mated()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"SINGLE", "UNKNOWN"})
    void a_comparison_fails_for_one_of_its_two_images(ImageRole role) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabeledScores.builder(SCALE).addFailure(ADA, BOB, role))
                .withMessageContaining(role.name());
    }

    @Test
    void a_label_that_contradicts_the_persons_is_rejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pair(ADA, BOB, true, 50, null))
                .withMessageContaining("mated must be false");
    }

    @Test
    void a_set_that_was_built_does_not_change_with_its_builder() {
        LabeledScores.Builder builder = LabeledScores.builder(SCALE).addMated(score(90));
        LabeledScores before = builder.build();

        builder.addNonMated(score(10));

        assertThat(before.pairs()).hasSize(1);
        assertThat(builder.build().pairs()).hasSize(2);
    }

    @Test
    void no_text_contains_a_person_an_image_or_a_score() {
        LabeledScores scores =
                LabeledScores.builder(SCALE).add(ADA, BOB, score(20.125)).build();

        assertThat(scores).hasToString("LabeledScores[own/v1/COMPARE, 1 comparisons]");
        assertThat(scores.pairs()).asString().isEqualTo("[Pair[non-mated]]");
        assertThat(ADA).hasToString("Sample[]");
        assertThat(new Pair(ADA, ADA_AGAIN, true, Double.NaN, ImageRole.PROBE))
                .hasToString("Pair[mated, failed for PROBE]");
    }

    @Test
    void the_data_and_whether_order_matters_are_unsaid_until_they_are_set() {
        LabeledScores plain = LabeledScores.builder(SCALE).build();
        LabeledScores named =
                LabeledScores.builder(SCALE).dataset("our door").asymmetric().build();

        assertThat(plain.dataset()).isEmpty();
        assertThat(plain.asymmetric()).isFalse();
        assertThat(named.dataset()).contains("our door");
        assertThat(named.asymmetric()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabeledScores.builder(SCALE).dataset(" "))
                .withMessageContaining("dataset");
    }

    @Test
    void names_of_a_sample_are_not_blank() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sample(" ", "ada"))
                .withMessageStartingWith("image");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sample("1.jpg", ""))
                .withMessageStartingWith("person");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sample("1.jpg", "ada", "\t"))
                .withMessageStartingWith("group");
        assertThat(new Sample("1.jpg", "ada", "adults").group()).isEqualTo("adults");
    }

    @Test
    void both_samples_are_known_or_none_and_a_score_is_there_unless_the_comparison_failed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pair(ADA, null, true, 50, null))
                .withMessageContaining("or none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pair(null, BOB, false, 50, null))
                .withMessageContaining("or none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pair(null, null, true, Double.NaN, null))
                .withMessageContaining("finite score");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pair(null, null, true, 50, ImageRole.PROBE))
                .withMessageContaining("use NaN");
        assertThat(new Pair(null, null, true, 50, null).mated()).isTrue();
    }
}
