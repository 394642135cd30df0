package io.facebridge.face;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The appearance of a face, as a provider's model estimates it from one image: never a fact about the person, and no
 * basis for access decisions. What was not requested or is not offered is absent, never 0. Immutable.
 */
public final class FaceAttributes {
    private final @Nullable AgeRange age;
    private final @Nullable Estimate<String> gender;
    private final Map<String, Double> emotions;
    private final Map<FaceTrait, Estimate<Boolean>> traits;
    private final @Nullable Estimate<Gaze> gaze;

    private FaceAttributes(Builder builder) {
        age = builder.age;
        gender = builder.gender;
        Map<String, Double> sorted = new LinkedHashMap<>();
        builder.emotions.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(emotion -> sorted.put(emotion.getKey(), emotion.getValue()));
        emotions = Collections.unmodifiableMap(sorted);
        traits = Collections.unmodifiableMap(new EnumMap<>(builder.traits));
        gaze = builder.gaze;
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
     * Returns the apparent age.
     *
     * @return in years; empty if it was not requested or is not offered
     */
    public Optional<AgeRange> age() {
        return Optional.ofNullable(age);
    }

    /**
     * Returns the apparent gender. It is not related to the person's identity.
     *
     * @return the provider's word in lower case, for example {@code female}; empty if it was not requested or is not
     * offered
     */
    public Optional<Estimate<String>> gender() {
        return Optional.ofNullable(gender);
    }

    /**
     * Returns the expressions that the face shows. They are not related to what the person feels.
     *
     * @return confidences 0 to 1 by the provider's word in lower case, highest first; empty if none was requested or is
     * offered; unmodifiable
     */
    public Map<String, Double> emotions() {
        return emotions;
    }

    /**
     * Returns the traits of the face.
     *
     * @return only the traits that the provider reports; unmodifiable
     */
    public Map<FaceTrait, Estimate<Boolean>> traits() {
        return traits;
    }

    /**
     * Returns the direction of the gaze.
     *
     * @return the direction; empty if it was not requested or is not offered
     */
    public Optional<Estimate<Gaze>> gaze() {
        return Optional.ofNullable(gaze);
    }

    /** Returns text with the names of the known attributes and without their values. */
    @Override
    public String toString() {
        return "FaceAttributes[" + (age == null ? "" : "age, ") + (gender == null ? "" : "gender, ") + emotions.size()
                + " emotions, " + traits.keySet() + (gaze == null ? "" : ", gaze") + "]";
    }

    /**
     * A range of apparent age.
     *
     * @param low years, 0 or more
     * @param high years, {@code low} or more
     */
    public record AgeRange(int low, int high) {
        /**
         * Creates a range.
         *
         * @param low years, 0 or more
         * @param high years, {@code low} or more
         * @throws IllegalArgumentException if the range is empty or negative
         */
        public AgeRange {
            if (low < 0 || high < low) {
                throw new IllegalArgumentException(
                        "an age range needs 0 <= low <= high but was " + low + " .. " + high);
            }
        }
    }

    /**
     * A direction of the gaze, relative to the camera.
     *
     * @param yaw degrees, signed as {@link HeadPose#yaw()}
     * @param pitch degrees, signed as {@link HeadPose#pitch()}
     */
    public record Gaze(double yaw, double pitch) {}

    /** A builder of {@link FaceAttributes}. Not thread-safe. */
    public static final class Builder {
        private @Nullable AgeRange age;
        private @Nullable Estimate<String> gender;
        private final Map<String, Double> emotions = new LinkedHashMap<>();
        private final Map<FaceTrait, Estimate<Boolean>> traits = new EnumMap<>(FaceTrait.class);
        private @Nullable Estimate<Gaze> gaze;

        private Builder() {}

        /**
         * Sets the apparent age.
         *
         * @param range years
         * @return this builder
         */
        public Builder age(AgeRange range) {
            age = range;
            return this;
        }

        /**
         * Sets the apparent gender.
         *
         * @param word the provider's word; stored in lower case
         * @param confidence 0 to 1, or {@code null}
         * @return this builder
         * @throws IllegalArgumentException if the confidence is outside 0 to 1
         */
        public Builder gender(String word, @Nullable Double confidence) {
            gender = new Estimate<>(word.toLowerCase(Locale.ROOT), confidence);
            return this;
        }

        /**
         * Adds an expression.
         *
         * @param word the provider's word; stored in lower case
         * @param confidence 0 to 1
         * @return this builder
         * @throws IllegalArgumentException if the confidence is outside 0 to 1
         */
        public Builder emotion(String word, double confidence) {
            if (!(confidence >= 0 && confidence <= 1)) {
                throw new IllegalArgumentException("confidence must be in [0, 1] but was " + confidence);
            }
            emotions.put(word.toLowerCase(Locale.ROOT), confidence);
            return this;
        }

        /**
         * Adds a trait.
         *
         * @param trait the trait
         * @param value whether the face has it
         * @param confidence 0 to 1, or {@code null}
         * @return this builder
         * @throws IllegalArgumentException if the confidence is outside 0 to 1
         */
        public Builder trait(FaceTrait trait, boolean value, @Nullable Double confidence) {
            traits.put(Objects.requireNonNull(trait, "trait"), new Estimate<>(value, confidence));
            return this;
        }

        /**
         * Sets the direction of the gaze.
         *
         * @param direction the direction
         * @param confidence 0 to 1, or {@code null}
         * @return this builder
         * @throws IllegalArgumentException if the confidence is outside 0 to 1
         */
        public Builder gaze(Gaze direction, @Nullable Double confidence) {
            gaze = new Estimate<>(direction, confidence);
            return this;
        }

        /**
         * Builds the attributes.
         *
         * @return new attributes
         */
        public FaceAttributes build() {
            return new FaceAttributes(this);
        }
    }

    /** A trait that a face has or does not have. More may be added. */
    public enum FaceTrait {
        /** A smile. */
        SMILE,
        /** Glasses; whether sunglasses count is the provider's choice. */
        GLASSES,
        /** Sunglasses. */
        SUNGLASSES,
        /** A beard. */
        BEARD,
        /** A mustache. */
        MUSTACHE,
        /** Open eyes. */
        EYES_OPEN,
        /** An open mouth. */
        MOUTH_OPEN,
        /** A partly covered face: by a hand, a mask, hair or another object. */
        OCCLUDED,
        /** A face mask, whatever it covers. */
        MASK,
        /** Hair over the forehead. */
        FRINGE,
        /** Headwear, for example a hat, a cap or a helmet. */
        HEADWEAR
    }

    /**
     * An estimated value, and the provider's confidence in it.
     *
     * @param value the estimate
     * @param rating the confidence, 0 to 1, or {@code null} if the provider returns none
     * @param <T> the value's type
     */
    public record Estimate<T>(T value, @Nullable Double rating) {
        /**
         * Creates an estimate.
         *
         * @param value the estimate
         * @param rating the confidence, 0 to 1, or {@code null} if the provider returns none
         * @throws IllegalArgumentException if the rating is outside 0 to 1
         */
        public Estimate {
            Objects.requireNonNull(value, "value");
            if (rating != null && !(rating >= 0 && rating <= 1)) {
                throw new IllegalArgumentException("a rating must be in [0, 1] but was " + rating);
            }
        }

        /**
         * Returns the provider's confidence.
         *
         * @return 0 to 1; empty if the provider returns none
         */
        public OptionalDouble confidence() {
            return rating == null ? OptionalDouble.empty() : OptionalDouble.of(rating);
        }
    }
}
