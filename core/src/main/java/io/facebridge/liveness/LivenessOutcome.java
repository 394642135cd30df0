package io.facebridge.liveness;

import io.facebridge.error.Effect;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.ProviderError;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.image.FaceImage;
import io.facebridge.image.ImageDecoder;
import io.facebridge.match.Comparison;
import io.facebridge.match.Score;
import io.facebridge.provider.VendorResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of a liveness session. Immutable. */
public final class LivenessOutcome {
    private final LivenessSession session;
    private final LivenessState state;
    private final LivenessDecision decision;
    private final @Nullable Score confidence;
    private final @Nullable Comparison comparison;
    private final @Nullable FaceImage referenceImage;
    private final @Nullable Unreadable unreadableReference;
    private final List<FaceImage> auditImages;
    private final int unreadableAuditImages;
    private final VendorResponse vendor;

    private LivenessOutcome(Builder builder) {
        session = builder.session;
        state = builder.state;
        decision = builder.decision;
        confidence = builder.confidence;
        comparison = builder.comparison;
        referenceImage = builder.referenceImage;
        unreadableReference = builder.unreadableReference;
        auditImages = List.copyOf(builder.auditImages);
        unreadableAuditImages = builder.unreadableAuditImages;
        vendor = builder.vendor;
    }

    /**
     * Starts with a state and nothing else known; UNDECIDED.
     *
     * @param session the session
     * @param state how far it has come
     * @return a new builder
     */
    public static Builder builder(LivenessSession session, LivenessState state) {
        return new Builder(session, state);
    }

    /** {@return the session of which this is the outcome} */
    public LivenessSession session() {
        return session;
    }

    /**
     * How far the session has come.
     *
     * @return the state
     */
    public LivenessState state() {
        return state;
    }

    /**
     * Whether the person is live.
     *
     * @return UNDECIDED unless the state is COMPLETED
     */
    public LivenessDecision decision() {
        return decision;
    }

    /**
     * How live the person looked to the service.
     *
     * @return higher is more live; empty unless the session was completed and the service gives a number
     */
    public Optional<Score> confidence() {
        return Optional.ofNullable(confidence);
    }

    /**
     * How alike the person filmed and the picture of the request are.
     *
     * @return empty if no comparison was wanted, if the session was not completed, or if the provider compares the best
     *     picture of the film and that {@linkplain #unreadableReferenceImage cannot be decoded}
     */
    public Optional<Comparison> comparison() {
        return Optional.ofNullable(comparison);
    }

    /**
     * The best picture of the film.
     *
     * @return empty if the session was not completed, if the service keeps its pictures elsewhere, or if the picture
     *     {@linkplain #unreadableReferenceImage cannot be decoded}
     */
    public Optional<FaceImage> referenceImage() {
        return Optional.ofNullable(referenceImage);
    }

    /**
     * Returns why {@link #referenceImage} is empty although the service sent a picture. The decision is valid all the same.
     *
     * @return what is wrong with the picture; empty if it can be decoded, or the service sent none
     */
    public Optional<InvalidImageException.Reason> unreadableReferenceImage() {
        return Optional.ofNullable(unreadableReference).map(Unreadable::reason);
    }

    /**
     * Returns the best picture of the film, for callers that cannot go on without it.
     *
     * @return the same picture as {@link #referenceImage}
     * @throws ProviderUnavailableException if the service sent a picture that cannot be decoded; contains the request id
     * @throws IllegalStateException if the session was not completed, or the service keeps its pictures elsewhere
     */
    public FaceImage requireReferenceImage() {
        requireReadable();
        if (referenceImage == null) {
            throw new IllegalStateException("the service does not hand out the picture of the session;"
                    + " have it kept with the session, or compare while the session runs");
        }
        return referenceImage;
    }

    /**
     * Checks that the service sent no best picture that cannot be decoded.
     *
     * @throws ProviderUnavailableException if it sent one; contains the request id
     */
    public void requireReadable() {
        if (unreadableReference != null) {
            throw new ProviderUnavailableException(
                    "the best picture of the liveness session cannot be decoded (" + unreadableReference.reason()
                            + "); request the result again, or open another session",
                    unreadableReference.answer(),
                    Effect.NONE,
                    null,
                    null);
        }
    }

    /**
     * Further pictures of the film.
     *
     * @return in the service's order, without those that cannot be decoded; empty if none was asked for or the service keeps
     *     its pictures elsewhere; unmodifiable
     */
    public List<FaceImage> auditImages() {
        return auditImages;
    }

    /**
     * Returns how many further pictures the service sent that cannot be decoded and are missing from {@link #auditImages}.
     *
     * @return 0 or more
     */
    public int unreadableAuditImages() {
        return unreadableAuditImages;
    }

    /**
     * The vendor's own answer.
     *
     * @return {@link VendorResponse#none()} if it adds nothing
     */
    public VendorResponse vendor() {
        return vendor;
    }

    @Override
    public String toString() {
        return "LivenessOutcome[" + state + ", " + decision + "]";
    }

    private record Unreadable(InvalidImageException.Reason reason, ProviderError answer) {}

    /** Builds a {@link LivenessOutcome}. Not thread-safe. */
    public static final class Builder {
        private final LivenessSession session;
        private final LivenessState state;
        private LivenessDecision decision = LivenessDecision.UNDECIDED;
        private @Nullable Score confidence;
        private @Nullable Comparison comparison;
        private @Nullable FaceImage referenceImage;
        private @Nullable Unreadable unreadableReference;
        private List<FaceImage> auditImages = new ArrayList<>();
        private int unreadableAuditImages;
        private VendorResponse vendor = VendorResponse.none();

        private Builder(LivenessSession session, LivenessState state) {
            this.session = Objects.requireNonNull(session, "session");
            this.state = Objects.requireNonNull(state, "state");
        }

        /**
         * Sets whether the person is live.
         *
         * @param value the decision
         * @return this
         * @throws IllegalArgumentException if something is decided although the session was not completed
         */
        public Builder decision(LivenessDecision value) {
            if (value != LivenessDecision.UNDECIDED && state != LivenessState.COMPLETED) {
                throw new IllegalArgumentException("a session that is " + state + " cannot be decided as " + value);
            }
            decision = value;
            return this;
        }

        /**
         * Sets how live the person looked.
         *
         * @param score higher is more live
         * @return this
         */
        public Builder confidence(Score score) {
            confidence = score;
            return this;
        }

        /**
         * Sets how alike the person filmed and the picture of the request are.
         *
         * @param value the comparison
         * @return this
         */
        public Builder comparison(Comparison value) {
            comparison = value;
            return this;
        }

        /**
         * Sets the best picture of the film.
         *
         * @param image the picture
         * @return this
         */
        public Builder referenceImage(FaceImage image) {
            referenceImage = image;
            unreadableReference = null;
            return this;
        }

        /**
         * Sets the best picture of the film from the bytes that the service sent, and decodes it once. A picture that cannot
         * be decoded is left out with its reason and never costs the decision.
         *
         * @param encoded the whole encoded picture; copied
         * @param answer the service's answer, for callers that need the picture: provider, HTTP status and request id
         * @return this
         */
        public Builder referenceImage(byte[] encoded, ProviderError answer) {
            try {
                return referenceImage(decodable(encoded));
            } catch (InvalidImageException e) {
                return unreadableReferenceImage(e.reason(), answer);
            }
        }

        /**
         * Sets that the service sent a best picture that cannot be decoded. Replaces a picture that was set before.
         *
         * @param reason what is wrong with it
         * @param answer the service's answer, for callers that need the picture: provider, HTTP status and request id
         * @return this
         */
        public Builder unreadableReferenceImage(InvalidImageException.Reason reason, ProviderError answer) {
            referenceImage = null;
            unreadableReference =
                    new Unreadable(Objects.requireNonNull(reason, "reason"), Objects.requireNonNull(answer, "answer"));
            return this;
        }

        /**
         * Sets further pictures of the film.
         *
         * @param images in the service's order; copied
         * @return this
         */
        public Builder auditImages(List<FaceImage> images) {
            auditImages = new ArrayList<>(images);
            return this;
        }

        /**
         * Adds a further picture of the film from the bytes that the service sent, and decodes it once. One that cannot be
         * decoded is counted and left out.
         *
         * @param encoded the whole encoded picture; copied
         * @return this
         */
        public Builder addAuditImage(byte[] encoded) {
            try {
                auditImages.add(decodable(encoded));
            } catch (InvalidImageException e) {
                unreadableAuditImages++;
            }
            return this;
        }

        private static FaceImage decodable(byte[] encoded) {
            FaceImage image = FaceImage.of(encoded);
            ImageDecoder.decode(image, 1).close(); // as few pixels as will do: whether all of it is there
            return image;
        }

        /**
         * Sets the vendor's own answer.
         *
         * @param value the answer
         * @return this
         */
        public Builder vendor(VendorResponse value) {
            vendor = Objects.requireNonNull(value, "vendor");
            return this;
        }

        /**
         * Builds the value.
         *
         * @return what was set
         */
        public LivenessOutcome build() {
            return new LivenessOutcome(this);
        }
    }
}
