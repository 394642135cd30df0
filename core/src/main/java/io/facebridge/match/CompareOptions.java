package io.facebridge.match;

import io.facebridge.face.FaceSelection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Options of a comparison of two images. Immutable. */
public final class CompareOptions {
    private static final CompareOptions DEFAULTS = new CompareOptions(null, null);

    private final @Nullable FaceSelection referenceFace;
    private final @Nullable FaceSelection probeFace;

    private CompareOptions(@Nullable FaceSelection referenceFace, @Nullable FaceSelection probeFace) {
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
     * Sets which face of both images is selected, so that other faces do not matter any more. The default is the largest one.
     *
     * @param choice which face
     * @return new options
     */
    public CompareOptions face(FaceSelection choice) {
        Objects.requireNonNull(choice, "choice");
        return new CompareOptions(choice, choice);
    }

    /**
     * Sets which face of the reference image is selected. The default is the largest one.
     *
     * @param choice which face
     * @return new options
     */
    public CompareOptions referenceFace(FaceSelection choice) {
        return new CompareOptions(Objects.requireNonNull(choice, "choice"), probeFace);
    }

    /**
     * Sets which face of the probe image is selected. The default is the largest one.
     *
     * @param choice which face
     * @return new options
     */
    public CompareOptions probeFace(FaceSelection choice) {
        return new CompareOptions(referenceFace, Objects.requireNonNull(choice, "choice"));
    }

    /**
     * Returns which face of the reference image is selected.
     *
     * @return empty if the caller did not set it
     */
    public Optional<FaceSelection> referenceFace() {
        return Optional.ofNullable(referenceFace);
    }

    /**
     * Returns which face of the probe image is selected.
     *
     * @return empty if the caller did not set it
     */
    public Optional<FaceSelection> probeFace() {
        return Optional.ofNullable(probeFace);
    }
}
