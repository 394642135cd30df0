package io.facebridge.match;

import java.util.Objects;

/**
 * A number with its scale. A higher score means more similar (or more live). Scores are not normalized across scales: judge a
 * score with a {@link MatchPolicy} or a {@link Threshold}.
 *
 * @param value within the scale's range
 * @param scale where the number comes from
 */
public record Score(double value, ScoreScale scale) {
    /**
     * Creates a score.
     *
     * @param value within the scale's range
     * @param scale where the number comes from
     * @throws IllegalArgumentException if the value is outside the scale, or NaN
     */
    public Score {
        Objects.requireNonNull(scale, "scale");
        scale.requireWithin("a score", value);
        value += 0.0; // -0.0 would sort below 0.0 and yet pass a threshold of 0.0
    }
}
