package io.facebridge.emulator.internal.azure;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What makes templates. Those of two models cannot be compared, though all are the backing's here. */
enum RecognitionModel {
    RECOGNITION_01("recognition_01"),
    RECOGNITION_02("recognition_02"),
    RECOGNITION_03("recognition_03"),
    RECOGNITION_04("recognition_04");

    private final String word;

    RecognitionModel(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** Returns whether the model supports the quality of a face for recognition. */
    boolean supportsQuality() {
        return this == RECOGNITION_03 || this == RECOGNITION_04;
    }

    /** The model of that name; the oldest if there is none. */
    static RecognitionModel of(@Nullable String word) {
        if (word == null) {
            return RECOGNITION_01;
        }
        return Arrays.stream(values())
                .filter(model -> model.word.equals(word))
                .findFirst()
                .orElseThrow(() -> RefusedException.argument("'recognitionModel' is invalid."));
    }
}
