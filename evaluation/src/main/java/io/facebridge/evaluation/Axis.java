package io.facebridge.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * One axis of a drawing.
 *
 * @param low the value at its beginning
 * @param high the value at its end
 * @param transform makes even steps of the values
 * @param ticks the values that are written
 */
record Axis(double low, double high, DoubleUnaryOperator transform, List<Tick> ticks) {
    /**
     * A written value.
     *
     * @param value where
     * @param label what
     */
    record Tick(double value, String label) {}

    /** Returns the position of a value on the axis, from 0 at the beginning to 1 at the end; values outside are clamped. */
    double share(double value) {
        double from = transform.applyAsDouble(low);
        double to = transform.applyAsDouble(high);
        double at = transform.applyAsDouble(Math.max(low, Math.min(high, value)));
        return (at - from) / (to - from);
    }

    static Axis linear(double low, double high) {
        return linear(low, high, 6);
    }

    static Axis linear(double low, double high, int steps) {
        double end = high > low ? high : low + 1;
        double step = step((end - low) / steps);
        List<Tick> ticks = new ArrayList<>();
        for (double k = Math.ceil(low / step - 1e-9); k * step <= end + step * 1e-9; k++) {
            ticks.add(new Tick(k * step, Numbers.significant(k * step, 6)));
        }
        return new Axis(low, end, x -> x, ticks);
    }

    private static double step(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        return power * (digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10);
    }

    static Axis logarithmic(double low, double high) {
        int first = (int) Math.floor(Math.log10(low) + 1e-9);
        int last = (int) Math.ceil(Math.log10(high) - 1e-9);
        List<Tick> ticks = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            ticks.add(new Tick(Math.pow(10, i), power(i)));
        }
        return new Axis(Math.pow(10, first), Math.pow(10, last), Math::log10, ticks);
    }

    private static String power(int exponent) {
        return exponent >= 0 && exponent < 4
                ? String.format(Locale.ROOT, "%.0f", Math.pow(10, exponent))
                : "1e" + exponent;
    }

    /** Creates an axis on which normal scores give straight lines. */
    static Axis normalDeviate(double low, double high, int maxTicks) {
        double[] shares = {
            1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.99
        };
        List<Tick> ticks = new ArrayList<>();
        double before = Double.NEGATIVE_INFINITY;
        double room = (Intervals.probit(high) - Intervals.probit(low)) / maxTicks;
        for (double share : shares) {
            if (share >= low && share <= high && Intervals.probit(share) - before >= room) {
                ticks.add(new Tick(share, Numbers.significant(share * 100, 2)));
                before = Intervals.probit(share);
            }
        }
        return new Axis(low, high, Intervals::probit, ticks);
    }
}
