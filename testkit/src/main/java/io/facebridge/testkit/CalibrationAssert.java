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
 * Fails a build when a calibration does not keep its promise on new data: for an application's own tests, with scores that
 * were made after the calibration and of other people.
 *
 * <pre>{@code
 * CalibrationAssert.assertThat(calibration).isNotRefutedAt(1e-3, scores);
 * }</pre>
 *
 * <p>Both checks fail if the calibration has expired, does not cover the rate or is of another scale, and if the new data is
 * too little to say anything: fewer than 3 / rate non-mated comparisons. Data that the calibration was made of, or that shows the
 * same persons, is refused likewise ({@link ScoreSet#requireApartFrom(Calibration)}). Immutable.
 */
public final class CalibrationAssert {
    private static final double FEWEST_EXPECTED = 3 * (1 - 1e-12);

    private final Calibration calibration;
    private final Clock clock;

    private CalibrationAssert(Calibration calibration, Clock clock) {
        this.calibration = calibration;
        this.clock = clock;
    }

    /**
     * Starts a check, by the system's clock.
     *
     * @param calibration what is checked
     * @return the check
     */
    public static CalibrationAssert assertThat(Calibration calibration) {
        return new CalibrationAssert(Objects.requireNonNull(calibration, "calibration"), Clock.systemUTC());
    }

    /**
     * Checks by another clock.
     *
     * @param other says whether the calibration has expired
     * @return a new check
     */
    public CalibrationAssert at(Clock other) {
        return new CalibrationAssert(calibration, Objects.requireNonNull(other, "clock"));
    }

    /**
     * The strict check: of the new non-mated comparisons no greater share matches than the rate says. By chance alone it fails
     * about every second time for a calibration that is exactly right; for thresholds that were set with something to spare.
     *
     * @param falseMatchRate the rate that decisions are made at
     * @param scores new data, on the calibration's scale
     * @return this
     * @throws AssertionError if the rate is exceeded, or the check says nothing; the message has the numbers
     */
    public CalibrationAssert keeps(double falseMatchRate, ScoreSet scores) {
        OperatingPoint found = found(falseMatchRate, scores);
        if (found.fmr() > falseMatchRate) {
            throw exceeded(falseMatchRate, scores, found);
        }
        return this;
    }

    /**
     * The check for every build: the new data does not show, with 97.5 % confidence, that the true rate is greater. It is a test
     * of two samples: the threshold was measured on data that errs too, so the rate that was calibrated is as uncertain as its
     * counts say. Where persons are known, on either side, their comparisons count for as many independent ones as they are
     * worth.
     *
     * @param falseMatchRate the rate that decisions are made at
     * @param scores new data, on the calibration's scale, of other persons
     * @return this
     * @throws AssertionError if it shows that, or the check says nothing; the message has the numbers
     */
    public CalibrationAssert isNotRefutedAt(double falseMatchRate, ScoreSet scores) {
        OperatingPoint found = found(falseMatchRate, scores);
        double p = scores.evaluate().exceedsP(found.threshold(), falseMatchRate, measuredOn(falseMatchRate));
        if (found.fmr() > falseMatchRate && p < 0.025) {
            throw exceeded(falseMatchRate, scores, found);
        }
        return this;
    }

    /** What the calibration's points round the rate rest on; the least of both if it is between two. */
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
        if (scores.nonMatedCount() * falseMatchRate < FEWEST_EXPECTED) {
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
