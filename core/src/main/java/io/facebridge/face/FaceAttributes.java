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
 * What a face looks like, as a provider's model guesses it from one picture: appearance, never a fact about the person, and
 * nothing to decide about people's access by. What was not asked for or is not offered is absent, never a zero. Immutable.
 */
public final class FaceAttributes {
    private final @Nullable AgeRange age;
    private final @Nullable Rated<String> gender;
    private final Map<String, Double> emotions;
    private final Map<FaceTrait, Rated<Boolean>> traits;
    private final @Nullable Rated<Gaze> gaze;

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
     * Starts with nothing known.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * How old the face looks.
     *
     * @return in years
     */
    public Optional<AgeRange> age() {
        return Optional.ofNullable(age);
    }

    /**
     * What gender the face looks like to the model; says nothing about the person's identity.
     *
     * @return the provider's word in lower case, for example {@code female}
     */
    public Optional<Rated<String>> gender() {
        return Optional.ofNullable(gender);
    }

    /**
     * What expressions the face shows; says nothing about what the person feels.
     *
     * @return confidences 0 to 1 by the provider's word in lower case, highest first; empty if none was asked for or is
     *     offered; unmodifiable
     */
    public Map<String, Double> emotions() {
        return emotions;
    }

    /**
     * What the face has or does, or not.
     *
     * @return only what the provider said something about; unmodifiable
     */
    public Map<FaceTrait, Rated<Boolean>> traits() {
        return traits;
    }

    /**
     * Where the eyes look.
     *
     * @return the direction
     */
    public Optional<Rated<Gaze>> gaze() {
        return Optional.ofNullable(gaze);
    }

    /** Returns text with the names of the known attributes and without their values. */
    @Override
    public String toString() {
        return "FaceAttributes[" + (age == null ? "" : "age, ") + (gender == null ? "" : "gender, ") + emotions.size()
                + " emotions, " + traits.keySet() + (gaze == null ? "" : ", gaze") + "]";
    }

    /**
     * How old a face looks.
     *
     * @param low years, 0 or more
     * @param high years, {@code low} or more
     */
    public record AgeRange(int low, int high) {
        /**
         * Checks the range.
         *
         * @param low see the record
         * @param high see the record
         * @throws IllegalArgumentException if it is empty or negative
         */
        public AgeRange {
            if (low < 0 || high < low) {
                throw new IllegalArgumentException(
                        "an age range needs 0 <= low <= high but was " + low + " .. " + high);
            }
        }
    }

    /**
     * Where the eyes look, relative to the camera.
     *
     * @param yaw degrees, signed as {@link HeadPose#yaw()}
     * @param pitch degrees, signed as {@link HeadPose#pitch()}
     */
    public record Gaze(double yaw, double pitch) {}

    /** Builds {@link FaceAttributes}. Not thread-safe. */
    public static final class Builder {
        private @Nullable AgeRange age;
        private @Nullable Rated<String> gender;
        private final Map<String, Double> emotions = new LinkedHashMap<>();
        private final Map<FaceTrait, Rated<Boolean>> traits = new EnumMap<>(FaceTrait.class);
        private @Nullable Rated<Gaze> gaze;

        private Builder() {}

        /**
         * Sets how old the face looks.
         *
         * @param range years
         * @return this
         */
        public Builder age(AgeRange range) {
            age = range;
            return this;
        }

        /**
         * Sets what gender the face looks like.
         *
         * @param word the provider's word; stored in lower case
         * @param confidence 0 to 1, or {@code null}
         * @return this
         * @throws IllegalArgumentException if the confidence is outside
         */
        public Builder gender(String word, @Nullable Double confidence) {
            gender = new Rated<>(word.toLowerCase(Locale.ROOT), confidence);
            return this;
        }

        /**
         * Adds an expression.
         *
         * @param word the provider's word; stored in lower case
         * @param confidence 0 to 1
         * @return this
         * @throws IllegalArgumentException if the confidence is outside
         */
        public Builder emotion(String word, double confidence) {
            if (!(confidence >= 0 && confidence <= 1)) {
                throw new IllegalArgumentException("confidence must be in [0, 1] but was " + confidence);
            }
            emotions.put(word.toLowerCase(Locale.ROOT), confidence);
            return this;
        }

        /**
         * Adds something that the face has or does, or not.
         *
         * @param trait what
         * @param value whether it does
         * @param confidence 0 to 1, or {@code null}
         * @return this
         * @throws IllegalArgumentException if the confidence is outside
         */
        public Builder trait(FaceTrait trait, boolean value, @Nullable Double confidence) {
            traits.put(Objects.requireNonNull(trait, "trait"), new Rated<>(value, confidence));
            return this;
        }

        /**
         * Sets where the eyes look.
         *
         * @param direction the direction
         * @param confidence 0 to 1, or {@code null}
         * @return this
         * @throws IllegalArgumentException if the confidence is outside
         */
        public Builder gaze(Gaze direction, @Nullable Double confidence) {
            gaze = new Rated<>(direction, confidence);
            return this;
        }

        /**
         * Builds the value.
         *
         * @return what was set
         */
        public FaceAttributes build() {
            return new FaceAttributes(this);
        }
    }

    /** Something that a face has or does, or not. More may be added. */
    public enum FaceTrait {
        /** Smiles. */
        SMILE,
        /** Wears glasses; whether sunglasses count is the provider's choice. */
        GLASSES,
        /** Wears sunglasses. */
        SUNGLASSES,
        /** Has a beard. */
        BEARD,
        /** Has a moustache. */
        MUSTACHE,
        /** Has its eyes open. */
        EYES_OPEN,
        /** Has its mouth open. */
        MOUTH_OPEN,
        /** Is partly covered: by a hand, a mask, hair or another object. */
        OCCLUDED,
        /** Wears a face mask, whatever it covers. */
        MASK,
        /** Has hair over the forehead. */
        FRINGE,
        /** Wears something on the head, for example a hat, a cap or a helmet. */
        HEADWEAR
    }

    /**
     * What a provider believes, and how sure it is.
     *
     * @param value what it believes
     * @param rating how sure it is, 0 to 1, or {@code null} if it does not say
     * @param <T> the value's type
     */
    public record Rated<T>(T value, @Nullable Double rating) {
        /**
         * Checks the rating.
         *
         * @param value see the record
         * @param rating see the record
         * @throws IllegalArgumentException if the rating is outside 0 to 1
         */
        public Rated {
            Objects.requireNonNull(value, "value");
            if (rating != null && !(rating >= 0 && rating <= 1)) {
                throw new IllegalArgumentException("a rating must be in [0, 1] but was " + rating);
            }
        }

        /**
         * How sure the provider is.
         *
         * @return 0 to 1; empty if it does not say
         */
        public OptionalDouble confidence() {
            return rating == null ? OptionalDouble.empty() : OptionalDouble.of(rating);
        }
    }
}
