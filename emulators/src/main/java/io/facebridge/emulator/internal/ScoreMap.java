package io.facebridge.emulator.internal;

import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.FalseMatchTable.Point;
import io.facebridge.match.ScoreScale;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Maps the cosine of two templates to a score of 0 to 100, or to another maximum. The backing's table gives the false match
 * rate F at a threshold of that cosine, linear over log F between its points and extrapolated beyond them; the service
 * determines the score at F.
 */
public final class ScoreMap {
    private static final double CALIBRATION_RESOLUTION = 1e-7;
    private static final double HUNDRED = 100;

    private final FalseMatchTable table;
    private final double[] thresholds;
    private final double[] decades;
    private final double top;
    private final DoubleUnaryOperator scoreOfDecades;

    private ScoreMap(FalseMatchTable table, double top, DoubleUnaryOperator scoreOfDecades) {
        this.table = table;
        this.top = top;
        this.scoreOfDecades = scoreOfDecades;
        List<Point> points = table.points();
        thresholds = points.stream().mapToDouble(Point::threshold).toArray();
        decades = points.stream()
                .mapToDouble(point -> -Math.log10(point.falseMatchRate()))
                .toArray();
    }

    /**
     * Returns the map of a backing's scores to scores in [0, 100].
     *
     * @param scoreOfDecades maps the number of decades by which the false match rate is below 1, 0 or more, to a score; must
     *     not decrease
     * @throws IllegalArgumentException if the backing's scores are not cosines of comparisons
     * @throws IllegalArgumentException if there are no false match rates for them
     */
    public static ScoreMap of(ScoreScale scale, DoubleUnaryOperator scoreOfDecades) {
        return of(scale, HUNDRED, scoreOfDecades);
    }

    /**
     * Returns the map of a backing's scores to scores up to a maximum.
     *
     * @param top the highest score
     * @param scoreOfDecades maps the number of decades by which the false match rate is below 1, 0 or more, to a score; must
     *     not decrease
     * @throws IllegalArgumentException if the backing's scores are not cosines of comparisons
     * @throws IllegalArgumentException if there are no false match rates for them
     */
    public static ScoreMap of(ScoreScale scale, double top, DoubleUnaryOperator scoreOfDecades) {
        if (scale.operation() != ScoreScale.Operation.COMPARE || scale.min() != -1 || scale.max() != 1) {
            throw new IllegalArgumentException("an emulator needs comparisons by cosine, from -1 to 1, behind it but "
                    + scale + " goes from " + scale.min() + " to " + scale.max());
        }
        FalseMatchTable table = scale.falseMatchTable()
                .orElseThrow(() -> new IllegalArgumentException("the scale " + scale + " has no false match rates, "
                        + "which the similarities of an emulator follow from; use a model that has them, or measure"
                        + " them and say scale.with(FalseMatchTable.of(...))"));
        return new ScoreMap(table, top, scoreOfDecades);
    }

    /** Returns the score of two templates, which never falls as the cosine rises. */
    public float similarity(double cosine) {
        return (float) Math.max(0, Math.min(top, scoreOfDecades.applyAsDouble(Math.max(0, decade(cosine)))));
    }

    /** Returns how many decades the false match rate at this threshold is below 1. */
    private double decade(double cosine) {
        int right = 1;
        while (right < thresholds.length - 1 && cosine > thresholds[right]) {
            right++;
        }
        double share = (cosine - thresholds[right - 1]) / (thresholds[right] - thresholds[right - 1]);
        return decades[right - 1] + share * (decades[right] - decades[right - 1]);
    }

    /**
     * Returns the thresholds on the similarity for every rate of the backing's table, and for every rate of two digits between
     * them: at each of these rates a comparison is decided as on the backing's own scale.
     */
    public FalseMatchTable calibration() {
        List<Point> points = new ArrayList<>();
        for (double rate : rates()) {
            Point point = new Point(rate, similarity(table.thresholdAt(rate)));
            Point last = points.isEmpty() ? null : points.get(points.size() - 1);
            if (isStricter(point, last)) {
                points.add(point);
            }
        }
        List<String> caveats = new ArrayList<>(table.caveats());
        caveats.add("These are thresholds of an emulator. They say nothing about the service it stands in for.");
        return FalseMatchTable.of(points, CALIBRATION_RESOLUTION * top, "emulated from: " + table.source(), caveats);
    }

    private static boolean isStricter(Point point, @Nullable Point last) {
        return last == null || point.threshold() > last.threshold();
    }

    /** Highest first, each once. */
    private double[] rates() {
        List<Double> rates = new ArrayList<>();
        table.points().forEach(point -> rates.add(point.falseMatchRate()));
        double lowest = table.points().get(table.points().size() - 1).falseMatchRate();
        for (int exponent = -1; Math.pow(10, exponent) > lowest / 10; exponent--) {
            for (int digits = 10; digits <= 99; digits++) {
                double rate = BigDecimal.valueOf(digits, 1 - exponent).doubleValue();
                if (table.covers(rate)) {
                    rates.add(rate);
                }
            }
        }
        return rates.stream()
                .distinct()
                .sorted((a, b) -> Double.compare(b, a))
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
