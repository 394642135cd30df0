package io.facebridge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** P-values of groups: by every way to deal the groups to persons where these are known, else Fisher's with Holm's correction. */
class GroupDifferencesTest {
    private static final double THRESHOLD = 0.5;

    /** What 2,000 deals that are drawn in the place of all may be off by; more where tests that tie are ordered by the draw. */
    private static final double DRAWN = 0.045;

    private static final double DRAWN_WITH_TIES = 0.08;

    private record Comparison(int one, int other, boolean errs) {}

    /** Comparisons of persons, whose groups are by their number. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Trial(int[] groups, List<Comparison> mated, List<Comparison> nonMated) {
        Evaluation evaluate() {
            ScoreSet.Builder set = ScoreSet.builder(ScoreSource.unnamed());
            mated.forEach(each -> add(set, each, PairLabel.MATED, each.errs() ? 0 : 1));
            nonMated.forEach(each -> add(set, each, PairLabel.NON_MATED, each.errs() ? 1 : 0));
            return set.build().evaluate();
        }

        private void add(ScoreSet.Builder set, Comparison each, PairLabel label, double score) {
            set.add(ScoredPair.of(null, null, score, label)
                    .subjects("p" + each.one(), "p" + each.other())
                    .groups("g" + groups[each.one()], "g" + groups[each.other()]));
        }
    }

    /** Everyone with everyone twice, or some pairs not at all and others up to three times. */
    private static Trial drawn(long seed, boolean complete, int[] groups, double effect) {
        Synthetic random = new Synthetic(seed);
        List<Comparison> mated = new ArrayList<>();
        List<Comparison> nonMated = new ArrayList<>();
        for (int one = 0; one < groups.length; one++) {
            int times = 3 + random.below(4);
            for (int k = 0; k < times; k++) {
                mated.add(new Comparison(one, one, random.normal() > 1 - effect * groups[one]));
            }
            for (int other = one + 1; other < groups.length; other++) {
                int pairs = complete ? 2 : random.below(4);
                for (int k = 0; k < pairs; k++) {
                    boolean turned = random.below(2) == 0;
                    double shift = groups[one] == groups[other] ? effect * groups[one] : 0;
                    nonMated.add(
                            new Comparison(turned ? other : one, turned ? one : other, random.normal() > 0.7 - shift));
                }
            }
        }
        return new Trial(groups, mated, nonMated);
    }

    @ParameterizedTest
    @CsvSource({
        "1, true, 0",
        "2, true, 1",
        "3, true, 2",
        "4, true, 0.5",
        "5, false, 0",
        "6, false, 1",
        "7, false, 2",
        "8, false, 0.5"
    })
    void p_values_are_those_of_all_ways_to_deal_two_groups(long seed, boolean complete, double effect) {
        requireAsOfAllDeals(drawn(seed, complete, new int[] {0, 0, 0, 0, 1, 1, 1, 1}, effect), DRAWN);
    }

    @ParameterizedTest
    @CsvSource({"11, true, 0", "12, true, 1", "13, false, 0.5", "14, false, 2"})
    void p_values_are_those_of_all_ways_to_deal_three_groups(long seed, boolean complete, double effect) {
        requireAsOfAllDeals(drawn(seed, complete, new int[] {0, 0, 0, 1, 1, 2, 2}, effect), DRAWN_WITH_TIES);
    }

    private static void requireAsOfAllDeals(Trial trial, double drawn) {
        double[] expected = ofAllDeals(trial);
        GroupRates rates = trial.evaluate().byGroup(THRESHOLD, 0.1);

        assertThat(rates.byPersons()).isTrue();
        int groups = rates.groups().size();
        for (int g = 0; g < groups; g++) {
            assertThat(rates.groups().get(g).name()).isEqualTo("g" + g);
            assertThat(rates.groups().get(g).fmrDiffersP()).isCloseTo(expected[g], within(drawn));
            assertThat(rates.groups().get(g).fnmrDiffersP()).isCloseTo(expected[groups + g], within(drawn));
        }
    }

    /** The definition: of the deals, the share whose least p is as low as the p that was seen. */
    private static double[] ofAllDeals(Trial trial) {
        List<double[]> differences = new ArrayList<>();
        differences.add(differences(trial, trial.groups()));
        int[] sorted = trial.groups().clone();
        Arrays.sort(sorted);
        deal(
                new int[sorted.length],
                0,
                sorted,
                new boolean[sorted.length],
                dealt -> differences.add(differences(trial, dealt)));
        List<double[]> deals = differences.subList(1, differences.size());
        double[] own = p(differences.get(0), deals);
        double[] leasts = deals.stream()
                .mapToDouble(deal -> Arrays.stream(p(deal, deals)).min().orElseThrow())
                .toArray();
        return Arrays.stream(own)
                .map(p -> Arrays.stream(leasts)
                                .filter(least -> least <= p + 1e-12)
                                .count()
                        / (double) leasts.length)
                .toArray();
    }

    private static double[] p(double[] seen, List<double[]> deals) {
        double[] p = new double[seen.length];
        for (int test = 0; test < p.length; test++) {
            int at = test;
            p[test] =
                    deals.stream().filter(deal -> deal[at] >= seen[at] - 1e-12).count() / (double) deals.size();
        }
        return p;
    }

    private static void deal(int[] dealt, int person, int[] labels, boolean[] used, Consumer<int[]> each) {
        if (person == dealt.length) {
            each.accept(dealt);
            return;
        }
        for (int i = 0; i < labels.length; i++) {
            if (!used[i] && (i == 0 || labels[i] != labels[i - 1] || used[i - 1])) {
                used[i] = true;
                dealt[person] = labels[i];
                deal(dealt, person + 1, labels, used, each);
                used[i] = false;
            }
        }
    }

    /** How far from 1 the ratio of each group's rate to that of all other groups is, with half an error more. */
    private static double[] differences(Trial trial, int[] groups) {
        int count = Arrays.stream(groups).max().orElseThrow() + 1;
        double[] differences = new double[2 * count];
        for (int g = 0; g < count; g++) {
            int group = g;
            differences[g] = difference(
                    trial.nonMated().stream()
                            .filter(each -> groups[each.one()] == group && groups[each.other()] == group)
                            .toList(),
                    trial.nonMated().stream()
                            .filter(each -> groups[each.one()] != group && groups[each.one()] == groups[each.other()])
                            .toList());
            differences[count + g] = difference(
                    trial.mated().stream()
                            .filter(each -> groups[each.one()] == group)
                            .toList(),
                    trial.mated().stream()
                            .filter(each -> groups[each.one()] != group)
                            .toList());
        }
        return differences;
    }

    private static double difference(List<Comparison> own, List<Comparison> others) {
        return own.isEmpty() || others.isEmpty() ? 0 : Math.abs(Math.log(rate(own)) - Math.log(rate(others)));
    }

    private static double rate(List<Comparison> comparisons) {
        return (comparisons.stream().filter(Comparison::errs).count() + 0.5) / (comparisons.size() + 1);
    }

    @Test
    void a_person_in_two_groups_or_in_none_leaves_no_p_value() {
        for (String other : new String[] {"b", "c", null}) {
            ScoreSet.Builder set = ScoreSet.builder(ScoreSource.unnamed());
            for (int i = 0; i < 6; i++) {
                String group = i < 3 ? "a" : "b";
                set.add(ScoredPair.of(null, null, 1, PairLabel.MATED)
                        .subjects("p" + i, "p" + i)
                        .groups(group, group));
                set.add(ScoredPair.of(null, null, 0, PairLabel.NON_MATED)
                        .subjects("p" + i, "p" + (i + 1) % 6)
                        .groups(i == 0 ? other : group, (i + 1) % 6 < 3 ? "a" : "b"));
            }

            GroupRates rates = set.build().evaluate().byGroup(0.5, 0.1);

            assertThat(rates.byPersons()).isTrue();
            assertThat(rates.groups()).allSatisfy(group -> {
                assertThat(group.fmrDiffersP()).as("%s", other).isNaN();
                assertThat(group.fnmrDiffersP()).as("%s", other).isNaN();
            });
        }
    }

    /** Counts of non-mated comparisons, then of mated ones; p-values by Fisher's exact test and Holm of SciPy 1.17. */
    @Test
    void where_no_person_is_known_p_values_are_fishers_with_holms_correction() {
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.unnamed());
        group(set, "a", 10, 100, 1, 20);
        group(set, "b", 2, 200, 6, 30);
        group(set, "c", 5, 150, 0, 25);

        GroupRates rates = set.build().evaluate().byGroup(THRESHOLD, 0.05);

        assertThat(rates.byPersons()).isFalse();
        requireP(rates, 0, 0.0028198345591659876, 0.6669918129254253);
        requireP(rates, 1, 0.01080127632183871, 0.04346318401045812);
        requireP(rates, 2, 0.7999215233126753, 0.17563656652987156);
        assertThat(rates.groups().get(0).errors()).isEqualTo(new OperatingPoint(THRESHOLD, 10, 100, 1, 20));
        assertThat(rates.fmrMaxOverMin()).hasValueCloseTo(0.1 / 0.01, within(1e-12));
        assertThat(rates.fmrMaxOverGeometricMean())
                .hasValueCloseTo(0.1 / Math.cbrt(0.1 * 0.01 * (5 / 150.0)), within(1e-12));
        assertThat(rates.fmrDifference()).hasValueCloseTo(0.09, within(1e-12));
        assertThat(rates.fnmrMaxOverGeometricMean()).isEmpty();
        assertThat(rates.threshold()).isEqualTo(THRESHOLD);
        assertThat(rates.targetFmr()).isEqualTo(0.05);
        assertThat(rates).hasToString("GroupRates[3 groups at 0.5]");
    }

    private static void requireP(GroupRates rates, int group, double fmr, double fnmr) {
        assertThat(rates.groups().get(group).fmrDiffersP()).isCloseTo(fmr, within(1e-9));
        assertThat(rates.groups().get(group).fnmrDiffersP()).isCloseTo(fnmr, within(1e-9));
    }

    private static void group(
            ScoreSet.Builder set, String name, int falseMatches, int nonMated, int falseNonMatches, int mated) {
        for (int i = 0; i < nonMated; i++) {
            set.add(ScoredPair.of(null, null, i < falseMatches ? 1 : 0, PairLabel.NON_MATED)
                    .groups(name, name));
        }
        for (int i = 0; i < mated; i++) {
            set.add(ScoredPair.of(null, null, i < falseNonMatches ? 0 : 1, PairLabel.MATED)
                    .groups(name, name));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.03, 0.02})
    void a_group_is_assessable_from_three_expected_errors_and_has_a_cell_with_every_other(double target) {
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.unnamed());
        group(set, "a", 4, 100, 1, 20);
        group(set, "b", 3, 150, 0, 20);
        set.add(ScoredPair.of(null, null, 1, PairLabel.NON_MATED).groups("b", "a"));
        set.add(ScoredPair.of(null, null, 0, PairLabel.NON_MATED).groups("a", "b"));
        set.add(ScoredPair.of(null, null, 1, PairLabel.NON_MATED).groups("a", null));

        GroupRates rates = set.build().evaluate().byGroup(THRESHOLD, target);

        assertThat(rates.groups()).extracting(GroupRates.Group::assessable).containsExactly(target >= 0.03, true);
        assertThat(rates.cells())
                .containsExactly(
                        new GroupRates.Cell("a", "a", 4, 100, target >= 0.03),
                        new GroupRates.Cell("a", "b", 1, 2, false),
                        new GroupRates.Cell("b", "b", 3, 150, true));
        assertThat(rates.fmrMaxOverMin().isPresent()).isEqualTo(target >= 0.03);
    }

    @Test
    void groups_without_comparisons_of_a_kind_have_no_p_value_below_1_and_any_interval() {
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.unnamed());
        group(set, "a", 4, 100, 0, 0);
        group(set, "b", 0, 0, 2, 30);

        GroupRates rates = set.build().evaluate().byGroup(THRESHOLD, 0.1);

        requireP(rates, 0, 1, 1);
        requireP(rates, 1, 1, 1);
        assertThat(rates.groups().get(0).fnmrInterval95()).isEqualTo(Intervals.unknown(0.95));
        assertThat(rates.groups().get(1).fmrInterval95()).isEqualTo(Intervals.unknown(0.95));
        assertThat(rates.groups().get(0).fmrInterval95()).isEqualTo(Intervals.clopperPearson(4, 100, 0.95));
        assertThat(rates.fmrMaxOverMin()).isEmpty();
        assertThat(rates.fmrDifference()).isEmpty();
    }

    @Test
    void the_intervals_of_a_group_are_those_of_its_comparisons_alone() {
        Trial trial = drawn(21, false, new int[] {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 0.3);
        GroupRates rates = trial.evaluate().byGroup(THRESHOLD, 0.1);

        for (int g = 0; g < 2; g++) {
            int group = g;
            Evaluation alone = new Trial(
                            trial.groups(),
                            trial.mated().stream()
                                    .filter(each -> trial.groups()[each.one()] == group)
                                    .toList(),
                            trial.nonMated().stream()
                                    .filter(each -> trial.groups()[each.one()] == group
                                            && trial.groups()[each.other()] == group)
                                    .toList())
                    .evaluate();
            assertThat(rates.groups().get(g).fmrInterval95()).isEqualTo(alone.fmrInterval(THRESHOLD));
            assertThat(rates.groups().get(g).fnmrInterval95()).isEqualTo(alone.fnmrInterval(THRESHOLD));
        }
    }
}
