package io.facebridge.decision;

import io.facebridge.ProviderId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.MatchDecision.Reason;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.match.Threshold;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asked what, what was decided, and why. Holds no pictures. Names persons; {@link #toString} does not. Immutable.
 */
public final class DecisionReport {
    private final Instant time;
    private final @Nullable String askedBy;
    private final ProviderId provider;
    private final Operation operation;
    private final MatchPolicy policy;
    private final List<GalleryId> galleries;
    private final @Nullable PersonId claimed;
    private final @Nullable PersonId person;
    private final @Nullable GalleryId personGallery;
    private final Outcome outcome;
    private final Set<Reason> reasons;
    private final boolean secondPersonNear;
    private final @Nullable MatchDecision decision;
    private final List<String> requestIds;
    private final Set<String> regions;
    private final List<PassedOver> passedOver;

    DecisionReport(
            Instant time,
            @Nullable String askedBy,
            FailoverMember member,
            List<PassedOver> passedOver,
            Operation operation,
            MatchPolicy policy,
            List<GalleryId> galleries,
            @Nullable PersonId claimed,
            MatchDecision decision,
            List<String> requestIds) {
        this.time = time;
        this.askedBy = askedBy;
        this.provider = member.provider();
        this.regions = member.regions();
        this.passedOver = List.copyOf(passedOver);
        this.operation = operation;
        this.policy = policy;
        this.galleries = List.copyOf(galleries);
        this.claimed = claimed;
        this.decision = decision;
        this.requestIds = List.copyOf(requestIds);
        outcome = decision.outcome();
        reasons = decision.reasons();
        secondPersonNear = false;
        boolean matched = claimed != null && outcome == Outcome.MATCH;
        person = matched ? claimed : null;
        personGallery = matched ? galleries.get(0) : null;
    }

    DecisionReport(
            Instant time,
            @Nullable String askedBy,
            FailoverMember member,
            MatchPolicy policy,
            List<GalleryId> galleries,
            IdentificationDecision identified,
            @Nullable MatchDecision best,
            List<String> requestIds) {
        this.time = time;
        this.askedBy = askedBy;
        this.provider = member.provider();
        this.regions = member.regions();
        this.passedOver = List.of();
        this.operation = Operation.IDENTIFY;
        this.policy = policy;
        this.galleries = List.copyOf(galleries);
        this.requestIds = List.copyOf(requestIds);
        claimed = null;
        decision = best;
        outcome = identified.outcome();
        reasons = identified.reasons();
        secondPersonNear = identified.secondPersonNear();
        person = identified.person().map(found -> found.person()).orElse(null);
        personGallery = identified.person().map(found -> found.gallery()).orElse(null);
    }

    /**
     * When it was decided.
     *
     * @return by the matcher's clock
     */
    public Instant time() {
        return time;
    }

    /**
     * Who asked, in the application's words.
     *
     * @return empty if the application did not say
     */
    public Optional<String> askedBy() {
        return Optional.ofNullable(askedBy);
    }

    /**
     * Who compared.
     *
     * @return the provider
     */
    public ProviderId provider() {
        return provider;
    }

    /**
     * Where the pictures were processed, as the provider or the application says it.
     *
     * @return {@link io.facebridge.FaceProvider#IN_PROCESS} alone if they did not leave the JVM; empty if nobody says;
     *     unmodifiable
     */
    public Set<String> regions() {
        return regions;
    }

    /**
     * Who was asked before and gave no answer.
     *
     * @return in the order in which they were asked; empty unless a {@link Failover} moved on; unmodifiable
     */
    public List<PassedOver> passedOver() {
        return passedOver;
    }

    /**
     * What was asked.
     *
     * @return COMPARE, VERIFY or IDENTIFY
     */
    public Operation operation() {
        return operation;
    }

    /**
     * By which policy.
     *
     * @return for a search by the rate of whole searches it says among how many references
     */
    public MatchPolicy policy() {
        return policy;
    }

    /**
     * Which galleries were asked.
     *
     * @return empty if two pictures were compared; unmodifiable
     */
    public List<GalleryId> galleries() {
        return galleries;
    }

    /**
     * Who it was claimed to be.
     *
     * @return empty unless an enrolled person was verified
     */
    public Optional<PersonId> claimed() {
        return Optional.ofNullable(claimed);
    }

    /**
     * Who it is, by this decision.
     *
     * @return empty unless the outcome is MATCH and it is about somebody enrolled
     */
    public Optional<PersonId> person() {
        return Optional.ofNullable(person);
    }

    /**
     * Where that person is enrolled.
     *
     * @return empty where {@link #person} is
     */
    public Optional<GalleryId> personGallery() {
        return Optional.ofNullable(personGallery);
    }

    /**
     * What was decided.
     *
     * @return the outcome that the caller is given
     */
    public Outcome outcome() {
        return outcome;
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
     * Whether a search is for a human to look at because a second person is nearly as like.
     *
     * @return {@code false} for what is no search
     */
    public boolean secondPersonNear() {
        return secondPersonNear;
    }

    /**
     * The scale of the scores: provider, model and operation.
     *
     * @return empty if a search found nobody at all, so that nothing was scored
     */
    public Optional<ScoreScale> scale() {
        return score().map(Score::scale);
    }

    /**
     * The threshold that was applied, with its basis and source.
     *
     * @return empty if a search found nobody at all
     */
    public Optional<Threshold> threshold() {
        return decision == null ? Optional.empty() : Optional.of(decision.threshold());
    }

    /**
     * The lower end of the review band.
     *
     * @return empty if there is no review band, or if a search found nobody at all
     */
    public Optional<Threshold> reviewThreshold() {
        return decision == null ? Optional.empty() : decision.reviewThreshold();
    }

    /**
     * The score, of the best candidate where it is a search. Says something about a person: keep it out of logs and metrics.
     *
     * @return empty if a search found nobody at all
     */
    public Optional<Score> score() {
        return decision == null ? Optional.empty() : Optional.of(decision.score());
    }

    /**
     * What the vendor's support asks for.
     *
     * @return each once; empty if no service was asked or it gave no id; unmodifiable
     */
    public List<String> requestIds() {
        return requestIds;
    }

    @Override
    public String toString() {
        return "DecisionReport[" + operation + " by " + provider + (galleries.isEmpty() ? "" : " in " + galleries)
                + (passedOver.isEmpty() ? "" : " after " + passedOver) + ", " + outcome
                + (reasons.isEmpty() ? "" : " " + reasons) + ", " + policy + "]";
    }
}
