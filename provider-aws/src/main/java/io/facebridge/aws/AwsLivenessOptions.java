package io.facebridge.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What only Rekognition offers for a liveness session. Immutable. */
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
     * Pictures come in the answer, and Rekognition chooses the challenge.
     *
     * @return always the same instance
     */
    public static AwsLivenessOptions defaults() {
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
     * The bucket that the pictures go to.
     *
     * @return empty if they come in the answer
     */
    public Optional<String> bucket() {
        return Optional.ofNullable(bucket);
    }

    /**
     * What the keys of the pictures begin with.
     *
     * @return empty if there is no prefix
     */
    public Optional<String> keyPrefix() {
        return Optional.ofNullable(keyPrefix);
    }

    /**
     * The key that the pictures are encrypted with.
     *
     * @return empty for the bucket's own
     */
    public Optional<String> kmsKey() {
        return Optional.ofNullable(kmsKey);
    }

    /**
     * The challenges that are wanted.
     *
     * @return names as in Rekognition's API reference, most wanted first; empty if Rekognition chooses; unmodifiable
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
         * Sends the pictures to a bucket of the caller's account in the session's region, instead of into the answer. The
         * caller needs {@code s3:PutObject} there. The outcome then holds no pictures; the vendor's answer says where they
         * are.
         *
         * @param name the bucket
         * @param prefix what the keys begin with; may be empty
         * @return this
         * @throws IllegalArgumentException if one is not as Rekognition's API reference wants it
         */
        public Builder storeIn(String name, String prefix) {
            bucket = require("an S3 bucket", BUCKET, name);
            keyPrefix = require("an S3 key prefix", PREFIX, prefix);
            return this;
        }

        /**
         * Encrypts the pictures with a key of the caller's.
         *
         * @param keyId id, alias or ARN of a KMS key
         * @return this
         * @throws IllegalArgumentException if it is not as Rekognition's API reference wants it
         */
        public Builder kmsKey(String keyId) {
            kmsKey = require("a KMS key id", KMS_KEY, keyId);
            return this;
        }

        /**
         * Adds a challenge, less wanted than those added before.
         *
         * @param type for example {@code FaceMovementChallenge} or {@code FaceMovementAndLightChallenge}
         * @return this
         */
        public Builder challenge(String type) {
            challenges.add(Objects.requireNonNull(type, "type"));
            return this;
        }

        /**
         * Builds the value.
         *
         * @return what was set
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
