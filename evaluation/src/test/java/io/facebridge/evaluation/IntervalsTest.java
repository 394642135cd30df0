package io.facebridge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.evaluation.RateInterval.Method;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalsTest {
    private static final int SEEDS = 300;

    /** Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I. */
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2527, 0.3676, 0.2553, 0.3662",
        "15, 148, 0.0578, 0.1617, 0.0624, 0.1605",
        "0,  20,  0,      0.1684, 0,      0.1611",
        "1,  29,  0.0009, 0.1776, 0.0061, 0.1718",
        "29, 29,  0.8806, 1,      0.8830, 1",
    })
    void intervals_are_the_published_ones(
            long errors, long size, double exactLow, double exactHigh, double scoreLow, double scoreHigh) {
        RateInterval exact = Intervals.clopperPearson(errors, size, 0.95);
        RateInterval score = Intervals.wilson(errors / (double) size, (double) size, 0.95, Method.WILSON);

        assertThat(exact.low()).isCloseTo(exactLow, within(6e-5));
        assertThat(exact.high()).isCloseTo(exactHigh, within(6e-5));
        assertThat(exact.method()).isEqualTo(Method.CLOPPER_PEARSON);
        assertThat(exact.effectiveSize()).isEqualTo((double) size);
        assertThat(score.low()).isCloseTo(scoreLow, within(6e-5));
        assertThat(score.high()).isCloseTo(scoreHigh, within(6e-5));
        assertThat(score.method()).isEqualTo(Method.WILSON);
        assertThat(score.confidence()).isEqualTo(0.95);
    }

    @Test
    void an_interval_contains_its_rate_and_grows_with_confidence_and_shrinks_with_data() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            long size = 1L + random.nextInt(5000);
            long errors = random.nextLong(size + 1);
            double rate = errors / (double) size;
            for (Method method : new Method[] {Method.CLOPPER_PEARSON, Method.WILSON}) {
                RateInterval usual = interval(method, errors, size, 0.95);
                RateInterval surer = interval(method, errors, size, 0.99);
                RateInterval more = interval(method, 3 * errors, 3 * size, 0.95);

                assertThat(rate).as("seed %d", seed).isBetween(usual.low() - 1e-15, usual.high() + 1e-15);
                assertThat(usual.low()).as("seed %d", seed).isBetween(surer.low() - 1e-15, 1.0);
                assertThat(usual.high()).as("seed %d", seed).isBetween(0.0, surer.high() + 1e-15);
                assertThat(more.high() - more.low()).as("seed %d", seed).isLessThan(usual.high() - usual.low());
            }
        }
    }

    @Test
    void what_errs_and_what_does_not_have_mirrored_intervals() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            long size = 1L + random.nextInt(5000);
            long errors = random.nextLong(size + 1);
            for (Method method : new Method[] {Method.CLOPPER_PEARSON, Method.WILSON}) {
                RateInterval one = interval(method, errors, size, 0.95);
                RateInterval other = interval(method, size - errors, size, 0.95);

                assertThat(one.low()).as("seed %d", seed).isCloseTo(1 - other.high(), within(1e-9));
                assertThat(one.high()).as("seed %d", seed).isCloseTo(1 - other.low(), within(1e-9));
            }
        }
    }

    private static RateInterval interval(Method method, long errors, long size, double confidence) {
        return method == Method.WILSON
                ? Intervals.wilson(errors / (double) size, (double) size, confidence, method)
                : Intervals.clopperPearson(errors, size, confidence);
    }

    @Test
    void limits_of_a_size_that_need_not_be_whole_are_the_exact_ones_where_it_is() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            long size = 1L + random.nextInt(500);
            long errors = random.nextLong(size + 1);
            RateInterval exact = Intervals.clopperPearson(errors, size, 0.9);
            double rate = errors / (double) size;

            assertThat(Intervals.lowerLimit(rate, (double) size, 0.05))
                    .as("seed %d", seed)
                    .isCloseTo(exact.low(), within(1e-9));
            assertThat(Intervals.upperLimit(rate, (double) size, 0.95))
                    .as("seed %d", seed)
                    .isCloseTo(exact.high(), within(1e-9));
            assertThat(Intervals.upperLimit(errors, size, 0.95))
                    .as("seed %d", seed)
                    .isCloseTo(exact.high(), within(1e-9));
        }
    }

    /** Of one error of 50 the limit is 1 - 0.975^(1/50). */
    @ParameterizedTest
    @CsvSource({"0.02, 49.9, 0", "0.02, 50, 0.0005062279830407856", "0.5, 9.482307195090725, 0.17998671606163713"})
    void errors_that_are_worth_less_than_one_have_no_lower_limit(double rate, double size, double expected) {
        assertThat(Intervals.lowerLimit(rate, size, 0.025)).isCloseTo(expected, within(1e-9));
    }

    /** The rule of three, exactly: without an error the limit is 1 - tail^(1/n). */
    @ParameterizedTest
    @ValueSource(longs = {1, 3, 59, 299, 1_000_000})
    void the_limit_without_an_error_is_a_closed_form(long size) {
        double limit = 1 - Math.pow(0.05, 1.0 / size);

        assertThat(Intervals.upperLimit(0, size, 0.95)).isCloseTo(limit, within(1e-12));
        assertThat(Intervals.upperLimit(0.0, size + 0.5, 0.95))
                .isCloseTo(1 - Math.pow(0.05, 1 / (size + 0.5)), within(1e-12));
        assertThat(Intervals.upperLimit(size, size, 0.95)).isOne();
        assertThat(Intervals.upperLimit(1.0, (double) size, 0.95)).isOne();
    }

    /** 59 samples without an error show 95 % at 95 %, 299 show 99 %: the tables of Wilks. */
    @ParameterizedTest
    @CsvSource({"0.05, 59", "0.1, 29", "0.01, 299", "0.001, 2995", "0.5, 5"})
    void so_many_comparisons_without_an_error_show_a_rate(double rate, long needed) {
        assertThat(Intervals.neededWithoutError(rate)).isEqualTo(needed);
        assertThat(Intervals.upperLimit(0, needed, 0.95)).isLessThanOrEqualTo(rate);
        assertThat(Intervals.upperLimit(0, needed - 1, 0.95)).isGreaterThan(rate);
    }

    /** Any table of Student's distribution. */
    @ParameterizedTest
    @CsvSource({"3, 3.182446", "5, 2.570582", "10, 2.228139", "Infinity, 1.959964"})
    void quantiles_are_those_of_the_tables(double freedom, double quantile) {
        assertThat(Intervals.studentQuantile(0.975, freedom)).isCloseTo(quantile, within(1e-6));
        assertThat(Intervals.studentQuantile(0.025, freedom)).isCloseTo(-quantile, within(1e-6));
    }

    /** Of 10 errors in two samples of one size 8 or more fall to one as 8 or more of 10 coins: 56 of 1024. */
    @ParameterizedTest
    @CsvSource({"2, 100, 8, 100, 0.0546875", "0, 200, 5, 100, 0.00411522633744856", "3, 50, 0, 70, 1"})
    void more_errors_in_one_of_two_samples_are_as_likely_as_a_binomial_says(
            double firstErrors, double first, double secondErrors, double second, double expected) {
        assertThat(Intervals.moreInOneOfTwo(firstErrors, first, secondErrors, second))
                .isCloseTo(expected, within(1e-9));
    }

    @Test
    void the_largest_count_is_the_last_one_that_is_reported_as_no_more_than_the_rate() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            long size = 1L + random.nextInt(100_000);
            double rate = random.nextBoolean() ? random.nextLong(size + 1) / (double) size : random.nextDouble();

            long count = Intervals.largestCount(rate, size);

            assertThat(count / (double) size).as("seed %d", seed).isLessThanOrEqualTo(rate);
            if (count < size) {
                assertThat((count + 1) / (double) size).as("seed %d", seed).isGreaterThan(rate);
            }
        }
    }

    /** In floating-point numbers 0.07 of 100 is 7.000000000000001, and 0.29 of 100 is 28.999999999999996. */
    @ParameterizedTest
    @CsvSource({"0.29, 100, 29", "0.07, 100, 7", "0.57, 100, 57", "1, 7, 7", "0, 7, 0", "0.0999, 10, 0"})
    void a_rate_in_decimals_allows_as_many_as_it_says(double rate, long size, long count) {
        assertThat(Intervals.largestCount(rate, size)).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({"0.001, 3000, false", "0.001, 2999, true", "0.3, 10, false", "0.03, 100, false", "0.029, 100, true"})
    void three_errors_are_expected_as_rates_are_typed(double rate, long size, boolean fewer) {
        assertThat(Intervals.expectsFewerThanThree(rate, size)).isEqualTo(fewer);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void a_share_is_from_0_to_1(double share) {
        assertThat(Intervals.requireShare("share", share)).isEqualTo(share);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, 1.000001, Double.NaN})
    void what_is_no_share_is_refused_with_its_name(double share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Intervals.requireShare("nonMatedShare", share))
                .withMessage("nonMatedShare must be in [0, 1] but was " + share);
    }

    @ParameterizedTest
    @CsvSource({"CLOPPER_PEARSON, false", "WILSON, false", "WILSON_ADJUSTED, true", "KORN_GRAUBARD, true"})
    void a_method_says_whether_it_knows_who_is_compared(Method method, boolean byPersons) {
        assertThat(method.byPersons()).isEqualTo(byPersons);
    }
}
