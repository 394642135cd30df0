package io.facebridge.emulator.internal.aws;

import io.facebridge.emulator.internal.FaceAnalyzer;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.image.FaceImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which faces are good enough. The service does not publish its bars: these are the emulator's own, on the backing's
 * measures, and {@code AUTO} is {@code LOW}. A measure that the backing does not give excludes nothing.
 */
enum QualityFilter {
    NONE(0, 0, 0, 180, 180, 0),
    LOW(0.5, 0.02, 0.08, 75, 60, 30),
    MEDIUM(0.7, 0.1, 0.15, 60, 45, 40),
    HIGH(0.8, 0.25, 0.2, 45, 35, 60);

    static final String PARAMETER = "QualityFilter";

    /** The features that the filter inspects. */
    static final Set<FaceFeature> FEATURES = Set.of(FaceFeature.POSE, FaceFeature.QUALITY);

    private static final Set<String> NAMES = Set.of("NONE", "AUTO", "LOW", "MEDIUM", "HIGH");

    private final double confidence;
    private final double sharpness;
    private final double brightness;
    private final double yaw;
    private final double pitch;
    private final double side;

    /** The last is in pixels, of an image that is no larger than 1920 across or down; of a larger one, in proportion. */
    QualityFilter(double confidence, double sharpness, double brightness, double yaw, double pitch, double side) {
        this.confidence = confidence;
        this.sharpness = sharpness;
        this.brightness = brightness;
        this.yaw = yaw;
        this.pitch = pitch;
        this.side = side;
    }

    static QualityFilter of(Input input, String preset) {
        String name = input.choice(PARAMETER, NAMES, preset);
        return name.equals("AUTO") ? LOW : valueOf(name);
    }

    /** Why a face is not good enough, in the service's words; empty if it is. */
    List<String> objections(DetectedFace face, FaceImage image) {
        List<String> reasons = new ArrayList<>();
        if (face.confidence().orElse(1) < confidence) {
            reasons.add("LOW_CONFIDENCE");
        }
        face.quality().ifPresent(quality -> {
            if (quality.sharpness().orElse(1) < sharpness) {
                reasons.add("LOW_SHARPNESS");
            }
            if (quality.brightness().orElse(1) < brightness) {
                reasons.add("LOW_BRIGHTNESS");
            }
        });
        face.pose().ifPresent(pose -> {
            if (Math.abs(pose.yaw()) > yaw || Math.abs(pose.pitch()) > pitch) {
                reasons.add("EXTREME_POSE");
            }
        });
        if (FaceAnalyzer.isSmall(face.box(), image, side)) {
            reasons.add("SMALL_BOUNDING_BOX");
        }
        return reasons;
    }
}
