package io.facebridge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.facebridge.error.InsufficientDataException;
import org.junit.jupiter.api.Test;

class SearchEvaluationTest {
    @Test
    void the_threshold_at_a_rate_is_measured_on_the_best_of_each_search() {
        SearchEvaluation evaluation = Synthetic.searches().evaluate();

        ThresholdAtRate found = evaluation.atFpir(0.1);

        assertThat(found.orThrow().falseMatches()).isEqualTo(10);
        assertThat(evaluation.at(found.orThrow().threshold(), 1).fpir()).isEqualTo(0.1);
        assertThat(evaluation.at(Math.nextDown(found.orThrow().threshold()), 1).fpir())
                .isEqualTo(0.1);
        assertThat(found.orThrow().fnmr())
                .isEqualTo(evaluation.at(found.orThrow().threshold(), 1).fnir());
        assertThat(found.support()).isEqualTo(StatisticalSupport.WEAK);
    }

    @Test
    void too_few_searches_for_nobody_are_refused_with_their_number() {
        assertThatExceptionOfType(InsufficientDataException.class)
                .isThrownBy(() -> Synthetic.searches().evaluate().atFpir(0.01).orThrow())
                .withMessageContaining("FPIR 0.01 cannot be estimated from 100 non-mated searches")
                .withMessageContaining("at least 300");
    }

    @Test
    void a_search_that_failed_is_a_miss_and_no_false_positive() {
        SearchSet.Builder set = SearchSet.builder(ScoreSource.unnamed());
        set.search(true).candidate(0.9, true);
        set.search(true).failed();
        set.search(false).candidate(0.1, false);
        set.search(false).failed();

        SearchPoint point = set.build().evaluate().at(0.5, 1);

        assertThat(point.fnir()).isEqualTo(0.5);
        assertThat(point.tpir()).isEqualTo(0.5);
        assertThat(point.fpir()).isZero();
        assertThat(point.nonMatedSearches()).isOne();
        assertThat(set.build().failures()).isEqualTo(2);
        assertThat(set.build().evaluate().hitRate(1)).isEqualTo(0.5);
    }

    @Test
    void somebody_else_for_an_enrolled_person_is_a_misidentification_and_no_false_positive() {
        SearchSet.Builder set = SearchSet.builder(ScoreSource.unnamed());
        set.search(true).candidate(0.9, false).candidate(0.8, true);
        set.search(true).candidate(0.9, true).candidate(0.8, false);
        set.search(true).candidate(0.9, false);

        SearchPoint point = set.build().evaluate().at(0.7, 1);

        assertThat(point.misidentifications()).isEqualTo(2);
        assertThat(point.misses()).isEqualTo(2);
        assertThat(point.falsePositives()).isZero();
        assertThat(set.build().evaluate().at(0.7, 2).misses()).isOne();
    }

    @Test
    void a_person_with_several_references_counts_once_with_the_best() {
        SearchSet.Builder set = SearchSet.builder(ScoreSource.unnamed());
        set.search(true).candidate(0.5, true).candidate(0.7, false).candidate(0.9, true);

        assertThat(set.build().evaluate().hitRate(1)).isOne();
    }

    @Test
    void the_size_of_the_gallery_is_what_was_said_else_the_longest_list() {
        SearchSet.Builder set = SearchSet.builder(ScoreSource.unnamed());
        set.search(false).candidate(0.5, false).candidate(0.4, false);

        assertThat(set.build().gallerySize()).isEqualTo(2);
        assertThat(set.gallerySize(5000).build().gallerySize()).isEqualTo(5000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> set.gallerySize(0))
                .withMessageContaining("0");
    }

    @Test
    void distances_of_searches_are_negated() {
        SearchSet.Builder set = SearchSet.builder(ScoreSource.unnamed().polarity(ScorePolarity.DISTANCE));
        set.search(true).candidate(0.2, true).candidate(0.8, false);

        assertThat(set.build().evaluate().hitRate(1)).isOne();
        assertThat(set.build().evaluate().at(-0.5, 1).misses()).isZero();
    }

    @Test
    void what_cannot_be_is_refused() {
        SearchSet.Builder set = SearchSet.builder(ScoreSource.unnamed());

        assertThatIllegalStateException().isThrownBy(() -> set.search(false).candidate(0.5, true));
        assertThatIllegalArgumentException().isThrownBy(() -> set.search(true).candidate(Double.NaN, true));
        SearchEvaluation evaluation =
                SearchSet.builder(ScoreSource.unnamed()).build().evaluate();
        assertThatExceptionOfType(InsufficientDataException.class).isThrownBy(() -> evaluation.hitRate(1));
        assertThatIllegalArgumentException().isThrownBy(() -> evaluation.at(0.5, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> SearchEvaluation.modeledFpir(1.5, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> SearchEvaluation.modeledFpir(0.5, -1));
    }

    @Test
    void searches_that_found_one_candidate_are_alike_where_persons_are_known() {
        SearchSet.Builder set = SearchSet.builder(ScoreSource.unnamed()).gallerySize(100);
        SearchSet.Builder spread = SearchSet.builder(ScoreSource.unnamed()).gallerySize(100);
        for (int i = 0; i < 400; i++) {
            double score = i < 40 ? 0.9 : 0.1;
            set.search(false, "probe" + i).candidate(score, false, i < 40 ? "lamb" : "r" + i % 100);
            spread.search(false, "probe" + i).candidate(score, false, "r" + i % 100);
        }

        SearchEvaluation lamb = set.build().evaluate();
        SearchEvaluation many = spread.build().evaluate();

        assertThat(lamb.byPersons()).isTrue();
        assertThat(many.fpirInterval(0.5).effectiveSize()).isBetween(350.0, 400.0);
        assertThat(lamb.fpirInterval(0.5).effectiveSize()).isLessThan(20);
        assertThat(lamb.atFpir(0.1).support()).isEqualTo(StatisticalSupport.WEAK);
    }

    @Test
    void searches_of_one_person_are_alike_where_persons_are_known() {
        SearchSet.Builder set = SearchSet.builder(ScoreSource.unnamed()).gallerySize(100);
        for (int i = 0; i < 400; i++) {
            set.search(true, "p" + i / 10).candidate(i < 40 ? 0.1 : 0.9, true, "p" + i / 10);
        }

        RateInterval fnir = set.build().evaluate().fnirInterval(0.5, 1);

        assertThat(fnir.method().byPersons()).isTrue();
        assertThat(fnir.effectiveSize()).isBetween(30.0, 42.0);
    }

    @Test
    void where_a_person_is_not_known_searches_are_taken_as_independent() {
        SearchSet.Builder set = SearchSet.builder(ScoreSource.unnamed());
        set.search(false, "p1").candidate(0.5, false);
        set.search(false).candidate(0.4, false);

        SearchEvaluation evaluation = set.build().evaluate();

        assertThat(evaluation.byPersons()).isFalse();
        assertThat(evaluation.fpirInterval(0.45))
                .isEqualTo(evaluation.at(0.45, 1).fpirInterval());
    }

    @Test
    void the_number_of_references_is_known_only_if_it_was_said() {
        SearchSet.Builder set = SearchSet.builder(ScoreSource.unnamed());
        set.search(false).candidate(0.5, false).candidate(0.4, false);

        assertThat(set.build().references()).isEmpty();
        assertThat(set.gallerySize(150).build().references()).hasValue(150);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> set.gallerySize(1).build())
                .withMessageContaining("2 candidates");
    }
}
