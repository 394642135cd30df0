package io.facebridge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.error.InvalidScoresException;
import io.facebridge.match.Calibration;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether two sets are of the same comparisons or persons, from samples of both and from what a calibration remembers. */
class SetsApartTest {
    private static final ScoreScale SCALE = ScoreScale.of(new ProviderId("own"), "v1", Operation.COMPARE, 0, 1000);

    /** Pictures of the same names, with as many of their scores changed, each by so much. */
    private static ScoreSet set(int pairs, int changed, double by, @Nullable String persons, int seed) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.of(SCALE));
        for (int i : order) {
            double score = (i * 37 % 400) + (i < changed ? by : 0);
            boolean mated = i % 10 == 0;
            set.add(ScoredPair.of(
                            "probe" + i,
                            "reference" + i,
                            mated ? 500 + score / 2 : score,
                            mated ? PairLabel.MATED : PairLabel.NON_MATED)
                    .subjects(
                            persons == null ? null : persons + i,
                            persons == null ? null : persons + (mated ? i : (i + 1) % pairs)));
        }
        return set.build();
    }

    /** The span of all scores is about 700, and a thousandth of it what another number of digits may make. */
    @ParameterizedTest
    @CsvSource({
        "0,   0,   true",
        "60,  0.3, true",
        "60,  5,   false",
        "30,  5,   true",
        "31,  5,   false",
    })
    void sets_are_of_the_same_comparisons_if_half_of_the_scores_that_they_share_are_alike(
            int changed, double by, boolean same) {
        ScoreSet tuning = set(60, 0, 0, null, 1);
        ScoreSet test = set(60, changed, by, null, 2);

        if (same) {
            assertThatExceptionOfType(InvalidScoresException.class)
                    .isThrownBy(() -> test.requireApartFrom(tuning))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(InvalidScoresException.Reason.SAME_DATA));
        } else {
            assertThatCode(() -> test.requireApartFrom(tuning)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, true", "400, 5, false", "150, 5, true", "260, 5, false"})
    void a_calibration_knows_its_comparisons_again_by_half_of_those_that_it_remembers(
            int changed, double by, boolean same) {
        Calibration calibration = calibration(set(400, 0, 0, null, 3));
        ScoreSet test = set(500, changed, by, null, 4);

        if (same) {
            assertThatExceptionOfType(InvalidScoresException.class)
                    .isThrownBy(() -> test.requireApartFrom(calibration))
                    .withMessageContaining("comparisons");
        } else {
            assertThatCode(() -> test.requireApartFrom(calibration)).doesNotThrowAnyException();
        }
        assertThat(calibration.comparisonHashes()).hasSize(256).doesNotHaveDuplicates();
    }

    private static Calibration calibration(ScoreSet set) {
        return Calibration.parse(
                Calibrations.builder(set, Instant.EPOCH).build().toJson());
    }

    @Test
    void persons_are_known_again_where_no_picture_is() {
        ScoreSet tuning = set(400, 0, 0, "p", 5);
        ScoreSet.Builder test = ScoreSet.builder(ScoreSource.of(SCALE));
        for (int i = 395; i < 415; i++) {
            test.add(ScoredPair.of("other" + i, "another" + i, 700, PairLabel.MATED)
                    .subjects("p" + i, "p" + i));
            test.add(ScoredPair.of("other" + i, "third" + i, 300, PairLabel.NON_MATED)
                    .subjects("p" + i, "x" + i));
        }
        ScoreSet others = test.build();

        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> others.requireApartFrom(tuning))
                .withMessageContaining("5 of the 40 persons");
        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> others.requireApartFrom(calibration(tuning)))
                .withMessageContaining("5 of the 40 persons");
        assertThat(others.overlapWith(tuning)).isEqualTo(new DataIdentity.Overlap(DataIdentity.Kind.PERSONS, 5, 40));
    }

    /** The lowest 1,024 keys of very many are kept, whatever the order: two samples hold the same comparisons. */
    @Test
    void a_sample_of_very_many_comparisons_is_the_same_in_every_order() {
        PairSample one = sample(20_000, 6);
        PairSample other = sample(20_000, 7);

        assertThat(one.size()).isEqualTo(1024);
        Set<Long> keys = new HashSet<>();
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.key(i)).isEqualTo(other.key(i));
            assertThat(one.score(i)).isEqualTo(other.score(i));
            keys.add(one.key(i));
            if (i > 0) {
                assertThat(Long.compareUnsigned(one.key(i - 1), one.key(i))).isNegative();
            }
        }
        for (int i = 0; i < 20_000; i++) {
            long key = PairSample.key(i, i + 1);
            assertThat(Long.compareUnsigned(key, one.key(1023)) <= 0).isEqualTo(keys.contains(key));
        }
    }

    private static PairSample sample(int count, int seed) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        PairSample sample = new PairSample();
        for (int i : order) {
            sample.add(i % 2 == seed % 2 ? PairSample.key(i, i + 1) : PairSample.key(i + 1, i), i);
        }
        return sample.copy();
    }

    @Test
    void names_have_one_number_each_however_many_there_are() {
        Names names = new Names();
        char[] text = "xx12yy".toCharArray();
        for (int i = 0; i < 5000; i++) {
            assertThat(names.codeOf("name " + i)).isEqualTo(i);
        }
        for (int i = 0; i < 5000; i++) {
            assertThat(names.codeOf("name " + i)).isEqualTo(i);
        }

        assertThat(names.size()).isEqualTo(5000);
        assertThat(names.codeOf(text, 2, 2)).isEqualTo(names.codeOf("12"));
        assertThat(names.keys()).hasSize(5001).doesNotHaveDuplicates();
        assertThat(names.codeOf("ab")).isNotEqualTo(names.codeOf("ba"));
    }
}
