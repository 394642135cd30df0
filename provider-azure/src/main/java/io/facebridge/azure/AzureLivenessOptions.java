package io.facebridge.azure;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Options of a liveness session that only Azure AI Face offers. Immutable. */
public final class AzureLivenessOptions {
    private static final AzureLivenessOptions DEFAULTS = builder().build();

    private final boolean passive;
    private final Duration tokenLife;
    private final boolean sessionImage;
    private final @Nullable String modelVersion;

    private AzureLivenessOptions(Builder builder) {
        passive = builder.passive;
        tokenLife = builder.tokenLife;
        sessionImage = builder.sessionImage;
        modelVersion = builder.modelVersion;
    }

    /**
     * Returns the default options: the person may have to move, the token is valid for ten minutes, the best image is kept, and
     * the service selects the model.
     *
     * @return always the same instance
     */
    public static AzureLivenessOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Creates a builder with the default options.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return whether the person only looks into the camera; {@code false} if the person may have to move} */
    public boolean passive() {
        return passive;
    }

    /** {@return how long the client's token is valid, and the session with it; 60 seconds to 24 hours} */
    public Duration tokenLife() {
        return tokenLife;
    }

    /**
     * {@return whether the service keeps the best image of the film until the session is deleted; if {@code false}, the outcome
     * contains no image}
     */
    public boolean sessionImage() {
        return sessionImage;
    }

    /** {@return the version of the liveness model by the vendor's name; empty if the service selects it} */
    public Optional<String> modelVersion() {
        return Optional.ofNullable(modelVersion);
    }

    /** Builds {@link AzureLivenessOptions}. Not thread-safe. */
    public static final class Builder {
        private static final Duration MIN_DURATION = Duration.ofMinutes(1);
        private static final Duration MAX_DURATION = Duration.ofDays(1);
        private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z.\\-]{1,64}");

        private boolean passive;
        private Duration tokenLife = Duration.ofMinutes(10);
        private boolean sessionImage = true;
        private @Nullable String modelVersion;

        private Builder() {}

        /**
         * Sets that the person only looks into the camera. This requires light that is not too bright; otherwise the service
         * requires the person to move as well.
         *
         * @return this builder
         */
        public Builder passive() {
            passive = true;
            return this;
        }

        /**
         * Sets how long the client's token is valid, and the session with it. Fractions of a second are cut off when it is
         * sent.
         *
         * @param time 60 seconds to 24 hours; the default is 10 minutes
         * @return this builder
         * @throws IllegalArgumentException if the duration is outside that range
         */
        public Builder tokenLife(Duration time) {
            if (time.compareTo(MIN_DURATION) < 0 || time.compareTo(MAX_DURATION) > 0) {
                throw new IllegalArgumentException("tokenLife must be in [60 s, 86400 s] but was " + time);
            }
            tokenLife = time;
            return this;
        }

        /**
         * Disables the session image: the service keeps no image of the film, and the outcome contains none.
         *
         * @return this builder
         */
        public Builder withoutSessionImage() {
            sessionImage = false;
            return this;
        }

        /**
         * Sets the version of the liveness model. By default the service selects it.
         *
         * @param version the vendor's name, for example {@code 2024-11-15}; 1 to 64 digits, letters, dots and hyphens
         * @return this builder
         * @throws IllegalArgumentException if the version has another form
         */
        public Builder modelVersion(String version) {
            if (!VERSION.matcher(Objects.requireNonNull(version, "version")).matches()) {
                throw new IllegalArgumentException(
                        "a model version matches " + VERSION + " but was \"" + version + "\"");
            }
            modelVersion = version;
            return this;
        }

        /**
         * Creates the options.
         *
         * @return new options with the current settings of this builder
         */
        public AzureLivenessOptions build() {
            return new AzureLivenessOptions(this);
        }
    }
}
