package io.facebridge.tencent;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The answer of GetFaceIdResultIntl about a liveness session, for {@link io.facebridge.provider.VendorResponse#as}: the service's own
 * result code and everything that {@link io.facebridge.liveness.LivenessOutcome} leaves out. Immutable, thread-safe.
 *
 * <p>It stands behind an outcome of every state that the service answered with, FAILED included.
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
     * Returns the tags of what was conspicuous in the film ({@code LivenessInfoTag}).
     *
     * @return in the service's order; empty if there are none; unmodifiable
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
     * Returns the similarity of the person filmed and a picture ({@code Similarity}).
     *
     * @return 0 to 100, as the service wrote it; 0 without a meaning where nothing was compared; empty if it is absent
     */
    public OptionalDouble similarity() {
        return similarity == null ? OptionalDouble.empty() : OptionalDouble.of(similarity);
    }

    /**
     * Returns what the application handed over when the session was opened ({@code Extra}).
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

    /** Shows the result code and nothing else. */
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
         * Sets the tags of what was conspicuous.
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
         * Sets what the application handed over.
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
         * Builds the value.
         *
         * @return what was set
         */
        public FaceIdResult build() {
            return new FaceIdResult(this);
        }
    }
}
