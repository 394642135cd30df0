package io.facebridge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Variances of searches that share a person are those of their definition, by leaving candidates out. */
class SearchDependenceTest {
    private static final int PERSONS = 60;

    private record Found(int person, double score) {}

    private record Trial(int person, boolean enrolled, boolean failed, List<Found> candidates) {
        /** The best score of any other person, with one candidate left out. */
        double best(int without) {
            return candidates.stream()
                    .filter(each -> each.person() != without && !(enrolled && each.person() == person))
                    .mapToDouble(Found::score)
                    .max()
                    .orElse(Double.NEGATIVE_INFINITY);
        }

        boolean isMissed(double threshold, int rank) {
            double mate = candidates.stream()
                    .filter(each -> each.person() == person)
                    .mapToDouble(Found::score)
                    .max()
                    .orElse(Double.NEGATIVE_INFINITY);
            long before = candidates.stream()
                    .filter(each -> each.person() != person && each.score() >= mate)
                    .count();
            return failed || mate < threshold || before >= rank;
        }
    }

    private static List<Trial> drawn(long seed, int gallery) {
        Synthetic random = new Synthetic(seed);
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            int person = random.below(PERSONS);
            boolean enrolled = person % 3 == 0;
            List<Found> candidates = new ArrayList<>();
            for (int k = 0; k < 4; k++) {
                int other = (person + 1 + random.below(gallery - 1)) % gallery;
                candidates.add(new Found(other, 0.3 * (other % 4) + 0.2 * (person % 5) + random.normal()));
            }
            if (enrolled && random.below(10) > 0) {
                candidates.add(new Found(person, 2 + 0.5 * (person % 2) + random.normal()));
            }
            trials.add(new Trial(person, enrolled, random.below(25) == 0, candidates));
        }
        return trials;
    }

    private static SearchEvaluation evaluate(List<Trial> trials, int gallery) {
        SearchSet.Builder set = SearchSet.builder(ScoreSource.unnamed()).gallerySize(gallery);
        for (Trial trial : trials) {
            SearchSet.Search search = set.search(trial.enrolled(), "p" + trial.person());
            trial.candidates()
                    .forEach(each -> search.candidate(
                            each.score(), trial.enrolled() && each.person() == trial.person(), "p" + each.person()));
            if (trial.failed()) {
                search.failed();
            }
        }
        return set.build().evaluate();
    }

    @ParameterizedTest
    @CsvSource({"51, 1.5, 60", "52, 2.0, 60", "53, 2.5, 200", "54, 3.2, 60"})
    void the_variance_of_false_positives_is_that_over_probes_and_over_the_gallery(
            long seed, double threshold, int gallery) {
        List<Trial> trials = drawn(seed, 60);
        List<Trial> others = trials.stream()
                .filter(each -> !each.enrolled() && !each.failed())
                .toList();
        long positives =
                others.stream().filter(each -> each.best(-1) >= threshold).count();
        double size = others.size();
        double rate = positives / size;
        double[] probes = new double[PERSONS];
        double[] lost = new double[gallery];
        double[][] pairs = new double[PERSONS][gallery];
        for (Trial trial : others) {
            probes[trial.person()] += (trial.best(-1) >= threshold ? 1 : 0) - rate;
            for (int person = 0; person < gallery; person++) {
                if (trial.best(-1) >= threshold && trial.best(person) < threshold) {
                    lost[person]++;
                    pairs[trial.person()][person]++;
                }
            }
        }
        double mean = Arrays.stream(lost).average().orElseThrow();
        double ofGallery =
                Arrays.stream(lost).map(each -> (each - mean) * (each - mean)).sum();
        double ofPairs =
                Arrays.stream(pairs).mapToDouble(SearchDependenceTest::squares).sum();
        double ofProbes = squares(probes);
        double variance = Math.max(ofProbes, ofProbes + ofGallery - ofPairs);
        // of a candidate who was never alone above the threshold nothing is known
        double[] contributions = new double[PERSONS + gallery];
        System.arraycopy(probes, 0, contributions, 0, PERSONS);
        Arrays.setAll(
                contributions, i -> i < PERSONS ? probes[i] : lost[i - PERSONS] == 0 ? 0 : lost[i - PERSONS] - mean);
        long persons = others.stream().map(Trial::person).distinct().count();
        PersonRate expected = PersonRate.of(positives, (long) size, persons, variance, contributions);

        RateInterval interval = evaluate(trials, gallery).fpirInterval(threshold);

        assertThat(interval.effectiveSize())
                .isCloseTo(
                        rate * (1 - rate) / Math.max(variance / size / size, rate * (1 - rate) / size), within(1e-6));
        assertThat(interval.low()).isCloseTo(expected.interval(0.95).low(), within(1e-9));
        assertThat(interval.high()).isCloseTo(expected.interval(0.95).high(), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"61, 1.5, 1", "62, 2.0, 1", "63, 2.5, 2", "64, 0.5, 3"})
    void the_variance_of_misses_is_that_over_the_enrolled_persons(long seed, double threshold, int rank) {
        List<Trial> trials = drawn(seed, 60);
        List<Trial> enrolled = trials.stream().filter(Trial::enrolled).toList();
        long misses =
                enrolled.stream().filter(each -> each.isMissed(threshold, rank)).count();
        double rate = misses / (double) enrolled.size();
        double[] residuals = new double[PERSONS];
        enrolled.forEach(each -> residuals[each.person()] += (each.isMissed(threshold, rank) ? 1 : 0) - rate);
        long persons = enrolled.stream().map(Trial::person).distinct().count();
        PersonRate expected = PersonRate.of(misses, enrolled.size(), persons, squares(residuals), residuals);

        SearchEvaluation evaluation = evaluate(trials, 60);
        RateInterval interval = evaluation.fnirInterval(threshold, rank);

        assertThat(evaluation.at(threshold, rank).misses()).isEqualTo(misses);
        assertThat(interval.low()).isCloseTo(expected.interval(0.95).low(), within(1e-9));
        assertThat(interval.high()).isCloseTo(expected.interval(0.95).high(), within(1e-9));
        assertThat(interval.effectiveSize()).isCloseTo(expected.effectiveSize(), within(1e-6));
    }

    private static double squares(double[] values) {
        return Arrays.stream(values).map(value -> value * value).sum();
    }

    @Test
    void where_none_or_all_err_each_person_counts_once() {
        SearchEvaluation evaluation = evaluate(drawn(71, 60), 60);

        assertThat(evaluation.fpirInterval(1e9))
                .isEqualTo(Intervals.wilson(0, 40, 0.95, RateInterval.Method.WILSON_ADJUSTED));
        assertThat(evaluation.fpirInterval(-1e9))
                .isEqualTo(Intervals.wilson(1, 40, 0.95, RateInterval.Method.WILSON_ADJUSTED));
        assertThat(evaluation.fnirInterval(1e9, 1))
                .isEqualTo(Intervals.wilson(1, 20, 0.95, RateInterval.Method.WILSON_ADJUSTED));
    }

    @ParameterizedTest
    @CsvSource({"50, OK", "49, WEAK"})
    void a_rate_of_fewer_than_50_persons_is_weak_however_many_errors_there_are(
            int persons, StatisticalSupport support) {
        SearchSet.Builder set = SearchSet.builder(ScoreSource.unnamed()).gallerySize(1000);
        for (int i = 0; i < 1000; i++) {
            set.search(false, "p" + i % persons).candidate(i * 7 % 1000, false, "r" + i);
        }

        assertThat(set.build().evaluate().atFpir(0.1).support()).isEqualTo(support);
    }

    /** A failed search for an enrolled person is a miss, so its person counts; a failed search for another is in no rate. */
    @Test
    void persons_are_known_if_those_of_all_searches_in_a_rate_are() {
        SearchSet.Builder set = SearchSet.builder(ScoreSource.unnamed()).gallerySize(10);
        set.search(true, "a").candidate(1, true, "a");
        set.search(false, "b").candidate(0, false, "a");
        set.search(false).failed();
        assertThat(set.build().evaluate().byPersons()).isTrue();

        set.search(true, "c").failed();
        assertThat(set.build().evaluate().byPersons()).isTrue();

        set.search(true).failed();
        assertThat(set.build().evaluate().byPersons()).isFalse();
    }

    @Test
    void an_unknown_person_of_a_search_for_an_enrolled_one_leaves_all_independent() {
        SearchSet.Builder set = SearchSet.builder(ScoreSource.unnamed()).gallerySize(10);
        set.search(true).candidate(1, true, "a");
        set.search(false, "b").candidate(0, false, "a");

        assertThat(set.build().evaluate().byPersons()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void ranks_begin_with_1(int rank) {
        SearchEvaluation evaluation = evaluate(drawn(72, 60), 60);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluation.hitRate(rank))
                .withMessageContaining("" + rank);
        assertThatIllegalArgumentException().isThrownBy(() -> evaluation.optimisticHitRate(rank));
        assertThatIllegalArgumentException().isThrownBy(() -> evaluation.fnirInterval(1, rank));
        assertThatIllegalArgumentException().isThrownBy(() -> evaluation.at(1, rank));
    }

    @Test
    void another_person_with_the_same_score_at_the_threshold_is_a_misidentification() {
        SearchSet.Builder set = SearchSet.builder(ScoreSource.unnamed()).gallerySize(10);
        set.search(true).candidate(0.8, true).candidate(0.8, false);
        set.search(true).candidate(0.8, true).candidate(0.7, false);

        assertThat(set.build().evaluate().at(0.8, 1).misidentifications()).isOne();
        assertThat(set.build().evaluate().at(Math.nextUp(0.8), 1).misidentifications())
                .isZero();
    }

    @Test
    void texts_have_counts_and_neither_name_nor_score() {
        SearchEvaluation evaluation = evaluate(drawn(73, 60), 60);

        assertThat(evaluation)
                .asString()
                .startsWith("SearchEvaluation[SearchSet[unnamed, ")
                .contains(" mated, ", " non-mated, ", " failures]")
                .doesNotContain("p1", "0.");
    }

    @Test
    void a_threshold_that_no_search_reaches_is_bounded_by_the_persons_or_the_searches() {
        SearchSet.Builder set = SearchSet.builder(ScoreSource.unnamed()).gallerySize(10);
        SearchSet.Builder alone = SearchSet.builder(ScoreSource.unnamed()).gallerySize(10);
        for (int i = 0; i < 20; i++) {
            set.search(false, "p" + i % 5).candidate(0, false, "r");
            alone.search(false).candidate(0, false);
        }

        assertThat(set.build().evaluate().atFpir(0.01).upperBound95())
                .isCloseTo(1 - Math.pow(0.05, 1 / 5.0), within(1e-9));
        assertThat(alone.build().evaluate().atFpir(0.01).upperBound95())
                .isCloseTo(1 - Math.pow(0.05, 1 / 20.0), within(1e-9));
        assertThat(SearchSet.builder(ScoreSource.unnamed())
                        .build()
                        .evaluate()
                        .atFpir(0.01)
                        .upperBound95())
                .isOne();
        assertThat(SearchSet.builder(ScoreSource.unnamed()).build().evaluate().fpirInterval(0))
                .isEqualTo(Intervals.unknown(0.95));
    }
}
