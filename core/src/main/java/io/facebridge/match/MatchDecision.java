package io.facebridge.match;

import io.facebridge.ImageRole;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A decision with everything it rests on. Immutable. */
public final class MatchDecision {
    private final Outcome outcome;
    private final Score score;
    private final Threshold threshold;
    private final @Nullable Threshold reviewThreshold;
    private final Set<Reason> reasons;

    private MatchDecision(
            Outcome outcome,
            Score score,
            Threshold threshold,
            @Nullable Threshold reviewThreshold,
            Set<Reason> reasons) {
        this.outcome = outcome;
        this.score = score;
        this.threshold = threshold;
        this.reviewThreshold = reviewThreshold;
        this.reasons = reasons;
    }

    static MatchDecision of(Score score, Threshold threshold, @Nullable Threshold review) {
        Objects.requireNonNull(score, "score");
        Outcome outcome = threshold.isReachedBy(score)
                ? Outcome.MATCH
                : review != null && review.isReachedBy(score) ? Outcome.REVIEW : Outcome.NO_MATCH;
        return new MatchDecision(outcome, score, threshold, review, Set.of());
    }

    static MatchDecision of(Comparison comparison, Threshold threshold, @Nullable Threshold review) {
        MatchDecision byScore = of(comparison.score(), threshold, review);
        boolean untold = comparison.upperBound() && byScore.outcome() != Outcome.NO_MATCH;
        if (comparison.rivalledIn().isEmpty() && !untold) {
            return byScore;
        }
        EnumSet<Reason> reasons = EnumSet.noneOf(Reason.class);
        for (ImageRole role : comparison.rivalledIn()) {
            reasons.add(role == ImageRole.REFERENCE ? Reason.RIVAL_FACE_IN_REFERENCE : Reason.RIVAL_FACE_IN_PROBE);
        }
        if (untold) {
            reasons.add(Reason.SCORE_NOT_TOLD);
        }
        return new MatchDecision(Outcome.INCONCLUSIVE, comparison.score(), threshold, review, Set.copyOf(reasons));
    }

    /**
     * What was decided.
     *
     * @return the outcome
     */
    public Outcome outcome() {
        return outcome;
    }

    /**
     * The score it rests on.
     *
     * @return the score, also where the outcome is INCONCLUSIVE
     */
    public Score score() {
        return score;
    }

    /**
     * The threshold that was applied, with its basis and source.
     *
     * @return the threshold
     */
    public Threshold threshold() {
        return threshold;
    }

    /**
     * The lower end of the review band.
     *
     * @return empty if there is no review band
     */
    public Optional<Threshold> reviewThreshold() {
        return Optional.ofNullable(reviewThreshold);
    }

    /**
     * Why the outcome is INCONCLUSIVE.
     *
     * @return empty for every other outcome; unmodifiable
     */
    public Set<Reason> reasons() {
        return reasons;
    }

    @Override
    public String toString() {
        return "MatchDecision[" + outcome + (reasons.isEmpty() ? "" : " " + reasons) + ", " + threshold + "]";
    }

    /** What can be decided. */
    public enum Outcome {
        /** The score is at least the threshold. */
        MATCH,
        /** The score is below the threshold and within the review band: let a human decide. */
        REVIEW,
        /** The score is below the threshold, and below the review band if there is one. */
        NO_MATCH,
        /** The pictures do not allow a decision: take another one. Never to be read as NO_MATCH or MATCH. */
        INCONCLUSIVE
    }

    /** Why no decision was possible. More may be added. */
    public enum Reason {
        /** In the reference picture another face is nearly as large as the one that was compared. */
        RIVAL_FACE_IN_REFERENCE,
        /** In the probe picture another face is nearly as large as the one that was compared. */
        RIVAL_FACE_IN_PROBE,
        /** The service did not tell the score, only that it is not above one which would not be a clear NO_MATCH. */
        SCORE_NOT_TOLD
    }
}
