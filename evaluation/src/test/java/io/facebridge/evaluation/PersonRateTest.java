package io.facebridge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.evaluation.RateInterval.Method;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Expected values: the formulas of the papers that {@link PersonRate} names, worked out with the distributions of SciPy 1.17. */
class PersonRateTest {
    private static final Offset<Double> DIGITS = within(1e-9);

    private static double[] contributions(int many, double each, int others, double other) {
        return DoubleStream.concat(
                        DoubleStream.generate(() -> each).limit(many),
                        DoubleStream.generate(() -> other).limit(others))
                .toArray();
    }

    @Test
    void persons_who_contribute_alike_leave_one_degree_of_freedom_less_than_there_are() {
        PersonRate rate = PersonRate.of(50, 100, 4, 100, new double[] {1, -1, 1, -1});

        assertThat(rate.effectiveSize()).isCloseTo(25, DIGITS);
        assertThat(rate.effectiveErrors()).isCloseTo(12.5, DIGITS);
        assertThat(rate.freedom()).isEqualTo(3);
        assertThat(rate.skew()).isZero();
        assertThat(rate.sizeOfAnIntervalAsWide(0.975)).isCloseTo(9.482307195090725, DIGITS);
        assertThat(rate.interval(0.95).low()).isCloseTo(0.1799867160616371, DIGITS);
        assertThat(rate.interval(0.95).high()).isCloseTo(0.8200132839383629, DIGITS);
        assertThat(rate.interval(0.95).method()).isEqualTo(Method.KORN_GRAUBARD);
        assertThat(rate.interval(0.95).effectiveSize()).isCloseTo(25, DIGITS);
        assertThat(rate.upperLimit(0.95)).isCloseTo(0.7525648576791034, DIGITS);
    }

    @Test
    void a_person_who_makes_most_of_the_errors_costs_freedom_and_moves_the_upper_limit() {
        PersonRate rate = PersonRate.of(60, 300, 10, 90, contributions(1, 9, 9, -1));

        assertThat(rate.freedom()).isCloseTo(2.8125, DIGITS);
        assertThat(rate.skew()).isCloseTo(0.0044444444444444444, DIGITS);
        assertThat(rate.effectiveErrors()).isCloseTo(32, DIGITS);
        assertThat(rate.interval(0.95).low()).isCloseTo(0.10521265417897552, DIGITS);
        assertThat(rate.interval(0.95).high()).isCloseTo(0.366640362185192, DIGITS);
        assertThat(rate.upperLimit(0.95)).isCloseTo(0.32033807155876604, DIGITS);
    }

    @Test
    void freedom_is_at_most_one_less_than_the_persons() {
        PersonRate rate = PersonRate.of(30, 300, 40, 60, contributions(10, 3, 30, -1));

        assertThat(rate.freedom()).isEqualTo(39);
        assertThat(rate.interval(0.95).low()).isCloseTo(0.053833882329811206, DIGITS);
        assertThat(rate.interval(0.95).high()).isCloseTo(0.17275541677106496, DIGITS);
        assertThat(rate.upperLimit(0.95)).isCloseTo(0.15965978791393684, DIGITS);
    }

    @Test
    void persons_who_resemble_fewer_than_others_do_not_move_the_limit() {
        PersonRate rate = PersonRate.of(60, 300, 10, 90, contributions(1, -9, 9, 1));

        assertThat(rate.skew()).isZero();
        assertThat(rate.freedom()).isCloseTo(2.8125, DIGITS);
    }

    @Test
    void comparisons_are_worth_no_more_than_independent_ones() {
        PersonRate rate = PersonRate.of(10, 100, 80, 1e-3, contributions(40, 0.1, 40, -0.1));

        assertThat(rate.effectiveSize()).isCloseTo(100, DIGITS);
        assertThat(rate.sizeOfAnIntervalAsWide(0.975)).isLessThan(100);
        assertThat(PersonRate.withoutVariance(0, 100, 1e6).sizeOfAnIntervalAsWide(0.975))
                .isEqualTo(100);
    }

    @Test
    void persons_who_contribute_nothing_say_nothing_of_the_variance() {
        PersonRate rate = PersonRate.of(10, 100, 5, 0, new double[5]);

        assertThat(rate.freedom()).isEqualTo(4);
        assertThat(rate.skew()).isZero();
        assertThat(PersonRate.of(10, 100, 2, 0, new double[2]).freedom()).isEqualTo(2);
    }

    @Test
    void without_a_variance_only_comparisons_without_a_person_in_common_count() {
        PersonRate none = PersonRate.withoutVariance(0, 1000, 25);

        assertThat(none.interval(0.95))
                .isEqualTo(Intervals.wilson(0, 25, 0.95, Method.WILSON_ADJUSTED))
                .extracting(RateInterval::effectiveSize)
                .isEqualTo(25.0);
        assertThat(none.upperLimit(0.95)).isCloseTo(1 - Math.pow(0.05, 1 / 25.0), DIGITS);
        assertThat(PersonRate.withoutVariance(0, 10, 25).effectiveSize()).isEqualTo(10);
        assertThat(PersonRate.withoutVariance(0, 10, 0).effectiveSize()).isOne();
        assertThat(PersonRate.withoutVariance(10, 10, 5).interval(0.95).high()).isOne();
    }

    @Test
    void a_rate_is_assured_up_to_the_upper_end_of_its_interval() {
        PersonRate rate = PersonRate.of(30, 300, 40, 60, contributions(10, 3, 30, -1));
        double high = rate.interval(0.95).high();

        assertThat(rate.assures(high, 0.95)).isTrue();
        assertThat(rate.assures(Math.nextDown(high), 0.95)).isFalse();
    }

    @Test
    void no_limit_is_more_than_all() {
        double[] one = new double[100];
        Arrays.fill(one, -1);
        one[0] = 99;

        assertThat(PersonRate.of(99, 100, 100, 9801, one).upperLimit(0.999)).isOne();
    }
}
