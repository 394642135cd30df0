package io.facebridge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.error.InsufficientDataException;
import org.junit.jupiter.api.Test;

class AttackEvaluationTest {
    /** Bona fide from 0.5 to 1.49, prints from 0 to 0.99, masks from 0.3 to 1.29, a hundred each. */
    private static AttackSet.Builder presentations() {
        AttackSet.Builder set = AttackSet.builder(ScoreSource.unnamed());
        for (int i = 0; i < 100; i++) {
            set.bonaFide((50 + i) / 100.0).attack("print", i / 100.0).attack("mask", (30 + i) / 100.0);
        }
        return set;
    }

    @Test
    void the_threshold_is_that_of_the_worst_species() {
        AttackPoint point = presentations().build().evaluate().atApcer(0.1);

        assertThat(point.threshold()).isEqualTo(1.20);
        assertThat(point.apcer()).isEqualTo(0.1);
        assertThat(point.attacks()).containsEntry("print", new AttackPoint.Attacks(0, 100, 0));
        assertThat(point.bpcer()).isEqualTo(0.7);
        assertThat(point.bpcerInterval().low()).isLessThan(0.7);
    }

    @Test
    void an_attack_without_response_is_not_accepted_and_counts() {
        AttackSet.Builder set = presentations();
        for (int i = 0; i < 100; i++) {
            set.attackWithoutResponse("mask");
        }

        AttackPoint point = set.build().evaluate().at(1.2);

        assertThat(point.attacks()).containsEntry("mask", new AttackPoint.Attacks(10, 200, 100));
        assertThat(point.apcer()).isEqualTo(0.05);
    }

    @Test
    void none_of_150_attacks_is_no_rate_of_zero() {
        AttackPoint.Attacks none = new AttackPoint.Attacks(0, 150, 0);

        assertThat(none.apcer()).isZero();
        assertThat(none.upperBound95()).isCloseTo(0.0197738, within(1e-6));
        assertThat(none.interval().high()).isCloseTo(0.0242922, within(1e-6));
    }

    @Test
    void too_few_attacks_of_one_species_are_refused_by_name() {
        AttackSet.Builder set = presentations().attack("replay", 0.5);

        assertThatExceptionOfType(InsufficientDataException.class)
                .isThrownBy(() -> set.build().evaluate().atApcer(0.1))
                .withMessageContaining("from 1 attack of species replay")
                .withMessageContaining("at least 30");
        assertThatExceptionOfType(InsufficientDataException.class)
                .isThrownBy(() -> AttackSet.builder(ScoreSource.unnamed())
                        .bonaFide(1)
                        .build()
                        .evaluate()
                        .atApcer(0.1));
    }

    @Test
    void attacks_that_all_look_the_same_are_refused() {
        AttackSet.Builder set = AttackSet.builder(ScoreSource.unnamed());
        for (int i = 0; i < 100; i++) {
            set.attack("print", 0.5);
        }

        assertThatExceptionOfType(InsufficientDataException.class)
                .isThrownBy(() -> set.build().evaluate().atApcer(0.1))
                .withMessageContaining("allows 10 of 100");
    }

    @Test
    void what_is_no_score_is_refused() {
        AttackSet.Builder set = AttackSet.builder(ScoreSource.unnamed());

        assertThatIllegalArgumentException().isThrownBy(() -> set.bonaFide(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> set.attack(" ", 0.5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> set.build().evaluate().at(Double.NaN));
    }

    @Test
    void an_attack_whose_score_is_refused_leaves_no_species_behind() {
        AttackSet.Builder set = presentations();

        assertThatIllegalArgumentException().isThrownBy(() -> set.attack("replay", Double.NaN));

        assertThat(set.build().species()).containsExactly("print", "mask");
        assertThat(set.build().evaluate().atApcer(0.1).attacks()).containsOnlyKeys("print", "mask");
    }

    @Test
    void distances_of_attacks_are_negated_and_a_score_of_zero_is_one_number() {
        AttackSet.Builder set = AttackSet.builder(ScoreSource.unnamed().polarity(ScorePolarity.DISTANCE));
        set.bonaFide(0.25).bonaFide(0).attack("print", 0.75);

        assertThat(set.build().evaluate().at(-0.5).attacks()).containsEntry("print", new AttackPoint.Attacks(0, 1, 0));
        assertThat(set.build().evaluate().at(-0.75).attacks()).containsEntry("print", new AttackPoint.Attacks(1, 1, 0));
        assertThat(set.build().evaluate().at(-0.25).bonaFideRejected()).isZero();
        assertThat(set.build().evaluate().at(0.0).bonaFideRejected()).isOne();
    }

    @Test
    void attacks_without_any_response_are_all_turned_away() {
        AttackSet.Builder set = presentations();
        for (int i = 0; i < 30; i++) {
            set.attackWithoutResponse("blank");
        }

        AttackPoint point = set.build().evaluate().atApcer(0.1);

        assertThat(point.threshold()).isEqualTo(1.20);
        assertThat(point.attacks()).containsEntry("blank", new AttackPoint.Attacks(0, 30, 30));
        assertThat(new AttackPoint.Attacks(0, 30, 30).apcer()).isZero();
        assertThat(new AttackPoint.Attacks(0, 30, 30).apnrr()).isOne();
        assertThat(new AttackPoint.Attacks(3, 10, 4).apnrr()).isEqualTo(0.4);
    }

    @Test
    void too_few_attacks_are_refused_with_what_none_of_them_would_show() {
        AttackSet.Builder set = AttackSet.builder(ScoreSource.unnamed()).bonaFide(1);
        for (int i = 0; i < 20; i++) {
            set.attack("print", i);
        }

        assertThatExceptionOfType(InsufficientDataException.class)
                .isThrownBy(() -> set.build().evaluate().atApcer(0.1))
                .withMessageContaining("no rate below 0.139")
                .satisfies(refusal ->
                        assertThat(refusal.upperBound95()).isCloseTo(1 - Math.pow(0.05, 1 / 20.0), within(1e-12)));
    }

    @Test
    void a_species_with_so_few_responses_that_all_may_be_accepted_has_its_lowest_score_as_the_threshold() {
        AttackSet.Builder set = AttackSet.builder(ScoreSource.unnamed())
                .bonaFide(1)
                .attack("mask", 0.6)
                .attack("mask", 0.3);
        for (int i = 0; i < 38; i++) {
            set.attackWithoutResponse("mask");
        }

        AttackPoint point = set.build().evaluate().atApcer(0.1);

        assertThat(point.threshold()).isEqualTo(0.3);
        assertThat(point.apcer()).isEqualTo(0.05);
    }

    @Test
    void texts_have_counts_and_no_score() {
        AttackSet set = presentations().build();

        assertThat(set)
                .asString()
                .startsWith("AttackSet[unnamed")
                .contains("100")
                .doesNotContain("0.5", "1.29");
        assertThat(set.evaluate()).hasToString("AttackEvaluation[" + set + "]");
    }
}
