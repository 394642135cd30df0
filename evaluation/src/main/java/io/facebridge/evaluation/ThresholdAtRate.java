package io.facebridge.evaluation;

import io.facebridge.error.InsufficientDataException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of a search for the threshold at a target rate: a threshold with its errors and its statistical support, or
 * the reason why there is none. {@link Evaluation} and {@link SearchEvaluation} return it. Immutable.
 */
public final class ThresholdAtRate {
    private final double target;
    private final StatisticalSupport support;
    private final @Nullable OperatingPoint point;
    private final @Nullable RateInterval interval;
    private final double effectiveSize;
    private final long available;
    private final double upperBound95;
    private final @Nullable String reason;

    private ThresholdAtRate(
            double target,
            StatisticalSupport support,
            @Nullable OperatingPoint point,
            @Nullable RateInterval interval,
            double effectiveSize,
            long available,
            double upperBound95,
            @Nullable String reason) {
        this.target = target;
        this.support = support;
        this.point = point;
        this.interval = interval;
        this.effectiveSize = effectiveSize;
        this.available = available;
        this.upperBound95 = upperBound95;
        this.reason = reason;
    }

    /** Creates a result for independent comparisons. */
    static ThresholdAtRate independent(double target, OperatingPoint point, long errors, long size) {
        double upper = Intervals.upperLimit(errors, size, 0.95);
        return new ThresholdAtRate(
                target,
                support(upper <= target, (double) errors),
                point,
                Intervals.clopperPearson(errors, size, 0.95),
                (double) size,
                size,
                upper,
                null);
    }

    /**
     * Of comparisons that share persons.
     *
     * @param enough whether there are enough persons to rely on what their comparisons are worth
     */
    static ThresholdAtRate of(double target, OperatingPoint point, PersonRate rate, boolean enough) {
        double upper = rate.upperLimit(0.95);
        return new ThresholdAtRate(
                target,
                enough ? support(rate.assures(target, 0.95), rate.effectiveErrors()) : StatisticalSupport.WEAK,
                point,
                rate.interval(0.95),
                rate.sizeOfAnIntervalAsWide(0.975),
                rate.size(),
                upper,
                null);
    }

    private static StatisticalSupport support(boolean assured, double errors) {
        return assured ? StatisticalSupport.ASSURED : errors >= 30 ? StatisticalSupport.OK : StatisticalSupport.WEAK;
    }

    /**
     * Without a threshold.
     *
     * @param upperBound95 of the rate at a threshold that nothing reaches
     */
    static ThresholdAtRate unsupported(double target, long available, double upperBound95, String reason) {
        return new ThresholdAtRate(
                target, StatisticalSupport.UNSUPPORTED, null, null, 0, available, upperBound95, reason);
    }

    /** {@return the requested rate, greater than 0 and less than 1} */
    public double target() {
        return target;
    }

    /** {@return the support of the rate by the data; UNSUPPORTED if there is no threshold} */
    public StatisticalSupport support() {
        return support;
    }

    /** {@return the threshold with its errors; empty if the rate is not supported} */
    public Optional<OperatingPoint> point() {
        return Optional.ofNullable(point);
    }

    /**
     * Returns the 95 % confidence interval of the rate that the threshold was set for. {@link #support()} and {@link
     * #upperBound95()} are based on it. It accounts for comparisons or searches that share a person where the persons are
     * known; {@link RateInterval#method()} returns whether it does.
     *
     * @return the interval; empty if the rate is not supported
     */
    public Optional<RateInterval> interval() {
        return Optional.ofNullable(interval);
    }

    /**
     * Returns the number of independent comparisons (or searches) with a 95 % confidence interval as wide as {@link
     * #interval()}: the effective size of the data at the threshold, for tests of other data against it.
     *
     * @return the size, at most {@link #available()}; equal to it where comparisons were treated as independent; 0 if the
     *     rate is not supported
     */
    public double effectiveSize() {
        return effectiveSize;
    }

    /** {@return the number of comparisons (or searches) that the rate was counted over} */
    public long available() {
        return available;
    }

    /**
     * {@return the number of comparisons without an error that would show the target with 95 % confidence (the rule of 3),
     * 1 or more}
     */
    public long needed() {
        return Intervals.neededWithoutError(target);
    }

    /** Returns whether more comparisons would not help where there is no threshold: equal scores, for example, are the cause. */
    boolean hasEnoughData() {
        return available >= needed();
    }

    /**
     * Returns the upper limit of the true rate with 95 % confidence: at the threshold, or if there is none, at a threshold
     * above every score of the data. It is a bound and not an estimate. It accounts for comparisons that share a person
     * where the persons are known; otherwise every comparison is treated as independent.
     *
     * @return the limit, greater than 0, at most 1
     */
    public double upperBound95() {
        return upperBound95;
    }

    /**
     * Returns the threshold with its errors, or throws if there is none.
     *
     * @return the point
     * @throws InsufficientDataException if the rate is not supported; the message contains the reason
     */
    public OperatingPoint orThrow() {
        if (point == null) {
            throw insufficient();
        }
        return point;
    }

    /** Returns the exception for a rate that is not supported. */
    InsufficientDataException insufficient() {
        return new InsufficientDataException(
                Objects.requireNonNull(reason, "reason"), available, needed(), upperBound95);
    }

    /** {@return the reason why there is no threshold, with its numbers; empty if there is one} */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    @Override
    public String toString() {
        return "ThresholdAtRate[" + target + ", " + support + (point == null ? "" : ", " + point.threshold()) + "]";
    }
}
