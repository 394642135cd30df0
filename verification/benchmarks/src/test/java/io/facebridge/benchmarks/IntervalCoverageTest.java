package io.facebridge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.benchmarks.IntervalCoverage.Figures;
import io.facebridge.benchmarks.IntervalCoverage.Simulated;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A small part of what the harness measures: enough to find intervals that take comparisons as independent. */
class IntervalCoverageTest {
    private static final int SPLITS = 60;

    @Test
    void intervals_hold_the_truth_where_persons_bring_much_of_the_variance() {
        Figures figures = measure(new Simulated(60, 3, 0.3), 1e-2, SPLITS, 1);

        assertThat(figures.fmrHeld()).isGreaterThan(0.86); // were comparisons independent: about a third
        assertThat(figures.fnmrHeld()).isGreaterThan(0.86);
        assertThat(figures.assuredBroken()).isLessThan(0.15);
        assertThat(figures.refuted()).isLessThan(0.1);
        assertThat(figures.groupsDiffer()).isLessThan(0.15);
    }

    @Test
    void intervals_of_25_persons_hold_the_truth_and_nothing_of_them_is_assured() {
        Figures figures = measure(new Simulated(25, 8, 0.3), 1e-2, SPLITS, 2);

        assertThat(figures.fmrHeld()).isGreaterThan(0.86);
        assertThat(figures.assuredBroken()).isZero();
        assertThat(figures.refuted()).isLessThan(0.1);
    }

    @Test
    void the_same_seed_gives_the_same_figures() {
        Simulated people = new Simulated(30, 2, 0.1);

        assertThat(measure(people, 3e-2, 8, 3))
                .hasToString(measure(people, 3e-2, 8, 3).toString());
    }

    private static Figures measure(Simulated people, double rate, int splits, long seed) {
        return IntervalCoverage.measure(people, List.of(rate), splits, seed).get(0);
    }
}
