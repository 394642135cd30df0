package io.facebridge.emulator.internal.tencent;

import io.facebridge.emulator.internal.FaceAnalyzer;
import io.facebridge.emulator.internal.FaceAnalyzer.AnalyzedFace;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.image.FaceImage;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Images as the actions see them: several faces are one, mostly the largest; a face too poor for what is wanted is none. */
final class VisibleFaces {
    private static final double[] SHARPNESS_FOR = {0, 0.1, 0.2, 0.4, 0.6};

    private final FaceAnalyzer analyzer;

    VisibleFaces(FaceAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    /** The largest faces, largest first, one or more. */
    List<DetectedFace> detect(FaceImage image, Set<FaceFeature> features, int most) {
        List<DetectedFace> faces = Images.refusing(() -> analyzer.detect(image, features, most));
        if (faces.isEmpty()) {
            throw RefusedException.noFace();
        }
        return faces;
    }

    /** The largest face with its template. */
    AnalyzedFace largest(FaceImage image) {
        AnalyzedFace seen = Images.refusing(() -> analyzer.extractLargest(image));
        if (seen == null) {
            throw RefusedException.noFace();
        }
        return seen;
    }

    /** The largest faces with their templates, largest first, one or more. */
    List<AnalyzedFace> all(FaceImage image, int most) {
        if (most == 1) {
            return List.of(largest(image));
        }
        List<AnalyzedFace> seen = Images.refusing(() -> analyzer.extract(image));
        if (seen.isEmpty()) {
            throw RefusedException.noFace();
        }
        return seen.subList(0, Math.min(most, seen.size()));
    }

    /** The largest face, which has to be good enough. */
    AnalyzedFace goodEnough(FaceImage image, int qualityControl) {
        return goodEnough(image, largest(image), qualityControl);
    }

    /**
     * The face of which the detector is surest, which has to be good enough; the larger of two that it is as sure of, so that
     * a detector that does not say has the largest.
     */
    AnalyzedFace surest(FaceImage image, int qualityControl) {
        AnalyzedFace surest = all(image, Integer.MAX_VALUE).stream()
                .max(Comparator.comparingDouble(
                                (AnalyzedFace seen) -> seen.face().confidence().orElse(0))
                        .thenComparingDouble(seen -> seen.face().box().area()))
                .orElseThrow();
        return goodEnough(image, surest, qualityControl);
    }

    private AnalyzedFace goodEnough(FaceImage image, AnalyzedFace seen, int qualityControl) {
        if (!isGoodEnough(image, seen, qualityControl)) {
            throw RefusedException.failed("FaceQualityNotQualified", "The image is not good enough.");
        }
        return seen;
    }

    /**
     * Returns whether the face is sharp enough; a measure of the emulator's own, which passes a face whose sharpness the
     * backing does not report.
     */
    boolean isGoodEnough(FaceImage image, AnalyzedFace seen, int qualityControl) {
        if (qualityControl == 0) {
            return true;
        }
        return detect(image, Set.of(FaceFeature.QUALITY), Integer.MAX_VALUE).stream()
                .filter(face -> face.box().iou(seen.face().box()) > 0.5)
                .flatMap(face -> face.quality().stream())
                .flatMapToDouble(quality -> quality.sharpness().stream())
                .allMatch(sharpness -> sharpness >= SHARPNESS_FOR[qualityControl]);
    }
}
