package io.facebridge.decision;

import io.facebridge.FaceProvider;
import io.facebridge.decision.FailoverMember.PassedOver;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.liveness.GuardedResult;
import io.facebridge.liveness.GuardedResult.Verdict;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.MatchDecision.Reason;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.match.Threshold;
import io.facebridge.provider.ProviderId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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
    private final @Nullable MatchPolicy policy;
    private final @Nullable String subject;
    private final @Nullable Verdict verdict;
    private final boolean lockedOut;
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
        subject = null;
        verdict = null;
        lockedOut = false;
    }

    DecisionReport(
            Instant time,
            @Nullable String askedBy,
            FailoverMember member,
            MatchPolicy policy,
            List<GalleryId> galleries,
            IdentificationDecision identified,
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
        decision = identified.bestDecision().orElse(null);
        outcome = identified.outcome();
        reasons = identified.reasons();
        secondPersonNear = identified.secondPersonNear();
        person = identified.person().map(found -> found.person()).orElse(null);
        personGallery = identified.person().map(found -> found.gallery()).orElse(null);
        subject = null;
        verdict = null;
        lockedOut = false;
    }

    private DecisionReport(
            Instant time,
            FailoverMember member,
            String subject,
            GuardedResult result,
            boolean lockedOut,
            @Nullable MatchPolicy policy,
            List<GalleryId> galleries,
            @Nullable PersonId claimed,
            List<String> requestIds) {
        this.time = Objects.requireNonNull(time, "time");
        this.provider = member.provider();
        this.regions = member.regions();
        this.subject = subject;
        this.lockedOut = lockedOut;
        this.policy = policy;
        this.galleries = List.copyOf(galleries);
        this.requestIds = requestIds.stream().distinct().toList();
        askedBy = null;
        passedOver = List.of();
        operation = Operation.LIVENESS;
        verdict = result.verdict();
        outcome = outcome(result.verdict());
        decision = result.decision().orElse(null);
        reasons = result.decision().map(MatchDecision::reasons).orElse(Set.of());
        secondPersonNear = false;
        this.claimed = claimed == null ? new PersonId(subject) : claimed;
        boolean enrolled = claimed != null && result.accepted();
        person = enrolled ? claimed : null;
        personGallery = enrolled ? galleries.get(0) : null;
    }

    private static Outcome outcome(Verdict verdict) {
        return switch (verdict) {
            case ACCEPTED -> Outcome.MATCH;
            case REVIEW -> Outcome.REVIEW;
            case INCONCLUSIVE, UNDECIDED, PENDING -> Outcome.INCONCLUSIVE;
            case NO_MATCH, NOT_LIVE, OTHER_SUBJECT, USED -> Outcome.NO_MATCH;
        };
    }

    /**
     * The report of a verdict about a liveness session.
     *
     * @param time when it was decided
     * @param faces the provider of the session; asked for its name and regions only
     * @param subject the application's own id of the person that the session was opened for, or that wanted its result; not blank
     * @param result what the caller is given; not PENDING, which decides nothing
     * @param lockedOut whether this attempt locked the subject out
     * @param policy by which comparisons were decided; {@code null} if liveness alone was asked for
     * @param galleries the gallery of the person who is claimed, or empty
     * @param claimed the enrolled person who is claimed; {@code null} if none is
     * @param requestIds what the vendor's support asks for; may be empty
     * @return a report of the operation LIVENESS
     * @throws IllegalArgumentException if the subject is blank, the result is PENDING, or a person is claimed without a gallery
     */
    public static DecisionReport ofLiveness(
            Instant time,
            FaceProvider faces,
            String subject,
            GuardedResult result,
            boolean lockedOut,
            @Nullable MatchPolicy policy,
            List<GalleryId> galleries,
            @Nullable PersonId claimed,
            List<String> requestIds) {
        if (subject.isBlank()) {
            throw new IllegalArgumentException("subject must not be blank; give the application's id of the person");
        }
        if (result.verdict() == Verdict.PENDING) {
            throw new IllegalArgumentException(
                    "the verdict PENDING decides nothing; report the session once it has ended");
        }
        if (claimed != null && galleries.isEmpty()) {
            throw new IllegalArgumentException("an enrolled person is claimed in a gallery; name it");
        }
        return new DecisionReport(
                time, FailoverMember.of(faces), subject, result, lockedOut, policy, galleries, claimed, requestIds);
    }

    /**
     * When it was decided.
     *
     * @return by the clock of the matcher or the guard
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
     * Returns the regions in which the images were processed, as the provider or the application states them.
     *
     * @return {@link io.facebridge.FaceProvider#IN_PROCESS} alone if they did not leave the JVM; empty if no region is known;
     *     unmodifiable
     */
    public Set<String> regions() {
        return regions;
    }

    /**
     * Who was asked before and gave no answer.
     *
     * @return in the order in which they were asked; empty unless a failover called another provider; unmodifiable
     */
    public List<PassedOver> passedOver() {
        return passedOver;
    }

    /**
     * What was asked.
     *
     * @return COMPARE, VERIFY or IDENTIFY of a matcher; LIVENESS of a liveness guard
     */
    public Operation operation() {
        return operation;
    }

    /**
     * Returns who the subject of a liveness session is, by the application's own id.
     *
     * @return for which the session was opened, or which wanted its result; empty for every operation but LIVENESS
     */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    /**
     * Returns the verdict about a liveness session.
     *
     * @return what the caller is given, never PENDING; empty for every operation but LIVENESS
     */
    public Optional<Verdict> verdict() {
        return Optional.ofNullable(verdict);
    }

    /**
     * Returns whether this attempt locked the subject out.
     *
     * @return {@code false} for every operation but LIVENESS
     */
    public boolean lockedOut() {
        return lockedOut;
    }

    /**
     * By which policy.
     *
     * @return for a search by the rate of whole searches it says among how many references; empty if nothing was to be compared,
     *     because a liveness session was asked for liveness alone
     */
    public Optional<MatchPolicy> policy() {
        return Optional.ofNullable(policy);
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
     * @return the enrolled person who was verified; of a liveness session without one its subject; empty for all else
     */
    public Optional<PersonId> claimed() {
        return Optional.ofNullable(claimed);
    }

    /**
     * Returns the person in the image according to this decision.
     *
     * @return empty unless the outcome is MATCH and the decision is about an enrolled person
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
     * @return the outcome that the caller is given; of a liveness session MATCH for ACCEPTED alone, REVIEW for REVIEW,
     *     INCONCLUSIVE for INCONCLUSIVE and UNDECIDED, NO_MATCH for every other {@link #verdict}
     */
    public Outcome outcome() {
        return outcome;
    }

    /**
     * Why the outcome is INCONCLUSIVE.
     *
     * @return empty for every other outcome, and for a liveness session that was UNDECIDED; unmodifiable
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
     * @return empty if nothing was scored: a search found no one at all, or no comparison was made with a liveness session
     */
    public Optional<ScoreScale> scale() {
        return score().map(Score::scale);
    }

    /**
     * The threshold that was applied, with its basis and source.
     *
     * @return empty if nothing was scored
     */
    public Optional<Threshold> threshold() {
        return decision == null ? Optional.empty() : Optional.of(decision.threshold());
    }

    /**
     * The lower end of the review band.
     *
     * @return empty if there is no review band, or if nothing was scored
     */
    public Optional<Threshold> reviewThreshold() {
        return decision == null ? Optional.empty() : decision.reviewThreshold();
    }

    /**
     * The score, of the best candidate where it is a search. Says something about a person: keep it out of logs and metrics.
     *
     * @return empty if nothing was scored
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
                + (passedOver.isEmpty() ? "" : " after " + passedOver) + ", " + (verdict == null ? outcome : verdict)
                + (lockedOut ? ", locked out" : "")
                + (reasons.isEmpty() ? "" : " " + reasons) + (policy == null ? "" : ", " + policy) + "]";
    }
}
