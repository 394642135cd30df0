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

/** The outcome of a liveness session. Immutable. */
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
     * Creates a builder with a state alone; the decision is UNDECIDED.
     *
     * @param session the session
     * @param state the state of the session
     * @return a new builder
     */
    public static Builder builder(LivenessSession session, LivenessState state) {
        return new Builder(session, state);
    }

    /** {@return the session of which this is the outcome} */
    public LivenessSession session() {
        return session;
    }

    /** {@return the state of the session} */
    public LivenessState state() {
        return state;
    }

    /**
     * Returns the decision whether the person is live.
     *
     * @return UNDECIDED unless the state is COMPLETED
     */
    public LivenessDecision decision() {
        return decision;
    }

    /**
     * Returns the service's confidence that the person is live.
     *
     * @return higher is more live; empty unless the session was completed and the service returns a number
     */
    public Optional<Score> confidence() {
        return Optional.ofNullable(confidence);
    }

    /**
     * Returns the comparison of the captured person with the image of the request.
     *
     * @return empty if no comparison was requested, if the session was not completed, or if the provider compares the best
     *     image of the recording and that {@linkplain #unreadableReferenceImage cannot be decoded}
     */
    public Optional<Comparison> comparison() {
        return Optional.ofNullable(comparison);
    }

    /**
     * Returns the best image of the recording.
     *
     * @return empty if the session was not completed, if the service stores its images elsewhere, or if the image
     *     {@linkplain #unreadableReferenceImage cannot be decoded}
     */
    public Optional<FaceImage> referenceImage() {
        return Optional.ofNullable(referenceImage);
    }

    /**
     * Returns why {@link #referenceImage} is empty although the service sent an image. The decision is valid all the same.
     *
     * @return the defect of the image; empty if it can be decoded, or the service sent none
     */
    public Optional<InvalidImageException.Reason> unreadableReferenceImage() {
        return Optional.ofNullable(unreadableReference).map(Unreadable::reason);
    }

    /**
     * Returns the best image of the recording, for callers that cannot continue without it.
     *
     * @return the same image as {@link #referenceImage}
     * @throws ProviderUnavailableException if the service sent an image that cannot be decoded; contains the request id
     * @throws IllegalStateException if the session was not completed, or the service stores its images elsewhere
     */
    public FaceImage requireReferenceImage() {
        requireReadable();
        if (referenceImage == null) {
            throw new IllegalStateException("the service does not return the image of the session;"
                    + " have it stored with the session, or compare while the session runs");
        }
        return referenceImage;
    }

    /**
     * Checks that the service sent no best image that cannot be decoded.
     *
     * @throws ProviderUnavailableException if it sent one; contains the request id
     */
    public void requireReadable() {
        if (unreadableReference != null) {
            throw new ProviderUnavailableException(
                    "the best image of the liveness session cannot be decoded (" + unreadableReference.reason()
                            + "); request the result again, or open another session",
                    unreadableReference.answer(),
                    Effect.NONE,
                    null,
                    null);
        }
    }

    /**
     * Returns further images of the recording.
     *
     * @return in the service's order, without those that cannot be decoded; empty if none was requested or the service stores
     *     its images elsewhere; unmodifiable
     */
    public List<FaceImage> auditImages() {
        return auditImages;
    }

    /**
     * Returns how many further images the service sent that cannot be decoded and are missing from {@link #auditImages}.
     *
     * @return 0 or more
     */
    public int unreadableAuditImages() {
        return unreadableAuditImages;
    }

    /**
     * Returns the vendor's own response.
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
         * Sets the decision whether the person is live. The default is UNDECIDED.
         *
         * @param value the decision
         * @return this builder
         * @throws IllegalArgumentException if the decision is not UNDECIDED although the session was not completed
         */
        public Builder decision(LivenessDecision value) {
            if (value != LivenessDecision.UNDECIDED && state != LivenessState.COMPLETED) {
                throw new IllegalArgumentException("a session that is " + state + " cannot be decided as " + value);
            }
            decision = value;
            return this;
        }

        /**
         * Sets the service's confidence that the person is live. By default it is not known.
         *
         * @param score higher is more live
         * @return this builder
         */
        public Builder confidence(Score score) {
            confidence = score;
            return this;
        }

        /**
         * Sets the comparison of the captured person with the image of the request. By default there is none.
         *
         * @param value the comparison
         * @return this builder
         */
        public Builder comparison(Comparison value) {
            comparison = value;
            return this;
        }

        /**
         * Sets the best image of the recording. By default there is none.
         *
         * @param image the image
         * @return this builder
         */
        public Builder referenceImage(FaceImage image) {
            referenceImage = image;
            unreadableReference = null;
            return this;
        }

        /**
         * Sets the best image of the recording from the bytes that the service sent, and decodes it once. An image that
         * cannot be decoded is left out with its reason and never invalidates the decision.
         *
         * @param encoded the whole encoded image; copied
         * @param answer the service's response, for callers that need the image: provider, HTTP status and request id
         * @return this builder
         */
        public Builder referenceImage(byte[] encoded, ProviderError answer) {
            try {
                return referenceImage(decodable(encoded));
            } catch (InvalidImageException e) {
                return unreadableReferenceImage(e.reason(), answer);
            }
        }

        /**
         * Sets that the service sent a best image that cannot be decoded. Replaces an image that was set before.
         *
         * @param reason the defect of the image
         * @param answer the service's response, for callers that need the image: provider, HTTP status and request id
         * @return this builder
         */
        public Builder unreadableReferenceImage(InvalidImageException.Reason reason, ProviderError answer) {
            referenceImage = null;
            unreadableReference =
                    new Unreadable(Objects.requireNonNull(reason, "reason"), Objects.requireNonNull(answer, "answer"));
            return this;
        }

        /**
         * Sets further images of the recording. The default is none.
         *
         * @param images in the service's order; copied
         * @return this builder
         */
        public Builder auditImages(List<FaceImage> images) {
            auditImages = new ArrayList<>(images);
            return this;
        }

        /**
         * Adds a further image of the recording from the bytes that the service sent, and decodes it once. One that cannot be
         * decoded is counted and left out.
         *
         * @param encoded the whole encoded image; copied
         * @return this builder
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
         * Sets the vendor's own response. The default is {@link VendorResponse#none()}.
         *
         * @param value the response
         * @return this builder
         */
        public Builder vendor(VendorResponse value) {
            vendor = Objects.requireNonNull(value, "vendor");
            return this;
        }

        /**
         * Builds the outcome.
         *
         * @return a new outcome
         */
        public LivenessOutcome build() {
            return new LivenessOutcome(this);
        }
    }
}
