package io.facebridge.face;

import io.facebridge.provider.VendorResponse;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A face in an image. What was not requested or is not offered is empty. Immutable.
 *
 * <p>Positions refer to the upright image (EXIF orientation applied).
 *
 * <pre>{@code
 * DetectOptions options = DetectOptions.defaults().with(FaceFeature.LANDMARKS);
 * List<DetectedFace> faces = provider.detector().detect(image, options);
 * if (!faces.isEmpty()) {
 *     BoundingBox box = faces.get(0).box();
 *     Optional<Landmarks> landmarks = faces.get(0).landmarks();
 * }
 * }</pre>
 */
public final class DetectedFace {
    private final BoundingBox box;
    private final @Nullable Double confidence;
    private final @Nullable Landmarks landmarks;
    private final @Nullable HeadPose pose;
    private final @Nullable FaceQuality quality;
    private final @Nullable FaceAttributes attributes;
    private final VendorResponse vendor;

    private DetectedFace(Builder builder) {
        box = builder.box;
        confidence = builder.confidence;
        landmarks = builder.landmarks;
        pose = builder.pose;
        quality = builder.quality;
        attributes = builder.attributes;
        vendor = builder.vendor;
    }

    /**
     * Creates a builder with a box and no other values.
     *
     * @param box the position of the face
     * @return a new builder
     */
    public static Builder at(BoundingBox box) {
        return new Builder(box);
    }

    /**
     * Returns the position of the face.
     *
     * @return the box, roughly from the brow or hairline to the chin; vendors draw it differently
     */
    public BoundingBox box() {
        return box;
    }

    /**
     * Returns the detector's confidence that this is a face. It is not related to identity.
     *
     * @return 0 to 1; empty if the provider returns none
     */
    public OptionalDouble confidence() {
        return confidence == null ? OptionalDouble.empty() : OptionalDouble.of(confidence);
    }

    /**
     * Returns the landmarks: eyes, nose, mouth, and contours.
     *
     * @return empty unless {@link FaceFeature#LANDMARKS} or {@link FaceFeature#CONTOURS} was requested
     */
    public Optional<Landmarks> landmarks() {
        return Optional.ofNullable(landmarks);
    }

    /**
     * Returns the pose of the head.
     *
     * @return empty unless {@link FaceFeature#POSE} was requested, or a comparison reports it without a request
     */
    public Optional<HeadPose> pose() {
        return Optional.ofNullable(pose);
    }

    /**
     * Returns the quality of the face in the image.
     *
     * @return empty unless {@link FaceFeature#QUALITY} was requested, or a comparison reports it without a request
     */
    public Optional<FaceQuality> quality() {
        return Optional.ofNullable(quality);
    }

    /**
     * Returns the provider's estimates of appearance: age, expression, glasses and others.
     *
     * @return empty unless {@link FaceFeature#ATTRIBUTES} was requested
     */
    public Optional<FaceAttributes> attributes() {
        return Optional.ofNullable(attributes);
    }

    /**
     * Returns the vendor's own response for this face.
     *
     * @return {@link VendorResponse#none()} if it contains nothing more
     */
    public VendorResponse vendor() {
        return vendor;
    }

    @Override
    public String toString() {
        return "DetectedFace[" + box + "]";
    }

    /** A builder of a {@link DetectedFace}. Not thread-safe. */
    public static final class Builder {
        private final BoundingBox box;
        private @Nullable Double confidence;
        private @Nullable Landmarks landmarks;
        private @Nullable HeadPose pose;
        private @Nullable FaceQuality quality;
        private @Nullable FaceAttributes attributes;
        private VendorResponse vendor = VendorResponse.none();

        private Builder(BoundingBox box) {
            this.box = Objects.requireNonNull(box, "box");
        }

        /**
         * Sets the confidence of the detector. By default there is none.
         *
         * @param value 0 to 1
         * @return this builder
         * @throws IllegalArgumentException if the value is outside 0 to 1
         */
        public Builder confidence(double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("confidence must be in [0, 1] but was " + value);
            }
            confidence = value;
            return this;
        }

        /**
         * Sets the landmarks.
         *
         * @param value the landmarks
         * @return this builder
         */
        public Builder landmarks(Landmarks value) {
            landmarks = value;
            return this;
        }

        /**
         * Sets the pose.
         *
         * @param value the pose
         * @return this builder
         */
        public Builder pose(HeadPose value) {
            pose = value;
            return this;
        }

        /**
         * Sets the quality.
         *
         * @param value the quality
         * @return this builder
         */
        public Builder quality(FaceQuality value) {
            quality = value;
            return this;
        }

        /**
         * Sets the attributes.
         *
         * @param value the attributes
         * @return this builder
         */
        public Builder attributes(FaceAttributes value) {
            attributes = value;
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
         * Builds the face.
         *
         * @return a new face
         */
        public DetectedFace build() {
            return new DetectedFace(this);
        }
    }
}
