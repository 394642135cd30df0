package io.facebridge.match;

import io.facebridge.error.ImageRole;
import io.facebridge.face.DetectedFace;
import io.facebridge.provider.VendorResponse;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The similarity of the selected faces of two images. Immutable. */
public final class Comparison {
    private final Score score;
    private final @Nullable DetectedFace referenceFace;
    private final @Nullable DetectedFace probeFace;
    private final Set<ImageRole> rivalledIn;
    private final boolean upperBound;
    private final VendorResponse vendor;

    private Comparison(Builder builder) {
        score = builder.score;
        referenceFace = builder.referenceFace;
        probeFace = builder.probeFace;
        rivalledIn = Set.copyOf(builder.rivalledIn);
        upperBound = builder.upperBound;
        vendor = builder.vendor;
    }

    /**
     * Creates a builder with a score alone.
     *
     * @param score the similarity of the faces
     * @return a new builder
     */
    public static Builder builder(Score score) {
        return new Builder(score);
    }

    /**
     * Returns the similarity of the faces.
     *
     * @return higher is more similar, on a scale of the provider's own
     */
    public Score score() {
        return score;
    }

    /**
     * Returns the face of the reference image that was compared.
     *
     * @return empty if the provider does not report it
     */
    public Optional<DetectedFace> referenceFace() {
        return Optional.ofNullable(referenceFace);
    }

    /**
     * Returns the face of the probe image that was compared.
     *
     * @return empty if the provider does not report it
     */
    public Optional<DetectedFace> probeFace() {
        return Optional.ofNullable(probeFace);
    }

    /**
     * Returns the images in which another face is at least 60 % as high as the selected one, while the caller left the
     * selection to the default. A decision on such a comparison is INCONCLUSIVE.
     *
     * @return REFERENCE, PROBE, both, or empty; unmodifiable
     */
    public Set<ImageRole> rivalledIn() {
        return rivalledIn;
    }

    /**
     * Returns whether the score is only an upper bound: the service did not return the true one, which is not higher. A
     * decision on such a comparison is never MATCH or REVIEW; it is NO_MATCH where the bound is too low for both, else
     * INCONCLUSIVE.
     *
     * @return {@code false} for an ordinary comparison
     */
    public boolean upperBound() {
        return upperBound;
    }

    /**
     * Returns the vendor's own response.
     *
     * @return {@link VendorResponse#none()} if it adds nothing
     */
    public VendorResponse vendor() {
        return vendor;
    }

    @Override
    public String toString() {
        return "Comparison[" + score.scale() + (rivalledIn.isEmpty() ? "" : ", rivals in " + rivalledIn)
                + (upperBound ? ", upper bound" : "") + "]";
    }

    /** Builds a {@link Comparison}. Not thread-safe. */
    public static final class Builder {
        private final Score score;
        private @Nullable DetectedFace referenceFace;
        private @Nullable DetectedFace probeFace;
        private final Set<ImageRole> rivalledIn = EnumSet.noneOf(ImageRole.class);
        private boolean upperBound;
        private VendorResponse vendor = VendorResponse.none();

        private Builder(Score score) {
            this.score = Objects.requireNonNull(score, "score");
        }

        /**
         * Sets the face of the reference image. By default it is not known.
         *
         * @param face the face that was compared
         * @return this builder
         */
        public Builder referenceFace(DetectedFace face) {
            referenceFace = face;
            return this;
        }

        /**
         * Sets the face of the probe image. By default it is not known.
         *
         * @param face the face that was compared
         * @return this builder
         */
        public Builder probeFace(DetectedFace face) {
            probeFace = face;
            return this;
        }

        /**
         * Adds an image in which another face rivals the selected one.
         *
         * @param role REFERENCE or PROBE
         * @return this builder
         * @throws IllegalArgumentException if it is another role
         */
        public Builder rivalledIn(ImageRole role) {
            if (role != ImageRole.REFERENCE && role != ImageRole.PROBE) {
                throw new IllegalArgumentException("role must be REFERENCE or PROBE but was " + role);
            }
            rivalledIn.add(role);
            return this;
        }

        /**
         * Marks the score as only an upper bound.
         *
         * @return this builder
         */
        public Builder upperBound() {
            upperBound = true;
            return this;
        }

        /**
         * Sets the vendor's own response. The default is {@link VendorResponse#none()}.
         *
         * @param value the response
         * @return this builder
         */
        public Builder vendor(VendorResponse value) {
            vendor = Objects.requireNonNull(value, "vendor");
            return this;
        }

        /**
         * Builds the comparison.
         *
         * @return a new comparison
         */
        public Comparison build() {
            return new Comparison(this);
        }
    }
}
