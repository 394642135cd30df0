package io.facebridge.match;

import io.facebridge.error.ImageRole;
import io.facebridge.face.QualityGate;
import io.facebridge.face.QualityVerdict;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a policy with everything that it rests on. Immutable.
 *
 * <pre>{@code
 * MatchDecision decision = FaceMatcher.of(provider, policy).compare(idCard, selfie);
 * String text = switch (decision.outcome()) {
 *     case MATCH -> "the same person";
 *     case NO_MATCH -> "another person";
 *     case REVIEW -> "to be reviewed";
 *     case INCONCLUSIVE -> "to be repeated with another image: " + decision.reasons();
 * };
 * }</pre>
 */
public final class MatchDecision {
    private final Outcome outcome;
    private final Score score;
    private final Threshold threshold;
    private final @Nullable Threshold reviewThreshold;
    private final Set<Reason> reasons;
    private final @Nullable QualityVerdict probeQuality;

    private MatchDecision(
            Outcome outcome,
            Score score,
            Threshold threshold,
            @Nullable Threshold reviewThreshold,
            Set<Reason> reasons,
            @Nullable QualityVerdict probeQuality) {
        this.outcome = outcome;
        this.score = score;
        this.threshold = threshold;
        this.reviewThreshold = reviewThreshold;
        this.reasons = reasons;
        this.probeQuality = probeQuality;
    }

    static MatchDecision of(Score score, Threshold threshold, @Nullable Threshold review) {
        Objects.requireNonNull(score, "score");
        Outcome outcome = threshold.isReachedBy(score)
                ? Outcome.MATCH
                : review != null && review.isReachedBy(score) ? Outcome.REVIEW : Outcome.NO_MATCH;
        return new MatchDecision(outcome, score, threshold, review, Set.of(), null);
    }

    static MatchDecision of(
            Comparison comparison, Threshold threshold, @Nullable Threshold review, @Nullable QualityGate gate) {
        MatchDecision byScore = of(comparison.score(), threshold, review);
        EnumSet<Reason> reasons = EnumSet.noneOf(Reason.class);
        for (ImageRole role : comparison.rivalledIn()) {
            reasons.add(role == ImageRole.REFERENCE ? Reason.RIVAL_FACE_IN_REFERENCE : Reason.RIVAL_FACE_IN_PROBE);
        }
        if (comparison.upperBound() && byScore.outcome() != Outcome.NO_MATCH) {
            reasons.add(Reason.SCORE_NOT_RETURNED);
        }
        @Nullable
        QualityVerdict quality =
                gate == null ? null : comparison.probeFace().map(gate::judge).orElse(null);
        if (quality != null && !quality.accepted()) {
            reasons.add(Reason.LOW_QUALITY_PROBE);
        }
        return new MatchDecision(
                reasons.isEmpty() ? byScore.outcome() : Outcome.INCONCLUSIVE,
                comparison.score(),
                threshold,
                review,
                Collections.unmodifiableSet(reasons),
                quality);
    }

    /** {@return the outcome} */
    public Outcome outcome() {
        return outcome;
    }

    /**
     * Returns the score that was judged.
     *
     * @return the score, also where the outcome is INCONCLUSIVE
     */
    public Score score() {
        return score;
    }

    /** {@return the threshold that was applied, with its basis and source} */
    public Threshold threshold() {
        return threshold;
    }

    /**
     * Returns the lower end of the review band.
     *
     * @return empty if there is no review band
     */
    public Optional<Threshold> reviewThreshold() {
        return Optional.ofNullable(reviewThreshold);
    }

    /**
     * Returns why the outcome is INCONCLUSIVE.
     *
     * @return in the order of the enum; empty for every other outcome; unmodifiable
     */
    public Set<Reason> reasons() {
        return reasons;
    }

    /**
     * Returns the verdict of the policy's quality gate on the face in the probe: its refusals make the outcome INCONCLUSIVE,
     * its warnings do not change it.
     *
     * @return empty if the policy has no gate, a score alone was judged, or the provider does not report which face it
     *     compared
     */
    public Optional<QualityVerdict> probeQuality() {
        return Optional.ofNullable(probeQuality);
    }

    @Override
    public String toString() {
        return "MatchDecision[" + outcome + (reasons.isEmpty() ? "" : " " + reasons) + ", " + threshold + "]";
    }

    /** The possible outcomes. */
    public enum Outcome {
        /** The score is at least the threshold. */
        MATCH,
        /** The score is below the threshold and within the review band: a human has to decide. */
        REVIEW,
        /** The score is below the threshold, and below the review band if there is one. */
        NO_MATCH,
        /** The images do not allow a decision: capture another one. Never to be treated as NO_MATCH or MATCH. */
        INCONCLUSIVE
    }

    /** The reasons for INCONCLUSIVE. More may be added. */
    public enum Reason {
        /** In the reference image another face is nearly as large as the one that was compared. */
        RIVAL_FACE_IN_REFERENCE,
        /** In the probe image another face is nearly as large as the one that was compared. */
        RIVAL_FACE_IN_PROBE,
        /** The service did not return the score, only an upper bound that is too high for a clear NO_MATCH. */
        SCORE_NOT_RETURNED,
        /** The policy's quality gate rejects the face in the probe image; {@link #probeQuality()} contains the reasons. */
        LOW_QUALITY_PROBE
    }
}
