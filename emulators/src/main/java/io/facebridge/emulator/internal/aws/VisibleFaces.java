package io.facebridge.emulator.internal.aws;

import io.facebridge.emulator.internal.FaceAnalyzer;
import io.facebridge.emulator.internal.FaceAnalyzer.AnalyzedFace;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.image.FaceImage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Images as the operations see them: the largest faces, the filter applied, an image that fails is rejected. */
final class VisibleFaces {
    /** More faces than these the service does not look at. */
    static final int MAX_FACES = 100;

    /** The default attributes of a face. */
    static final Set<FaceFeature> USUAL = Set.of(FaceFeature.LANDMARKS, FaceFeature.POSE, FaceFeature.QUALITY);

    private final FaceAnalyzer analyzer;

    VisibleFaces(FaceAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    /** The faces of an image: those that are good enough, largest first, and why the others are not. */
    record Faces(List<DetectedFace> good, List<Objection> others) {}

    /** A face, and why it is not used. */
    record Objection(DetectedFace face, List<String> reasons) {}

    /** The faces with what is wanted of them. */
    Faces detect(FaceImage image, Set<FaceFeature> wanted, QualityFilter filter) {
        Set<FaceFeature> features = EnumSet.noneOf(FaceFeature.class);
        features.addAll(wanted);
        if (filter != QualityFilter.NONE) {
            features.addAll(QualityFilter.FEATURES);
        }
        List<DetectedFace> good = new ArrayList<>();
        List<Objection> others = new ArrayList<>();
        for (DetectedFace face : Images.refusing(() -> analyzer.detect(image, features, MAX_FACES))) {
            List<String> reasons = filter.objections(face, image);
            if (reasons.isEmpty()) {
                good.add(face);
            } else {
                others.add(new Objection(face, reasons));
            }
        }
        return new Faces(good, others);
    }

    /** The templates of faces that were detected before, in their order. */
    List<AnalyzedFace> extract(FaceImage image, List<DetectedFace> faces, boolean onlyTheLargestOfAll) {
        if (faces.isEmpty()) {
            return List.of();
        }
        List<AnalyzedFace> seen;
        if (onlyTheLargestOfAll) {
            AnalyzedFace largest = Images.refusing(() -> analyzer.extractLargest(image));
            seen = largest == null ? List.of() : List.of(largest);
        } else {
            seen = Images.refusing(() -> analyzer.extract(image));
        }
        return faces.stream()
                .map(face ->
                        new AnalyzedFace(face, FaceAnalyzer.find(face, seen).vector()))
                .toList();
    }

    /** The largest face that is good enough, with its template; null if there is none. */
    @Nullable
    AnalyzedFace largest(FaceImage image, QualityFilter filter) {
        if (filter == QualityFilter.NONE) {
            return Images.refusing(() -> analyzer.extractLargest(image));
        }
        Faces faces = detect(image, Set.of(), filter);
        if (faces.good.isEmpty()) {
            return null;
        }
        return extract(image, faces.good.subList(0, 1), faces.others.isEmpty()).get(0);
    }
}
