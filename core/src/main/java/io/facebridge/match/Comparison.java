package io.facebridge.match;

import io.facebridge.error.ImageRole;
import io.facebridge.face.DetectedFace;
import io.facebridge.provider.VendorResponse;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How alike the chosen faces of two pictures are. Immutable. */
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
     * Starts with a score and nothing else known.
     *
     * @param score how alike the faces are
     * @return a new builder
     */
    public static Builder builder(Score score) {
        return new Builder(score);
    }

    /**
     * How alike the faces are.
     *
     * @return higher is more alike, on a scale of the provider's own
     */
    public Score score() {
        return score;
    }

    /**
     * The face of the reference picture that was compared.
     *
     * @return empty if the provider does not say
     */
    public Optional<DetectedFace> referenceFace() {
        return Optional.ofNullable(referenceFace);
    }

    /**
     * The face of the probe picture that was compared.
     *
     * @return empty if the provider does not say
     */
    public Optional<DetectedFace> probeFace() {
        return Optional.ofNullable(probeFace);
    }

    /**
     * The pictures in which another face is at least 60 % as high as the chosen one, while the caller did not say which
     * face is meant. A decision on such a comparison is INCONCLUSIVE.
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
     * The vendor's own answer.
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
         * Sets the face of the reference picture.
         *
         * @param face the face that was compared
         * @return this
         */
        public Builder referenceFace(DetectedFace face) {
            referenceFace = face;
            return this;
        }

        /**
         * Sets the face of the probe picture.
         *
         * @param face the face that was compared
         * @return this
         */
        public Builder probeFace(DetectedFace face) {
            probeFace = face;
            return this;
        }

        /**
         * Says that another face rivals the chosen one.
         *
         * @param role REFERENCE or PROBE
         * @return this
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
         * Says that the score is only an upper bound.
         *
         * @return this
         */
        public Builder upperBound() {
            upperBound = true;
            return this;
        }

        /**
         * Sets the vendor's own answer.
         *
         * @param value the answer
         * @return this
         */
        public Builder vendor(VendorResponse value) {
            vendor = Objects.requireNonNull(value, "vendor");
            return this;
        }

        /**
         * Builds the value.
         *
         * @return what was set
         */
        public Comparison build() {
            return new Comparison(this);
        }
    }
}
