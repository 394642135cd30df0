package io.facebridge.emulator.internal.aws;

import io.facebridge.emulator.internal.FaceAnalyzer.AnalyzedFace;
import io.facebridge.emulator.internal.Output;
import io.facebridge.emulator.internal.ScoreMap;
import io.facebridge.emulator.internal.Vectors;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.image.FaceImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The operations that store nothing. */
final class ImageOperations {
    private static final float DEFAULT_THRESHOLD = 80;
    private static final Set<String> ATTRIBUTES = Set.of(
            "DEFAULT",
            "ALL",
            "AGE_RANGE",
            "BEARD",
            "EMOTIONS",
            "EYE_DIRECTION",
            "EYEGLASSES",
            "EYES_OPEN",
            "GENDER",
            "MOUTH_OPEN",
            "MUSTACHE",
            "FACE_OCCLUDED",
            "SMILE",
            "SUNGLASSES");

    private final Images images;
    private final VisibleFaces visibleFaces;
    private final ScoreMap scores;

    ImageOperations(Images images, VisibleFaces visibleFaces, ScoreMap scores) {
        this.images = images;
        this.visibleFaces = visibleFaces;
        this.scores = scores;
    }

    /** Which attributes are asked for. */
    static List<String> attributes(Input input, String parameter) {
        return input.choices(parameter, ATTRIBUTES);
    }

    /** The features to detect; of all attributes, the backing supports the further landmarks. */
    static Set<FaceFeature> features(List<String> attributes) {
        Set<FaceFeature> features = EnumSet.copyOf(VisibleFaces.USUAL);
        if (attributes.contains("ALL")) {
            features.add(FaceFeature.CONTOURS);
        }
        return features;
    }

    Output detectFaces(Input input) {
        List<String> attributes = attributes(input, "Attributes");
        FaceImage image = images.read(input, "Image");
        List<Map<String, Object>> details =
                visibleFaces.detect(image, features(attributes), QualityFilter.NONE).good().stream()
                        .map(face -> FaceOutput.detail(face, attributes).members())
                        .toList();
        return new Output().with("FaceDetails", details);
    }

    private record Compared(DetectedFace face, float similarity) {}

    Output compareFaces(Input input) {
        float threshold = input.percent("SimilarityThreshold", DEFAULT_THRESHOLD);
        QualityFilter filter = QualityFilter.of(input, "NONE");
        FaceImage sourceImage = images.read(input, "SourceImage");
        FaceImage targetImage = images.read(input, "TargetImage");
        AnalyzedFace source = visibleFaces.largest(sourceImage, filter);
        if (source == null) {
            throw RefusedException.invalidParameters();
        }
        VisibleFaces.Faces targets = visibleFaces.detect(targetImage, VisibleFaces.USUAL, filter);
        if (targets.good().isEmpty()) {
            throw RefusedException.invalidParameters();
        }
        boolean alone = targets.good().size() == 1 && targets.others().isEmpty();
        List<Compared> matches = new ArrayList<>();
        List<Map<String, Object>> others = new ArrayList<>();
        for (AnalyzedFace target : visibleFaces.extract(targetImage, targets.good(), alone)) {
            float similarity = scores.similarity(Vectors.cosine(source.vector(), target.vector()));
            if (similarity >= threshold) {
                matches.add(new Compared(target.face(), similarity));
            } else {
                others.add(FaceOutput.compared(target.face()).members());
            }
        }
        return new Output()
                .with("SourceImageFace", FaceOutput.place(source.face()))
                .with(
                        "FaceMatches",
                        matches.stream()
                                .sorted(Comparator.comparing(Compared::similarity)
                                        .reversed())
                                .map(match -> new Output()
                                        .with("Similarity", match.similarity)
                                        .with("Face", FaceOutput.compared(match.face))
                                        .members())
                                .toList())
                .with("UnmatchedFaces", others);
    }
}
