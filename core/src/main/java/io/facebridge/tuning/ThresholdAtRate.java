package io.facebridge.tuning;

import io.facebridge.InsufficientDataException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the data says about a target rate: a threshold with its errors and how well it is supported, or that there is none,
 * and why. Immutable.
 */
public final class ThresholdAtRate {
    private final double target;
    private final Support support;
    private final @Nullable OperatingPoint point;
    private final long available;
    private final double upperBound95;
    private final @Nullable String reason;

    private ThresholdAtRate(
            double target,
            Support support,
            @Nullable OperatingPoint point,
            long available,
            double upperBound95,
            @Nullable String reason) {
        this.target = target;
        this.support = support;
        this.point = point;
        this.available = available;
        this.upperBound95 = upperBound95;
        this.reason = reason;
    }

    static ThresholdAtRate of(double target, OperatingPoint point, long errors, long size) {
        double upper = Intervals.upperLimit(errors, size, 0.95);
        Support support = upper <= target ? Support.ASSURED : errors >= 30 ? Support.OK : Support.WEAK;
        return new ThresholdAtRate(target, support, point, size, upper, null);
    }

    static ThresholdAtRate unsupported(double target, long available, String reason) {
        return new ThresholdAtRate(
                target,
                Support.UNSUPPORTED,
                null,
                available,
                available == 0 ? 1 : Intervals.upperLimit(0, available, 0.95),
                reason);
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
    public Support support() {
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
     * What the true rate is below with 95 % confidence, were the comparisons independent: at the threshold, or where there is
     * none, at a threshold that no comparison of the data reaches. It is a bound and not an estimate.
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
