package io.facebridge.evaluation;

import io.facebridge.evaluation.RateInterval.Method;
import io.facebridge.internal.Decimals;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Confidence limits of rates. The library's own binomial intervals take counts as {@code int}; these take {@code long} and
 * real effective sizes.
 */
final class Intervals {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Intervals() {}

    static double requireShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1] but was " + share);
        }
        return share;
    }

    static double requireRate(String name, double rate) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException(
                    name + " must be greater than 0 and less than 1 but was " + Decimals.plain(rate));
        }
        return rate;
    }

    static RateInterval clopperPearson(long errors, long size, double confidence) {
        double tail = (1 - confidence) / 2;
        return new RateInterval(
                errors == 0
                        ? 0
                        : BetaDistribution.of((double) errors, size - errors + 1.0)
                                .inverseCumulativeProbability(tail),
                errors == size
                        ? 1
                        : BetaDistribution.of(errors + 1.0, (double) (size - errors))
                                .inverseSurvivalProbability(tail),
                confidence,
                Method.CLOPPER_PEARSON,
                size);
    }

    /** Returns the interval 0 to 1, of a rate over no comparisons. */
    static RateInterval unknown(double confidence) {
        return new RateInterval(0, 1, confidence, Method.CLOPPER_PEARSON, 0);
    }

    /** Returns the exact one-sided upper limit of the true rate. */
    static double upperLimit(long errors, long size, double confidence) {
        if (errors >= size) {
            return 1;
        }
        return errors == 0
                ? -Math.expm1(Math.log1p(-confidence) / size)
                : BetaDistribution.of(errors + 1.0, (double) (size - errors))
                        .inverseSurvivalProbability(1 - confidence);
    }

    static RateInterval wilson(double rate, double size, double confidence, Method method) {
        double z = NORMAL.inverseSurvivalProbability((1 - confidence) / 2);
        double shrink = 1 + z * z / size;
        double center = (rate + z * z / (2 * size)) / shrink;
        double half = z / shrink * Math.sqrt(rate * (1 - rate) / size + z * z / (4 * size * size));
        return new RateInterval(
                rate == 0 ? 0 : Math.max(0, center - half),
                rate == 1 ? 1 : Math.min(1, center + half),
                confidence,
                method,
                size);
    }

    /**
     * Returns the lower limit of Clopper and Pearson for a size that need not be whole; 0 for less than one effective
     * error.
     */
    static double lowerLimit(double rate, double size, double tail) {
        return rate * size < 1
                ? 0
                : BetaDistribution.of(rate * size, size - rate * size + 1).inverseCumulativeProbability(tail);
    }

    /** Returns the upper limit of Clopper and Pearson for a size that need not be whole. */
    static double upperLimit(double rate, double size, double confidence) {
        return rate == 1
                ? 1
                : rate == 0
                        ? -Math.expm1(Math.log1p(-confidence) / size)
                        : BetaDistribution.of(rate * size + 1, size - rate * size)
                                .inverseSurvivalProbability(1 - confidence);
    }

    /** Returns the quantile of Student's distribution, or of the normal distribution for infinite degrees of freedom. */
    static double studentQuantile(double probability, double freedom) {
        return Double.isInfinite(freedom)
                ? NORMAL.inverseCumulativeProbability(probability)
                : TDistribution.of(freedom).inverseCumulativeProbability(probability);
    }

    /**
     * Returns the probability of at least as many errors in the second sample, given equal rates and the total number of
     * errors.
     */
    static double moreInOneOfTwo(double firstErrors, double first, double secondErrors, double second) {
        return secondErrors == 0
                ? 1
                : BetaDistribution.of(secondErrors, firstErrors + 1).cumulativeProbability(second / (first + second));
    }

    /** Returns the number of comparisons without an error that show a rate with 95 % confidence: the exact rule of 3. */
    static long neededWithoutError(double rate) {
        return (long) Math.ceil(Math.log(0.05) / Math.log1p(-rate));
    }

    /** Returns the largest count whose reported rate is at most the given rate. */
    static long largestCount(double rate, long size) {
        long count = (long) Math.floor(rate * size);
        while (count < size && (count + 1) / (double) size <= rate) {
            count++;
        }
        while (count > 0 && count / (double) size > rate) {
            count--;
        }
        return count;
    }

    /** Returns whether fewer than three errors are expected; tolerates the rounding of decimal rates. */
    static boolean expectsFewerThanThree(double rate, long size) {
        return rate * size < 3 * (1 - 1e-12);
    }

    /** Returns the quantile of the normal distribution, for axes on which normal scores give straight lines. */
    static double probit(double share) {
        return NORMAL.inverseCumulativeProbability(share);
    }
}
