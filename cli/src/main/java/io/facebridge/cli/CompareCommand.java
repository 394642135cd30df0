package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.FaceProvider;
import io.facebridge.ProviderId;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceChoice;
import io.facebridge.image.FaceImage;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code facebridge compare}. */
@Command(name = "compare", description = "Says how alike the faces of two pictures are, and whether they match.")
final class CompareCommand implements Callable<Integer> {
    private static final String MEANT = "say with --face which one is meant, or crop the picture";

    @Mixin
    private ProviderOptions options = new ProviderOptions();

    @Parameters(index = "0", paramLabel = "REFERENCE", description = "The picture of the person who is claimed.")
    private String reference = "";

    @Parameters(index = "1", paramLabel = "PROBE", description = "The picture just taken.")
    private String probe = "";

    @ArgGroup
    private @Nullable Bar bar;

    @Option(
            names = "--face",
            paramLabel = "CHOICE",
            description = "Which face of a picture is meant: only, largest or central. If not said it is the largest,"
                    + " and there is no match or mismatch where another face is nearly as large.")
    private @Nullable FaceChoice face;

    /** Where the bar stands; only one of both can be said. */
    private static final class Bar {
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

    @Override
    public Integer call() {
        Optional<MatchPolicy> policy = policy();
        Optional<Double> threshold = threshold();
        FaceImage referenceImage = Pictures.readOrName(reference);
        FaceImage probeImage = Pictures.readOrName(probe);
        CompareOptions choice = face == null
                ? CompareOptions.defaults()
                : CompareOptions.defaults().face(face);
        ProviderId provider;
        Comparison comparison;
        try (FaceProvider faces = options.open()) {
            provider = faces.id();
            comparison = faces.comparer().compare(referenceImage, probeImage, choice);
        }
        MatchDecision decision = policy.map(rate -> rate.judge(comparison))
                .or(() -> threshold.map(
                        value -> explicit(value, comparison.score().scale()).judge(comparison)))
                .orElse(null);
        PrintWriter out = options.out();
        if (options.json()) {
            out.println(Json.document(json -> write(json, provider, comparison.score(), decision)));
        } else {
            print(out, comparison, decision, referenceImage, probeImage);
        }
        return 0;
    }

    private Optional<MatchPolicy> policy() {
        if (bar == null || bar.fmr == null) {
            return Optional.empty();
        }
        double rate = number("--fmr", bar.fmr);
        if (!(rate > 0 && rate < 1)) {
            throw options.wrongUsage("--fmr must be greater than 0 and less than 1 but was " + bar.fmr);
        }
        return Optional.of(MatchPolicy.falseMatchRate(rate));
    }

    private Optional<Double> threshold() {
        return bar == null || bar.threshold == null
                ? Optional.empty()
                : Optional.of(number("--threshold", bar.threshold));
    }

    private double number(String option, String text) {
        try {
            return new BigDecimal(text).doubleValue();
        } catch (NumberFormatException e) {
            throw options.wrongUsage(option + " must be a number, for example 0.5 or 1e-4, but was \"" + text + "\"");
        }
    }

    private Threshold explicit(double value, ScoreScale scale) {
        if (!(value >= scale.min() && value <= scale.max())) {
            throw options.wrongUsage("--threshold must be in [" + scale.min() + ", " + scale.max() + "] on the scale "
                    + scale + " but was " + value);
        }
        return Threshold.explicit(value, scale);
    }

    private void print(
            PrintWriter out,
            Comparison comparison,
            @Nullable MatchDecision decision,
            FaceImage referenceImage,
            FaceImage probeImage) {
        Score score = comparison.score();
        printFace(out, "reference", reference, comparison.referenceFace().orElse(null), referenceImage);
        printFace(out, "probe", probe, comparison.probeFace().orElse(null), probeImage);
        out.println(Text.format(
                "score      %.4f on a scale from %s to %s (%s)",
                score.value(),
                Text.number(score.scale().min()),
                Text.number(score.scale().max()),
                score.scale()));
        if (decision == null) {
            out.println("decision   none; to get one say --fmr RATE, for example --fmr 1e-4, or --threshold X");
            return;
        }
        Threshold threshold = decision.threshold();
        out.println(Text.format(
                "decision   %s at threshold %.4f (%s)",
                decision.outcome(),
                threshold.value(),
                threshold.falseMatchRate().isPresent()
                        ? "false match rate "
                                + Text.rate(threshold.falseMatchRate().getAsDouble())
                        : "chosen by you, at an unknown error rate"));
        for (MatchDecision.Reason reason : new TreeSet<>(decision.reasons())) {
            out.println("           " + inWords(reason));
        }
    }

    private static void printFace(
            PrintWriter out, String role, String file, @Nullable DetectedFace face, FaceImage image) {
        String where = face == null ? "" : ": face of " + pixels(face.box(), image);
        out.println(Text.format("%-9s  %s%s", role, Text.oneLine(file), where));
    }

    private static String pixels(BoundingBox box, FaceImage image) {
        return Text.format(
                "%.0f x %.0f pixels at %.0f, %.0f",
                box.width() * image.width(),
                box.height() * image.height(),
                box.left() * image.width(),
                box.top() * image.height());
    }

    private static String inWords(MatchDecision.Reason reason) {
        return switch (reason) {
            case RIVAL_FACE_IN_REFERENCE ->
                "the reference picture holds another face that is nearly as large; " + MEANT;
            case RIVAL_FACE_IN_PROBE -> "the probe picture holds another face that is nearly as large; " + MEANT;
            case SCORE_NOT_TOLD -> "the service does not tell the score, only that it is not higher";
        };
    }

    private static void write(JsonGenerator json, ProviderId provider, Score score, @Nullable MatchDecision decision)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", provider.value());
        Json.score(json, score);
        if (decision == null) {
            json.writeNullField("decision");
        } else {
            json.writeObjectFieldStart("decision");
            json.writeStringField("outcome", decision.outcome().name());
            json.writeNumberField("threshold", decision.threshold().value());
            json.writeStringField("basis", decision.threshold().basis().name());
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
