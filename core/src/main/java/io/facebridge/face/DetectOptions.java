package io.facebridge.face;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a detector reports. Immutable.
 *
 * @param features what to report beyond box and confidence; empty for nothing more
 * @param maxFaces how many faces at most, the largest ones, 1 or more
 */
public record DetectOptions(Set<FaceFeature> features, int maxFaces) {
    private static final DetectOptions DEFAULTS = new DetectOptions(Set.of(), 100);

    /**
     * Copies the features in.
     *
     * @param features see the record
     * @param maxFaces see the record
     * @throws IllegalArgumentException if {@code maxFaces} is less than 1
     */
    public DetectOptions {
        features = Set.copyOf(features);
        if (maxFaces < 1) {
            throw new IllegalArgumentException("maxFaces must be 1 or more but was " + maxFaces);
        }
    }

    /**
     * Box and confidence of up to 100 faces.
     *
     * @return always the same instance
     */
    public static DetectOptions defaults() {
        return DEFAULTS;
    }

    /**
     * These options with other features.
     *
     * @param wanted everything to report beyond box and confidence
     * @return new options
     */
    public DetectOptions with(FaceFeature... wanted) {
        EnumSet<FaceFeature> set = EnumSet.noneOf(FaceFeature.class);
        set.addAll(List.of(wanted));
        return new DetectOptions(set, maxFaces);
    }

    /**
     * These options with another limit.
     *
     * @param limit how many faces at most, 1 or more
     * @return new options
     * @throws IllegalArgumentException if {@code limit} is less than 1
     */
    public DetectOptions atMost(int limit) {
        return new DetectOptions(features, limit);
    }
}
