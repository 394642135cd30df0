package io.facebridge.face;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Quality measures of a face in an image. Every number is a provider's own measure, defined in its documentation:
 * comparable among images of one provider, not across providers. What was not requested or is not offered is empty,
 * never 0. Immutable.
 */
public final class FaceQuality {
    /** The defects that a provider can find. */
    static final Set<QualityReason> FINDINGS = Collections.unmodifiableSet(EnumSet.of(
            QualityReason.TOO_BLURRED,
            QualityReason.TOO_DARK,
            QualityReason.TOO_BRIGHT,
            QualityReason.OCCLUDED,
            QualityReason.MASKED));

    private final @Nullable Double faceWidth;
    private final @Nullable Double faceHeight;
    private final @Nullable Double eyeDistance;
    private final @Nullable Double sharpness;
    private final @Nullable Double brightness;
    private final @Nullable Usability usability;
    private final Map<QualityReason, Boolean> findings;

    private FaceQuality(Builder builder) {
        faceWidth = builder.faceWidth;
        faceHeight = builder.faceHeight;
        eyeDistance = builder.eyeDistance;
        sharpness = builder.sharpness;
        brightness = builder.brightness;
        usability = builder.usability;
        findings = Collections.unmodifiableMap(new EnumMap<>(builder.findings));
    }

    /**
     * Creates a builder without values.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the width of the face's box.
     *
     * @return pixels of the upright image; empty if it was not measured
     */
    public OptionalDouble faceWidth() {
        return optional(faceWidth);
    }

    /**
     * Returns the height of the face's box.
     *
     * @return pixels of the upright image; empty if it was not measured
     */
    public OptionalDouble faceHeight() {
        return optional(faceHeight);
    }

    /**
     * Returns the distance between the centers of the eyes.
     *
     * @return pixels of the upright image; empty if it was not measured
     */
    public OptionalDouble eyeDistance() {
        return optional(eyeDistance);
    }

    /**
     * Returns the sharpness of the face.
     *
     * @return 0 (blurred) to 1 (sharp); empty if the provider returns none
     */
    public OptionalDouble sharpness() {
        return optional(sharpness);
    }

    /**
     * Returns the brightness of the face.
     *
     * @return 0 (black) to 1 (white); empty if the provider returns none
     */
    public OptionalDouble brightness() {
        return optional(brightness);
    }

    /**
     * Returns the provider's own overall verdict.
     *
     * @return empty if the provider returns none
     */
    public Optional<Usability> usability() {
        return Optional.ofNullable(usability);
    }

    /**
     * Returns the defects that the provider itself checked. A limit that a vendor documents for its own measure becomes
     * a finding here, so that callers do not need it.
     *
     * @return {@code true} for a defect that was found, {@code false} for one that was not found; a reason that the
     * provider did not check is absent; in the order of the enum; unmodifiable
     */
    public Map<QualityReason, Boolean> findings() {
        return findings;
    }

    @Override
    public String toString() {
        return "FaceQuality[faceWidth=" + faceWidth + ", faceHeight=" + faceHeight + ", eyeDistance=" + eyeDistance
                + ", sharpness=" + sharpness + ", brightness=" + brightness + ", usability=" + usability
                + ", findings=" + findings + "]";
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** A provider's overall verdict. */
    public enum Usability {
        /** Not usable for recognition. */
        LOW,
        /** Good enough to be recognized. */
        MEDIUM,
        /** Good enough to be enrolled. */
        HIGH
    }

    /** A builder of a {@link FaceQuality}. Not thread-safe. */
    public static final class Builder {
        private @Nullable Double faceWidth;
        private @Nullable Double faceHeight;
        private @Nullable Double eyeDistance;
        private @Nullable Double sharpness;
        private @Nullable Double brightness;
        private @Nullable Usability usability;
        private final Map<QualityReason, Boolean> findings = new EnumMap<>(QualityReason.class);

        private Builder() {}

        /**
         * Sets the size of the face, and the distance of its eyes where they are known, in pixels of the image.
         *
         * @param box the position of the face
         * @param landmarks the landmarks with the eyes, or {@code null}
         * @param imageWidth pixels of the upright image, as the caller passed it; greater than 0
         * @param imageHeight pixels of the upright image, as the caller passed it; greater than 0
         * @return this builder
         */
        public Builder measured(BoundingBox box, @Nullable Landmarks landmarks, int imageWidth, int imageHeight) {
            faceSize(box.width() * imageWidth, box.height() * imageHeight);
            if (landmarks != null) {
                eyeDistance(Math.hypot(
                        (landmarks.rightEye().x() - landmarks.leftEye().x()) * imageWidth,
                        (landmarks.rightEye().y() - landmarks.leftEye().y()) * imageHeight));
            }
            return this;
        }

        /**
         * Sets the size of the face's box.
         *
         * @param width pixels of the upright image, greater than 0
         * @param height pixels of the upright image, greater than 0
         * @return this builder
         * @throws IllegalArgumentException if a number is not finite and greater than 0
         */
        public Builder faceSize(double width, double height) {
            faceWidth = pixels("faceWidth", width, width > 0, "greater than 0");
            faceHeight = pixels("faceHeight", height, height > 0, "greater than 0");
            return this;
        }

        /**
         * Sets the distance between the centers of the eyes.
         *
         * @param pixels of the upright image, 0 or more
         * @return this builder
         * @throws IllegalArgumentException if the distance is negative or not finite
         */
        public Builder eyeDistance(double pixels) {
            eyeDistance = pixels("eyeDistance", pixels, pixels >= 0, "0 or more");
            return this;
        }

        /**
         * Sets the sharpness.
         *
         * @param value 0 (blurred) to 1 (sharp)
         * @return this builder
         * @throws IllegalArgumentException if the value is outside 0 to 1
         */
        public Builder sharpness(double value) {
            sharpness = within("sharpness", value, 0, 1);
            return this;
        }

        /**
         * Sets the brightness.
         *
         * @param value 0 (black) to 1 (white)
         * @return this builder
         * @throws IllegalArgumentException if the value is outside 0 to 1
         */
        public Builder brightness(double value) {
            brightness = within("brightness", value, 0, 1);
            return this;
        }

        /**
         * Sets the provider's own overall verdict.
         *
         * @param value the verdict
         * @return this builder
         */
        public Builder usability(Usability value) {
            usability = value;
            return this;
        }

        /**
         * Adds a defect that the provider itself checked.
         *
         * @param reason TOO_BLURRED, TOO_DARK, TOO_BRIGHT, OCCLUDED or MASKED
         * @param found {@code true} if the face has the defect
         * @return this builder
         * @throws IllegalArgumentException if it is another reason, which is measured or counted and not found
         */
        public Builder finding(QualityReason reason, boolean found) {
            if (!FINDINGS.contains(reason)) {
                throw new IllegalArgumentException("a finding must be one of " + FINDINGS + " but was " + reason);
            }
            findings.put(reason, found);
            return this;
        }

        /**
         * Builds the quality.
         *
         * @return new quality
         */
        public FaceQuality build() {
            return new FaceQuality(this);
        }

        private static double pixels(String name, double value, boolean allowed, String what) {
            if (!allowed || !Double.isFinite(value)) {
                throw new IllegalArgumentException(name + " must be finite and " + what + " but was " + value);
            }
            return value;
        }

        private static double within(String name, double value, double min, double max) {
            if (!(value >= min && value <= max)) {
                throw new IllegalArgumentException(name + " must be in [" + min + ", " + max + "] but was " + value);
            }
            return value;
        }
    }
}
