package io.facebridge.face;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Options of a detection: what a detector reports, and of how many faces. Immutable.
 *
 * @param features the features to report in addition to box and confidence; may be empty
 * @param maxFaces the maximum number of faces, the largest ones; 1 or more
 */
public record DetectOptions(Set<FaceFeature> features, int maxFaces) {
    private static final DetectOptions DEFAULTS = new DetectOptions(Set.of(), 100);

    /**
     * Creates options. Copies the features.
     *
     * @param features the features to report in addition to box and confidence; may be empty
     * @param maxFaces the maximum number of faces, the largest ones; 1 or more
     * @throws IllegalArgumentException if {@code maxFaces} is less than 1
     */
    public DetectOptions {
        features = Set.copyOf(features);
        if (maxFaces < 1) {
            throw new IllegalArgumentException("maxFaces must be 1 or more but was " + maxFaces);
        }
    }

    /**
     * Returns the default options: box and confidence of up to 100 faces.
     *
     * @return always the same instance
     */
    public static DetectOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the features to report, replacing those of these options.
     *
     * @param wanted the features to report in addition to box and confidence
     * @return new options
     */
    public DetectOptions with(FaceFeature... wanted) {
        EnumSet<FaceFeature> set = EnumSet.noneOf(FaceFeature.class);
        set.addAll(List.of(wanted));
        return new DetectOptions(set, maxFaces);
    }

    /**
     * Sets the maximum number of faces. The default is 100.
     *
     * @param limit the maximum number of faces, 1 or more
     * @return new options
     * @throws IllegalArgumentException if {@code limit} is less than 1
     */
    public DetectOptions atMost(int limit) {
        return new DetectOptions(features, limit);
    }
}
