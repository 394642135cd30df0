package io.facebridge.emulator.internal.azure;

import io.facebridge.emulator.internal.Output;
import io.facebridge.emulator.internal.UsabilityRule;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceAttributes;
import io.facebridge.face.FaceAttributes.Estimate;
import io.facebridge.face.FaceAttributes.FaceTrait;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.QualityReason;
import io.facebridge.image.FaceImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Faces as members of answers. What the backing does not know is left out. */
final class FaceOutput {
    /** How good a face is for recognition. */
    static final String QUALITY = "qualityForRecognition";

    private static final String NO_GLASSES = "noGlasses";
    private static final double SHARP = 0.75;
    private static final double BLURRED = 0.25;
    private static final double DARK = 0.25;
    private static final double BRIGHT = 0.75;
    private static final UsabilityRule USABILITY = new UsabilityRule(100, 0.2, 60, 0.05);

    private FaceOutput() {}

    /** A box in pixels of the upright image. */
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

    /** The value of an attribute; null if the backing does not know it. */
    static @Nullable Object attribute(String name, DetectedFace face, FaceImage image) {
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

    /** The backing's verdict, or by limits of the emulator's own on size and sharpness. */
    static String quality(DetectedFace face, FaceImage image) {
        return switch (USABILITY.of(face, image)) {
            case LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH -> "high";
        };
    }

    private static boolean has(FaceAttributes traits, FaceTrait trait) {
        Estimate<Boolean> said = traits.traits().get(trait);
        return said != null && said.value();
    }

    private static String glasses(FaceAttributes traits) {
        if (has(traits, FaceTrait.SUNGLASSES)) {
            return "sunglasses";
        }
        return has(traits, FaceTrait.GLASSES) ? "readingGlasses" : NO_GLASSES;
    }

    /** Returns the value among the backing's attributes or findings; false if it is absent. */
    private static boolean said(DetectedFace face, FaceTrait trait, QualityReason reason) {
        Estimate<Boolean> attribute = face.attributes()
                .map(attributes -> attributes.traits().get(trait))
                .orElse(null);
        return attribute != null
                ? attribute.value()
                : face.quality().map(quality -> quality.findings().get(reason)).orElse(false);
    }

    private static Output mask(boolean masked) {
        return new Output().with("type", masked ? "faceMask" : "noMask").with("noseAndMouthCovered", masked);
    }

    /** The backing reports that something is covered, not what: the mouth is returned. */
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
