package io.facebridge.emulator.internal.azure;

import io.facebridge.emulator.internal.FaceAnalyzer;
import io.facebridge.emulator.internal.FaceAnalyzer.AnalyzedFace;
import io.facebridge.emulator.internal.Output;
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
    private static final int MOST_FACES = 100;
    private static final double SMALLEST_FACE = 36;
    private static final double FULL_HD = 1920;

    private final FaceAnalyzer analyzer;

    VisibleFaces(FaceAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    /** The faces of a picture. */
    List<DetectedFace> detect(FaceImage image, Set<FaceFeature> features) {
        double smallest = SMALLEST_FACE * Math.max(1, Math.max(image.width(), image.height()) / FULL_HD);
        return Images.refusing(() -> analyzer.detect(image, features, MOST_FACES)).stream()
                .filter(face ->
                        Math.min(face.box().width() * image.width(), face.box().height() * image.height()) >= smallest)
                .sorted(Comparator.comparingDouble((DetectedFace face) -> area(face.box()))
                        .reversed())
                .toList();
    }

    private static double area(BoundingBox box) {
        return box.width() * box.height();
    }

    /** Faces that were detected in the picture, with their templates. */
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

    /** The only face of a picture, or the one at a target; with its template. */
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

    /** A box in pixels of the upright picture. */
    static Output rectangle(DetectedFace face, FaceImage image) {
        BoundingBox box = face.box();
        int left = (int) Math.round(box.left() * image.width());
        int top = (int) Math.round(box.top() * image.height());
        return new Output()
                .with("top", top)
                .with("left", left)
                .with("width", Math.max(1, (int) Math.round(box.right() * image.width()) - left))
                .with("height", Math.max(1, (int) Math.round(box.bottom() * image.height()) - top));
    }
}
