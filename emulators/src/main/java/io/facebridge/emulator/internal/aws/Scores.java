package io.facebridge.emulator.internal.aws;

import io.facebridge.emulator.internal.ScoreMap;
import io.facebridge.match.ScoreScale;

/**
 * Similarities, of which the vendor publishes no rates: {@code 100 (1 - sqrt(F))}, which is 90 at a false match rate of 1e-2,
 * 99 at 1e-4, 99.9 at 1e-6, and 0 where everything matches.
 */
public final class Scores {
    private Scores() {}

    /**
     * Returns the similarities for a backing, in [0, 100].
     *
     * @throws IllegalArgumentException if the backing's scores are not cosines of comparisons
     * @throws IllegalArgumentException if there are no false match rates for them
     */
    public static ScoreMap of(ScoreScale scale) {
        return ScoreMap.of(scale, decades -> 100 * (1 - Math.pow(10, -decades / 2)));
    }
}
