package io.facebridge.emulator.internal.azure;

import io.facebridge.emulator.internal.FaceAnalyzer;
import io.facebridge.emulator.internal.FaceAnalyzer.AnalyzedFace;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.image.FaceImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Images as the operations see them: upright, faces that are large enough, the largest first. */
final class VisibleFaces {
    private static final int MAX_FACES = 100;
    private static final double MIN_FACE_SIZE = 36;

    private final FaceAnalyzer analyzer;

    VisibleFaces(FaceAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    /** The faces of an image. */
    List<DetectedFace> detect(FaceImage image, Set<FaceFeature> features) {
        return Images.refusing(() -> analyzer.detect(image, features, MAX_FACES)).stream()
                .filter(face -> !FaceAnalyzer.isSmall(face.box(), image, MIN_FACE_SIZE))
                .sorted(Comparator.comparingDouble((DetectedFace face) -> area(face.box()))
                        .reversed())
                .toList();
    }

    private static double area(BoundingBox box) {
        return box.width() * box.height();
    }

    /** Faces that were detected in the image, with their templates. */
    List<AnalyzedFace> describe(FaceImage image, List<DetectedFace> faces) {
        if (faces.isEmpty()) {
            return List.of();
        }
        List<AnalyzedFace> all = Images.refusing(() -> analyzer.extract(image));
        List<AnalyzedFace> seen = new ArrayList<>();
        faces.forEach(face ->
                seen.add(new AnalyzedFace(face, FaceAnalyzer.find(face, all).vector())));
        return seen;
    }

    /** The only face of an image, or the one at a target; with its template. */
    AnalyzedFace only(FaceImage image, @Nullable BoundingBox target) {
        List<DetectedFace> faces = detect(image, Set.of());
        if (target != null) {
            faces = faces.stream()
                    .filter(face -> face.box().iou(target) > 0)
                    .max(Comparator.comparingDouble(face -> face.box().iou(target)))
                    .map(List::of)
                    .orElse(List.of());
        }
        if (faces.isEmpty()) {
            throw RefusedException.image("No face detected in the image.");
        }
        if (faces.size() > 1) {
            throw RefusedException.image("There is more than 1 face in the image.");
        }
        return describe(image, faces).get(0);
    }
}
