package io.facebridge.liveness;

import io.facebridge.image.FaceImage;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A liveness session as it was opened. An application that serves the person's next request from another process stores id,
 * subject and expiry and {@linkplain #restore restores} the session there. Immutable.
 */
public final class LivenessSession {
    private final LivenessSessionId id;
    private final String subject;
    private final Instant expiresAt;
    private final @Nullable String region;
    private final @Nullable String clientToken;
    private final @Nullable FaceImage verifyAgainst;

    private LivenessSession(Builder builder) {
        id = builder.id;
        subject = builder.subject;
        expiresAt = builder.expiresAt;
        region = builder.region;
        clientToken = builder.clientToken;
        verifyAgainst = builder.verifyAgainst;
    }

    /**
     * Restores a session from what the application stored; providers create theirs with it, too.
     *
     * @param id the provider's id of the session
     * @param subject the subject that it is bound to, as it was when it was opened; not blank
     * @param expiresAt when it ends, as it was when it was opened
     * @return a new builder
     * @throws IllegalArgumentException if the subject is blank
     */
    public static Builder restore(LivenessSessionId id, String subject, Instant expiresAt) {
        return new Builder(id, subject, expiresAt);
    }

    /**
     * Returns the provider's id of the session. The client that captures the person needs it; treat it as a secret.
     *
     * @return the id
     */
    public LivenessSessionId id() {
        return id;
    }

    /**
     * Returns the subject that the session is bound to.
     *
     * @return the application's choice, not blank
     */
    public String subject() {
        return subject;
    }

    /**
     * Returns when the session ends. From then on the person cannot begin it, and its outcome is EXPIRED unless the
     * service has a result.
     *
     * @return by the clock of the provider
     */
    public Instant expiresAt() {
        return expiresAt;
    }

    /**
     * Returns the region to which the client must send the recording.
     *
     * @return the vendor's name of the region; empty if the client does not need it
     */
    public Optional<String> region() {
        return Optional.ofNullable(region);
    }

    /**
     * Returns the token by which the client authenticates itself. A secret.
     *
     * @return empty if the client does not need it
     */
    public Optional<String> clientToken() {
        return Optional.ofNullable(clientToken);
    }

    /**
     * Returns the image to compare the person with, where the provider compares when it requests the outcome.
     *
     * @return empty if no comparison was requested, or if the service has the image already
     */
    public Optional<FaceImage> verifyAgainst() {
        return Optional.ofNullable(verifyAgainst);
    }

    /** Returns text with the end of the session, without its id, subject, token and image. */
    @Override
    public String toString() {
        return "LivenessSession[expires " + expiresAt + "]";
    }

    /** Builds a {@link LivenessSession}. Not thread-safe. */
    public static final class Builder {
        private final LivenessSessionId id;
        private final String subject;
        private final Instant expiresAt;
        private @Nullable String region;
        private @Nullable String clientToken;
        private @Nullable FaceImage verifyAgainst;

        private Builder(LivenessSessionId id, String subject, Instant expiresAt) {
            this.id = Objects.requireNonNull(id, "id");
            if (subject.isBlank()) {
                throw new IllegalArgumentException("a liveness session needs the subject it was opened for");
            }
            this.subject = subject;
            this.expiresAt = Objects.requireNonNull(expiresAt, "expiresAt");
        }

        /**
         * Sets the region to which the client must send the recording. By default there is none.
         *
         * @param value the vendor's name of the region
         * @return this builder
         */
        public Builder region(String value) {
            region = value;
            return this;
        }

        /**
         * Sets the token by which the client authenticates itself. By default there is none.
         *
         * @param value a secret
         * @return this builder
         */
        public Builder clientToken(String value) {
            clientToken = value;
            return this;
        }

        /**
         * Sets the image to compare the person with. By default there is none.
         *
         * @param reference the image of the claimed person
         * @return this builder
         */
        public Builder verifyAgainst(FaceImage reference) {
            verifyAgainst = reference;
            return this;
        }

        /**
         * Builds the session.
         *
         * @return a new session
         */
        public LivenessSession build() {
            return new LivenessSession(this);
        }
    }
}
