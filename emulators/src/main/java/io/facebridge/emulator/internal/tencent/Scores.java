package io.facebridge.emulator.internal.tencent;

import io.facebridge.emulator.internal.ScoreMap;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.ScoreScale;

/**
 * Scores of both face models, by the vendor's published rates of comparisons: at false match rates of 1e-3, 1e-4 and 1e-5
 * they are 40, 50 and 60 with model 3.0, and 70, 80 and 90 with 2.0, and so on in between and beyond. The rates that it
 * publishes for searches say the same of model 3.0, with as many comparisons as the gallery has faces.
 */
public final class Scores {
    private final ScoreMap old;
    private final ScoreMap present;

    private Scores(ScoreMap old, ScoreMap present) {
        this.old = old;
        this.present = present;
    }

    /**
     * Returns the scores for a backing, in [0, 100].
     *
     * @throws IllegalArgumentException if the backing's scores are not cosines of comparisons
     * @throws IllegalArgumentException if there are no false match rates for them
     */
    public static Scores of(ScoreScale scale) {
        return new Scores(
                ScoreMap.of(scale, decades -> 40 + 10 * decades), ScoreMap.of(scale, decades -> 10 + 10 * decades));
    }

    ScoreMap of(String model) {
        return model.equals(Store.MODEL_2) ? old : present;
    }

    /** {@return the thresholds of model 3.0} */
    public FalseMatchTable calibration() {
        return present.calibration();
    }
}
