package io.facebridge.emulator.internal;

import io.facebridge.FaceDetector;
import io.facebridge.FaceProvider;
import io.facebridge.FaceTemplates;
import io.facebridge.FaceTemplates.ExtractedFace;
import io.facebridge.emulator.internal.FaceAnalyzer.AnalyzedFace;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.FaceSelection;
import io.facebridge.image.FaceImage;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.ScoreScale;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The detector and the templates behind an emulator: the only place that analyzes images. */
public final class FaceAnalyzer {
    private static final double FULL_HD = 1920;

    private final FaceDetector detector;
    private final FaceTemplates templates;
    private final ScoreScale scale;

    /** Analyzes with these models, whose templates compare on this score scale. */
    public FaceAnalyzer(FaceDetector detector, FaceTemplates templates, ScoreScale scale) {
        this.detector = Objects.requireNonNull(detector, "detector");
        this.templates = Objects.requireNonNull(templates, "templates");
        this.scale = scale;
    }

    /**
     * Analyzes with a provider.
     *
     * @throws UnsupportedCapabilityException if the provider has no templates
     * @throws IllegalArgumentException if its comparer does not report its scale beforehand
     */
    public static FaceAnalyzer of(FaceProvider provider) {
        ScoreScale scale = provider.comparer()
                .scale()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "the provider " + provider.id()
                                        + " reports its scale only with a result; use one that reports it beforehand, such as local models"));
        return new FaceAnalyzer(provider.detector(), provider.require(FaceTemplates.class), scale);
    }

    /** Returns the score scale of the comparison of two templates. */
    public ScoreScale scale() {
        return scale;
    }

    /** A face and its template's vector. */
    public static final class AnalyzedFace {
        private final DetectedFace face;
        private final float[] vector;

        /** Creates a face that is compared by this vector. */
        public AnalyzedFace(DetectedFace face, float[] vector) {
            this.face = face;
            this.vector = vector;
        }

        /** Returns the detected face. */
        public DetectedFace face() {
            return face;
        }

        /** Returns the vector to compare by, of length 1; the caller must not change it. */
        public float[] vector() {
            return vector;
        }

        @Override
        public String toString() {
            return "AnalyzedFace[" + face + "]";
        }
    }

    /** Returns the largest faces, largest first, with those of the features that the detector supports. */
    public List<DetectedFace> detect(FaceImage image, Set<FaceFeature> features, int maxFaces) {
        Set<FaceFeature> known = EnumSet.noneOf(FaceFeature.class);
        known.addAll(features);
        known.retainAll(detector.features());
        return detector.detect(image, new DetectOptions(known, maxFaces));
    }

    /** Returns all faces with their templates, largest first. */
    public List<AnalyzedFace> extract(FaceImage image) {
        return templates.extract(image).stream().map(this::analyzed).toList();
    }

    /** Returns the largest face with its template; null if there is no face. */
    public @Nullable AnalyzedFace extractLargest(FaceImage image) {
        try {
            return analyzed(templates.extract(image, FaceSelection.LARGEST));
        } catch (FaceNotFoundException e) {
            return null;
        }
    }

    /** Returns the template of a face that was detected in an image before. */
    public static AnalyzedFace find(DetectedFace face, List<AnalyzedFace> seen) {
        AnalyzedFace best = null;
        double maxOverlap = 0;
        for (AnalyzedFace candidate : seen) {
            double overlap = candidate.face().box().iou(face.box());
            if (overlap > maxOverlap) {
                maxOverlap = overlap;
                best = candidate;
            }
        }
        if (best == null || maxOverlap < 0.5) {
            throw new IllegalStateException("detector and templates of the backing find different faces");
        }
        return best;
    }

    /**
     * Returns the vector of a template that the caller provides.
     *
     * @throws IllegalArgumentException if another model made it
     */
    public float[] vector(FaceTemplate template) {
        String model = scale.model();
        if (!template.model().equals(model)) {
            throw new IllegalArgumentException("the template was made by model " + template.model()
                    + " but the backing's is " + model + "; extract it with the backing's FaceTemplates");
        }
        return template.toArray();
    }

    /** Returns the shorter side of a face, in pixels. */
    static double shorterSide(BoundingBox box, FaceImage image) {
        return Math.min(box.width() * image.width(), box.height() * image.height());
    }

    /**
     * Returns whether the shorter side of a face is below a limit.
     *
     * @param side in pixels of an image of at most 1920 pixels across or down; of a larger one, in proportion
     */
    public static boolean isSmall(BoundingBox box, FaceImage image, double side) {
        return shorterSide(box, image) < side * Math.max(1, Math.max(image.width(), image.height()) / FULL_HD);
    }

    private AnalyzedFace analyzed(ExtractedFace extracted) {
        return new AnalyzedFace(extracted.face(), vector(extracted.template()));
    }
}
