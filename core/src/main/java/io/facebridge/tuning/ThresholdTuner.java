package io.facebridge.tuning;

import io.facebridge.FaceProvider;
import io.facebridge.error.InsufficientDataException;
import io.facebridge.error.InvalidScoresException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.match.Calibration;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Derives thresholds from labeled comparison scores: a {@link Calibration}, by which a policy decides, and a report that
 * shows how well the data supports each rate. Use it to tune a threshold to the application's own images.
 *
 * <pre>{@code
 * ThresholdTuner.Result tuned = ThresholdTuner.load().tune(provider, Path.of("persons"));
 * tuned.writeReport(Path.of("report.html"));
 * Calibration calibration = tuned.calibration();
 * MatchPolicy policy = MatchPolicy.falseMatchRate(1e-3).calibratedBy(calibration);
 * }</pre>
 *
 * <p>The calibration contains hashes of the scores, and of the persons where they are known, so that testing it on the same
 * data is detected; the tuner computes them. A tuner is immutable and thread-safe: each {@code with…} method returns a new
 * one, and everything runs on the caller's thread.
 */
public interface ThresholdTuner {
    /**
     * Returns the tuner that is on the class path.
     *
     * @return a tuner with default settings: report rates 1e-1 to 1e-6, no test scores, no expiry, the system's clock
     * @throws UnsupportedCapabilityException if there is none; the message names the missing dependency
     */
    static ThresholdTuner load() {
        return ServiceLoader.load(ThresholdTuner.class)
                .findFirst()
                .orElseThrow(
                        () -> new UnsupportedCapabilityException(
                                "threshold tuning is not on the class path; add the dependency io.facebridge:facebridge-evaluation"));
    }

    /**
     * Sets the false match rates of the report. The calibration does not depend on them: it has every rate that the data
     * supports.
     *
     * @param rates one or more, each greater than 0 and less than 1, in any order; the default is 1e-1, 1e-2, … 1e-6
     * @return a new tuner
     * @throws IllegalArgumentException if there are none, or one is not between 0 and 1
     */
    ThresholdTuner withFalseMatchRates(List<Double> rates);

    /**
     * Sets scores of other persons, on which the report measures the rates again.
     *
     * @param scores on the scale of the scores to tune on
     * @return a new tuner, without test scores that were set before
     */
    ThresholdTuner withTestScores(LabeledScores scores);

    /**
     * Sets a table of scores of other persons, on which the report measures the rates again.
     *
     * @param table in the form that {@link #tune(Path)} reads; read by each {@code tune} method
     * @return a new tuner, without test scores that were set before
     */
    ThresholdTuner withTestScores(Path table);

    /**
     * Sets the expiry of the calibration. It is required where the vendor does not report the model of the scores ({@link
     * io.facebridge.match.ScoreScale#UNVERSIONED}), since another model would go unnoticed.
     *
     * @param instant decisions by the calibration are rejected from then on; by default it does not expire
     * @return a new tuner
     */
    ThresholdTuner withValidUntil(Instant instant);

    /**
     * Sets the clock that dates the report and the calibration. The default is the system's.
     *
     * @param clock the clock
     * @return a new tuner
     */
    ThresholdTuner withClock(Clock clock);

    /**
     * Tunes to scores in memory.
     *
     * @param scores of mated and non-mated comparisons
     * @return the result
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     * @throws InvalidScoresException if the scores cannot be evaluated, for example if all are equal, if mated ones are lower
     *     than non-mated ones, if an image is compared with itself, or if the test scores are of the same comparisons or
     *     persons
     * @throws IllegalArgumentException if the test scores are on another scale, or the expiry is not in the future
     */
    Result tune(LabeledScores scores);

    /**
     * Tunes to a table of scores, as {@code facebridge evaluate} and {@link #tune(FaceProvider, Path, Path)} write it: UTF-8,
     * comma-separated, one comparison per row, with the columns {@code score}, {@code label} (mated or nonmated) and
     * {@code scale}, and where known {@code probe_id}, {@code reference_id}, {@code probe_subject},
     * {@code reference_subject}. A table without {@code scale} has a report but no calibration.
     *
     * @param table the file, plain or compressed with gzip; its name names the data in the result
     * @return the result
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     * @throws InvalidScoresException if the file cannot be read or has another form, or if the scores cannot be evaluated, as
     *     for {@link #tune(LabeledScores)}
     * @throws io.facebridge.error.IncompatibleScaleException if the table contains scores on more than one scale
     * @throws IllegalArgumentException if the test scores are on another scale, or the expiry is not in the future
     */
    Result tune(Path table);

    /**
     * Compares all images of a folder with each other by a provider, and tunes to the scores, which stay in memory. Sends one
     * request per image to a provider that has templates and one per pair of images to any other; use
     * {@link #tune(FaceProvider, Path, Path)} where an interrupted run must not be paid for twice. Blocks until all are
     * compared.
     *
     * @param faces the provider that compares; stays open
     * @param persons a folder with one folder per person, or with one folder per group of persons that contains those; images
     *     are JPEG, PNG or BMP files; its name names the data in the result
     * @return the result; images without a usable face count as failures
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     * @throws InvalidScoresException if the folder cannot be read or has another form, or if the scores cannot be evaluated,
     *     as for {@link #tune(LabeledScores)}
     * @throws io.facebridge.error.FaceBridgeException if a call of the provider fails
     * @throws IllegalStateException if the provider does not report the model behind its scores and no expiry is set; thrown
     *     before anything is compared
     * @throws IllegalArgumentException if the test scores are on another scale, or the expiry is not in the future
     */
    Result tune(FaceProvider faces, Path persons);

    /**
     * Compares as {@link #tune(FaceProvider, Path)} does, and stores the scores in a table. If a run was interrupted, the
     * next one with the same folder and table continues it. Blocks until all are compared.
     *
     * @param faces the provider that compares; stays open
     * @param persons as for {@link #tune(FaceProvider, Path)}
     * @param table the table of scores; created if it does not exist
     * @return the result; images without a usable face count as failures
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     * @throws InvalidScoresException if the table contains other pairs than those of the folder, if the folder cannot be read
     *     or has another form, or if the scores cannot be evaluated, as for {@link #tune(LabeledScores)}
     * @throws io.facebridge.error.IncompatibleScaleException if the table contains scores on another scale
     * @throws io.facebridge.error.FaceBridgeException if a call of the provider fails; what was compared until then stays in
     *     the table
     * @throws java.io.UncheckedIOException if the table cannot be written
     * @throws IllegalStateException if the provider does not report the model behind its scores and no expiry is set; thrown
     *     before anything is compared
     * @throws IllegalArgumentException if the test scores are on another scale, or the expiry is not in the future
     */
    Result tune(FaceProvider faces, Path persons, Path table);

    /** A calibration and a report. Immutable and thread-safe. */
    interface Result {
        /**
         * Returns the thresholds at every rate of one digit ({@code 0.1, 0.09, … 0.01, 0.009, …}) that the data supports.
         *
         * @return the calibration, created when the scores were tuned to
         * @throws InsufficientDataException if the data supports fewer than two rates; the report says how much more is needed
         * @throws InvalidScoresException if the scores came from a table that does not name their scale
         * @throws IllegalStateException if the scale names no model and {@link ThresholdTuner#withValidUntil} was not set
         */
        Calibration calibration();

        /**
         * Returns the report in lines of text: how many comparisons there are, and for each rate of the report, highest
         * first, the threshold, the false non-match rate at it, and how well the data supports it.
         *
         * @return lines that name no person; never empty; unmodifiable
         */
        List<String> summary();

        /**
         * Returns the warnings that a reader of the thresholds must know first, for example that rates rest on few false
         * matches.
         *
         * @return sentences that name no person; may be empty; unmodifiable
         */
        List<String> warnings();

        /**
         * Returns the report as one HTML page that needs no other file and contains no images and no persons.
         *
         * @return HTML
         */
        String html();

        /**
         * Returns the numbers of the report as JSON, in the form that {@code facebridge tune --json} prints.
         *
         * @return a JSON object in one line
         */
        String json();

        /**
         * Writes {@link #html()} in UTF-8. An existing file is replaced.
         *
         * @param file the file
         * @throws java.io.UncheckedIOException if it cannot be written
         */
        void writeReport(Path file);
    }
}
