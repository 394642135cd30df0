package io.facebridge.emulator.internal.azure;

import io.facebridge.emulator.internal.ScoreMap;
import io.facebridge.match.ScoreScale;

/**
 * Scores, by what the vendor publishes of {@code recognition_03} for thresholds from 0.1 to 0.9: the false match rate is
 * 10^(-10 t). Beyond, where nothing is published, it nears 1 without reaching it, so that better pairs still rank higher.
 */
public final class Scores {
    private static final double DECADES = 10;
    private static final double PUBLISHED = 0.9;

    private Scores() {}

    /**
     * Returns the confidences for a backing, in [0, 1].
     *
     * @throws IllegalArgumentException if the backing's scores are not cosines of comparisons
     * @throws IllegalArgumentException if there are no false match rates for them
     */
    public static ScoreMap of(ScoreScale scale) {
        return ScoreMap.of(scale, 1, Scores::at);
    }

    private static double at(double decades) {
        double linear = decades / DECADES;
        return linear <= PUBLISHED ? linear : 1 - (1 - PUBLISHED) * Math.exp((PUBLISHED - linear) / (1 - PUBLISHED));
    }
}
