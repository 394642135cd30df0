package io.facebridge.match;

import io.facebridge.face.FaceChoice;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How two pictures are compared. Immutable. */
public final class CompareOptions {
    private static final CompareOptions DEFAULTS = new CompareOptions(null, null);

    private final @Nullable FaceChoice referenceFace;
    private final @Nullable FaceChoice probeFace;

    private CompareOptions(@Nullable FaceChoice referenceFace, @Nullable FaceChoice probeFace) {
        this.referenceFace = referenceFace;
        this.probeFace = probeFace;
    }

    /**
     * Returns the defaults: the largest face of each image, as the vendors select it. Because the selection is left to the
     * default, a decision on an image in which another face is at least 60 % as high as the largest one is INCONCLUSIVE.
     *
     * @return always the same instance
     */
    public static CompareOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Says which face of both pictures is meant, so that other faces do not matter any more.
     *
     * @param choice which face
     * @return new options
     */
    public CompareOptions face(FaceChoice choice) {
        Objects.requireNonNull(choice, "choice");
        return new CompareOptions(choice, choice);
    }

    /**
     * Says which face of the reference picture is meant.
     *
     * @param choice which face
     * @return new options
     */
    public CompareOptions referenceFace(FaceChoice choice) {
        return new CompareOptions(Objects.requireNonNull(choice, "choice"), probeFace);
    }

    /**
     * Says which face of the probe picture is meant.
     *
     * @param choice which face
     * @return new options
     */
    public CompareOptions probeFace(FaceChoice choice) {
        return new CompareOptions(referenceFace, Objects.requireNonNull(choice, "choice"));
    }

    /**
     * Which face of the reference picture is meant.
     *
     * @return empty if the caller did not say
     */
    public Optional<FaceChoice> referenceFace() {
        return Optional.ofNullable(referenceFace);
    }

    /**
     * Which face of the probe picture is meant.
     *
     * @return empty if the caller did not say
     */
    public Optional<FaceChoice> probeFace() {
        return Optional.ofNullable(probeFace);
    }
}
