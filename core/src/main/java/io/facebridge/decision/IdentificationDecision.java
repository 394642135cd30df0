package io.facebridge.decision;

import io.facebridge.face.DetectedFace;
import io.facebridge.face.QualityVerdict;
import io.facebridge.match.Candidate;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.MatchDecision.Reason;
import io.facebridge.match.Threshold;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The decision about one face of a probe: the person it shows, that no enrolled person matches, or that a human has to review
 * it. Immutable.
 */
public final class IdentificationDecision {
    private final DetectedFace face;
    private final Outcome outcome;
    private final Set<Reason> reasons;
    private final boolean ambiguous;
    private final List<Candidate> candidates;
    private final @Nullable MatchDecision best;
    private final @Nullable QualityVerdict probeQuality;

    private IdentificationDecision(
            DetectedFace face,
            Outcome outcome,
            Set<Reason> reasons,
            boolean ambiguous,
            List<Candidate> candidates,
            @Nullable MatchDecision best,
            @Nullable QualityVerdict probeQuality) {
        this.face = face;
        this.outcome = outcome;
        this.reasons = reasons;
        this.ambiguous = ambiguous;
        this.candidates = List.copyOf(candidates);
        this.best = best;
        this.probeQuality = probeQuality;
    }

    /**
     * Creates the decision of a search without candidates. A probe too poor for a decision is no evidence that its
     * person is not enrolled.
     */
    static IdentificationDecision withoutCandidates(DetectedFace face, @Nullable QualityVerdict probeQuality) {
        boolean poorProbe = probeQuality != null && !probeQuality.accepted();
        return new IdentificationDecision(
                face,
                poorProbe ? Outcome.INCONCLUSIVE : Outcome.NO_MATCH,
                poorProbe ? Collections.unmodifiableSet(EnumSet.of(Reason.LOW_QUALITY_PROBE)) : Set.of(),
                false,
                List.of(),
                null,
                probeQuality);
    }

    static IdentificationDecision of(
            DetectedFace face, MatchDecision best, boolean ambiguous, List<Candidate> candidates) {
        boolean doubtful = ambiguous && best.outcome() == Outcome.MATCH;
        return new IdentificationDecision(
                face,
                doubtful ? Outcome.REVIEW : best.outcome(),
                best.reasons(),
                doubtful,
                candidates,
                best,
                best.probeQuality().orElse(null));
    }

    /**
     * Returns the face that was searched for.
     *
     * @return the face with its position in the probe
     */
    public DetectedFace face() {
        return face;
    }

    /**
     * Returns the outcome.
     *
     * @return MATCH if it is {@link #person()}; NO_MATCH if no enrolled person matches; REVIEW if the best candidate is
     *     within the review band, or a second person is too near; INCONCLUSIVE if the probe does not allow a decision
     */
    public Outcome outcome() {
        return outcome;
    }

    /**
     * Returns the matching person.
     *
     * @return empty unless the outcome is MATCH
     */
    public Optional<Candidate> person() {
        return outcome == Outcome.MATCH ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    /**
     * Returns why the outcome is INCONCLUSIVE.
     *
     * @return empty for every other outcome; unmodifiable
     */
    public Set<Reason> reasons() {
        return reasons;
    }

    /**
     * Returns whether the outcome is REVIEW because a second person is nearly as similar.
     *
     * @return {@code false} for every other outcome
     */
    public boolean ambiguous() {
        return ambiguous;
    }

    /**
     * Returns the candidates for human review, including those far below the threshold.
     *
     * @return best first, at most as many as the request's limit; empty if the provider returned no candidate; unmodifiable
     */
    public List<Candidate> candidates() {
        return candidates;
    }

    /**
     * Returns the threshold that was applied, with its basis and source.
     *
     * @return empty if the provider returned no candidate
     */
    public Optional<Threshold> threshold() {
        return Optional.ofNullable(best).map(MatchDecision::threshold);
    }

    /**
     * Returns the decision about the best candidate alone: its score, thresholds, reasons and probe quality. Its outcome differs
     * from {@link #outcome} where {@link #ambiguous} is {@code true}: the candidate matches, and the search is for review.
     *
     * @return empty if the provider returned no candidate
     */
    public Optional<MatchDecision> bestDecision() {
        return Optional.ofNullable(best);
    }

    /**
     * Returns the verdict of the policy's quality gate about the probe's face.
     *
     * @return empty if the policy has no gate
     */
    public Optional<QualityVerdict> probeQuality() {
        return Optional.ofNullable(probeQuality);
    }

    @Override
    public String toString() {
        return "IdentificationDecision[" + outcome + (reasons.isEmpty() ? "" : " " + reasons)
                + (ambiguous ? " of two persons" : "") + (best == null ? "" : ", " + best.threshold()) + "]";
    }
}
