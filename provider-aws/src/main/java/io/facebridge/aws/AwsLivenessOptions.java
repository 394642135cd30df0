package io.facebridge.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Options of a liveness session that only Rekognition offers. Immutable. */
public final class AwsLivenessOptions {
    private static final AwsLivenessOptions DEFAULTS = builder().build();

    private final @Nullable String bucket;
    private final @Nullable String keyPrefix;
    private final @Nullable String kmsKey;
    private final List<String> challenges;

    private AwsLivenessOptions(Builder builder) {
        bucket = builder.bucket;
        keyPrefix = builder.keyPrefix;
        kmsKey = builder.kmsKey;
        challenges = List.copyOf(builder.challenges);
    }

    /**
     * Returns the default options: images are part of the response, and Rekognition selects the challenge.
     *
     * @return always the same instance
     */
    public static AwsLivenessOptions defaults() {
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

    /** {@return the bucket that the images are stored in; empty if they are part of the response} */
    public Optional<String> bucket() {
        return Optional.ofNullable(bucket);
    }

    /** {@return the prefix of the images' keys; empty if the images are part of the response} */
    public Optional<String> keyPrefix() {
        return Optional.ofNullable(keyPrefix);
    }

    /** {@return the KMS key that the images are encrypted with; empty for the bucket's own} */
    public Optional<String> kmsKey() {
        return Optional.ofNullable(kmsKey);
    }

    /**
     * {@return the requested challenges by their names in Rekognition's API reference, in descending order of preference; empty
     * if Rekognition selects the challenge; unmodifiable}
     */
    public List<String> challenges() {
        return challenges;
    }

    /** Builds {@link AwsLivenessOptions}. Not thread-safe. */
    public static final class Builder {
        private static final Pattern BUCKET = Pattern.compile("[0-9A-Za-z._\\-]{3,255}");
        private static final Pattern PREFIX = Pattern.compile("\\S{0,950}");
        private static final Pattern KMS_KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:_/+=,@.-]{0,2047}");

        private @Nullable String bucket;
        private @Nullable String keyPrefix;
        private @Nullable String kmsKey;
        private final List<String> challenges = new ArrayList<>();

        private Builder() {}

        /**
         * Sets the bucket to store the images in, of the caller's account in the session's region, instead of returning them.
         * The caller needs {@code s3:PutObject} for it. The outcome then contains no images; the vendor's response contains
         * their locations.
         *
         * @param name the bucket, 3 to 255 characters of {@code [0-9A-Za-z._-]}
         * @param prefix the prefix of the images' keys, up to 950 characters without white space; may be empty
         * @return this builder
         * @throws IllegalArgumentException if the bucket or the prefix has another form
         */
        public Builder storeIn(String name, String prefix) {
            bucket = require("an S3 bucket", BUCKET, name);
            keyPrefix = require("an S3 key prefix", PREFIX, prefix);
            return this;
        }

        /**
         * Sets the caller's KMS key to encrypt the images with.
         *
         * @param keyId id, alias or ARN of the key, 1 to 2048 characters of {@code [A-Za-z0-9:_/+=,@.-]}
         * @return this builder
         * @throws IllegalArgumentException if the key id has another form
         */
        public Builder kmsKey(String keyId) {
            kmsKey = require("a KMS key id", KMS_KEY, keyId);
            return this;
        }

        /**
         * Adds a challenge, less preferred than those added before.
         *
         * @param type the name in Rekognition's API reference, for example {@code FaceMovementChallenge} or
         *     {@code FaceMovementAndLightChallenge}
         * @return this builder
         */
        public Builder challenge(String type) {
            challenges.add(Objects.requireNonNull(type, "type"));
            return this;
        }

        /**
         * Creates the options.
         *
         * @return new options with the current settings of this builder
         */
        public AwsLivenessOptions build() {
            return new AwsLivenessOptions(this);
        }

        private static String require(String what, Pattern pattern, String value) {
            if (!pattern.matcher(value).matches()) {
                throw new IllegalArgumentException(what + " matches " + pattern + " but was \"" + value + "\"");
            }
            return value;
        }
    }
}
