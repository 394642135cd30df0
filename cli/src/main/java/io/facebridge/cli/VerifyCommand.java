package io.facebridge.cli;

import io.facebridge.FaceVerifier;
import io.facebridge.face.FaceSelection;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Comparison;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.match.VerifyRequest;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code facebridge verify}. */
@Command(
        name = "verify",
        description = "Compares the face in an image with an enrolled person and decides whether they" + " match.")
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private ProviderOptions options = new ProviderOptions();

    @Parameters(index = "0", paramLabel = "GALLERY", description = "Name of the gallery.")
    private String gallery = "";

    @Parameters(index = "1", paramLabel = "PERSON", description = "Id of the claimed person.")
    private String person = "";

    @Parameters(index = "2", paramLabel = "IMAGE", description = "Image to check, usually captured just now.")
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

    @Override
    public Integer call() {
        thresholds.requireDecision(exit);
        Optional<Function<ScoreScale, Threshold>> threshold = thresholds.threshold();
        FaceImage image = ImageFiles.readOrName(probe);
        Comparison comparison = options.call(faces -> {
            VerifyRequest request = VerifyRequest.of(image, new GalleryId(gallery), new PersonId(person));
            FaceVerifier verifier = faces.require(FaceVerifier.class);
            threshold.ifPresent(on ->
                    verifier.knownScale(request.gallery()).ifPresent(scale -> ThresholdOptions.require(on, scale)));
            FaceSelection selected = options.face(face);
            return verifier.verify(selected == null ? request : request.face(selected));
        });
        MatchDecision decision =
                threshold.map(on -> ThresholdOptions.judge(comparison, on)).orElse(null);
        PrintWriter out = options.out();
        if (options.json()) {
            out.println(Json.document(json -> Matches.write(json, options.provider(), comparison, decision)));
        } else {
            out.println("claimed    " + Text.oneLine(person) + " in gallery " + Text.oneLine(gallery));
            Matches.printFace(out, "probe", probe, comparison.probeFace().orElse(null), image);
            Matches.print(out, options.style(), comparison, decision);
        }
        return decision == null ? 0 : exit.of(decision.outcome());
    }
}
