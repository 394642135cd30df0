package io.facebridge.decision;

import io.facebridge.FaceProvider;
import io.facebridge.decision.FailoverMember.FailedMember;
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
 * The report of a decision: the operation, the requester, the outcome and its basis. Contains no images. Contains ids of
 * persons; {@link #toString} does not. Immutable.
 *
 * <pre>{@code
 * FaceMatcher matcher = FaceMatcher.of(provider, policy)
 *         .withRequester("gate 3")
 *         .withListener(report -> System.out.println(report.time() + " " + report.operation() + " " + report.outcome()));
 * }</pre>
 */
public final class DecisionReport {
    private final Instant time;
    private final @Nullable String requester;
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
    private final boolean ambiguous;
    private final @Nullable MatchDecision decision;
    private final List<String> requestIds;
    private final Set<String> regions;
    private final List<FailedMember> failedMembers;

    DecisionReport(
            Instant time,
            @Nullable String requester,
            FailoverMember member,
            List<FailedMember> failedMembers,
            Operation operation,
            MatchPolicy policy,
            List<GalleryId> galleries,
            @Nullable PersonId claimed,
            MatchDecision decision,
            List<String> requestIds) {
        this.time = time;
        this.requester = requester;
        this.provider = member.provider();
        this.regions = member.regions();
        this.failedMembers = List.copyOf(failedMembers);
        this.operation = operation;
        this.policy = policy;
        this.galleries = List.copyOf(galleries);
        this.claimed = claimed;
        this.decision = decision;
        this.requestIds = List.copyOf(requestIds);
        outcome = decision.outcome();
        reasons = decision.reasons();
        ambiguous = false;
        boolean matched = claimed != null && outcome == Outcome.MATCH;
        person = matched ? claimed : null;
        personGallery = matched ? galleries.get(0) : null;
        subject = null;
        verdict = null;
        lockedOut = false;
    }

    DecisionReport(
            Instant time,
            @Nullable String requester,
            FailoverMember member,
            MatchPolicy policy,
            List<GalleryId> galleries,
            IdentificationDecision identified,
            List<String> requestIds) {
        this.time = time;
        this.requester = requester;
        this.provider = member.provider();
        this.regions = member.regions();
        this.failedMembers = List.of();
        this.operation = Operation.IDENTIFY;
        this.policy = policy;
        this.galleries = List.copyOf(galleries);
        this.requestIds = List.copyOf(requestIds);
        claimed = null;
        decision = identified.bestDecision().orElse(null);
        outcome = identified.outcome();
        reasons = identified.reasons();
        ambiguous = identified.ambiguous();
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
        requester = null;
        failedMembers = List.of();
        operation = Operation.LIVENESS;
        verdict = result.verdict();
        outcome = outcome(result.verdict());
        decision = result.decision().orElse(null);
        reasons = result.decision().map(MatchDecision::reasons).orElse(Set.of());
        ambiguous = false;
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
     * Creates the report of a verdict about a liveness session.
     *
     * @param time when it was decided
     * @param faces the provider of the session; only its id and regions are used
     * @param subject the application's own id of the person that the session was opened for, or that requested its result;
     *     not blank
     * @param result the result that the caller gets; not PENDING, which decides nothing
     * @param lockedOut whether this attempt locked the subject out
     * @param policy the policy of the comparisons; {@code null} if only liveness was checked
     * @param galleries the gallery of the claimed person, or empty
     * @param claimed the enrolled person who is claimed; {@code null} if none is
     * @param requestIds the ids by which the vendor's support finds the requests; may be empty
     * @return a report of the operation LIVENESS
     * @throws IllegalArgumentException if the subject is blank, the result is PENDING, or a person is claimed without a
     *     gallery
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
            throw new IllegalArgumentException("subject must not be blank; pass the application's id of the person");
        }
        if (result.verdict() == Verdict.PENDING) {
            throw new IllegalArgumentException("verdict must not be PENDING; report the session after it has ended");
        }
        if (claimed != null && galleries.isEmpty()) {
            throw new IllegalArgumentException("a claimed person needs a gallery but none was passed; add the gallery");
        }
        return new DecisionReport(
                time, FailoverMember.of(faces), subject, result, lockedOut, policy, galleries, claimed, requestIds);
    }

    /**
     * Returns when it was decided.
     *
     * @return by the clock of the matcher or the guard
     */
    public Instant time() {
        return time;
    }

    /**
     * Returns the requester, in the application's words.
     *
     * @return empty if the application did not set one
     */
    public Optional<String> requester() {
        return Optional.ofNullable(requester);
    }

    /** {@return the provider that compared} */
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
     * Returns the members that were called before and failed.
     *
     * @return in the order in which they were called; empty unless a failover called another provider; unmodifiable
     */
    public List<FailedMember> failedMembers() {
        return failedMembers;
    }

    /**
     * Returns the operation.
     *
     * @return COMPARE, VERIFY or IDENTIFY of a matcher; LIVENESS of a liveness guard
     */
    public Operation operation() {
        return operation;
    }

    /**
     * Returns the subject of a liveness session, by the application's own id.
     *
     * @return the subject that the session was opened for, or that requested its result; empty for every operation but
     *     LIVENESS
     */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    /**
     * Returns the verdict about a liveness session.
     *
     * @return the verdict that the caller gets, never PENDING; empty for every operation but LIVENESS
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
     * Returns the policy that decided.
     *
     * @return for a search by the rate of whole searches it contains the number of references; empty if nothing was to be
     *     compared, because only liveness was checked
     */
    public Optional<MatchPolicy> policy() {
        return Optional.ofNullable(policy);
    }

    /**
     * Returns the galleries of the operation.
     *
     * @return empty if two images were compared; unmodifiable
     */
    public List<GalleryId> galleries() {
        return galleries;
    }

    /**
     * Returns the claimed person.
     *
     * @return the enrolled person who was verified; of a liveness session without one its subject; empty for every other
     *     operation
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
     * Returns the gallery in which that person is enrolled.
     *
     * @return empty where {@link #person} is
     */
    public Optional<GalleryId> personGallery() {
        return Optional.ofNullable(personGallery);
    }

    /**
     * Returns the outcome.
     *
     * @return the outcome that the caller gets; of a liveness session MATCH for ACCEPTED alone, REVIEW for REVIEW,
     *     INCONCLUSIVE for INCONCLUSIVE and UNDECIDED, NO_MATCH for every other {@link #verdict}
     */
    public Outcome outcome() {
        return outcome;
    }

    /**
     * Returns why the outcome is INCONCLUSIVE.
     *
     * @return empty for every other outcome, and for a liveness session that was UNDECIDED; unmodifiable
     */
    public Set<Reason> reasons() {
        return reasons;
    }

    /**
     * Returns whether a search needs human review because a second person is nearly as similar.
     *
     * @return {@code false} for every operation but a search
     */
    public boolean ambiguous() {
        return ambiguous;
    }

    /**
     * Returns the scale of the scores: provider, model and operation.
     *
     * @return empty if nothing was scored: a search found no person at all, or no comparison was made with a liveness session
     */
    public Optional<ScoreScale> scale() {
        return score().map(Score::scale);
    }

    /**
     * Returns the threshold that was applied, with its basis and source.
     *
     * @return empty if nothing was scored
     */
    public Optional<Threshold> threshold() {
        return decision == null ? Optional.empty() : Optional.of(decision.threshold());
    }

    /**
     * Returns the lower end of the review band.
     *
     * @return empty if there is no review band, or if nothing was scored
     */
    public Optional<Threshold> reviewThreshold() {
        return decision == null ? Optional.empty() : decision.reviewThreshold();
    }

    /**
     * Returns the score, of the best candidate for a search. It is personal data: keep it out of logs and metrics.
     *
     * @return empty if nothing was scored
     */
    public Optional<Score> score() {
        return decision == null ? Optional.empty() : Optional.of(decision.score());
    }

    /**
     * Returns the ids by which the vendor's support finds the requests.
     *
     * @return each once; empty if no request was sent or the service returned no id; unmodifiable
     */
    public List<String> requestIds() {
        return requestIds;
    }

    @Override
    public String toString() {
        return "DecisionReport[" + operation + " by " + provider + (galleries.isEmpty() ? "" : " in " + galleries)
                + (failedMembers.isEmpty() ? "" : " after " + failedMembers) + ", "
                + (verdict == null ? outcome : verdict)
                + (lockedOut ? ", locked out" : "")
                + (reasons.isEmpty() ? "" : " " + reasons) + (policy == null ? "" : ", " + policy) + "]";
    }
}
