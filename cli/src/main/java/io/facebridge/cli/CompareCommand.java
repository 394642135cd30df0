package io.facebridge.cli;

import io.facebridge.FaceProvider;
import io.facebridge.ProviderId;
import io.facebridge.face.FaceChoice;
import io.facebridge.image.FaceImage;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code facebridge compare}. */
@Command(name = "compare", description = "Says how alike the faces of two pictures are, and whether they match.")
final class CompareCommand implements Callable<Integer> {
    @Mixin
    private ProviderOptions options = new ProviderOptions();

    @Parameters(index = "0", paramLabel = "REFERENCE", description = "The picture of the person who is claimed.")
    private String reference = "";

    @Parameters(index = "1", paramLabel = "PROBE", description = "The picture just taken.")
    private String probe = "";

    @Mixin
    private Bar bar = new Bar();

    @Option(
            names = "--face",
            paramLabel = "CHOICE",
            description = "Which face of a picture is meant: only, largest or central. If not said it is the largest,"
                    + " and there is no match or mismatch where another face is nearly as large.")
    private @Nullable FaceChoice face;

    @Override
    public Integer call() {
        Optional<Function<ScoreScale, Threshold>> threshold = bar.threshold();
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
        MatchDecision decision = threshold.map(on -> Bar.judge(comparison, on)).orElse(null);
        PrintWriter out = options.out();
        if (options.json()) {
            out.println(Json.document(json -> Matches.write(json, provider.value(), comparison, decision)));
        } else {
            print(out, comparison, decision, referenceImage, probeImage);
        }
        return 0;
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
        Matches.print(out, comparison, decision);
    }
}
