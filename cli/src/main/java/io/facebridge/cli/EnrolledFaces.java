package io.facebridge.cli;

import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.decision.FaceMatcher;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.face.BoundingBox;
import io.facebridge.gallery.GalleryId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Candidate;
import io.facebridge.match.Identification;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that exempt the enrolled people of a gallery. A face is exempt only if it certainly is one of them. */
final class EnrolledFaces {
    /** How much of two boxes is common if they are of one face. */
    private static final double SAME_FACE = 0.5;

    @Option(
            names = "--except-enrolled",
            paramLabel = "GALLERY",
            description = "Keep the faces that match a person of this gallery. Requires --fpir, --fmr or"
                    + " --threshold. Without a clear match, a face is redacted.")
    private @Nullable String gallery;

    @Option(names = "--fpir", paramLabel = "RATE", description = OptionText.FPIR + " With --except-enrolled.")
    private @Nullable String fpir;

    boolean isGiven() {
        return gallery != null;
    }

    /** Rejects options that contradict each other. */
    void check(ThresholdOptions thresholds) {
        boolean isGiven = thresholds.isGiven() || fpir != null;
        if (thresholds.isGiven() && fpir != null) {
            throw thresholds.wrongUsage("--fpir, --fmr and --threshold are mutually exclusive; give one of them");
        }
        if (gallery == null && isGiven) {
            throw thresholds.wrongUsage("--fpir, --fmr and --threshold require --except-enrolled");
        }
        if (gallery != null
                && !isGiven
                && !thresholds.decides()
                && thresholds.configuredRateOfSearches().isEmpty()) {
            throw thresholds.wrongUsage("--except-enrolled requires a rate; give for example --fpir 1e-4");
        }
    }

    /** Resolves the threshold before an image is sent. */
    Search search(FaceProvider faces, ThresholdOptions thresholds) {
        if (gallery == null) {
            return (image, found) -> List.of();
        }
        GalleryId id = new GalleryId(gallery);
        FaceIdentifier identifier = faces.require(FaceIdentifier.class);
        ScoreScale scale = identifier.scale(id);
        Threshold threshold = threshold(faces, id, scale, thresholds);
        return (image, found) ->
                kept(identified(identifier, IdentifyRequest.of(image, id).everyFace()), found, threshold);
    }

    private static List<Identification> identified(FaceIdentifier identifier, IdentifyRequest request) {
        try {
            return identifier.identify(request);
        } catch (FaceNotFoundException e) {
            return List.of(); // of those that were detected, none can be searched for
        }
    }

    private Threshold threshold(FaceProvider faces, GalleryId id, ScoreScale scale, ThresholdOptions thresholds) {
        OptionalDouble rate = fpir == null
                ? thresholds.configuredRateOfSearches()
                : OptionalDouble.of(thresholds.rate("--fpir", fpir));
        if (rate.isEmpty()) {
            return thresholds.threshold().orElseThrow().apply(scale);
        }
        MatchPolicy policy = thresholds.calibrated(MatchPolicy.falsePositiveIdentificationRate(rate.getAsDouble()));
        return FaceMatcher.of(faces, policy).policyIn(List.of(id)).thresholdFor(scale);
    }

    /** Each match keeps the one face that it is about. A person is in an image once: of two matches one at least is wrong. */
    private static List<BoundingBox> kept(
            List<Identification> identified, List<BoundingBox> found, Threshold threshold) {
        List<Identification> enrolled =
                identified.stream().filter(face -> isEnrolled(face, threshold)).toList();
        Set<BoundingBox> kept = new LinkedHashSet<>();
        for (Identification face : enrolled) {
            if (enrolled.stream().filter(other -> isOfSamePerson(face, other)).count() == 1) {
                found.stream()
                        .max(Comparator.comparingDouble(
                                box -> box.iou(face.face().box())))
                        .filter(box -> box.iou(face.face().box()) >= SAME_FACE)
                        .ifPresent(kept::add);
            }
        }
        return List.copyOf(kept);
    }

    private static boolean isOfSamePerson(Identification one, Identification other) {
        return one.best()
                .orElseThrow()
                .person()
                .equals(other.best().orElseThrow().person());
    }

    /** The best candidate matches, and no other person does. */
    private static boolean isEnrolled(Identification face, Threshold threshold) {
        Optional<Candidate> best = face.best();
        return best.isPresent()
                && ThresholdOptions.judge(best.get().comparison(), threshold).outcome() == Outcome.MATCH
                && face.candidates().stream()
                        .filter(other -> !other.person().equals(best.get().person()))
                        .noneMatch(other -> threshold.judge(other.score()).outcome() == Outcome.MATCH);
    }

    /** Finds the faces of an image that are kept. */
    @FunctionalInterface
    interface Search {
        /**
         * Searches for every face of an image.
         *
         * @param image the image
         * @param found the faces that were detected in it
         * @return those that certainly are enrolled
         */
        List<BoundingBox> enrolled(FaceImage image, List<BoundingBox> found);
    }
}
