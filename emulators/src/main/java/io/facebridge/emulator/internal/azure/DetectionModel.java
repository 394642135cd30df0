package io.facebridge.emulator.internal.azure;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The detection models: faces are always detected by the backing, but each model returns other data about them. */
enum DetectionModel {
    DETECTION_01("detection_01"),
    DETECTION_02("detection_02"),
    DETECTION_03("detection_03");

    private final String word;

    DetectionModel(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    boolean hasLandmarks() {
        return this != DETECTION_02;
    }

    /** The model of that name; the oldest if there is none. */
    static DetectionModel of(@Nullable String word) {
        if (word == null) {
            return DETECTION_01;
        }
        return Arrays.stream(values())
                .filter(model -> model.word.equals(word))
                .findFirst()
                .orElseThrow(() -> RefusedException.argument("'detectionModel' is invalid."));
    }
}
