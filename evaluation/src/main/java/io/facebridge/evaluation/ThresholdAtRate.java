package io.facebridge.evaluation;

import io.facebridge.error.InsufficientDataException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the data says about a target rate: a threshold with its errors and how well it is supported, or that there is none,
 * and why. Immutable.
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

    /** Were all comparisons independent. */
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

    /**
     * The rate that was asked for.
     *
     * @return greater than 0 and less than 1
     */
    public double target() {
        return target;
    }

    /**
     * How well the data supports it.
     *
     * @return UNSUPPORTED if there is no threshold
     */
    public StatisticalSupport support() {
        return support;
    }

    /**
     * The threshold with its errors.
     *
     * @return empty if the rate is not supported
     */
    public Optional<OperatingPoint> point() {
        return Optional.ofNullable(point);
    }

    /**
     * Returns the 95 % confidence interval of the rate that the threshold was set for, the one that {@link #support()} and
     * {@link #upperBound95()} rest on. It knows which comparisons or searches share a person where the persons are known;
     * {@link RateInterval#method()} says which of both it is.
     *
     * @return the interval; empty if the rate is not supported
     */
    public Optional<RateInterval> interval() {
        return Optional.ofNullable(interval);
    }

    /**
     * Returns how many independent comparisons (or searches) have a 95 % confidence interval as wide as {@link #interval()}:
     * what the data is worth at the threshold, for tests of other data against it.
     *
     * @return at most {@link #available()}, and that where comparisons were taken as independent; 0 if the rate is not
     *     supported
     */
    public double effectiveSize() {
        return effectiveSize;
    }

    /**
     * How many comparisons (or searches, or attacks) the rate was counted over.
     *
     * @return 0 or more
     */
    public long available() {
        return available;
    }

    /**
     * How many comparisons without an error would show the target with 95 % confidence (the rule of 3).
     *
     * @return 1 or more
     */
    public long needed() {
        return Intervals.neededWithoutError(target);
    }

    /**
     * Returns what the true rate is below with 95 % confidence: at the threshold, or where there is none, at a threshold that
     * no comparison of the data reaches. It is a bound and not an estimate. Comparisons that share a person are taken as alike
     * where the persons are known, else every comparison as independent.
     *
     * @return greater than 0, at most 1
     */
    public double upperBound95() {
        return upperBound95;
    }

    /**
     * The threshold with its errors, or the refusal.
     *
     * @return the point
     * @throws InsufficientDataException if the rate is not supported; the message says why
     */
    public OperatingPoint orThrow() {
        if (point == null) {
            throw insufficient();
        }
        return point;
    }

    /** The refusal of a rate that is not supported. */
    InsufficientDataException insufficient() {
        return new InsufficientDataException(
                Objects.requireNonNull(reason, "reason"), available, needed(), upperBound95);
    }

    /**
     * Why there is no threshold.
     *
     * @return a sentence with the numbers; empty if there is one
     */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    @Override
    public String toString() {
        return "ThresholdAtRate[" + target + ", " + support + (point == null ? "" : ", " + point.threshold()) + "]";
    }
}
