package io.facebridge.emulator.internal.azure;

import io.facebridge.emulator.internal.Output;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceAttributes;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.FaceTrait;
import io.facebridge.face.QualityReason;
import io.facebridge.face.Rated;
import io.facebridge.image.FaceImage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes that a request asks for, and what the backing knows of them; what it does not know is not there. */
final class Attributes {
    /** How good a face is for recognition. */
    static final String QUALITY = "qualityForRecognition";

    private static final Set<String> RETIRED =
            Set.of("age", "gender", "smile", "facialHair", "emotion", "hair", "makeup");
    private static final Map<DetectionModel, Set<String>> KNOWN = Map.of(
            DetectionModel.DETECTION_01,
            Set.of("accessories", "blur", "exposure", "glasses", "headPose", "noise", "occlusion", QUALITY),
            DetectionModel.DETECTION_02,
            Set.of(),
            DetectionModel.DETECTION_03,
            Set.of("blur", "exposure", "glasses", "headPose", "mask", "occlusion", QUALITY));

    private static final Map<String, Set<FaceFeature>> FEATURES = Map.of(
            "headPose",
            Set.of(FaceFeature.POSE),
            "blur",
            Set.of(FaceFeature.QUALITY),
            "exposure",
            Set.of(FaceFeature.QUALITY),
            QUALITY,
            Set.of(FaceFeature.QUALITY),
            "glasses",
            Set.of(FaceFeature.ATTRIBUTES),
            "mask",
            Set.of(FaceFeature.ATTRIBUTES, FaceFeature.QUALITY),
            "occlusion",
            Set.of(FaceFeature.ATTRIBUTES, FaceFeature.QUALITY),
            "accessories",
            Set.of(FaceFeature.ATTRIBUTES));

    private static final String NO_GLASSES = "noGlasses";
    private static final double SHARP = 0.75;
    private static final double BLURRED = 0.25;
    private static final double DARK = 0.25;
    private static final double BRIGHT = 0.75;
    private static final double SIDE_FOR_HIGH = 100;
    private static final double SIDE_FOR_MEDIUM = 60;
    private static final double SHARPNESS_FOR_HIGH = 0.2;
    private static final double SHARPNESS_FOR_MEDIUM = 0.05;

    private final Set<String> names;

    private Attributes(Set<String> names) {
        this.names = names;
    }

    /** What is asked for, as far as the models tell it. */
    static Attributes of(@Nullable String list, DetectionModel detection, RecognitionModel recognition) {
        Set<String> names = new LinkedHashSet<>();
        if (list != null) {
            for (String name : list.split(",", -1)) {
                String known = name.strip();
                if (RETIRED.contains(known)) {
                    throw RefusedException.retired();
                }
                if (known.equals(QUALITY) && !recognition.tellsQuality()) {
                    throw RefusedException.argument(
                            "'" + QUALITY + "' is not supported by " + recognition.word() + ".");
                }
                if (!known.isEmpty() && !KNOWN.getOrDefault(detection, Set.of()).contains(known)) {
                    throw RefusedException.argument(
                            "'returnFaceAttributes' is not supported by " + detection.word() + ".");
                }
                if (!known.isEmpty()) {
                    names.add(known);
                }
            }
        }
        return new Attributes(names);
    }

    /** What the backing is asked for. */
    Set<FaceFeature> features() {
        Set<FaceFeature> features = EnumSet.noneOf(FaceFeature.class);
        names.forEach(name -> features.addAll(FEATURES.getOrDefault(name, Set.of())));
        return features;
    }

    /** Null if nothing was asked for. */
    @Nullable
    Output of(DetectedFace face, FaceImage image) {
        if (names.isEmpty()) {
            return null;
        }
        Output output = new Output();
        for (String name : names) {
            output.with(name, value(name, face, image));
        }
        return output;
    }

    private static @Nullable Object value(String name, DetectedFace face, FaceImage image) {
        FaceQuality quality = face.quality().orElse(null);
        FaceAttributes traits = face.attributes().orElse(null);
        return switch (name) {
            case "headPose" ->
                face.pose()
                        .map(pose -> new Output()
                                .with("pitch", tenths(pose.pitch()))
                                .with("roll", tenths(pose.roll()))
                                .with("yaw", tenths(pose.yaw())))
                        .orElse(null);
            case "blur" -> quality == null ? null : blur(quality);
            case "exposure" -> quality == null ? null : exposure(quality);
            case QUALITY -> quality(face, image);
            case "glasses" -> traits == null ? NO_GLASSES : glasses(traits);
            case "mask" -> mask(said(face, FaceTrait.MASK, QualityReason.MASKED));
            case "occlusion" -> occlusion(said(face, FaceTrait.OCCLUDED, QualityReason.OCCLUDED));
            case "accessories" -> traits == null ? List.of() : accessories(traits);
            case "noise" -> new Output().with("noiseLevel", "low").with("value", 0f);
            default -> null;
        };
    }

    private static @Nullable Output blur(FaceQuality quality) {
        if (quality.sharpness().isEmpty()) {
            return null;
        }
        double sharpness = quality.sharpness().getAsDouble();
        String level = sharpness >= SHARP ? "low" : sharpness >= BLURRED ? "medium" : "high";
        return new Output().with("blurLevel", level).with("value", hundredths(1 - sharpness));
    }

    private static @Nullable Output exposure(FaceQuality quality) {
        if (quality.brightness().isEmpty()) {
            return null;
        }
        double value = quality.brightness().getAsDouble();
        String level = value < DARK ? "underExposure" : value < BRIGHT ? "goodExposure" : "overExposure";
        return new Output().with("exposureLevel", level).with("value", hundredths(value));
    }

    /** The backing's verdict, or the emulator's own on size and sharpness. */
    static String quality(DetectedFace face, FaceImage image) {
        FaceQuality.Usability verdict =
                face.quality().flatMap(FaceQuality::usability).orElse(null);
        if (verdict != null) {
            return switch (verdict) {
                case LOW -> "low";
                case MEDIUM -> "medium";
                case HIGH -> "high";
            };
        }
        double side = Math.min(face.box().width() * image.width(), face.box().height() * image.height());
        double sharpness =
                face.quality().isEmpty() ? 1 : face.quality().get().sharpness().orElse(1);
        if (side >= SIDE_FOR_HIGH && sharpness >= SHARPNESS_FOR_HIGH) {
            return "high";
        }
        return side >= SIDE_FOR_MEDIUM && sharpness >= SHARPNESS_FOR_MEDIUM ? "medium" : "low";
    }

    private static boolean has(FaceAttributes traits, FaceTrait trait) {
        Rated<Boolean> said = traits.traits().get(trait);
        return said != null && said.value();
    }

    private static String glasses(FaceAttributes traits) {
        if (has(traits, FaceTrait.SUNGLASSES)) {
            return "sunglasses";
        }
        return has(traits, FaceTrait.GLASSES) ? "readingGlasses" : NO_GLASSES;
    }

    /** What the backing says, among its attributes or its findings; false if nothing. */
    private static boolean said(DetectedFace face, FaceTrait trait, QualityReason reason) {
        Rated<Boolean> attribute = face.attributes()
                .map(attributes -> attributes.traits().get(trait))
                .orElse(null);
        return attribute != null
                ? attribute.value()
                : face.quality().map(quality -> quality.findings().get(reason)).orElse(false);
    }

    private static Output mask(boolean masked) {
        return new Output().with("type", masked ? "faceMask" : "noMask").with("noseAndMouthCovered", masked);
    }

    /** The backing says that something is covered, not what: the mouth is named. */
    private static Output occlusion(boolean occluded) {
        return new Output()
                .with("foreheadOccluded", false)
                .with("eyeOccluded", false)
                .with("mouthOccluded", occluded);
    }

    private static List<Object> accessories(FaceAttributes traits) {
        List<Object> worn = new ArrayList<>();
        if (has(traits, FaceTrait.HEADWEAR)) {
            worn.add(
                    new Output().with("type", "headwear").with("confidence", 1f).members());
        }
        if (has(traits, FaceTrait.GLASSES) || has(traits, FaceTrait.SUNGLASSES)) {
            worn.add(new Output().with("type", "glasses").with("confidence", 1f).members());
        }
        if (has(traits, FaceTrait.MASK)) {
            worn.add(new Output().with("type", "mask").with("confidence", 1f).members());
        }
        return worn;
    }

    private static float tenths(double value) {
        return Math.round(10 * value) / 10f;
    }

    private static float hundredths(double value) {
        return Math.round(100 * value) / 100f;
    }
}
