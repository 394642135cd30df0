package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Comparison;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Prints and writes scores and decisions for several commands. */
final class Matches {
    private static final String REMEDY = "select one with --face, or crop the image";

    private Matches() {}

    static void printFace(PrintWriter out, String role, String file, @Nullable DetectedFace face, FaceImage image) {
        String where = face == null ? "" : ": face of " + pixels(face.box(), image);
        out.println(Text.format("%-9s  %s%s", role, Text.oneLine(file), where));
    }

    static String pixels(BoundingBox box, FaceImage image) {
        return Text.format(
                "%.0f x %.0f pixels at %.0f, %.0f",
                box.width() * image.width(),
                box.height() * image.height(),
                box.left() * image.width(),
                box.top() * image.height());
    }

    static void print(PrintWriter out, Style style, Comparison comparison, @Nullable MatchDecision decision) {
        Score score = comparison.score();
        out.println(Text.format(
                "score      %s%.4f %s",
                comparison.upperBound() ? "at most " : "", score.value(), inWords(score.scale())));
        if (decision == null) {
            out.println("decision   none; to get one, give --fmr RATE, for example --fmr 1e-4, or" + " --threshold X");
            return;
        }
        out.println("decision   " + style.outcome(decision.outcome().name()) + " at " + inWords(decision.threshold()));
        for (MatchDecision.Reason reason : new TreeSet<>(decision.reasons())) {
            out.println("           " + style.warning(inWords(reason)));
        }
        decision.probeQuality()
                .filter(quality -> !quality.accepted())
                .ifPresent(
                        quality -> out.println("           " + style.warning(Quality.inWords(quality.rejections()))));
    }

    static String inWords(ScoreScale scale) {
        return Text.format("on a scale from %s to %s (%s)", Text.number(scale.min()), Text.number(scale.max()), scale);
    }

    static String inWords(Threshold threshold) {
        return Text.format("threshold %.4f (%s)", threshold.value(), rateInWords(threshold));
    }

    private static String rateInWords(Threshold threshold) {
        if (threshold.falsePositiveIdentificationRate().isPresent()) {
            return Text.format(
                    "false positive identification rate %s among %s",
                    Text.rate(threshold.falsePositiveIdentificationRate().getAsDouble()),
                    Text.count(threshold.references().orElseThrow(), "reference", "references"));
        }
        return threshold.falseMatchRate().isPresent()
                ? "false match rate " + Text.rate(threshold.falseMatchRate().getAsDouble())
                : "set explicitly, at an unknown error rate";
    }

    static String inWords(MatchDecision.Reason reason) {
        return switch (reason) {
            case RIVAL_FACE_IN_REFERENCE ->
                "the reference image contains another face that is nearly as large; " + REMEDY;
            case RIVAL_FACE_IN_PROBE -> "the probe image contains another face that is nearly as large; " + REMEDY;
            case SCORE_NOT_RETURNED -> "the service returned no score, only an upper bound";
            case LOW_QUALITY_PROBE -> "the quality of the probe's face is too low for a decision";
        };
    }

    /** A document of its own. */
    static void write(JsonGenerator json, String provider, Comparison comparison, @Nullable MatchDecision decision)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", provider);
        fields(json, comparison, decision);
        json.writeEndObject();
    }

    /** The fields {@code score}, {@code scale} and {@code decision}. */
    static void fields(JsonGenerator json, Comparison comparison, @Nullable MatchDecision decision) throws IOException {
        Json.score(json, comparison.score());
        upperBound(json, comparison);
        decision(json, decision);
    }

    /** Said only where it is so: that the score is not higher is all that is known. */
    static void upperBound(JsonGenerator json, Comparison comparison) throws IOException {
        if (comparison.upperBound()) {
            json.writeBooleanField("upperBound", true);
        }
    }

    static void decision(JsonGenerator json, @Nullable MatchDecision decision) throws IOException {
        if (decision == null) {
            json.writeNullField("decision");
            return;
        }
        json.writeObjectFieldStart("decision");
        json.writeStringField("outcome", decision.outcome().name());
        threshold(json, decision.threshold());
        if (!decision.reasons().isEmpty()) {
            json.writeArrayFieldStart("reasons");
            for (MatchDecision.Reason reason : decision.reasons()) {
                json.writeString(reason.name());
            }
            json.writeEndArray();
        }
        Quality.writeComplaints(json, "probeQuality", decision.probeQuality().orElse(null));
        json.writeEndObject();
    }

    /** The fields {@code threshold} and {@code basis}, and {@code references} of a rate of searches. */
    static void threshold(JsonGenerator json, Threshold threshold) throws IOException {
        json.writeNumberField("threshold", threshold.value());
        json.writeStringField("basis", threshold.basis().name());
        if (threshold.references().isPresent()) {
            json.writeNumberField("references", threshold.references().getAsLong());
        }
    }
}
