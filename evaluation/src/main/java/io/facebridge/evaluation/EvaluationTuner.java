package io.facebridge.evaluation;

import io.facebridge.FaceProvider;
import io.facebridge.error.InvalidScoresException;
import io.facebridge.error.InvalidScoresException.Reason;
import io.facebridge.internal.DiskFailure;
import io.facebridge.match.Calibration;
import io.facebridge.match.ScoreScale;
import io.facebridge.tuning.LabeledScores;
import io.facebridge.tuning.ThresholdTuner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tuner that {@link ThresholdTuner#load()} returns: runs an {@link EvaluationRunner} over the pairs of a folder or reads a
 * table by {@link ScoreReader}, reports by {@link TuningReport}, and calibrates by {@link Calibrations}. Use these where a tuner
 * has no setting for what is needed, for example for searches, for distances or for a sample of the pairs. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * ThresholdTuner tuner = new EvaluationTuner().withFalseMatchRates(List.of(1e-3, 1e-4));
 * ThresholdTuner.Result result = tuner.tune(Path.of("scores.csv"));
 * result.summary().forEach(System.out::println);
 * }</pre>
 */
public final class EvaluationTuner implements ThresholdTuner {
    private final List<Double> rates;
    private final @Nullable Supplier<ScoreSet> test;
    private final @Nullable Instant validUntil;
    private final Clock clock;

    /** Creates a tuner with the false match rates 1e-1 to 1e-6, without test scores and without an expiry. */
    public EvaluationTuner() {
        this(TuningReport.USUAL, null, null, Clock.systemUTC());
    }

    private EvaluationTuner(
            List<Double> rates, @Nullable Supplier<ScoreSet> test, @Nullable Instant validUntil, Clock clock) {
        this.rates = rates;
        this.test = test;
        this.validUntil = validUntil;
        this.clock = clock;
    }

    @Override
    public EvaluationTuner withFalseMatchRates(List<Double> chosen) {
        return new EvaluationTuner(TuningReport.requireTargets(chosen), test, validUntil, clock);
    }

    @Override
    public EvaluationTuner withTestScores(LabeledScores scores) {
        Objects.requireNonNull(scores, "scores");
        return new EvaluationTuner(rates, () -> ScoreSet.of(scores), validUntil, clock);
    }

    @Override
    public EvaluationTuner withTestScores(Path table) {
        Objects.requireNonNull(table, "table");
        return new EvaluationTuner(rates, () -> read(table), validUntil, clock);
    }

    @Override
    public EvaluationTuner withValidUntil(Instant instant) {
        return new EvaluationTuner(rates, test, Objects.requireNonNull(instant, "instant"), clock);
    }

    @Override
    public EvaluationTuner withClock(Clock other) {
        return new EvaluationTuner(rates, test, validUntil, Objects.requireNonNull(other, "clock"));
    }

    @Override
    public Result tune(LabeledScores scores) {
        Instant now = requireNotExpired();
        return tune(ScoreSet.of(scores), now);
    }

    @Override
    public Result tune(Path table) {
        Instant now = requireNotExpired();
        return tune(read(table), now);
    }

    @Override
    public Result tune(FaceProvider faces, Path persons) {
        Instant now = requireNotExpired();
        EvaluationTuner ready = readyFor(faces);
        EvaluationProtocol protocol = EvaluationProtocol.allPairs(persons);
        return ready.tune(EvaluationRunner.of(faces).run(protocol, nameOf(persons)), now);
    }

    @Override
    public Result tune(FaceProvider faces, Path persons, Path table) {
        Instant now = requireNotExpired();
        EvaluationTuner ready = readyFor(faces);
        EvaluationRunner.of(faces).run(EvaluationProtocol.allPairs(persons), table);
        return ready.tune(read(table, nameOf(persons)), now);
    }

    /** Checks the expiry and reads the test scores before the first comparison. */
    private EvaluationTuner readyFor(FaceProvider faces) {
        faces.comparer().scale().ifPresent(scale -> requireExpiry(scale, validUntil));
        if (test == null) {
            return this;
        }
        ScoreSet scores = test.get();
        return new EvaluationTuner(rates, () -> scores, validUntil, clock);
    }

    private static void requireExpiry(ScoreScale scale, @Nullable Instant validUntil) {
        if (scale.model().equals(ScoreScale.UNVERSIONED) && validUntil == null) {
            throw new IllegalStateException("the vendor does not report the model behind the scale " + scale
                    + ", so a model change would go unnoticed; set an expiry with withValidUntil");
        }
    }

    /** Checks the expiry before the first comparison, because a provider may charge for comparisons. */
    private Instant requireNotExpired() {
        Instant now = clock.instant();
        if (validUntil != null && !validUntil.isAfter(now)) {
            throw new IllegalArgumentException("validUntil must be after now, " + now + ", but was " + validUntil);
        }
        return now;
    }

    private static ScoreSet read(Path table) {
        return read(table, nameOf(table));
    }

    private static ScoreSet read(Path table, String dataset) {
        return ScoreReader.of(ScoreSource.unnamed().dataset(dataset)).read(table);
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.toAbsolutePath().normalize().getFileName());
    }

    private Result tune(ScoreSet scores, Instant now) {
        TuningReport.Builder report =
                TuningReport.builder(scores).targets(rates).date(LocalDate.ofInstant(now, ZoneOffset.UTC));
        scores.source().dataset().ifPresent(name -> report.title("Threshold tuning: " + name));
        if (test != null) {
            report.test(test.get());
        }
        return new Tuned(report.build(), now, validUntil);
    }

    /**
     * What came of the scores.
     *
     * @param report on the scores
     * @param created when they were tuned to
     * @param validUntil when the calibration expires; {@code null} for never
     */
    private record Tuned(
            TuningReport report, Instant created, @Nullable Instant validUntil) implements Result {
        @Override
        public Calibration calibration() {
            ScoreSet scores = report.evaluation().scores();
            ScoreScale scale = scores.source()
                    .scale()
                    .orElseThrow(() -> new InvalidScoresException(
                            Reason.WRONG_KIND,
                            "the table does not name the scale of its scores; add a column scale"
                                    + " with provider/model/OPERATION/min/max in each row"));
            requireExpiry(scale, validUntil);
            Calibration.Builder calibration = Calibrations.builder(scores, created);
            return validUntil == null
                    ? calibration.build()
                    : calibration.validUntil(validUntil).build();
        }

        @Override
        public List<String> summary() {
            return report.summary();
        }

        @Override
        public List<String> warnings() {
            return report.warnings();
        }

        @Override
        public String html() {
            return report.html();
        }

        @Override
        public String json() {
            return report.json();
        }

        @Override
        public void writeReport(Path file) {
            try {
                Files.writeString(file, html());
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "the report cannot be written: "
                                + DiskFailure.of(e, file).words(),
                        e);
            }
        }

        @Override
        public String toString() {
            return "Result[" + report + "]";
        }
    }
}
