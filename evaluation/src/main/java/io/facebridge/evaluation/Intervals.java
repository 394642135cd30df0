package io.facebridge.evaluation;

import io.facebridge.evaluation.RateInterval.Method;
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
            throw new IllegalArgumentException(name + " must be greater than 0 and less than 1 but was " + rate);
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

    /** Of a rate of which nothing was counted. */
    static RateInterval unknown(double confidence) {
        return new RateInterval(0, 1, confidence, Method.CLOPPER_PEARSON, 0);
    }

    /** One-sided, exact: so high the true rate may be with that confidence. */
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

    /** The limit of Clopper and Pearson, of a size that need not be whole; 0 for errors that are worth less than one. */
    static double lowerLimit(double rate, double size, double tail) {
        return rate * size < 1
                ? 0
                : BetaDistribution.of(rate * size, size - rate * size + 1).inverseCumulativeProbability(tail);
    }

    /** The limit of Clopper and Pearson, of a size that need not be whole. */
    static double upperLimit(double rate, double size, double confidence) {
        return rate == 1
                ? 1
                : rate == 0
                        ? -Math.expm1(Math.log1p(-confidence) / size)
                        : BetaDistribution.of(rate * size + 1, size - rate * size)
                                .inverseSurvivalProbability(1 - confidence);
    }

    /** The quantile of Student's distribution, or of the normal one where the degrees of freedom are infinite. */
    static double studentQuantile(double probability, double freedom) {
        return Double.isInfinite(freedom)
                ? NORMAL.inverseCumulativeProbability(probability)
                : TDistribution.of(freedom).inverseCumulativeProbability(probability);
    }

    /** How likely so many errors of the second sample, or more, are if both have one rate and so many errors together. */
    static double moreInOneOfTwo(double firstErrors, double first, double secondErrors, double second) {
        return secondErrors == 0
                ? 1
                : BetaDistribution.of(secondErrors, firstErrors + 1).cumulativeProbability(second / (first + second));
    }

    /** How many comparisons without an error show a rate with 95 % confidence: the rule of 3, exactly. */
    static long neededWithoutError(double rate) {
        return (long) Math.ceil(Math.log(0.05) / Math.log1p(-rate));
    }

    /** The largest count that is not more than the rate, as rates are reported. */
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

    /** Whether fewer than three errors are to be expected; a rate that was typed in decimals counts as such. */
    static boolean expectsFewerThanThree(double rate, long size) {
        return rate * size < 3 * (1 - 1e-12);
    }

    /** The quantile of the normal distribution, for axes on which normal scores give straight lines. */
    static double probit(double share) {
        return NORMAL.inverseCumulativeProbability(share);
    }
}
