package io.facebridge.match;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Thresholds by false match rate (FMR; also called false accept rate), as somebody measured and published them. Immutable.
 *
 * <p>Between two published points the threshold is interpolated linearly over the logarithm of the rate, and rounded up,
 * to the strict side. Outside of them nothing is said: rates are never extrapolated.
 */
public final class FalseMatchTable {
    private final List<Point> points;
    private final double resolution;
    private final String source;
    private final List<String> caveats;

    private FalseMatchTable(List<Point> points, double resolution, String source, List<String> caveats) {
        this.points = points;
        this.resolution = resolution;
        this.source = source;
        this.caveats = caveats;
    }

    /**
     * Makes a table.
     *
     * @param points two or more, in any order; a lower rate must have a higher threshold
     * @param resolution step of the scale to which an interpolated threshold is rounded up, greater than 0
     * @param source who measured it, on what data, and when
     * @param caveats what a reader must know before relying on it; may be empty
     * @return the table
     * @throws IllegalArgumentException if there are fewer than two points, they are not monotone, or the resolution is not
     *     finite and greater than 0
     */
    public static FalseMatchTable of(List<Point> points, double resolution, String source, List<String> caveats) {
        Objects.requireNonNull(source, "source");
        if (points.size() < 2) {
            throw new IllegalArgumentException("a table needs two or more points but has " + points.size());
        }
        if (!(resolution > 0 && Double.isFinite(resolution))) {
            throw new IllegalArgumentException("resolution must be finite and greater than 0 but was " + resolution);
        }
        List<Point> sorted = points.stream()
                .sorted(Comparator.comparingDouble(Point::falseMatchRate).reversed())
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            Point looser = sorted.get(i - 1);
            Point stricter = sorted.get(i);
            if (looser.falseMatchRate() == stricter.falseMatchRate() || looser.threshold() >= stricter.threshold()) {
                throw new IllegalArgumentException(
                        "a lower false match rate needs a higher threshold but the table has " + looser + " and "
                                + stricter);
            }
        }
        return new FalseMatchTable(sorted, resolution, source, List.copyOf(caveats));
    }

    /**
     * The published points.
     *
     * @return highest rate (lowest threshold) first; unmodifiable
     */
    public List<Point> points() {
        return points;
    }

    /**
     * Who measured it, on what data, and when.
     *
     * @return a sentence
     */
    public String source() {
        return source;
    }

    /**
     * What a reader must know before relying on it.
     *
     * @return sentences; may be empty; unmodifiable
     */
    public List<String> caveats() {
        return caveats;
    }

    /**
     * Whether the table says anything about a rate.
     *
     * @param falseMatchRate the rate
     * @return {@code true} if it lies between the lowest and the highest published one
     */
    public boolean covers(double falseMatchRate) {
        return falseMatchRate <= points.get(0).falseMatchRate()
                && falseMatchRate >= points.get(points.size() - 1).falseMatchRate();
    }

    /**
     * The threshold at which no more than the given share of non-mated comparisons match.
     *
     * @param falseMatchRate the rate, between the lowest and the highest published one
     * @return the threshold; a comparison matches when its score is at least this
     * @throws IllegalArgumentException if the table does not {@linkplain #covers cover} the rate
     */
    public double thresholdAt(double falseMatchRate) {
        if (!covers(falseMatchRate)) {
            throw new IllegalArgumentException("the table covers false match rates from "
                    + points.get(points.size() - 1).falseMatchRate() + " to "
                    + points.get(0).falseMatchRate() + " but was asked for " + falseMatchRate);
        }
        Point looser = points.get(0);
        for (Point point : points) {
            if (point.falseMatchRate() == falseMatchRate) {
                return point.threshold();
            }
            if (point.falseMatchRate() < falseMatchRate) {
                double share = Math.log(looser.falseMatchRate() / falseMatchRate)
                        / Math.log(looser.falseMatchRate() / point.falseMatchRate());
                double threshold = looser.threshold() + share * (point.threshold() - looser.threshold());
                return Math.min(point.threshold(), roundedUp(threshold));
            }
            looser = point;
        }
        throw new AssertionError("a covered rate lies between two points");
    }

    /** In decimals, so that 0.3757 does not become 0.37570000000000003. */
    private double roundedUp(double threshold) {
        double steps = Math.ceil(threshold / resolution);
        return Double.isFinite(steps)
                ? BigDecimal.valueOf(steps)
                        .multiply(BigDecimal.valueOf(resolution))
                        .doubleValue()
                : threshold;
    }

    @Override
    public String toString() {
        return "FalseMatchTable[" + points.size() + " points, " + source + "]";
    }

    /**
     * One published point.
     *
     * @param falseMatchRate share of non-mated comparisons that reach the threshold, greater than 0 and less than 1
     * @param threshold on the scale the table belongs to
     */
    public record Point(double falseMatchRate, double threshold) {
        /**
         * Checks the numbers.
         *
         * @param falseMatchRate see the record
         * @param threshold see the record
         * @throws IllegalArgumentException if the rate is not between 0 and 1 or the threshold is not finite
         */
        public Point {
            MatchPolicy.requireRate("falseMatchRate", falseMatchRate);
            if (!Double.isFinite(threshold)) {
                throw new IllegalArgumentException("threshold must be finite but was " + threshold);
            }
        }
    }
}
