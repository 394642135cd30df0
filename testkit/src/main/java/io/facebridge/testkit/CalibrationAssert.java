package io.facebridge.testkit;

import io.facebridge.UncalibratedException;
import io.facebridge.match.Calibration;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.Threshold;
import io.facebridge.tuning.OperatingPoint;
import io.facebridge.tuning.RateInterval;
import io.facebridge.tuning.ScoreSet;
import java.time.Clock;
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
 * too little to say anything: fewer than 3 / rate non-mated comparisons. Immutable.
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
            throw exceeded(falseMatchRate, found);
        }
        return this;
    }

    /**
     * The check for every build: the new data does not show, with 97.5 % confidence, that the true rate is greater.
     *
     * @param falseMatchRate the rate that decisions are made at
     * @param scores new data, on the calibration's scale
     * @return this
     * @throws AssertionError if it shows that, or the check says nothing; the message has the numbers
     */
    public CalibrationAssert isNotRefutedAt(double falseMatchRate, ScoreSet scores) {
        OperatingPoint found = found(falseMatchRate, scores);
        if (found.fmrInterval().low() > falseMatchRate) {
            throw exceeded(falseMatchRate, found);
        }
        return this;
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

    private static AssertionError exceeded(double rate, OperatingPoint found) {
        RateInterval interval = found.fmrInterval();
        return new AssertionError(String.format(
                Locale.ROOT,
                "at the threshold %s, calibrated for a false match rate of %s, %d of %d new non-mated comparisons match: %.3g"
                        + " (95 %% interval %.3g to %.3g); calibrate again",
                found.threshold(),
                rate,
                found.falseMatches(),
                found.nonMated(),
                found.fmr(),
                interval.low(),
                interval.high()));
    }
}
