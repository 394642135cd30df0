package io.facebridge.testkit;

import io.facebridge.error.InvalidScoresException;
import io.facebridge.error.UncalibratedException;
import io.facebridge.evaluation.OperatingPoint;
import io.facebridge.evaluation.RateInterval;
import io.facebridge.evaluation.ScoreSet;
import io.facebridge.match.Calibration;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.Threshold;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Fails a build if a calibration does not hold on new data. For an application's own tests, with scores that were measured
 * after the calibration and on other people.
 *
 * <!-- docs-test: given ScoreSet scores -->
 * <pre>{@code
 * CalibrationAssert.assertThat(calibration).isNotRefutedAt(1e-3, scores);
 * }</pre>
 *
 * <p>Both checks fail if the calibration has expired, does not cover the rate or is of another score scale, and if the new data
 * is too little for a conclusion: fewer than 3 / rate non-mated comparisons. They also reject data that the calibration was
 * made from, or that shows the same persons ({@link ScoreSet#requireApartFrom(Calibration)}). Immutable.
 */
public final class CalibrationAssert {
    private static final double MIN_EXPECTED = 3 * (1 - 1e-12);

    private final Calibration calibration;
    private final Clock clock;

    private CalibrationAssert(Calibration calibration, Clock clock) {
        this.calibration = calibration;
        this.clock = clock;
    }

    /**
     * Creates the check of a calibration, by the system's clock.
     *
     * @param calibration the calibration to check
     * @return a new check
     */
    public static CalibrationAssert assertThat(Calibration calibration) {
        return new CalibrationAssert(Objects.requireNonNull(calibration, "calibration"), Clock.systemUTC());
    }

    /**
     * Returns a check by another clock.
     *
     * @param other the clock that determines whether the calibration has expired
     * @return a new check
     */
    public CalibrationAssert at(Clock other) {
        return new CalibrationAssert(calibration, Objects.requireNonNull(other, "clock"));
    }

    /**
     * Checks strictly that the proportion of the new non-mated comparisons that match is at most the rate. By chance alone this
     * fails about every second time for a calibration that is exactly right; use it for thresholds with a margin.
     *
     * @param falseMatchRate the rate that decisions are made at
     * @param scores new data, on the calibration's score scale
     * @return this check
     * @throws AssertionError if the rate is exceeded, or the check allows no conclusion; the message contains the numbers
     */
    public CalibrationAssert keeps(double falseMatchRate, ScoreSet scores) {
        OperatingPoint found = found(falseMatchRate, scores);
        if (found.fmr() > falseMatchRate) {
            throw exceeded(falseMatchRate, scores, found);
        }
        return this;
    }

    /**
     * Checks that the new data does not show, with 97.5 % confidence, that the true rate is greater; suited to every build. It
     * is a test of two samples: the threshold was measured on a sample, too, so the calibrated rate is as uncertain as its
     * counts imply. If persons are known, on either side, their comparisons count as the number of independent ones that they
     * are worth.
     *
     * @param falseMatchRate the rate that decisions are made at
     * @param scores new data, on the calibration's score scale, of other persons
     * @return this check
     * @throws AssertionError if the data shows that, or the check allows no conclusion; the message contains the numbers
     */
    public CalibrationAssert isNotRefutedAt(double falseMatchRate, ScoreSet scores) {
        OperatingPoint found = found(falseMatchRate, scores);
        double p = scores.evaluate().exceedsP(found.threshold(), falseMatchRate, measuredOn(falseMatchRate));
        if (found.fmr() > falseMatchRate && p < 0.025) {
            throw exceeded(falseMatchRate, scores, found);
        }
        return this;
    }

    /** Returns the statistical basis of the calibration at a rate; between two points, the lesser of both. */
    private double measuredOn(double rate) {
        List<Calibration.Point> points = calibration.points();
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < points.size(); i++) {
            boolean above = points.get(i).rate() >= rate
                    && (i + 1 == points.size() || points.get(i + 1).rate() < rate);
            boolean below =
                    points.get(i).rate() <= rate && (i == 0 || points.get(i - 1).rate() > rate);
            if (above || below) {
                least = Math.min(least, points.get(i).effectiveNonMated());
            }
        }
        return least;
    }

    private OperatingPoint found(double falseMatchRate, ScoreSet scores) {
        if (!scores.source().scale().filter(calibration.scale()::equals).isPresent()) {
            throw new AssertionError("the calibration is of the scale " + calibration.scale()
                    + " but the new scores are of " + scores.source());
        }
        if (scores.nonMatedCount() * falseMatchRate < MIN_EXPECTED) {
            throw new AssertionError(
                    scores.nonMatedCount() + " non-mated comparisons say nothing about a false match rate of "
                            + falseMatchRate + ": 3 / rate of them are needed");
        }
        try {
            scores.requireApartFrom(calibration);
        } catch (InvalidScoresException e) {
            throw new AssertionError("the check says nothing: " + e.getMessage(), e);
        }
        Threshold threshold;
        try {
            threshold = MatchPolicy.falseMatchRate(falseMatchRate)
                    .calibratedBy(calibration, clock)
                    .thresholdFor(calibration.scale());
        } catch (UncalibratedException e) {
            throw new AssertionError(e.getMessage(), e);
        }
        return scores.evaluate().at(threshold.value());
    }

    private static AssertionError exceeded(double rate, ScoreSet scores, OperatingPoint found) {
        RateInterval interval = scores.evaluate().fmrInterval(found.threshold());
        return new AssertionError(String.format(
                Locale.ROOT,
                "at the threshold %s, calibrated for a false match rate of %s, %d of %d new non-mated comparisons match: %.3g"
                        + " (95 %% interval %.3g to %.3g%s); calibrate again",
                found.threshold(),
                rate,
                found.falseMatches(),
                found.nonMated(),
                found.fmr(),
                interval.low(),
                interval.high(),
                interval.method().byPersons() ? "" : ", were all comparisons independent, as persons are not known"));
    }
}
