package io.facebridge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.facebridge.error.InsufficientDataException;
import io.facebridge.evaluation.SharedAnswers.Node;
import io.facebridge.internal.TextFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer that was worked out for the shared score sets, within its tolerance. */
class SharedAnswersTest {
    private static final Offset<Double> EXACT = within(0.0);
    private static final Offset<Double> SUMS = within(1e-12);

    @BeforeEach
    void skip_where_the_sets_are_not_there() {
        assumeTrue(SharedAnswers.present(), "shared folder missing: tuning");
    }

    static Stream<String> verificationSets() throws IOException {
        return SharedAnswers.present()
                ? SharedAnswers.names().stream().filter(SharedAnswersTest::isVerification)
                : Stream.of("none");
    }

    private static boolean isVerification(String name) {
        try {
            return SharedAnswers.answers(name).has("auc");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ScoreSet read(String name) {
        ScoreSource source = ScoreSource.unnamed().dataset(name).logLikelihoodRatios();
        return ScoreReader.of(source).read(SharedAnswers.data(name));
    }

    @Test
    void every_answer_file_is_looked_at() throws IOException {
        Set<String> seen = new HashSet<>(verificationSets().toList());
        seen.addAll(List.of(
                "dev-to-test",
                "id-syn-ident",
                "pyeer-cmc-exp1",
                "bobbio-scores-cmc-4col-open-set",
                "bobbio-scores-cmc-4col-open-set-one-error",
                "bobbio-scores-cmc-4col-open-set-two-errors",
                "syn-groups@1e-2",
                "syn-groups@1e-3"));

        assertThat(seen).containsExactlyInAnyOrderElementsOf(SharedAnswers.names());
    }

    @ParameterizedTest
    @MethodSource("verificationSets")
    void counts_and_sums_are_as_worked_out(String name) throws IOException {
        Node expected = SharedAnswers.answers(name);
        ScoreSet set = read(name);
        Evaluation evaluation = set.evaluate();

        assertThat(set.matedCount()).isEqualTo(expected.count("n_mated"));
        assertThat(set.nonMatedCount()).isEqualTo(expected.count("n_nonmated"));
        assertThat(set.failures().mated()).isEqualTo(expected.count("nan_mated"));
        assertThat(set.failures().nonMated()).isEqualTo(expected.count("nan_nonmated"));
        assertThat(evaluation.distinctScores()).isEqualTo(expected.count("n_distinct"));
        assertThat(evaluation.auc()).isCloseTo(expected.number("auc"), SUMS);
        assertThat(evaluation.dPrime()).isCloseTo(expected.number("dprime_popvar"), SUMS);
        assertThat(evaluation.minCllr()).isCloseTo(expected.number("min_cllr"), within(1e-9));
        if (expected.has("cllr")) {
            assertThat(evaluation.cllr()).isCloseTo(expected.number("cllr"), within(1e-9));
        }
    }

    @ParameterizedTest
    @MethodSource("verificationSets")
    void all_three_equal_error_rates_are_as_worked_out(String name) throws IOException {
        Node expected = SharedAnswers.answers(name);
        EqualErrorRates eer = read(name).evaluate().eer();

        assertThat(eer.rocch()).isCloseTo(expected.number("eer_rocch"), SUMS);
        Node nearest = expected.at("eer");
        assertThat(eer.nearest().threshold()).isEqualTo(nearest.number("threshold"));
        assertThat(eer.nearest().fmr()).isEqualTo(nearest.number("fmr"));
        assertThat(eer.nearest().fnmr()).isEqualTo(nearest.number("fnmr"));
        assertThat(eer.nearest().hter()).isEqualTo(nearest.number("eer_mid"));
        Node fvc = expected.at("eer_fvc2000");
        assertThat(eer.fvcThreshold()).isEqualTo(fvc.number("threshold"));
        assertThat(eer.fvcLow()).isEqualTo(fvc.number("low"));
        assertThat(eer.fvcHigh()).isEqualTo(fvc.number("high"));
        assertThat(eer.fvc()).isEqualTo(fvc.number("eer"));
    }

    @ParameterizedTest
    @MethodSource("verificationSets")
    void hull_and_least_costs_are_as_worked_out(String name) throws IOException {
        Node expected = SharedAnswers.answers(name);
        Evaluation evaluation = read(name).evaluate();

        List<OperatingPoint> hull = evaluation.hull();
        Node vertices = expected.at("rocch_vertices_fa_fr");
        if (vertices.isArray()) {
            assertThat(hull.stream().map(v -> List.of(v.falseMatches(), v.falseNonMatches())))
                    .isEqualTo(vertices.items().stream()
                            .map(v -> v.items().stream()
                                    .map(Node::number)
                                    .map(Double::longValue)
                                    .toList())
                            .toList());
        } else {
            assertThat(hull).hasSize((int) vertices.number());
        }
        assertThat(evaluation.minHter().threshold())
                .isEqualTo(expected.at("min_hter").number("threshold"));
        assertThat(evaluation.minHter().hter())
                .isCloseTo(expected.at("min_hter").number("hter"), SUMS);
        for (double share : new double[] {0.01, 0.001, 0.5}) {
            DetectionCost cost = DetectionCost.atShare(share);
            Node least = expected.at("min_dcf_p" + share);
            OperatingPoint point = evaluation.minDcf(cost);
            assertThat(point.threshold()).isEqualTo(least.number("threshold"));
            assertThat(cost.of(point)).isCloseTo(least.number("raw"), SUMS);
            assertThat(cost.of(point) / cost.blind()).isCloseTo(least.number("norm"), SUMS);
        }
        assertThat(hull.stream()
                        .filter(v -> v.falseMatches() == 0)
                        .findFirst()
                        .orElseThrow()
                        .fnmr())
                .isEqualTo(expected.number("zero_fmr_fnmr"));
        assertThat(hull.stream()
                        .filter(v -> v.falseNonMatches() == 0)
                        .reduce((a, b) -> b)
                        .orElseThrow()
                        .fmr())
                .isEqualTo(expected.number("zero_fnmr_fmr"));
    }

    @ParameterizedTest
    @MethodSource("verificationSets")
    void thresholds_at_a_rate_are_as_worked_out(String name) throws IOException {
        Node targets = SharedAnswers.answers(name).at("at_target_fmr");
        Evaluation evaluation = read(name).evaluate().assumingIndependence();

        for (String target : targets.names()) {
            double rate = Double.parseDouble(target);
            Node expected = targets.at(target);
            ThresholdAtRate found = evaluation.atFmr(rate);
            if (expected.text("support").equals("REFUSE")) {
                assertThat(found.support()).isEqualTo(StatisticalSupport.UNSUPPORTED);
                assertThat(found.point()).isEmpty();
                assertThatThrownBy(found::orThrow)
                        .isInstanceOf(InsufficientDataException.class)
                        .hasMessageContaining(String.valueOf(found.available()))
                        .hasMessageContaining(String.valueOf(found.needed()));
                if (expected.has("fmr_upper95_onesided_if_zero")) {
                    assertThat(found.upperBound95())
                            .isCloseTo(
                                    expected.number("fmr_upper95_onesided_if_zero"),
                                    relative(expected.number("fmr_upper95_onesided_if_zero")));
                }
                continue;
            }
            OperatingPoint point = found.orThrow();
            assertThat(found.support() == StatisticalSupport.WEAK)
                    .isEqualTo(expected.text("support").equals("WEAK"));
            assertThat(point.threshold()).isEqualTo(expected.number("threshold"));
            assertThat(point.falseMatches()).isEqualTo(expected.count("false_matches"));
            assertThat(point.fmr()).isEqualTo(expected.number("fmr"));
            assertThat(point.falseNonMatches()).isEqualTo(expected.count("false_non_matches"));
            assertThat(point.fnmr()).isEqualTo(expected.number("fnmr"));
            assertInterval(point.fmrInterval(), expected.at("fmr_cp95"));
            assertInterval(point.fnmrInterval(), expected.at("fnmr_cp95"));
            assertInterval(wilson(point.fmr(), point.nonMated()), expected.at("fmr_wilson95"));
            assertInterval(wilson(point.fnmr(), point.mated()), expected.at("fnmr_wilson95"));
            assertThat(evaluation.atFmr(rate, Placement.LOWEST_POOLED).orThrow().threshold())
                    .isEqualTo(expected.number("pooled_threshold"));
            assertAssured(evaluation, rate, expected);
        }
    }

    /** Thresholds and counts are the same; intervals and support know who is compared. */
    @ParameterizedTest
    @MethodSource("verificationSets")
    void what_decides_is_never_better_supported_than_were_all_comparisons_independent(String name) throws IOException {
        Evaluation evaluation = read(name).evaluate();

        for (String target : SharedAnswers.answers(name).at("at_target_fmr").names()) {
            ThresholdAtRate decides = evaluation.atFmr(Double.parseDouble(target));
            ThresholdAtRate independent = evaluation.assumingIndependence().atFmr(Double.parseDouble(target));
            assertThat(decides.point()).isEqualTo(independent.point());
            assertThat(decides.support()).isGreaterThanOrEqualTo(independent.support());
            assertThat(decides.upperBound95()).isGreaterThanOrEqualTo(independent.upperBound95() * (1 - 1e-9));
        }
    }

    /** The files note assured thresholds on observed scores only; ours may also be just above all of them. */
    private static void assertAssured(Evaluation evaluation, double rate, Node expected) {
        ThresholdAtRate assured = evaluation.atFmrAssured(rate, 0.95);
        if (expected.at("assured95_threshold").isNull()) {
            assertThat(assured.point().map(OperatingPoint::falseMatches).orElse(0L))
                    .isZero();
        } else {
            OperatingPoint point = assured.orThrow();
            assertThat(point.threshold()).isEqualTo(expected.number("assured95_threshold"));
            assertThat(point.falseMatches()).isEqualTo(expected.count("assured95_false_matches"));
            assertThat(point.fnmr()).isEqualTo(expected.number("assured95_fnmr"));
            assertThat(assured.support()).isEqualTo(StatisticalSupport.ASSURED);
        }
    }

    private static RateInterval wilson(double rate, long size) {
        return Intervals.wilson(rate, (double) size, 0.95, RateInterval.Method.WILSON);
    }

    private static void assertInterval(RateInterval interval, Node expected) {
        double low = expected.items().get(0).number();
        double high = expected.items().get(1).number();
        assertThat(interval.low()).isCloseTo(low, relative(low));
        assertThat(interval.high()).isCloseTo(high, relative(high));
    }

    private static Offset<Double> relative(double value) {
        return value == 0 ? EXACT : within(Math.abs(value) * 1e-9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"syn-a", "syn-b-ties", "syn-d-separable", "syn-groups"})
    void our_own_sets_are_the_shared_ones_bit_for_bit(String name) {
        ScoreSet shared = read(name);
        ScoreSet own = Synthetic.set(name);

        assertThat(own.mated().toArray()).containsExactly(shared.mated().toArray());
        assertThat(own.nonMated().toArray()).containsExactly(shared.nonMated().toArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob-dev-1->bob-test-1",
                "bob-dev-2->bob-test-2",
                "bobbio-dev-4col->bobbio-test-4col",
            })
    void rates_of_a_test_set_are_those_at_the_threshold_of_the_development_set(String pair) throws IOException {
        Node expected = SharedAnswers.answers("dev-to-test").at(pair);
        String[] names = pair.split("->", 2);
        Evaluation dev = read(names[0]).evaluate();
        ScoreSet set = read(names[1]);
        Evaluation test = set.evaluate();

        double threshold = dev.minHter().threshold();
        OperatingPoint at = test.at(threshold);
        assertThat(threshold).isEqualTo(expected.number("dev_min_hter_threshold"));
        assertThat(at.fmr()).isEqualTo(expected.number("test_fmr"));
        assertThat(at.fnmr()).isEqualTo(expected.number("test_fnmr"));
        assertThat(at.hter()).isCloseTo(expected.number("test_hter"), SUMS);
        assertThat(test.minHter().hter()).isCloseTo(expected.number("test_own_min_hter"), SUMS);
        double eerThreshold = dev.eer().nearest().threshold();
        assertThat(eerThreshold).isEqualTo(expected.number("dev_eer_threshold"));
        assertThat(test.at(eerThreshold).hter()).isCloseTo(expected.number("test_hter_at_dev_eer"), SUMS);
        double fta =
                set.failures().total() / (double) (set.failures().total() + set.matedCount() + set.nonMatedCount());
        assertThat(fta).isCloseTo(expected.number("test_fta_pooled"), SUMS);
        assertThat(at.falseAcceptRate(fta)).isCloseTo(expected.number("test_far_at_dev_min_hter"), SUMS);
        assertThat(at.falseRejectRate(fta)).isCloseTo(expected.number("test_frr_at_dev_min_hter"), SUMS);
        assertThat(set.failures().mated()).isEqualTo(expected.count("nan_mated"));
        assertThat(set.failures().nonMated()).isEqualTo(expected.count("nan_nonmated"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bobbio-scores-cmc-4col-open-set",
                "bobbio-scores-cmc-4col-open-set-one-error",
                "bobbio-scores-cmc-4col-open-set-two-errors",
                "id-syn-ident"
            })
    void searches_are_as_worked_out(String name) throws IOException {
        Path data = SharedAnswers.data(name.replaceFirst("^id-", ""));

        assertSearches(
                SharedAnswers.answers(name),
                ScoreReader.of(ScoreSource.unnamed()).readSearches(data));
    }

    @Test
    void our_own_searches_are_the_shared_ones() throws IOException {
        assertSearches(SharedAnswers.answers("id-syn-ident"), Synthetic.searches());
    }

    @Test
    void searches_of_a_list_of_scores_and_a_list_of_true_pairs_are_as_worked_out() throws IOException {
        Set<String> truePairs = new HashSet<>(Files.readAllLines(SharedAnswers.data("pyeer-cmc-exp1_tp.txt")));
        List<String[]> lines = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(TextFile.open(SharedAnswers.data("pyeer-cmc-exp1_scores.txt.gz")))) {
            reader.lines().map(line -> line.split("\\s+")).forEach(lines::add);
        }
        SearchSet.Builder searches = SearchSet.builder(ScoreSource.unnamed());
        Map<String, SearchSet.Search> byProbe = new HashMap<>();
        for (String[] line : lines) {
            byProbe.computeIfAbsent(line[0], probe -> searches.search(true))
                    .candidate(Double.parseDouble(line[2]), truePairs.contains(line[0] + " " + line[1]));
        }

        Node expected = SharedAnswers.answers("pyeer-cmc-exp1");
        SearchSet set = searches.build();
        assertSearches(expected, set);
        assertThat(set.gallerySize()).isEqualTo(expected.count("n_gallery"));
    }

    private static void assertSearches(Node expected, SearchSet set) {
        SearchEvaluation evaluation = set.evaluate();
        assertThat(set.matedCount()).isEqualTo(expected.count("n_mated_searches"));
        assertThat(set.nonMatedCount()).isEqualTo(expected.count("n_nonmated_searches"));
        for (String rank : expected.at("cmc_pessimistic").names()) {
            int n = Integer.parseInt(rank);
            assertThat(evaluation.hitRate(n))
                    .isEqualTo(expected.at("cmc_pessimistic").number(rank));
            assertThat(evaluation.optimisticHitRate(n))
                    .isEqualTo(expected.at("cmc_optimistic").number(rank));
        }
        Node thresholds = expected.at("at_threshold");
        for (String text : thresholds.names()) {
            double threshold = Double.parseDouble(text);
            Node at = thresholds.at(text);
            SearchPoint all = evaluation.at(threshold, Integer.MAX_VALUE);
            assertThat(evaluation.at(threshold, 1).fnir()).isCloseTo(at.number("fnir_rank1"), SUMS);
            assertThat(evaluation.at(threshold, 20).fnir()).isCloseTo(at.number("fnir_rank20"), SUMS);
            assertThat(all.fnir()).isCloseTo(at.number("fnir_anyrank"), SUMS);
            assertThat(all.fpir()).isEqualTo(at.number("fpir"));
            assertThat(all.selectivity()).isEqualTo(at.number("selectivity_mean_candidates"));
            double fmr = all.selectivity() / set.gallerySize();
            assertThat(fmr).isCloseTo(at.number("fmr_pairwise"), SUMS);
            assertThat(SearchEvaluation.modeledFpir(fmr, set.gallerySize()))
                    .isCloseTo(at.number("fpir_binomial_model"), SUMS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-2", "1e-3"})
    void groups_are_as_worked_out(String target) throws IOException {
        Node expected = SharedAnswers.answers("syn-groups@" + target);
        Evaluation evaluation = read("syn-groups").evaluate();
        OperatingPoint overall = evaluation.atFmr(Double.parseDouble(target)).orThrow();
        GroupRates rates = evaluation.byGroup(overall.threshold(), Double.parseDouble(target));

        assertThat(overall.threshold()).isEqualTo(expected.number("threshold"));
        assertThat(overall.fmr()).isEqualTo(expected.number("overall_fmr"));
        assertThat(rates.groups())
                .extracting(GroupRates.Group::name)
                .isEqualTo(expected.at("by_group").names());
        for (GroupRates.Group group : rates.groups()) {
            Node own = expected.at("by_group").at(group.name());
            assertThat(group.assessable()).isTrue();
            assertThat(group.errors().mated()).isEqualTo(own.count("n_mated"));
            assertThat(group.errors().nonMated()).isEqualTo(own.count("n_nonmated"));
            assertThat(group.errors().falseMatches()).isEqualTo(own.count("false_matches"));
            assertThat(group.errors().fmr()).isEqualTo(own.number("fmr"));
            assertThat(group.errors().fnmr()).isEqualTo(own.number("fnmr"));
            assertInterval(group.errors().fmrInterval(), own.at("fmr_cp95"));
            assertInterval(group.errors().fnmrInterval(), own.at("fnmr_cp95"));
        }
        assertThat(rates.fmrMaxOverMin().orElseThrow()).isCloseTo(expected.number("fmr_max_over_min"), SUMS);
        assertThat(1 / rates.fmrMaxOverMin().orElseThrow()).isCloseTo(expected.number("fairlearn_ratio_fmr"), SUMS);
        assertThat(rates.fmrMaxOverGeometricMean().orElseThrow())
                .isCloseTo(expected.number("fmr_max_over_geomean"), SUMS);
        assertThat(rates.fnmrMaxOverGeometricMean().orElseThrow())
                .isCloseTo(expected.number("fnmr_max_over_geomean"), SUMS);
        assertThat(rates.fmrDifference().orElseThrow()).isCloseTo(expected.number("fairlearn_difference_fmr"), SUMS);
    }
}
