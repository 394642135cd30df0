package io.facebridge.match;

import io.facebridge.internal.Decimals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Thresholds by false match rate (FMR; also called false accept rate), measured and published by a vendor or the application.
 * Immutable.
 *
 * <p>A table is of comparisons (1:1), unless {@link #ofSearches} declares it to be of whole searches (1:N): then its rates
 * are false positive identification rates (FPIR), the proportion of non-mated searches that return any candidate at or above
 * the threshold.
 *
 * <p>Between two published points the threshold is interpolated linearly over the logarithm of the rate, and rounded up, to
 * the strict side. Rates outside of them are never extrapolated.
 */
public final class FalseMatchTable {
    private final List<Point> points;
    private final double resolution;
    private final String source;
    private final List<String> caveats;
    private final @Nullable Long references;
    private final @Nullable Instant validUntil;

    private FalseMatchTable(
            List<Point> points,
            double resolution,
            String source,
            List<String> caveats,
            @Nullable Long references,
            @Nullable Instant validUntil) {
        this.points = points;
        this.resolution = resolution;
        this.source = source;
        this.caveats = caveats;
        this.references = references;
        this.validUntil = validUntil;
    }

    /**
     * Creates a table of comparisons.
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
                        "a lower false match rate needs a higher threshold but the table has " + inWords(looser)
                                + " and " + inWords(stricter));
            }
        }
        return new FalseMatchTable(sorted, resolution, source, List.copyOf(caveats), null, null);
    }

    private static String inWords(Point point) {
        return point.threshold() + " at " + Decimals.plain(point.falseMatchRate());
    }

    /**
     * Declares that the rates are of whole searches instead of comparisons.
     *
     * @param maxReferenceCount how many enrolled faces a search compared with; 1 or more. For fewer the table is on the strict
     *     side, for more it is not valid
     * @return a table of searches
     * @throws IllegalArgumentException if it is less than 1
     */
    public FalseMatchTable ofSearches(long maxReferenceCount) {
        return new FalseMatchTable(
                points, resolution, source, caveats, MatchPolicy.requireReferences(maxReferenceCount), validUntil);
    }

    /**
     * Sets when the table expires. A table of the application's own needs it where the vendor does not report which model
     * answers, because a change of the model would go unnoticed.
     *
     * @param instant from then on decisions by this table are rejected
     * @return a table that expires
     */
    public FalseMatchTable validUntil(Instant instant) {
        return new FalseMatchTable(
                points, resolution, source, caveats, references, Objects.requireNonNull(instant, "instant"));
    }

    /**
     * Returns the maximum number of references that a search may compare with, where the rates are of searches.
     *
     * @return 1 or more; empty for a table of comparisons
     */
    public OptionalLong maxReferenceCount() {
        return references == null ? OptionalLong.empty() : OptionalLong.of(references);
    }

    /**
     * Returns when the table expires.
     *
     * @return empty if it does not expire
     */
    public Optional<Instant> validUntil() {
        return Optional.ofNullable(validUntil);
    }

    /**
     * Returns the published points.
     *
     * @return highest rate (lowest threshold) first; unmodifiable
     */
    public List<Point> points() {
        return points;
    }

    /**
     * Returns who measured it, on what data, and when.
     *
     * @return a sentence
     */
    public String source() {
        return source;
    }

    /**
     * Returns the caveats that a reader must consider before relying on it.
     *
     * @return sentences; may be empty; unmodifiable
     */
    public List<String> caveats() {
        return caveats;
    }

    /**
     * Returns whether a rate is one of the published points, so that its threshold is not interpolated.
     *
     * @param rate the rate
     * @return {@code true} if there is a point of exactly this rate
     */
    public boolean publishes(double rate) {
        return points.stream().anyMatch(point -> point.falseMatchRate() == rate);
    }

    /**
     * Adds a caveat that a reader must consider.
     *
     * @param caveat a sentence
     * @return a new table
     */
    public FalseMatchTable withCaveat(String caveat) {
        List<String> more = new ArrayList<>(caveats);
        more.add(Objects.requireNonNull(caveat, "caveat"));
        return new FalseMatchTable(points, resolution, source, List.copyOf(more), references, validUntil);
    }

    /**
     * Returns whether the table covers a rate.
     *
     * @param falseMatchRate the rate
     * @return {@code true} if it lies between the lowest and the highest published one
     */
    public boolean covers(double falseMatchRate) {
        return falseMatchRate <= points.get(0).falseMatchRate()
                && falseMatchRate >= points.get(points.size() - 1).falseMatchRate();
    }

    /**
     * Returns the threshold at which no more than the given proportion of non-mated comparisons match, or of non-mated
     * searches return a match.
     *
     * @param falseMatchRate the rate, between the lowest and the highest published one
     * @return the threshold; a comparison matches when its score is at least this
     * @throws IllegalArgumentException if the table does not {@linkplain #covers cover} the rate
     */
    public double thresholdAt(double falseMatchRate) {
        if (!covers(falseMatchRate)) {
            throw new IllegalArgumentException("the table covers false match rates from "
                    + Decimals.plain(points.get(points.size() - 1).falseMatchRate()) + " to "
                    + Decimals.plain(points.get(0).falseMatchRate()) + " but the requested rate is "
                    + Decimals.plain(falseMatchRate));
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

    /** Rounds up in decimals, so that 0.3757 does not become 0.37570000000000003. */
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
        return "FalseMatchTable[" + points.size() + " points, "
                + (references == null ? "" : "searches among " + references + ", ") + source
                + (validUntil == null ? "" : ", until " + validUntil) + "]";
    }

    /**
     * One published point.
     *
     * @param falseMatchRate share of non-mated comparisons, or searches, that reach the threshold, greater than 0 and less
     *     than 1
     * @param threshold on the scale the table belongs to
     */
    public record Point(double falseMatchRate, double threshold) {
        /**
         * Creates a point.
         *
         * @param falseMatchRate share of non-mated comparisons, or searches, that reach the threshold, greater than 0
         * and less than 1
         * @param threshold on the scale the table belongs to
         * @throws IllegalArgumentException if the rate is not between 0 and 1
         * @throws IllegalArgumentException if the threshold is not finite
         */
        public Point {
            MatchPolicy.requireRate("falseMatchRate", falseMatchRate);
            if (!Double.isFinite(threshold)) {
                throw new IllegalArgumentException("threshold must be finite but was " + threshold);
            }
        }
    }
}
