package io.facebridge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreSourceTest {
    private static final ScoreScale SCALE = ScoreScale.of(new ProviderId("own"), "v1", Operation.COMPARE, 0, 100);
    private static final LocalDate DAY = LocalDate.of(2026, 11, 30);

    @Test
    void sources_are_equal_that_say_the_same() {
        List<ScoreSource> sources = List.of(
                ScoreSource.unnamed(),
                ScoreSource.of(SCALE),
                ScoreSource.unnamed().polarity(ScorePolarity.DISTANCE),
                ScoreSource.unnamed().logLikelihoodRatios(),
                ScoreSource.unnamed().dataset("autumn"),
                ScoreSource.unnamed().date(DAY));

        for (int i = 0; i < sources.size(); i++) {
            for (int j = 0; j < sources.size(); j++) {
                assertThat(sources.get(i).equals(sources.get(j)))
                        .as(i + " and " + j)
                        .isEqualTo(i == j);
            }
        }
        assertThat(sources).extracting(ScoreSource::hashCode).doesNotHaveDuplicates();
        assertThat(ScoreSource.of(SCALE).dataset("autumn").date(DAY))
                .isEqualTo(ScoreSource.of(SCALE).date(DAY).dataset("autumn"))
                .hasSameHashCodeAs(ScoreSource.of(SCALE).date(DAY).dataset("autumn"))
                .isNotEqualTo("own/v1/COMPARE, autumn");
    }

    @Test
    void text_says_all_that_is_known() {
        assertThat(ScoreSource.unnamed()).hasToString("unnamed");
        assertThat(ScoreSource.unnamed()
                        .polarity(ScorePolarity.DISTANCE)
                        .logLikelihoodRatios()
                        .dataset("autumn")
                        .date(DAY))
                .hasToString("unnamed, distances, log-likelihood ratios, autumn, 2026-11-30");
        assertThat(ScoreSource.of(SCALE)).hasToString(SCALE.toString());
        assertThat(ScoreSource.unnamed().date(DAY).date()).contains(DAY);
    }

    @Test
    void scores_on_a_scale_are_similarities() {
        assertThat(ScoreSource.of(SCALE).polarity(ScorePolarity.SIMILARITY)).isEqualTo(ScoreSource.of(SCALE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreSource.of(SCALE).polarity(ScorePolarity.DISTANCE))
                .withMessageContaining("own/v1/COMPARE");
    }

    /** Of likelihood ratios the least cost is where both costs are equal: ln(cost of a false match / cost of a miss). */
    @ParameterizedTest
    @CsvSource({"0.5, 1, 1, 0, 0.5", "0.01, 10, 1, 2.2925347571405443, 0.1", "0.9, 1, 3, -1.0986122886681098, 0.3"})
    void costs_weigh_misses_and_false_matches(
            double share, double missCost, double falseMatchCost, double threshold, double blind) {
        DetectionCost cost = new DetectionCost(share, missCost, falseMatchCost);

        assertThat(cost.bayesThreshold()).isCloseTo(threshold, within(1e-12));
        assertThat(cost.blind()).isCloseTo(blind, within(1e-12));
        assertThat(cost.of(new OperatingPoint(0, 0, 10, 10, 10))).isCloseTo(missCost * share, within(1e-12));
        assertThat(cost.of(new OperatingPoint(0, 10, 10, 0, 10)))
                .isCloseTo(falseMatchCost * (1 - share), within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "-1, 1", "1, Infinity", "1.7e308, 1.7e308", "NaN, 1"})
    void costs_are_finite_and_greater_than_0(double missCost, double falseMatchCost) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DetectionCost(0.5, missCost, falseMatchCost))
                .withMessageContaining("costs must be finite");
    }

    /** Of 60 bins between the lowest and the highest score; what is on an edge is in the upper bin, and the highest in the last. */
    @Test
    void bins_are_of_one_width_and_hold_every_score_once() {
        ScoreSet set = ScoreSet.of(
                ScoreSource.unnamed(), new double[] {61, 90, 119.5, 120}, new double[] {60, 60.5, 61, 61.5, 75.25});
        ScoreBins bins = ScoreBins.of(set);

        assertThat(bins.size()).isEqualTo(60);
        for (int bin = 0; bin < 60; bin++) {
            double from = 60 + bin;
            assertThat(bins.from(bin)).isEqualTo(from);
            assertThat(bins.mated().get(bin))
                    .as("bin %d", bin)
                    .isEqualTo(set.mated()
                            .filter(score -> Math.min(119, Math.floor(score)) == from)
                            .count());
            assertThat(bins.nonMated().get(bin))
                    .as("bin %d", bin)
                    .isEqualTo(set.nonMated()
                            .filter(score -> Math.floor(score) == from)
                            .count());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,       0",
        "0.2,     0.2",
        "0.3,     0.3",
        "0.1999,  2e-1",
        "0.1,     1e-1",
        "0.00025, 2.5e-4",
        "1e-6,    1e-6",
    })
    void a_rate_is_short(double rate, String text) {
        assertThat(Numbers.rate(rate)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, –",
        "Infinity, ∞",
        "-Infinity, −∞",
        "0, 0",
        "1234567, 1230000",
        "0.0123456, 0.0123",
        "-2.5, -2.5",
        "1000, 1000"
    })
    void a_number_has_so_many_digits(double number, String text) {
        assertThat(Numbers.significant(number, 3)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0,          0.123456,   0.1234",
        "0.1234,     0.123456,   0.12345",
        "0.123455,   0.123456,   0.123456",
        "0,          1e-5,       0.000010",
        "0,          1.5e-6,     0.0000015",
        "0,          1.5e-7,     1.5E-7",
        "0,          12345678,   12340000",
        "0,          2e17,       2E+17",
        "0,          2e16,       20000000000000000",
        "-2,         -1.99996,   -1.99996",
    })
    void a_threshold_has_the_fewest_digits_that_decide_the_same(double below, double high, String text) {
        String found = Numbers.between(below, high);

        assertThat(Double.parseDouble(found)).isGreaterThan(below).isLessThanOrEqualTo(high);
        assertThat(Double.parseDouble(found)).isEqualTo(Double.parseDouble(text));
        assertThat(found.length()).isLessThanOrEqualTo(text.length());
    }

    @Test
    void a_long_count_has_narrow_gaps_between_its_thousands() {
        assertThat(Numbers.count(1234567)).isEqualTo("1\u202F234\u202F567");
        assertThat(Numbers.count(999)).isEqualTo("999");
    }

    @Test
    void a_comparison_that_is_refused_leaves_neither_person_nor_group_behind() {
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.of(SCALE));
        set.add(ScoredPair.of(null, null, 90, PairLabel.MATED)
                .subjects("a", "a")
                .groups("north", "north"));
        set.add(ScoredPair.of(null, null, 10, PairLabel.NON_MATED)
                .subjects("a", "b")
                .groups("north", "north"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> set.add(ScoredPair.of(null, null, 101, PairLabel.NON_MATED)
                        .subjects("a", "c")
                        .groups("north", "south")))
                .withMessageContaining("row 3 has a score outside of [0.0, 100.0]");

        assertThat(set.build().subjects()).isEqualTo(2);
        assertThat(set.build().groups()).containsExactly("north");
    }

    @Test
    void texts_of_pairs_show_neither_names_nor_scores() {
        assertThat(ScoredPair.failed("ada", "bob", PairStatus.FTE, PairLabel.MATED))
                .hasToString("ScoredPair[MATED, FTE]");
        assertThat(new EvaluationPair.Image(Path.of("ada.png"), "ada.png", "ada", "north"))
                .hasToString("Image[]");
    }
}
