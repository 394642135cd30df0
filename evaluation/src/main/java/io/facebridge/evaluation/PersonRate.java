package io.facebridge.evaluation;

import io.facebridge.evaluation.RateInterval.Method;
import java.util.Arrays;

/**
 * A rate of comparisons that share persons, with what the data is worth. Limits are those of Clopper and Pearson over as many
 * comparisons as the data is worth, fewer by the square of how much Student's quantile is greater than the normal one (Korn and
 * Graubard, "Confidence intervals for proportions with small expected number of positive counts estimated from survey data",
 * 1998).
 *
 * @param errors how many comparisons err
 * @param size how many there are
 * @param effectiveSize how many independent comparisons they are worth
 * @param freedom degrees of freedom of the estimated variance; infinite where no variance was estimated
 * @param skew by how much the upper limit is moved, for each {@code 1 + 2 z^2}: a sample that happens to lack the persons who
 *     resemble many others has a low rate and a low variance at once (Johnson, "Modified t tests and confidence intervals for
 *     asymmetrical populations", 1978)
 */
record PersonRate(long errors, long size, double effectiveSize, double freedom, double skew) {
    /** Below this the estimated variance says next to nothing about itself. */
    private static final double MIN_FREEDOM = 2;

    /** Creates a rate without an estimated variance; only comparisons without a common person count. */
    static PersonRate withoutVariance(long errors, long size, double disjoint) {
        return new PersonRate(
                errors, size, Math.min((double) size, Math.max(1, disjoint)), Double.POSITIVE_INFINITY, 0);
    }

    /**
     * From what each person contributes.
     *
     * @param persons how many there are
     * @param squares the variance of the rate times the square of {@code size}; at least that of independent comparisons is
     *     taken
     * @param contributions of each person, the sum over the person's comparisons of the error less the rate
     */
    static PersonRate of(long errors, long size, long persons, double squares, double[] contributions) {
        double rate = errors / (double) size;
        double variance = Math.max(squares / size / size, rate * (1 - rate) / size);
        return new PersonRate(
                errors,
                size,
                rate * (1 - rate) / variance,
                freedom(contributions, persons),
                skew(contributions) * Math.sqrt(variance));
    }

    /** Returns a sixth of the skewness, divided by the root of the number of persons. */
    private static double skew(double[] contributions) {
        double squares = Arrays.stream(contributions).map(c -> c * c).sum();
        double cubes = Arrays.stream(contributions).map(c -> c * c * c).sum();
        return squares == 0 ? 0 : Math.max(0, cubes) / Math.pow(squares, 1.5) / 6;
    }

    /**
     * Degrees of freedom of a variance that is a sum of squares: 2 n / (kurtosis - 1), and n - 1 at most. Where few persons
     * make most of the errors the variance is as uncertain as if there were only those.
     */
    private static double freedom(double[] contributions, long persons) {
        double squares = Arrays.stream(contributions).map(c -> c * c).sum();
        double fourths = Arrays.stream(contributions).map(c -> c * c * c * c).sum();
        double kurtosis = squares == 0 ? 0 : persons * fourths / squares / squares;
        double most = Math.max(MIN_FREEDOM, persons - 1.0);
        return kurtosis <= 1 ? most : Math.max(MIN_FREEDOM, Math.min(most, 2 * persons / (kurtosis - 1)));
    }

    private double rate() {
        return errors / (double) size;
    }

    /** Returns the effective number of independent errors. */
    double effectiveErrors() {
        return rate() * effectiveSize;
    }

    RateInterval interval(double confidence) {
        if (errors == 0 || errors == size) {
            return Intervals.wilson(rate(), effectiveSize, confidence, Method.WILSON_ADJUSTED);
        }
        double tail = (1 - confidence) / 2;
        double worth = sizeOfAnIntervalAsWide(1 - tail);
        return new RateInterval(
                Intervals.lowerLimit(rate(), worth, tail),
                upperLimit(1 - tail),
                confidence,
                Method.KORN_GRAUBARD,
                effectiveSize);
    }

    /**
     * Returns whether the rate is at most the target by the upper end of the interval, which is stricter than a one-sided
     * limit: a search by a threshold's own bound favors thresholds with a low estimated variance.
     */
    boolean assures(double target, double confidence) {
        return interval(confidence).high() <= target;
    }

    /** Returns the one-sided upper limit. */
    double upperLimit(double confidence) {
        double z = Intervals.studentQuantile(confidence, Double.POSITIVE_INFINITY);
        double limit = Intervals.upperLimit(rate(), sizeOfAnIntervalAsWide(confidence), confidence);
        return Math.min(1, limit + skew * (1 + 2 * z * z));
    }

    /** How many independent comparisons have the same limit: fewer than the effective ones, as the variance is estimated. */
    double sizeOfAnIntervalAsWide(double probability) {
        double ratio = Intervals.studentQuantile(probability, Double.POSITIVE_INFINITY)
                / Intervals.studentQuantile(probability, freedom);
        return Math.min((double) size, effectiveSize * ratio * ratio);
    }
}
