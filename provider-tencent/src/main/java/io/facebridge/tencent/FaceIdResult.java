package io.facebridge.tencent;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The response of GetFaceIdResultIntl about a liveness session, for {@link io.facebridge.provider.VendorResponse#as}: the
 * service's own result code and everything that {@link io.facebridge.liveness.LivenessOutcome} omits. Immutable, thread-safe.
 *
 * <p>It is available for an outcome of every state that the service responded with, FAILED included.
 */
public final class FaceIdResult {
    private final String code;
    private final @Nullable String description;
    private final List<String> livenessTags;
    private final @Nullable String deviceInfoLevel;
    private final @Nullable Double similarity;
    private final @Nullable String extra;
    private final @Nullable String video;
    private final @Nullable String actionVideo;

    private FaceIdResult(Builder builder) {
        code = builder.code;
        description = builder.description;
        livenessTags = builder.livenessTags;
        deviceInfoLevel = builder.deviceInfoLevel;
        similarity = builder.similarity;
        extra = builder.extra;
        video = builder.video;
        actionVideo = builder.actionVideo;
    }

    /**
     * Creates a builder; for this provider.
     *
     * @param code the service's result code
     * @return a new builder
     */
    public static Builder builder(String code) {
        return new Builder(code);
    }

    /**
     * Returns the result code ({@code Result}).
     *
     * @return for example {@code 0} for a live person and {@code 1004} for a failure of the client
     */
    public String code() {
        return code;
    }

    /**
     * Returns the service's words for the code ({@code Description}).
     *
     * @return as the service wrote them; empty if it wrote none
     */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    /**
     * Returns the tags of suspicious observations in the film ({@code LivenessInfoTag}).
     *
     * @return an unmodifiable list in the service's order; empty if there are none
     */
    public List<String> livenessTags() {
        return livenessTags;
    }

    /**
     * Returns the risk level of the device ({@code DeviceInfoLevel}).
     *
     * @return as the service wrote it, which may be an empty text; empty if it is absent
     */
    public Optional<String> deviceInfoLevel() {
        return Optional.ofNullable(deviceInfoLevel);
    }

    /**
     * Returns the similarity of the filmed person and an image ({@code Similarity}).
     *
     * @return in [0, 100], as the service wrote it; 0 without a meaning if nothing was compared; empty if it is absent
     */
    public OptionalDouble similarity() {
        return similarity == null ? OptionalDouble.empty() : OptionalDouble.of(similarity);
    }

    /**
     * Returns the data that the application passed when the session was opened ({@code Extra}).
     *
     * @return as the service wrote it, which may be an empty text; empty if it is absent
     */
    public Optional<String> extra() {
        return Optional.ofNullable(extra);
    }

    /**
     * Returns the film ({@code Video}). It is biometric data: keep it no longer than needed.
     *
     * @return Base64, as the service wrote it; empty if it is absent
     */
    public Optional<String> video() {
        return Optional.ofNullable(video);
    }

    /**
     * Returns the film of the actions ({@code ActionVideo}). It is biometric data: keep it no longer than needed.
     *
     * @return Base64, as the service wrote it; empty if it is absent
     */
    public Optional<String> actionVideo() {
        return Optional.ofNullable(actionVideo);
    }

    /** Returns the result code only. */
    @Override
    public String toString() {
        return "FaceIdResult[" + code + "]";
    }

    /** Builds a {@link FaceIdResult}. Not thread-safe. */
    public static final class Builder {
        private final String code;
        private @Nullable String description;
        private List<String> livenessTags = List.of();
        private @Nullable String deviceInfoLevel;
        private @Nullable Double similarity;
        private @Nullable String extra;
        private @Nullable String video;
        private @Nullable String actionVideo;

        private Builder(String code) {
            this.code = code;
        }

        /**
         * Sets the service's words for the code.
         *
         * @param value the words, or {@code null} if they are absent
         * @return this builder
         */
        public Builder description(@Nullable String value) {
            description = value;
            return this;
        }

        /**
         * Sets the tags of suspicious observations.
         *
         * @param values in the service's order; copied
         * @return this builder
         */
        public Builder livenessTags(List<String> values) {
            livenessTags = List.copyOf(values);
            return this;
        }

        /**
         * Sets the risk level of the device.
         *
         * @param value the level, or {@code null} if it is absent
         * @return this builder
         */
        public Builder deviceInfoLevel(@Nullable String value) {
            deviceInfoLevel = value;
            return this;
        }

        /**
         * Sets the similarity.
         *
         * @param value 0 to 100, or {@code null} if it is absent
         * @return this builder
         */
        public Builder similarity(@Nullable Double value) {
            similarity = value;
            return this;
        }

        /**
         * Sets the data that the application passed.
         *
         * @param value the text, or {@code null} if it is absent
         * @return this builder
         */
        public Builder extra(@Nullable String value) {
            extra = value;
            return this;
        }

        /**
         * Sets the films.
         *
         * @param film Base64, or {@code null} if it is absent
         * @param ofActions the film of the actions in Base64, or {@code null} if it is absent
         * @return this builder
         */
        public Builder videos(@Nullable String film, @Nullable String ofActions) {
            video = film;
            actionVideo = ofActions;
            return this;
        }

        /**
         * Creates the result.
         *
         * @return a new result with the current settings of this builder
         */
        public FaceIdResult build() {
            return new FaceIdResult(this);
        }
    }
}
