package io.facebridge.liveness;

import io.facebridge.FaceBridgeException;
import io.facebridge.FaceComparer;
import io.facebridge.FaceVerifier;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.AttemptStore.Attempt;
import io.facebridge.liveness.AttemptStore.Attempts;
import io.facebridge.liveness.AttemptStore.State;
import io.facebridge.liveness.GuardedResult.Verdict;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.VerifyRequest;
import io.facebridge.review.ReviewCase;
import io.facebridge.review.ReviewQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Liveness sessions of any provider, with few attempts for each subject. Thread-safe, and safe for several processes on one
 * store.
 *
 * <p>Open sessions through it alone, and ask it alone for their results. A session counts as a failure from its opening until
 * it has succeeded. Whoever has too many failures within a while is locked out. A result is given once, only to the subject that
 * opened the session, and the person filmed is compared by the session's own picture: no method takes a probe.
 *
 * <pre>{@code
 * LivenessGuard guard = LivenessGuard.of(
 *                 faces.livenessSessions(), AttemptStore.jdbc(database, clock), Redemptions.jdbc(database, clock), clock)
 *         .reviews(ReviewQueue.jdbc(database))
 *         .build();
 * LivenessSession session = guard.open(LivenessSessionRequest.forSubject("ada"));
 * // ... the client runs the session ...
 * GuardedResult result = guard.verify("ada", session, faces.verifier(), gallery, ada, policy);
 * }</pre>
 */
public final class LivenessGuard {
    /** Two racing for one subject make each other read again; this is far more than can happen. */
    private static final int MOST_TRIES = 1_000;

    private final LivenessSessions sessions;
    private final AttemptStore store;
    private final Redemptions redemptions;
    private final @Nullable ReviewQueue reviews;
    private final boolean imagesForReview;
    private final GuardLimits limits;
    private final Duration opening;
    private final Clock clock;
    private final Supplier<UUID> random;

    private LivenessGuard(Builder builder) {
        sessions = builder.sessions;
        store = builder.store;
        redemptions = builder.redemptions;
        reviews = builder.reviews;
        imagesForReview = builder.imagesForReview;
        limits = builder.limits;
        opening = builder.opening;
        clock = builder.clock;
        random = builder.random;
    }

    /**
     * Guards sessions.
     *
     * @param sessions the provider's
     * @param attempts remembers what each subject tried; all processes must share it, and it must outlive a restart
     * @param redemptions remembers which sessions were used; likewise
     * @param clock tells the time to all limits
     * @return a new builder
     */
    public static Builder of(LivenessSessions sessions, AttemptStore attempts, Redemptions redemptions, Clock clock) {
        return new Builder(sessions, attempts, redemptions, clock);
    }

    /**
     * Opens a session, if the subject has an attempt left. The attempt is taken before the service is asked, so that many
     * at once get no more than one alone; if the service opens none it is given back.
     *
     * @param request for whom, and what is wanted; the subject must stay the same for a person, for example the account's id,
     *     and not the id of a login attempt
     * @return the session
     * @throws SubjectLockedException if the subject has none left; says until when
     * @throws FaceBridgeException as {@link LivenessSessions#open}
     */
    public LivenessSession open(LivenessSessionRequest request) {
        String subject = request.subject();
        String reserved = "opening " + random.get();
        Instant now = clock.instant();
        update(subject, log -> {
            Optional<Instant> locked = log.lockedUntil(now);
            if (locked.isPresent()) {
                throw new SubjectLockedException(locked.get(), true);
            }
            log.busyUntil(now).ifPresent(until -> {
                throw new SubjectLockedException(until, false);
            });
            return log.with(new Attempt(reserved, now, now.plus(opening), State.OPEN, now));
        });
        LivenessSession session;
        try {
            session = sessions.open(request);
        } catch (RuntimeException e) {
            giveBack(subject, reserved, e);
            throw e;
        }
        update(
                subject,
                log -> log.without(reserved)
                        .with(new Attempt(SessionDigest.of(session.id()), now, session.expiresAt(), State.OPEN, now)));
        return session;
    }

    /**
     * Until when a subject is locked out.
     *
     * @param subject who
     * @return empty if it is not
     */
    public Optional<Instant> lockedUntil(String subject) {
        return log(store.find(Subjects.require(subject))).lockedUntil(clock.instant());
    }

    /**
     * Asks whether the person filmed is live, and nothing else.
     *
     * @param subject who asks
     * @param session as it was opened, or restored
     * @return the result; PENDING as long as the session has not ended
     * @throws IllegalArgumentException if the session compares the person with a picture: say by which policy
     * @throws FaceBridgeException as {@link LivenessSessions#result}; the session is not used up
     */
    public GuardedResult check(String subject, LivenessSession session) {
        return result(subject, session, outcome -> {
            if (outcome.comparison().isPresent() || session.verifyAgainst().isPresent()) {
                throw new IllegalArgumentException("the session compares the person with a picture, and whether that"
                        + " matches would be ignored; give the policy to decide it by");
            }
            return null;
        });
    }

    /**
     * Asks whether the person filmed is live, and the one in the picture that the session was opened with.
     *
     * @param subject who asks
     * @param session as it was opened, or restored
     * @param policy decides the session's own comparison
     * @return the result
     * @throws IllegalArgumentException if the session was opened without a picture to compare with
     * @throws io.facebridge.ProviderUnavailableException if nothing was compared because the session's picture cannot be
     *     decoded; the session is not used up
     * @throws FaceBridgeException as {@link LivenessSessions#result}, or if the policy cannot decide; the session is not used up
     */
    public GuardedResult check(String subject, LivenessSession session, MatchPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        return result(
                subject,
                session,
                outcome -> policy.judge(outcome.comparison().orElseThrow(() -> withoutComparison(outcome))));
    }

    /**
     * Asks whether the person filmed is live, and the one who is enrolled. The probe is the session's own picture.
     *
     * @param subject who asks
     * @param session as it was opened, or restored
     * @param verifier compares with enrolled persons
     * @param gallery where the person is enrolled
     * @param claimed who it is claimed to be
     * @param policy decides the comparison
     * @return the result
     * @throws IllegalStateException if the service does not hand out the session's picture
     * @throws io.facebridge.ProviderUnavailableException if the session's picture cannot be decoded; the session is not used up
     * @throws FaceBridgeException as {@link LivenessSessions#result} and {@link FaceVerifier#verify}; the session is not used up
     */
    public GuardedResult verify(
            String subject,
            LivenessSession session,
            FaceVerifier verifier,
            GalleryId gallery,
            PersonId claimed,
            MatchPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        return result(
                subject,
                session,
                outcome -> judge(
                        policy,
                        outcome,
                        verifier.verify(VerifyRequest.of(outcome.requireReferenceImage(), gallery, claimed))));
    }

    /**
     * Asks whether the person filmed is live, and the one in a picture. The probe is the session's own picture.
     *
     * @param subject who asks
     * @param session as it was opened, or restored
     * @param comparer compares pictures
     * @param reference the picture of the person who is claimed, which the application keeps; never one that came with the
     *     session
     * @param policy decides the comparison
     * @return the result
     * @throws IllegalStateException if the service does not hand out the session's picture
     * @throws io.facebridge.ProviderUnavailableException if the session's picture cannot be decoded; the session is not used up
     * @throws FaceBridgeException as {@link LivenessSessions#result} and {@link FaceComparer#compare}; the session is not used
     *     up
     */
    public GuardedResult compare(
            String subject, LivenessSession session, FaceComparer comparer, FaceImage reference, MatchPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        return result(
                subject,
                session,
                outcome -> judge(
                        policy,
                        outcome,
                        comparer.compare(reference, outcome.requireReferenceImage(), CompareOptions.defaults())));
    }

    private static IllegalArgumentException withoutComparison(LivenessOutcome outcome) {
        outcome.requireReadable();
        return new IllegalArgumentException("the session has no comparison; open it with verifyAgainst, or use verify");
    }

    /** What the service itself compared must match too. */
    private static MatchDecision judge(MatchPolicy policy, LivenessOutcome outcome, Comparison comparison) {
        MatchDecision decision = policy.judge(comparison);
        if (decision.outcome() != MatchDecision.Outcome.MATCH
                || outcome.comparison().isEmpty()) {
            return decision;
        }
        return policy.judge(outcome.comparison().get());
    }

    private GuardedResult result(
            String subject, LivenessSession session, Function<LivenessOutcome, @Nullable MatchDecision> comparing) {
        Subjects.require(subject);
        String digest = SessionDigest.of(session.id());
        Optional<Attempt> known = log(store.find(subject)).find(digest);
        if (!session.subject().equals(subject) || known.isEmpty()) {
            return new GuardedResult(Verdict.OTHER_SUBJECT, null, null, null);
        }
        if (known.get().state() != State.OPEN) {
            return new GuardedResult(Verdict.USED, null, null, null);
        }
        LivenessOutcome outcome = sessions.result(session);
        if (!outcome.state().ended()) {
            return new GuardedResult(Verdict.PENDING, outcome.state(), null, null);
        }
        @Nullable
        MatchDecision decision = outcome.decision() == LivenessDecision.LIVE ? comparing.apply(outcome) : null;
        Verdict verdict = verdict(outcome, decision);
        if (verdict == Verdict.ACCEPTED && outcome.redeem(subject, redemptions) != Redemption.ACCEPTED) {
            return new GuardedResult(Verdict.USED, outcome.state(), null, null);
        }
        return conclude(subject, digest, outcome, verdict, decision);
    }

    private static Verdict verdict(LivenessOutcome outcome, @Nullable MatchDecision decision) {
        if (outcome.decision() != LivenessDecision.LIVE) {
            return outcome.decision() == LivenessDecision.NOT_LIVE ? Verdict.NOT_LIVE : Verdict.UNDECIDED;
        }
        if (decision == null) {
            return Verdict.ACCEPTED;
        }
        return switch (decision.outcome()) {
            case MATCH -> Verdict.ACCEPTED;
            case REVIEW -> Verdict.REVIEW;
            case NO_MATCH -> Verdict.NO_MATCH;
            case INCONCLUSIVE -> Verdict.INCONCLUSIVE;
        };
    }

    /** Whoever concludes an attempt first gets the verdict; everybody else comes too late. */
    private GuardedResult conclude(
            String subject, String digest, LivenessOutcome outcome, Verdict verdict, @Nullable MatchDecision decision) {
        Instant now = clock.instant();
        State end = verdict == Verdict.ACCEPTED ? State.SUCCEEDED : State.FAILED;
        Concluding concluding = new Concluding();
        update(subject, log -> {
            Optional<Attempt> open = log.find(digest).filter(attempt -> attempt.state() == State.OPEN);
            concluding.first = open.isPresent();
            if (open.isEmpty()) {
                return log;
            }
            Attempt attempt = open.get();
            boolean lockedBefore = log.lockedUntil(now).isPresent();
            AttemptLog concluded = log.with(new Attempt(
                    digest, attempt.opened(), attempt.expires(), end, end == State.FAILED ? now : attempt.counted()));
            concluding.locked = !lockedBefore && concluded.lockedUntil(now).isPresent();
            return concluded;
        });
        if (!concluding.first) {
            return new GuardedResult(Verdict.USED, outcome.state(), null, null);
        }
        return new GuardedResult(
                verdict,
                outcome.state(),
                decision,
                review(subject, outcome, verdict, decision, concluding.locked, now));
    }

    /** One case at most: that somebody is locked out says more than the last decision, which comes with it. */
    private @Nullable UUID review(
            String subject,
            LivenessOutcome outcome,
            Verdict verdict,
            @Nullable MatchDecision decision,
            boolean locked,
            Instant now) {
        ReviewCase.@Nullable Why why = locked
                ? ReviewCase.Why.LOCKED
                : switch (verdict) {
                    case REVIEW -> ReviewCase.Why.REVIEW;
                    case INCONCLUSIVE -> ReviewCase.Why.INCONCLUSIVE;
                    default -> null;
                };
        if (reviews == null || why == null) {
            return null;
        }
        UUID id = random.get();
        ReviewCase.Builder reviewCase = ReviewCase.of(id, now, subject, why);
        if (decision != null) {
            reviewCase.decision(decision);
        }
        if (imagesForReview) {
            reviewCase.images(outcome.referenceImage().map(List::of).orElse(List.of()));
        }
        reviews.add(reviewCase.build());
        return id;
    }

    private void giveBack(String subject, String reserved, RuntimeException failure) {
        try {
            update(subject, log -> log.without(reserved));
        } catch (FaceBridgeException e) {
            failure.addSuppressed(e);
        }
    }

    private void update(String subject, UnaryOperator<AttemptLog> change) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Attempts found = store.find(subject);
            AttemptLog before = log(found);
            AttemptLog after = change.apply(before);
            if (after == before) {
                return;
            }
            AttemptLog kept = after.pruned(clock.instant());
            if (store.replace(subject, found.version(), kept.attempts(), kept.keepUntil())) {
                return;
            }
        }
        throw new IllegalStateException("the store of attempts refused " + MOST_TRIES
                + " times to store a new version; its replace must succeed for the version that find tells");
    }

    private AttemptLog log(Attempts found) {
        return new AttemptLog(limits, found.attempts());
    }

    @Override
    public String toString() {
        return "LivenessGuard[" + limits + "]";
    }

    private static final class Concluding {
        private boolean first;
        private boolean locked;
    }

    /** Builds a {@link LivenessGuard}. Not thread-safe. */
    public static final class Builder {
        private static final Duration OPENING = Duration.ofMinutes(5);

        private final LivenessSessions sessions;
        private final AttemptStore store;
        private final Redemptions redemptions;
        private final Clock clock;
        private final Duration opening = OPENING;
        private final Supplier<UUID> random = UUID::randomUUID;
        private @Nullable ReviewQueue reviews;
        private boolean imagesForReview;
        private GuardLimits limits = GuardLimits.DEFAULT;

        private Builder(LivenessSessions sessions, AttemptStore store, Redemptions redemptions, Clock clock) {
            this.sessions = Objects.requireNonNull(sessions, "sessions");
            this.store = Objects.requireNonNull(store, "attempts");
            this.redemptions = Objects.requireNonNull(redemptions, "redemptions");
            this.clock = Objects.requireNonNull(clock, "clock");
        }

        /**
         * Sets how many attempts a subject has.
         *
         * @param value replaces {@link GuardLimits#DEFAULT}
         * @return this
         */
        public Builder limits(GuardLimits value) {
            limits = Objects.requireNonNull(value, "limits");
            return this;
        }

        /**
         * Sets where cases go that a person should look at: a subject that is locked out, and decisions that are INCONCLUSIVE
         * or REVIEW. Without a queue there are none.
         *
         * @param queue the queue
         * @return this
         */
        public Builder reviews(ReviewQueue queue) {
            reviews = Objects.requireNonNull(queue, "queue");
            return this;
        }

        /**
         * Puts the session's picture into the cases. Whoever does must have a reason to keep it, and delete it in time.
         *
         * @return this
         */
        public Builder imagesForReview() {
            imagesForReview = true;
            return this;
        }

        /**
         * Builds the guard.
         *
         * @return the guard
         */
        public LivenessGuard build() {
            return new LivenessGuard(this);
        }
    }
}
