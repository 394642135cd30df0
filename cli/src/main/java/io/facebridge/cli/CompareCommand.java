package io.facebridge.cli;

import io.facebridge.FaceProvider;
import io.facebridge.cli.ComparisonDrawing.Side;
import io.facebridge.decision.FailoverMember.FailedMember;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceSelection;
import io.facebridge.image.FaceImage;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.operations.failover.Failover;
import io.facebridge.operations.failover.FailoverResult;
import io.facebridge.provider.ProviderId;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code facebridge compare}. */
@Command(name = "compare", description = "Compares the faces in two images and decides whether they match.")
final class CompareCommand implements Callable<Integer> {
    @Mixin
    private ProviderOptions options = new ProviderOptions();

    @Parameters(index = "0", paramLabel = "REFERENCE", description = "Image of the claimed person.")
    private String reference = "";

    @Parameters(index = "1", paramLabel = "PROBE", description = "Image to check, usually captured just now.")
    private String probe = "";

    @Mixin
    private ThresholdOptions thresholds = new ThresholdOptions();

    @Mixin
    private DecisionExit exit = new DecisionExit();

    @Option(
            names = "--face",
            paramLabel = "CHOICE",
            description = OptionText.FACE + " Default: largest; the"
                    + " decision is INCONCLUSIVE if another face is nearly as large.")
    private @Nullable FaceSelection face;

    @Option(
            names = "--failover",
            paramLabel = ProviderSpec.LABEL,
            converter = ProviderName.WithSettings.class,
            description = "The provider to use if the first one is unavailable; decides at the same --fmr. "
                    + ProviderSpec.HELP + " Can be repeated.")
    private List<String> failover = List.of();

    @Mixin
    private DrawingOptions drawing = new DrawingOptions();

    @Override
    public Integer call() {
        thresholds.requireDecision(exit);
        drawing.check(List.of(reference, probe));
        if (drawing.isWanted() && !failover.isEmpty()) {
            throw options.wrongUsage("--draw and --failover are mutually exclusive: a failover reports no faces");
        }
        return failover.isEmpty() ? compare() : compareWithFailover();
    }

    private Integer compareWithFailover() {
        MatchPolicy policy = thresholds
                .policy()
                .orElseThrow(() -> options.wrongUsage(
                        "--failover decides at one rate on every score scale; give the rate with" + " --fmr"));
        FaceImage referenceImage = ImageFiles.readOrName(reference);
        FaceImage probeImage = ImageFiles.readOrName(probe);
        List<FaceProvider> open = new ArrayList<>();
        try {
            open.add(options.open());
            failover.forEach(other -> open.add(ProviderSpec.open(options, other, Galleries.UNUSED)));
            Failover members = Failover.builder(
                            open.get(0), open.subList(1, open.size()).toArray(FaceProvider[]::new))
                    .policy(policy)
                    .build();
            FailoverResult<MatchDecision> answer = members.compare(referenceImage, probeImage, compareOptions());
            print(answer);
            return exit.of(answer.value().outcome());
        } finally {
            open.forEach(FaceProvider::close);
        }
    }

    private CompareOptions compareOptions() {
        FaceSelection selected = options.face(face);
        return selected == null
                ? CompareOptions.defaults()
                : CompareOptions.defaults().face(selected);
    }

    private void print(FailoverResult<MatchDecision> answer) {
        PrintWriter out = options.out();
        MatchDecision decision = answer.value();
        if (options.json()) {
            out.println(Json.document(json -> {
                json.writeStartObject();
                json.writeStringField("provider", answer.member().provider().value());
                Matches.decision(json, decision);
                json.writeArrayFieldStart("passedOver");
                for (FailedMember other : answer.failedMembers()) {
                    json.writeStartObject();
                    json.writeStringField("provider", other.member().provider().value());
                    json.writeStringField("error", Failure.type(other.failure()));
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }));
        } else {
            answer.failedMembers()
                    .forEach(other -> out.println(options.style()
                            .warning(other.member().provider() + " failed: " + CommandLineTerms.in(other.failure()))));
            out.println(options.style().outcome(decision.outcome().name()) + ", decided by "
                    + answer.member().provider() + " at " + Matches.inWords(decision.threshold()) + ".");
        }
    }

    private Integer compare() {
        Optional<Function<ScoreScale, Threshold>> threshold = thresholds.threshold();
        FaceImage referenceImage = ImageFiles.readOrName(reference);
        FaceImage probeImage = ImageFiles.readOrName(probe);
        ProviderId provider;
        Comparison comparison;
        List<Side> sides;
        try (FaceProvider faces = options.open()) {
            provider = faces.id();
            threshold.ifPresent(on -> faces.comparer().scale().ifPresent(scale -> ThresholdOptions.require(on, scale)));
            comparison = faces.comparer().compare(referenceImage, probeImage, compareOptions());
            sides = drawing.isWanted() ? sides(faces, comparison, referenceImage, probeImage) : List.of();
        }
        MatchDecision decision =
                threshold.map(on -> ThresholdOptions.judge(comparison, on)).orElse(null);
        if (drawing.isWanted()) {
            ComparisonDrawing.write(sides, comparison, decision, drawing.file(), drawing.replaces());
        }
        PrintWriter out = options.out();
        if (options.json()) {
            out.println(Json.document(json -> Matches.write(json, provider.value(), comparison, decision)));
        } else {
            print(out, comparison, decision, referenceImage, probeImage);
        }
        return decision == null ? 0 : exit.of(decision.outcome());
    }

    private static List<Side> sides(
            FaceProvider faces, Comparison comparison, FaceImage referenceImage, FaceImage probeImage) {
        return List.of(
                side(faces, "reference", referenceImage, comparison.referenceFace()),
                side(faces, "probe", probeImage, comparison.probeFace()));
    }

    /** Detects the other faces of an image, if it is known which one was compared. */
    private static Side side(FaceProvider faces, String role, FaceImage image, Optional<DetectedFace> compared) {
        return new Side(
                role,
                image,
                compared.orElse(null),
                compared.isPresent() ? faces.detector().detect(image, DetectOptions.defaults()) : List.of());
    }

    private void print(
            PrintWriter out,
            Comparison comparison,
            @Nullable MatchDecision decision,
            FaceImage referenceImage,
            FaceImage probeImage) {
        Matches.printFace(
                out, "reference", reference, comparison.referenceFace().orElse(null), referenceImage);
        Matches.printFace(out, "probe", probe, comparison.probeFace().orElse(null), probeImage);
        Matches.print(out, options.style(), comparison, decision);
    }
}
