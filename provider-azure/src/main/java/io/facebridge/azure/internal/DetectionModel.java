package io.facebridge.azure.internal;

import io.facebridge.face.FaceFeature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The data that each of the service's detection models returns for a face: the table of its page on detection models, as of
 * January 2026. Another row adds another model.
 */
final class DetectionModel {
    private static final String QUALITY_FOR_RECOGNITION = "qualityForRecognition";

    /** The older recognition models, which do not support the quality of a face. */
    private static final Set<String> WITHOUT_QUALITY = Set.of("recognition_01", "recognition_02");

    private static final Map<String, DetectionModel> MODELS = Map.of(
            "detection_01",
            new DetectionModel(
                    "detection_01",
                    true,
                    "accessories",
                    "blur",
                    "exposure",
                    "glasses",
                    "headPose",
                    "noise",
                    "occlusion",
                    QUALITY_FOR_RECOGNITION),
            "detection_02",
            new DetectionModel("detection_02", false),
            "detection_03",
            new DetectionModel(
                    "detection_03",
                    true,
                    "blur",
                    "exposure",
                    "glasses",
                    "headPose",
                    "mask",
                    "occlusion",
                    QUALITY_FOR_RECOGNITION));

    /** The attributes that a feature is derived from; if the model returns none of them, the feature is not offered. */
    private static final Map<FaceFeature, List<String>> MADE_OF = Map.of(
            FaceFeature.POSE, List.of("headPose"),
            FaceFeature.QUALITY, List.of("blur", "exposure", "mask", "noise", "occlusion", QUALITY_FOR_RECOGNITION),
            FaceFeature.ATTRIBUTES, List.of("accessories", "glasses", "mask", "occlusion"));

    private final String name;
    private final boolean landmarks;
    private final Set<String> attributes;

    private DetectionModel(String name, boolean landmarks, String... attributes) {
        this.name = name;
        this.landmarks = landmarks;
        this.attributes = Set.of(attributes);
    }

    /**
     * Returns a model by the vendor's name.
     *
     * @throws IllegalArgumentException if it is not known
     */
    static DetectionModel of(String name) {
        DetectionModel model = MODELS.get(name.toLowerCase(Locale.ROOT));
        if (model == null) {
            throw new IllegalArgumentException(
                    "detectionModel is one of " + new TreeSet<>(MODELS.keySet()) + " but was \"" + name + "\"");
        }
        return model;
    }

    String name() {
        return name;
    }

    /** Returns the supported features. */
    Set<FaceFeature> features() {
        Set<FaceFeature> features = EnumSet.noneOf(FaceFeature.class);
        if (landmarks) {
            features.add(FaceFeature.LANDMARKS);
            features.add(FaceFeature.CONTOURS);
        }
        MADE_OF.forEach((feature, parts) -> {
            if (!Collections.disjoint(attributes, parts)) {
                features.add(feature);
            }
        });
        return Collections.unmodifiableSet(features);
    }

    /** Returns those of the features that are supported. */
    Set<FaceFeature> those(Set<FaceFeature> wanted) {
        Set<FaceFeature> known = EnumSet.copyOf(wanted);
        known.retainAll(features());
        return known;
    }

    /** Returns the attributes to request for these features, in alphabetical order; empty if there are none. */
    List<String> attributes(Set<FaceFeature> features, String recognitionModel) {
        Set<String> wanted = new LinkedHashSet<>();
        for (FaceFeature feature : features) {
            for (String part : MADE_OF.getOrDefault(feature, List.of())) {
                if (attributes.contains(part)
                        && !(part.equals(QUALITY_FOR_RECOGNITION) && WITHOUT_QUALITY.contains(recognitionModel))) {
                    wanted.add(part);
                }
            }
        }
        List<String> inOrder = new ArrayList<>(wanted);
        Collections.sort(inOrder);
        return inOrder;
    }

    /** Returns whether landmarks are needed: for themselves, or for the distance between the eyes. */
    boolean needsLandmarks(Set<FaceFeature> features) {
        return landmarks
                && (features.contains(FaceFeature.LANDMARKS)
                        || features.contains(FaceFeature.CONTOURS)
                        || features.contains(FaceFeature.QUALITY));
    }

    @Override
    public String toString() {
        return name;
    }
}
