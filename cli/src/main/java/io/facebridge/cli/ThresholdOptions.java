package io.facebridge.cli;

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
import java.util.Objects;
import java.util.Optional;
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
     * Returns the threshold on a score scale; empty if none was given. Checks the options as far as possible before any request
     * is sent.
     */
    Optional<Function<ScoreScale, Threshold>> threshold() {
        if (choice == null || choice.fmr == null) {
            requireRate();
        }
        if (choice == null) {
            return Optional.empty();
        }
        if (choice.fmr == null) {
            double value = number("--threshold", choice.threshold);
            return Optional.of(scale -> explicit(value, scale));
        }
        return Optional.of(calibrated(MatchPolicy.falseMatchRate(rate("--fmr", choice.fmr)))::thresholdFor);
    }

    /** Returns the policy of a false match rate; empty if no rate was given. */
    Optional<MatchPolicy> policy() {
        if (choice == null || choice.fmr == null) {
            requireRate();
            return Optional.empty();
        }
        return Optional.of(calibrated(MatchPolicy.falseMatchRate(rate("--fmr", choice.fmr))));
    }

    /** Returns whether a rate or a threshold was given. */
    boolean isSaid() {
        return choice != null;
    }

    /** With what was measured. */
    MatchPolicy calibrated(MatchPolicy policy) {
        MatchPolicy calibrated = policy;
        for (Path file : calibrations) {
            calibrated = calibrated.calibratedBy(Calibration.read(file));
        }
        return calibrated;
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
            throw wrongUsage("--threshold must be in [" + scale.min() + ", " + scale.max() + "] on the scale " + scale
                    + " but was " + value);
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
