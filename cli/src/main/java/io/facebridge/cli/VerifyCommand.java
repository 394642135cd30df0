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
        description = "Says how alike the face of a picture and an enrolled person are, and whether they match.")
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private ProviderOptions options = new ProviderOptions();

    @Parameters(index = "0", paramLabel = "GALLERY", description = "The gallery.")
    private String gallery = "";

    @Parameters(index = "1", paramLabel = "PERSON", description = "Who it is claimed to be.")
    private String person = "";

    @Parameters(index = "2", paramLabel = "IMAGE", description = "The picture just taken.")
    private String probe = "";

    @Mixin
    private ThresholdOptions bar = new ThresholdOptions();

    @Option(
            names = "--face",
            paramLabel = "CHOICE",
            description = "Which face of the picture is meant: only, largest or central. If not said it is the largest,"
                    + " and there is no match or mismatch where another face is nearly as large.")
    private @Nullable FaceSelection face;

    @Override
    public Integer call() {
        Optional<Function<ScoreScale, Threshold>> threshold = bar.threshold();
        FaceImage image = Pictures.readOrName(probe);
        Comparison comparison = options.ask(faces -> {
            VerifyRequest request = VerifyRequest.of(image, new GalleryId(gallery), new PersonId(person));
            return faces.require(FaceVerifier.class).verify(face == null ? request : request.face(face));
        });
        MatchDecision decision =
                threshold.map(on -> ThresholdOptions.judge(comparison, on)).orElse(null);
        PrintWriter out = options.out();
        if (options.json()) {
            out.println(Json.document(json -> Matches.write(json, options.provider(), comparison, decision)));
        } else {
            out.println("claimed    " + Text.oneLine(person) + " in gallery " + Text.oneLine(gallery));
            Matches.printFace(out, "probe", probe, comparison.probeFace().orElse(null), image);
            Matches.print(out, comparison, decision);
        }
        return 0;
    }
}
