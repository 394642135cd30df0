package io.facebridge.azure;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What only Azure AI Face offers for a liveness session. Immutable. */
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
     * The person may have to move, the token lives for ten minutes, the best picture is kept, and the service chooses the
     * model.
     *
     * @return always the same instance
     */
    public static AzureLivenessOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Starts with the defaults.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Whether the person only looks into the camera.
     *
     * @return {@code false} if the person may have to move
     */
    public boolean passive() {
        return passive;
    }

    /**
     * How long the client's token lives, and the session with it.
     *
     * @return 60 seconds to 24 hours
     */
    public Duration tokenLife() {
        return tokenLife;
    }

    /**
     * Whether the service keeps the best picture of the film until the session is deleted.
     *
     * @return {@code false} if the outcome has no picture
     */
    public boolean sessionImage() {
        return sessionImage;
    }

    /**
     * The liveness model.
     *
     * @return as the vendor names it; empty if the service chooses
     */
    public Optional<String> modelVersion() {
        return Optional.ofNullable(modelVersion);
    }

    /** Builds {@link AzureLivenessOptions}. Not thread-safe. */
    public static final class Builder {
        private static final Duration SHORTEST = Duration.ofMinutes(1);
        private static final Duration LONGEST = Duration.ofDays(1);
        private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z.\\-]{1,64}");

        private boolean passive;
        private Duration tokenLife = Duration.ofMinutes(10);
        private boolean sessionImage = true;
        private @Nullable String modelVersion;

        private Builder() {}

        /**
         * Lets the person only look into the camera. It takes light that is not too bright; otherwise the service has the
         * person move as well.
         *
         * @return this
         */
        public Builder passive() {
            passive = true;
            return this;
        }

        /**
         * Sets how long the client's token lives, and the session with it.
         *
         * @param time whole seconds, 60 seconds to 24 hours
         * @return this
         * @throws IllegalArgumentException if outside
         */
        public Builder tokenLife(Duration time) {
            if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("tokenLife must be in [60 s, 86400 s] but was " + time);
            }
            tokenLife = time;
            return this;
        }

        /**
         * Lets the service keep no picture of the film, so that the outcome has none.
         *
         * @return this
         */
        public Builder withoutSessionImage() {
            sessionImage = false;
            return this;
        }

        /**
         * Sets the liveness model.
         *
         * @param version as the vendor names it, for example {@code 2024-11-15}
         * @return this
         * @throws IllegalArgumentException if it cannot be one
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
         * Builds the value.
         *
         * @return what was set
         */
        public AzureLivenessOptions build() {
            return new AzureLivenessOptions(this);
        }
    }
}
