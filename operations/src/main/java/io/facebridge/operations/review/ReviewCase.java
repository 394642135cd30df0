package io.facebridge.operations.review;

import io.facebridge.decision.IdentificationDecision;
import io.facebridge.face.QualityReason;
import io.facebridge.face.QualityVerdict;
import io.facebridge.image.FaceImage;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.Threshold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case for human review. It contains the subject, the time, the reason, the scores and the thresholds, and no images unless
 * the application adds them. Immutable.
 */
public final class ReviewCase {
    private final UUID id;
    private final Instant at;
    private final String subject;
    private final Why why;
    private final List<Measure> measures;
    private final Set<MatchDecision.Reason> reasons;
    private final Set<QualityReason> quality;
    private final List<FaceImage> images;
    private final @Nullable ReviewVerdict verdict;

    private ReviewCase(Builder builder) {
        id = builder.id;
        at = builder.at;
        subject = builder.subject;
        why = builder.why;
        measures = List.copyOf(builder.measures);
        reasons = Collections.unmodifiableSet(EnumSet.copyOf(builder.reasons));
        quality = Collections.unmodifiableSet(EnumSet.copyOf(builder.quality));
        images = builder.images;
        verdict = builder.verdict;
    }

    /**
     * Creates a builder.
     *
     * @param id a unique id, for example {@code UUID.randomUUID()}
     * @param at when the case arose
     * @param subject the subject of the case, by the application's own id; not blank
     * @param why the reason for a human review
     * @return a new builder
     * @throws IllegalArgumentException if the subject is blank
     */
    public static Builder builder(UUID id, Instant at, String subject, Why why) {
        return new Builder(id, at, subject, why);
    }

    /**
     * Creates the case that results from a decision, with its score, thresholds, reasons and quality.
     *
     * @param id a unique id, for example {@code UUID.randomUUID()}
     * @param at when the decision was made
     * @param subject the subject of the case, by the application's own id; not blank
     * @param decision the decision
     * @return a case for INCONCLUSIVE and REVIEW; empty for MATCH and NO_MATCH
     * @throws IllegalArgumentException if the subject is blank, whatever the outcome
     */
    public static Optional<ReviewCase> of(UUID id, Instant at, String subject, MatchDecision decision) {
        requireSubject(subject);
        return why(decision.outcome())
                .map(why -> builder(id, at, subject, why).decision(decision).build());
    }

    /**
     * Creates the case that results from the decision about a search, with the score and thresholds of the best candidate, the
     * reasons and the quality of the probe. The case does not contain the candidates.
     *
     * @param id a unique id, for example {@code UUID.randomUUID()}
     * @param at when the decision was made
     * @param subject the application's own id by which the case is found, not blank: for example that of the best candidate,
     *     so that the case is removed with that person, or of the camera
     * @param decision the decision
     * @return a case for INCONCLUSIVE and REVIEW; empty for MATCH and NO_MATCH
     * @throws IllegalArgumentException if the subject is blank, whatever the outcome
     */
    public static Optional<ReviewCase> of(UUID id, Instant at, String subject, IdentificationDecision decision) {
        requireSubject(subject);
        return why(decision.outcome()).map(why -> {
            Builder made = builder(id, at, subject, why);
            decision.bestDecision().ifPresent(made::decision);
            made.reasons.addAll(decision.reasons());
            decision.probeQuality().ifPresent(made::quality);
            return made.build();
        });
    }

    /** A case without a subject could not be found when that person's data is to be removed. */
    private static String requireSubject(String subject) {
        if (subject.isBlank()) {
            throw new IllegalArgumentException("subject of a case must not be blank; pass the application's own id");
        }
        return subject;
    }

    private static Optional<Why> why(MatchDecision.Outcome outcome) {
        return switch (outcome) {
            case REVIEW -> Optional.of(Why.REVIEW);
            case INCONCLUSIVE -> Optional.of(Why.INCONCLUSIVE);
            case MATCH, NO_MATCH -> Optional.empty();
        };
    }

    /** {@return the id of the case} */
    public UUID id() {
        return id;
    }

    /** {@return when the case arose, by the clock of the application} */
    public Instant at() {
        return at;
    }

    /** {@return the subject of the case, by the application's own id} */
    public String subject() {
        return subject;
    }

    /** {@return the reason for a human review} */
    public Why why() {
        return why;
    }

    /**
     * Returns the scores, with the thresholds that they were compared with.
     *
     * @return empty if there was no score; unmodifiable
     */
    public List<Measure> measures() {
        return measures;
    }

    /**
     * Returns the reasons for which a decision was INCONCLUSIVE.
     *
     * @return in the order of the enum; empty if there are none; unmodifiable
     */
    public Set<MatchDecision.Reason> reasons() {
        return reasons;
    }

    /**
     * Returns the defects of the face in the probe, including those that were warnings only.
     *
     * @return in the order of the enum; empty if there are none, or the quality was not judged; unmodifiable
     */
    public Set<QualityReason> quality() {
        return quality;
    }

    /**
     * Returns the images for the reviewer.
     *
     * @return empty unless the application added them; unmodifiable
     */
    public List<FaceImage> images() {
        return images;
    }

    /** {@return the verdict of the reviewer; empty as long as the case is open} */
    public Optional<ReviewVerdict> verdict() {
        return Optional.ofNullable(verdict);
    }

    /**
     * Checks that the case has no verdict. Queues call it before they add a case.
     *
     * @throws IllegalArgumentException if it has a verdict
     */
    public void requireOpen() {
        if (verdict().isPresent()) {
            throw new IllegalArgumentException(
                    "case to be added must be open but has a verdict; add it before it is decided");
        }
    }

    /**
     * Returns this case with a verdict.
     *
     * @param given the verdict of the reviewer
     * @return a new case
     */
    public ReviewCase decided(ReviewVerdict given) {
        Builder copy = new Builder(id, at, subject, why);
        copy.measures.addAll(measures);
        copy.reasons.addAll(reasons);
        copy.quality.addAll(quality);
        copy.images = images;
        copy.verdict = Objects.requireNonNull(given, "given");
        return copy.build();
    }

    /** Returns text with the reason and the state, without the subject and without scores. */
    @Override
    public String toString() {
        return "ReviewCase[" + why + ", " + (verdict == null ? "open" : "decided") + "]";
    }

    /** The reasons for a human review. More may be added. */
    public enum Why {
        /** The subject is locked out after too many failures. */
        LOCKED,
        /** The images did not allow a decision. */
        INCONCLUSIVE,
        /** The score was in the review band. */
        REVIEW
    }

    /**
     * A score, with the thresholds that it was compared with.
     *
     * @param scale the score scale, as text
     * @param score the score on that scale
     * @param threshold the threshold of a match, on that scale
     * @param reviewThreshold the lower bound of the review band, on that scale; {@code null} if there is none
     */
    public record Measure(
            String scale,
            double score,
            double threshold,
            @Nullable Double reviewThreshold) {
        /**
         * Creates a measure.
         *
         * @param scale the score scale, as text
         * @param score the score
         * @param threshold the threshold of a match
         * @param reviewThreshold the lower bound of the review band, or {@code null}
         */
        public Measure {
            Objects.requireNonNull(scale, "scale");
        }

        /** Returns text with the scale, without the score. */
        @Override
        public String toString() {
            return "Measure[" + scale + "]";
        }
    }

    /** Builds a {@link ReviewCase}. Not thread-safe. */
    public static final class Builder {
        private final UUID id;
        private final Instant at;
        private final String subject;
        private final Why why;
        private final List<Measure> measures = new ArrayList<>();
        private final EnumSet<MatchDecision.Reason> reasons = EnumSet.noneOf(MatchDecision.Reason.class);
        private final EnumSet<QualityReason> quality = EnumSet.noneOf(QualityReason.class);
        private List<FaceImage> images = List.of();
        private @Nullable ReviewVerdict verdict;

        private Builder(UUID id, Instant at, String subject, Why why) {
            this.id = Objects.requireNonNull(id, "id");
            this.at = Objects.requireNonNull(at, "at");
            this.subject = requireSubject(subject);
            this.why = Objects.requireNonNull(why, "why");
        }

        /**
         * Adds the score, thresholds, reasons and quality of a decision.
         *
         * @param decision the decision
         * @return this builder
         */
        public Builder decision(MatchDecision decision) {
            measures.add(new Measure(
                    decision.score().scale().toString(),
                    decision.score().value(),
                    decision.threshold().value(),
                    decision.reviewThreshold().map(Threshold::value).orElse(null)));
            reasons.addAll(decision.reasons());
            decision.probeQuality().ifPresent(this::quality);
            return this;
        }

        /**
         * Adds a score.
         *
         * @param measure the score, with the thresholds that it was compared with
         * @return this builder
         */
        public Builder measure(Measure measure) {
            measures.add(Objects.requireNonNull(measure, "measure"));
            return this;
        }

        /**
         * Adds a reason for which a decision was INCONCLUSIVE.
         *
         * @param reason the reason
         * @return this builder
         */
        public Builder reason(MatchDecision.Reason reason) {
            reasons.add(reason);
            return this;
        }

        /**
         * Adds a defect of the face in the probe.
         *
         * @param reason the defect
         * @return this builder
         */
        public Builder quality(QualityReason reason) {
            quality.add(reason);
            return this;
        }

        private void quality(QualityVerdict judged) {
            quality.addAll(judged.rejections());
            quality.addAll(judged.warnings());
        }

        /**
         * Sets the images of the case. An application that stores them needs a legal basis to keep them, and must delete them in
         * time. By default a case has no images.
         *
         * @param all the images for the reviewer; copied
         * @return this builder
         */
        public Builder images(List<FaceImage> all) {
            images = List.copyOf(all);
            return this;
        }

        /**
         * Sets the verdict of the reviewer, for queues that restore a stored case. By default the case is open.
         *
         * @param given the verdict
         * @return this builder
         */
        public Builder verdict(ReviewVerdict given) {
            verdict = given;
            return this;
        }

        /**
         * Creates the case.
         *
         * @return a new case
         */
        public ReviewCase build() {
            return new ReviewCase(this);
        }
    }
}
