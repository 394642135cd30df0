package io.facebridge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreKeysTest {
    private static ScoreKeys.Cut cut(double[] scores, long allowed) {
        return ScoreKeys.cut(scores, scores.length, ScoreKeys.histogram(scores, scores.length), allowed);
    }

    private static ScoreKeys.Cut bySorting(double[] scores, long allowed) {
        double[] sorted = Arrays.stream(scores).map(s -> s + 0.0).sorted().toArray();
        for (int i = 0; i < sorted.length; i++) {
            if ((i == 0 || sorted[i] != sorted[i - 1]) && sorted.length - i <= allowed) {
                return new ScoreKeys.Cut(sorted[i], sorted.length - i);
            }
        }
        return new ScoreKeys.Cut(Double.POSITIVE_INFINITY, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void counting_finds_what_sorting_finds(int kind) {
        Synthetic random = new Synthetic(kind);
        double[] scores = new double[5000];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = switch (kind) {
                case 1 -> random.normal();
                case 2 -> random.below(7) - 3;
                case 3 -> 90 + random.normal() * 1e-9;
                case 4 -> random.below(2) == 0 ? -0.0 : 0.0;
                case 5 -> random.normal() * Math.pow(10, random.below(600) - 300);
                default -> -1 - random.below(3) * Double.MIN_VALUE;
            };
        }
        for (long allowed : new long[] {0, 1, 2, 10, 49, 50, 500, 2500, 4998, 4999, 5000, 6000}) {
            assertThat(cut(scores, allowed)).isEqualTo(bySorting(scores, allowed));
        }
    }

    @Test
    void a_bucket_with_very_many_scores_is_counted_by_its_next_bits() {
        Synthetic random = new Synthetic(12);
        double[] near = new double[700_000];
        for (int i = 0; i < near.length; i++) {
            near[i] = 90 + random.normal() * (i % 2 == 0 ? 1e-3 : 1e-12);
        }
        for (long allowed : new long[] {0, 7, 70_000, 350_000, 349_999, 350_001, 699_999}) {
            assertThat(cut(near, allowed)).isEqualTo(bySorting(near, allowed));
        }
    }

    @Test
    void very_many_equal_scores_are_on_one_side() {
        double[] equal = new double[600_000];
        Arrays.fill(equal, 0.25);
        equal[1] = 0.5;
        equal[2] = 0.125;

        assertThat(cut(equal, 1)).isEqualTo(new ScoreKeys.Cut(0.5, 1));
        assertThat(cut(equal, 300_000)).isEqualTo(new ScoreKeys.Cut(0.5, 1));
        assertThat(cut(equal, 599_999)).isEqualTo(new ScoreKeys.Cut(0.25, 599_999));
        assertThat(cut(equal, 0)).isEqualTo(new ScoreKeys.Cut(Double.POSITIVE_INFINITY, 0));
    }

    @Test
    void what_is_not_finite_is_counted() {
        double[] scores = {
            1, Double.NaN, -Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -Double.MAX_VALUE
        };

        assertThat(ScoreKeys.notFinite(ScoreKeys.histogram(scores, scores.length)))
                .isEqualTo(4);
        assertThat(ScoreKeys.notFinite(ScoreKeys.histogram(new double[] {Double.MAX_VALUE, -Double.MAX_VALUE}, 2)))
                .isZero();
    }
}
