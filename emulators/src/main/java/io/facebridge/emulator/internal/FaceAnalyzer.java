package io.facebridge.emulator.internal;

import io.facebridge.FaceDetector;
import io.facebridge.FaceNotFoundException;
import io.facebridge.FaceTemplates;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceChoice;
import io.facebridge.face.FaceFeature;
import io.facebridge.image.FaceImage;
import io.facebridge.match.ExtractedFace;
import io.facebridge.match.FaceTemplate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The models behind an emulator: the only place that looks at images. */
public final class FaceAnalyzer {
    private final FaceDetector detector;
    private final FaceTemplates templates;
    private final String model;

    /** Sees with these, whose templates are made by that model. */
    public FaceAnalyzer(FaceDetector detector, FaceTemplates templates, String model) {
        this.detector = detector;
        this.templates = templates;
        this.model = model;
    }

    /** A face and its template's vector. */
    public static final class AnalyzedFace {
        private final DetectedFace face;
        private final float[] vector;

        /** A face that is compared by that vector. */
        public AnalyzedFace(DetectedFace face, float[] vector) {
            this.face = face;
            this.vector = vector;
        }

        /** Where it is. */
        public DetectedFace face() {
            return face;
        }

        /** What it is compared by, of length 1; the caller does not change it. */
        public float[] vector() {
            return vector;
        }

        @Override
        public String toString() {
            return "AnalyzedFace[" + face + "]";
        }
    }

    /** The largest faces, largest first, with those of the features that the detector has. */
    public List<DetectedFace> detect(FaceImage image, Set<FaceFeature> features, int most) {
        Set<FaceFeature> known = EnumSet.noneOf(FaceFeature.class);
        known.addAll(features);
        known.retainAll(detector.features());
        return detector.detect(image, new DetectOptions(known, most));
    }

    /** All faces with their templates, largest first. */
    public List<AnalyzedFace> extract(FaceImage image) {
        return templates.extract(image).stream().map(this::seen).toList();
    }

    /** The largest face with its template; null if there is no face. */
    public @Nullable AnalyzedFace extractLargest(FaceImage image) {
        try {
            return seen(templates.extract(image, FaceChoice.LARGEST));
        } catch (FaceNotFoundException e) {
            return null;
        }
    }

    /** The template of a face that was detected in a picture before. */
    public static AnalyzedFace find(DetectedFace face, List<AnalyzedFace> seen) {
        AnalyzedFace best = null;
        double most = 0;
        for (AnalyzedFace candidate : seen) {
            double overlap = candidate.face().box().iou(face.box());
            if (overlap > most) {
                most = overlap;
                best = candidate;
            }
        }
        if (best == null || most < 0.5) {
            throw new IllegalStateException("detector and templates of the backing find different faces");
        }
        return best;
    }

    /**
     * The vector of a template that the caller brings.
     *
     * @throws IllegalArgumentException if another model made it
     */
    public float[] vector(FaceTemplate template) {
        if (!template.model().equals(model)) {
            throw new IllegalArgumentException("the template was made by model " + template.model()
                    + " but the backing's is " + model + "; extract it with the backing's FaceTemplates");
        }
        return template.toArray();
    }

    private AnalyzedFace seen(ExtractedFace extracted) {
        return new AnalyzedFace(extracted.face(), vector(extracted.template()));
    }
}
