package io.facebridge.cli;

import io.facebridge.cli.Configuration.Value;
import io.facebridge.face.QualityGate;
import io.facebridge.match.Calibration;
import io.facebridge.match.Comparison;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that determine the threshold of a decision. */
final class ThresholdOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @ArgGroup
    private @Nullable Choice choice;

    @Option(
            names = "--calibration",
            paramLabel = "FILE",
            description = "With a rate: use the thresholds of this calibration, written by"
                    + " \"facebridge tune\". Can be repeated, for several score scales.")
    private List<Path> calibrations = List.of();

    /** Only one of them can be given. */
    private static final class Choice {
        @Option(
                names = "--fmr",
                paramLabel = "RATE",
                required = true,
                description = "Decide at this false match rate, for example 1e-4.")
        private @Nullable String fmr;

        @Option(
                names = "--threshold",
                paramLabel = "X",
                required = true,
                description = "Decide at this threshold: a score of at least X is a match.")
        private @Nullable String threshold;
    }

    /**
     * A rate or a threshold, and where it is from.
     *
     * @param rate whether it is a rate
     * @param text the number
     * @param place the option, or the place in the configuration
     */
    private record Basis(boolean rate, String text, String place) {}

    /**
     * Returns the threshold on a score scale; empty if neither the command line nor the configuration has a rate or threshold.
     * Checks the options as far as possible before any request is sent.
     */
    Optional<Function<ScoreScale, Threshold>> threshold() {
        return threshold(basis());
    }

    /** As {@link #threshold()}, of the command line only. */
    Optional<Function<ScoreScale, Threshold>> givenThreshold() {
        return threshold(given());
    }

    private Optional<Function<ScoreScale, Threshold>> threshold(@Nullable Basis basis) {
        if (basis == null || !basis.rate()) {
            requireRate();
        }
        if (basis == null) {
            return Optional.empty();
        }
        if (!basis.rate()) {
            double value = number(basis.place(), basis.text());
            return Optional.of(scale -> explicit(value, scale));
        }
        return Optional.of(calibrated(MatchPolicy.falseMatchRate(rate(basis.place(), basis.text())))::thresholdFor);
    }

    /** Returns the policy of a false match rate; empty if there is none. */
    Optional<MatchPolicy> policy() {
        Basis basis = basis();
        if (basis == null || !basis.rate()) {
            requireRate();
            return Optional.empty();
        }
        return Optional.of(calibrated(MatchPolicy.falseMatchRate(rate(basis.place(), basis.text()))));
    }

    /** Returns whether the command line has a rate or a threshold. */
    boolean isGiven() {
        return choice != null;
    }

    /** Returns whether there is a decision: by the command line or the configuration. */
    boolean decides() {
        return basis() != null;
    }

    /** Rejects an exit code of a decision where none is made. */
    void requireDecision(DecisionExit exit) {
        if (exit.isWanted() && !decides()) {
            throw wrongUsage(
                    "--exit-code requires a decision; give --fmr RATE, for example --fmr 1e-4, or --threshold X");
        }
    }

    private @Nullable Basis given() {
        if (choice == null) {
            return null;
        }
        return choice.fmr != null
                ? new Basis(true, choice.fmr, "--fmr")
                : new Basis(false, String.valueOf(choice.threshold), "--threshold");
    }

    /** Returns that of the command line, or else of the first source of the configuration that has one. */
    private @Nullable Basis basis() {
        return choice == null ? configured(ConfigurationKey.FMR, ConfigurationKey.THRESHOLD) : given();
    }

    private @Nullable Basis configured(ConfigurationKey... keys) {
        Map<ConfigurationKey, Value> found = configuration().first(keys);
        Value rate = found.get(ConfigurationKey.FMR);
        Value threshold = found.get(ConfigurationKey.THRESHOLD);
        if (rate != null && threshold != null) {
            throw ConfigurationFile.usage("the keys fmr and threshold are mutually exclusive, but " + rate.place()
                    + " sets fmr and " + threshold.place() + " sets threshold; remove one of them");
        }
        if (rate != null) {
            return new Basis(true, rate.text(), "fmr in " + rate.place());
        }
        return threshold == null ? null : new Basis(false, threshold.text(), "threshold in " + threshold.place());
    }

    /** Returns the configured rate of searches, unless a rate or a threshold takes precedence. */
    OptionalDouble configuredRateOfSearches() {
        if (choice != null) {
            return OptionalDouble.empty();
        }
        Value rate = configuration()
                .first(ConfigurationKey.FPIR, ConfigurationKey.FMR, ConfigurationKey.THRESHOLD)
                .get(ConfigurationKey.FPIR);
        return rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate("fpir in " + rate.place(), rate.text()));
    }

    private Configuration configuration() {
        return Configuration.of(Objects.requireNonNull(spec, "spec"));
    }

    /** With what was measured. */
    MatchPolicy calibrated(MatchPolicy policy) {
        MatchPolicy calibrated = policy;
        for (Path file : calibrations()) {
            calibrated = calibrated.calibratedBy(Calibration.read(file));
        }
        return calibrated;
    }

    /** Returns the given calibrations, or those of the configuration. */
    private List<Path> calibrations() {
        return calibrations.isEmpty()
                ? configuration().find(ConfigurationKey.CALIBRATION).map(Value::texts).orElse(List.of()).stream()
                        .map(Path::of)
                        .toList()
                : calibrations;
    }

    double rate(String option, @Nullable String text) {
        double rate = number(option, text);
        if (!(rate > 0 && rate < 1)) {
            throw wrongUsage(option + " must be greater than 0 and less than 1 but was " + text);
        }
        return rate;
    }

    private void requireRate() {
        if (!calibrations.isEmpty()) {
            throw wrongUsage("--calibration requires a rate; give for example --fmr 1e-4");
        }
    }

    /** Finds a missing threshold before an image is sent: fails if the threshold has none for the scale. */
    static void require(Function<ScoreScale, Threshold> on, ScoreScale scale) {
        Objects.requireNonNull(on.apply(scale));
    }

    static MatchDecision judge(Comparison comparison, Function<ScoreScale, Threshold> threshold) {
        return judge(comparison, threshold.apply(comparison.score().scale()));
    }

    static MatchDecision judge(Comparison comparison, Threshold threshold) {
        return threshold.judge(comparison, QualityGate.probe());
    }

    private Threshold explicit(double value, ScoreScale scale) {
        if (!(value >= scale.min() && value <= scale.max())) {
            throw wrongUsage("--threshold must be in [" + Text.number(scale.min()) + ", " + Text.number(scale.max())
                    + "] on the scale " + scale + " but was " + Text.number(value));
        }
        return Threshold.explicit(value, scale);
    }

    private double number(String option, @Nullable String text) {
        try {
            return new BigDecimal(text == null ? "" : text).doubleValue();
        } catch (NumberFormatException e) {
            throw wrongUsage(option + " must be a number, for example 0.5 or 1e-4, but was \"" + text + "\"");
        }
    }

    ParameterException wrongUsage(String message) {
        if (spec == null) {
            throw new IllegalStateException("not part of a command");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
