package io.facebridge.cli;

import io.facebridge.face.QualityGate;
import io.facebridge.match.Comparison;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the bar of a decision stands, in the words of the command line. */
final class Bar {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @ArgGroup
    private @Nullable Choice choice;

    /** Only one of both can be said. */
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
                description = "Decide at this score: a match is a score of at least X.")
        private @Nullable String threshold;
    }

    /** The threshold on a scale; empty if no bar was said. Checks what it can before anybody is asked. */
    Optional<Function<ScoreScale, Threshold>> threshold() {
        if (choice == null) {
            return Optional.empty();
        }
        if (choice.fmr == null) {
            double value = number("--threshold", choice.threshold);
            return Optional.of(scale -> explicit(value, scale));
        }
        double rate = number("--fmr", choice.fmr);
        if (!(rate > 0 && rate < 1)) {
            throw wrongUsage("--fmr must be greater than 0 and less than 1 but was " + choice.fmr);
        }
        return Optional.of(MatchPolicy.falseMatchRate(rate)::thresholdFor);
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

    private ParameterException wrongUsage(String message) {
        if (spec == null) {
            throw new IllegalStateException("not part of a command");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
