package io.facebridge.decision;

import io.facebridge.face.DetectedFace;
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

/** Who one face of a probe is, or that it is nobody enrolled, or that somebody has to look. Immutable. */
public final class IdentificationDecision {
    private final DetectedFace face;
    private final Outcome outcome;
    private final Set<Reason> reasons;
    private final boolean secondPersonNear;
    private final List<Candidate> candidates;
    private final @Nullable Threshold threshold;

    private IdentificationDecision(
            DetectedFace face,
            Outcome outcome,
            Set<Reason> reasons,
            boolean secondPersonNear,
            List<Candidate> candidates,
            @Nullable Threshold threshold) {
        this.face = face;
        this.outcome = outcome;
        this.reasons = reasons;
        this.secondPersonNear = secondPersonNear;
        this.candidates = List.copyOf(candidates);
        this.threshold = threshold;
    }

    static IdentificationDecision nobody(DetectedFace face, boolean poorProbe) {
        return new IdentificationDecision(
                face,
                poorProbe ? Outcome.INCONCLUSIVE : Outcome.NO_MATCH,
                poorProbe ? Collections.unmodifiableSet(EnumSet.of(Reason.LOW_QUALITY_PROBE)) : Set.of(),
                false,
                List.of(),
                null);
    }

    static IdentificationDecision of(
            DetectedFace face, MatchDecision best, boolean secondPersonNear, List<Candidate> candidates) {
        boolean doubtful = secondPersonNear && best.outcome() == Outcome.MATCH;
        return new IdentificationDecision(
                face,
                doubtful ? Outcome.REVIEW : best.outcome(),
                best.reasons(),
                doubtful,
                candidates,
                best.threshold());
    }

    /**
     * The face that was searched for.
     *
     * @return where it is in the probe
     */
    public DetectedFace face() {
        return face;
    }

    /**
     * What was decided.
     *
     * @return MATCH if it is {@link #person()}; NO_MATCH if it is nobody enrolled; REVIEW if the best candidate is within the
     *     review band, or a second person is too near; INCONCLUSIVE if the probe does not allow a decision
     */
    public Outcome outcome() {
        return outcome;
    }

    /**
     * Who it is.
     *
     * @return empty unless the outcome is MATCH
     */
    public Optional<Candidate> person() {
        return outcome == Outcome.MATCH ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    /**
     * Why the outcome is INCONCLUSIVE.
     *
     * @return empty for every other outcome; unmodifiable
     */
    public Set<Reason> reasons() {
        return reasons;
    }

    /**
     * Whether the outcome is REVIEW because a second person is nearly as like.
     *
     * @return {@code false} for every other outcome
     */
    public boolean secondPersonNear() {
        return secondPersonNear;
    }

    /**
     * Whom a human who has to look looks at.
     *
     * @return best first, as many as the request wanted, also those far below the threshold; empty if the provider named
     *     nobody; unmodifiable
     */
    public List<Candidate> candidates() {
        return candidates;
    }

    /**
     * The threshold that was applied, with its basis and source.
     *
     * @return empty if the provider named nobody
     */
    public Optional<Threshold> threshold() {
        return Optional.ofNullable(threshold);
    }

    @Override
    public String toString() {
        return "IdentificationDecision[" + outcome + (reasons.isEmpty() ? "" : " " + reasons)
                + (secondPersonNear ? " of two persons" : "") + (threshold == null ? "" : ", " + threshold) + "]";
    }
}
