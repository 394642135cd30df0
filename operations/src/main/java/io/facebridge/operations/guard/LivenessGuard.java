package io.facebridge.operations.guard;

import io.facebridge.FaceComparer;
import io.facebridge.FaceProvider;
import io.facebridge.FaceVerifier;
import io.facebridge.LivenessSessions;
import io.facebridge.decision.DecisionListener;
import io.facebridge.decision.DecisionReport;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.internal.Subjects;
import io.facebridge.liveness.GuardedResult;
import io.facebridge.liveness.GuardedResult.Verdict;
import io.facebridge.liveness.LivenessDecision;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.liveness.LivenessState;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.VerifyRequest;
import io.facebridge.operations.guard.AttemptStore.Attempt;
import io.facebridge.operations.guard.AttemptStore.Attempts;
import io.facebridge.operations.guard.AttemptStore.State;
import io.facebridge.operations.guard.internal.SessionDigest;
import io.facebridge.operations.review.ReviewCase;
import io.facebridge.operations.review.ReviewQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Liveness sessions of any provider with a limited number of attempts per subject. Use it in front of every login that relies
 * on liveness. Thread-safe, and safe for several processes that share one store.
 *
 * <p>Open sessions only through the guard, and request their results only from it. A session counts as a failure from its
 * opening until it has succeeded. A subject with too many failures, by any limit of the {@link LivenessAttemptPolicy}, is
 * locked out. Each result is returned once, and only to the subject that opened the session. The captured person is compared
 * by the session's own image: no method takes a probe. A session that was opened with an image to compare with is not
 * accepted without that comparison, even if it was restored without the image. {@link LivenessSessions#awaitResult} may be
 * used to wait for the end of a session.
 *
 * <pre>{@code
 * JdbcStores stores = JdbcStores.over(database).withClock(clock);
 * LivenessGuard guard = LivenessGuard.builder(
 *                 aws.livenessSessions(), stores.attempts(), stores.redemptions(), clock)
 *         .reviews(stores.reviews())
 *         .build();
 * LivenessSession session = guard.open(LivenessSessionRequest.forSubject("ada"));
 * // ... the client runs the session ...
 * GuardedResult result = guard.verify("ada", session, aws.verifier(), gallery, ada, policy);
 * }</pre>
 */
public final class LivenessGuard {
    /** The maximum number of conflicting updates of one subject; far above the number of concurrent callers. */
    private static final int MAX_UPDATE_ATTEMPTS = 1_000;

    private final LivenessSessions sessions;
    private final AttemptStore store;
    private final RedemptionStore redemptions;
    private final @Nullable ReviewQueue reviews;
    private final boolean imagesForReview;
    private final LivenessAttemptPolicy limits;
    private final List<Registered> listeners;
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
        listeners = List.copyOf(builder.listeners);
        opening = builder.opening;
        clock = builder.clock;
        random = builder.random;
    }

    /**
     * Creates a builder.
     *
     * @param sessions the provider's sessions
     * @param attempts stores the attempts of each subject; all processes must share it, with the same limits, and it must
     *     survive a restart
     * @param redemptions stores which sessions were redeemed; all processes must share it, and it must survive a restart
     * @param clock the clock of all limits
     * @return a new builder
     */
    public static Builder builder(
            LivenessSessions sessions, AttemptStore attempts, RedemptionStore redemptions, Clock clock) {
        return new Builder(sessions, attempts, redemptions, clock);
    }

    /**
     * Returns a guard for prototypes, with {@link LivenessAttemptPolicy#DEFAULT}, the system clock, no review queue and no
     * listener. Its attempts and redemptions are stored in this process only and are lost at a restart: lock-outs and failures
     * are then forgotten, and sessions that were opened before, even redeemed ones, are reported as OTHER_SUBJECT. Two guards, or
     * two processes, count a subject separately. In production, use a shared database:
     * {@link #builder(LivenessSessions, AttemptStore, RedemptionStore, Clock)} with
     * {@link io.facebridge.operations.jdbc.JdbcStores}.
     *
     * @param sessions the provider's sessions
     * @return a new guard without stored attempts
     */
    public static LivenessGuard inMemory(LivenessSessions sessions) {
        Clock clock = Clock.systemUTC();
        return builder(sessions, AttemptStore.inMemory(), RedemptionStore.inMemory(clock), clock)
                .build();
    }

    /**
     * Opens a session if the subject has an attempt left. The attempt is reserved before the request is sent, so that
     * concurrent callers get no more attempts than a single caller. The reservation is released if the service opens no session.
     *
     * @param request the subject and the requested checks; the subject must be constant for a person, for example the id of the
     *     account, and not of a login attempt
     * @return the session
     * @throws SubjectLockedException if the subject has no attempt left; contains the limit and the end of the lock-out
     * @throws FaceBridgeException if the service does not open the session, as {@link LivenessSessions#open} specifies
     * @throws io.facebridge.operations.store.StoreException if a store fails
     */
    public LivenessSession open(LivenessSessionRequest request) {
        String subject = request.subject();
        String reserved = "opening " + random.get();
        boolean withReference = request.verifyAgainst().isPresent();
        Instant now = clock.instant();
        update(subject, log -> {
            log.lockOut(now).ifPresent(locked -> {
                throw new SubjectLockedException(locked, true);
            });
            log.busy(now).ifPresent(busy -> {
                throw new SubjectLockedException(busy, false);
            });
            return log.with(new Attempt(reserved, now, now.plus(opening), State.OPEN, now, withReference));
        });
        LivenessSession session;
        try {
            session = sessions.open(request);
        } catch (RuntimeException | Error e) {
            releaseReservation(subject, reserved, e);
            throw e;
        }
        update(
                subject,
                log -> log.without(reserved)
                        .with(new Attempt(
                                SessionDigest.of(session.id()),
                                now,
                                session.expiresAt(),
                                State.OPEN,
                                now,
                                withReference)));
        return session;
    }

    /**
     * Returns whether a subject is locked out.
     *
     * @param subject the subject
     * @return the limit and the end of the lock-out; empty if the subject is not locked out
     * @throws IllegalArgumentException if the subject is blank
     */
    public Optional<LockOut> lockOut(String subject) {
        return log(store.find(Subjects.require(subject))).lockOut(clock.instant());
    }

    /**
     * Clears the failures of a subject after a reviewer has inspected them: they no longer count, and a lock-out by any limit
     * ends. Open sessions still count. Records nothing; the application must record the reviewer if that is required. Idempotent.
     *
     * @param subject the subject
     * @return the number of failures that were cleared; 0 or more
     * @throws IllegalArgumentException if the subject is blank
     */
    public int clear(String subject) {
        Subjects.require(subject);
        Instant now = clock.instant();
        AtomicInteger cleared = new AtomicInteger();
        update(subject, log -> {
            cleared.set(log.failures(now));
            return cleared.get() == 0 ? log : log.cleared(now);
        });
        return cleared.get();
    }

    /**
     * Checks whether the captured person is live, without a comparison. A final result is returned once.
     *
     * @param subject the subject that requests the result
     * @param session the session as it was opened, or restored
     * @return the result; PENDING as long as the session has not ended
     * @throws IllegalArgumentException if the person is live and the session was opened with an image to compare with, even if
     *     it was restored without that image; the session is not redeemed. Call the method that takes a policy
     * @throws FaceBridgeException if the service returns no result, as {@link LivenessSessions#result} specifies; the session is
     *     not redeemed
     */
    public GuardedResult check(String subject, LivenessSession session) {
        return result(subject, session, Question.ofLivenessAlone((attempt, outcome, requestIds) -> {
            if (attempt.withReference()
                    || outcome.comparison().isPresent()
                    || session.verifyAgainst().isPresent()) {
                throw new IllegalArgumentException(
                        "session has a comparison with an image, which a check without a policy"
                                + " would ignore; pass a policy");
            }
            return null;
        }));
    }

    /**
     * Checks whether the captured person is live and is the person in the image with which the session was opened.
     *
     * @param subject the subject that requests the result
     * @param session the session as it was opened, or restored
     * @param policy decides the session's own comparison
     * @return the result; PENDING as long as the session has not ended
     * @throws IllegalArgumentException if the person is live and the session was opened without an image to compare with; the
     *     session is not redeemed
     * @throws IllegalArgumentException if the person is live and the session was restored without its image at a provider that
     *     compares when the result is read; the session is not redeemed
     * @throws io.facebridge.error.ProviderUnavailableException if nothing was compared because the session's image cannot be
     *     decoded; the session is not redeemed
     * @throws FaceBridgeException if the service returns no result, as {@link LivenessSessions#result} specifies; the session is
     *     not redeemed
     * @throws FaceBridgeException if the policy cannot decide; the session is not redeemed
     */
    public GuardedResult check(String subject, LivenessSession session, MatchPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        return result(
                subject,
                session,
                Question.by(
                        policy,
                        List.of(),
                        null,
                        (attempt, outcome, requestIds) -> policy.judge(
                                outcome.comparison().orElseThrow(() -> withoutComparison(attempt, outcome)))));
    }

    /**
     * Checks whether the captured person is live and is the claimed, enrolled person. The probe is the session's own image.
     *
     * @param subject the subject that requests the result
     * @param session the session as it was opened, or restored
     * @param verifier compares with enrolled people
     * @param gallery the gallery in which the person is enrolled
     * @param claimed the claimed person
     * @param policy decides the comparison
     * @return the result; PENDING as long as the session has not ended
     * @throws IllegalArgumentException if the person is live, and the session was opened with an image to compare with and
     *     restored without it, so that nothing was compared; the session is not redeemed
     * @throws IllegalStateException if the service does not return the session's image
     * @throws io.facebridge.error.ProviderUnavailableException if the session's image cannot be decoded; the session is not
     *     redeemed
     * @throws FaceBridgeException if the service returns no result, as {@link LivenessSessions#result} specifies; the session is
     *     not redeemed
     * @throws FaceBridgeException if the verification fails, as {@link FaceVerifier#verify} specifies; the session is not
     *     redeemed
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
                subject, session, Question.by(policy, List.of(gallery), claimed, (attempt, outcome, requestIds) -> {
                    requireOwnComparison(attempt, outcome);
                    return judge(
                            policy,
                            outcome,
                            verifier.verify(VerifyRequest.of(outcome.requireReferenceImage(), gallery, claimed)),
                            requestIds);
                }));
    }

    /**
     * Checks whether the captured person is live and is the person in a reference image. The probe is the session's own image.
     *
     * @param subject the subject that requests the result
     * @param session the session as it was opened, or restored
     * @param comparer compares images
     * @param reference the image of the claimed person from the application's own storage; never one that came with the session
     * @param policy decides the comparison
     * @return the result; PENDING as long as the session has not ended
     * @throws IllegalArgumentException if the person is live, and the session was opened with an image to compare with and
     *     restored without it, so that nothing was compared; the session is not redeemed
     * @throws IllegalStateException if the service does not return the session's image
     * @throws io.facebridge.error.ProviderUnavailableException if the session's image cannot be decoded; the session is not
     *     redeemed
     * @throws FaceBridgeException if the service returns no result, as {@link LivenessSessions#result} specifies; the session is
     *     not redeemed
     * @throws FaceBridgeException if the comparison fails, as {@link FaceComparer#compare} specifies; the session is not redeemed
     */
    public GuardedResult compare(
            String subject, LivenessSession session, FaceComparer comparer, FaceImage reference, MatchPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        return result(subject, session, Question.by(policy, List.of(), null, (attempt, outcome, requestIds) -> {
            requireOwnComparison(attempt, outcome);
            return judge(
                    policy,
                    outcome,
                    comparer.compare(reference, outcome.requireReferenceImage(), CompareOptions.defaults()),
                    requestIds);
        }));
    }

    private static IllegalArgumentException withoutComparison(Attempt attempt, LivenessOutcome outcome) {
        outcome.requireReadable();
        return new IllegalArgumentException(
                attempt.withReference()
                        ? "session was opened with verifyAgainst but has no comparison; restore it with verifyAgainst"
                                + " and the same image"
                        : "session has no comparison; open it with verifyAgainst, or call verify");
    }

    /** Rejects an outcome without the comparison that was requested when the session was opened. */
    private static void requireOwnComparison(Attempt attempt, LivenessOutcome outcome) {
        if (attempt.withReference() && outcome.comparison().isEmpty()) {
            throw withoutComparison(attempt, outcome);
        }
    }

    /** Judges a comparison; the comparison that the service itself made must match too. */
    private static MatchDecision judge(
            MatchPolicy policy, LivenessOutcome outcome, Comparison comparison, List<String> requestIds) {
        comparison.vendor().requestId().ifPresent(requestIds::add);
        MatchDecision decision = policy.judge(comparison);
        if (decision.outcome() != MatchDecision.Outcome.MATCH
                || outcome.comparison().isEmpty()) {
            return decision;
        }
        return policy.judge(outcome.comparison().get());
    }

    private GuardedResult result(String subject, LivenessSession session, Question question) {
        Subjects.require(subject);
        List<String> requestIds = new ArrayList<>();
        String digest = SessionDigest.of(session.id());
        Optional<Attempt> known = log(store.find(subject)).find(digest);
        if (!session.subject().equals(subject) || known.isEmpty()) {
            return rejected(subject, Verdict.OTHER_SUBJECT, null, question, requestIds);
        }
        if (known.get().state() != State.OPEN) {
            return rejected(subject, Verdict.USED, null, question, requestIds);
        }
        LivenessOutcome outcome = sessions.result(session);
        if (!outcome.state().ended()) {
            return new GuardedResult(Verdict.PENDING, outcome.state(), null, null);
        }
        outcome.vendor().requestId().ifPresent(requestIds::add);
        @Nullable
        MatchDecision decision = outcome.decision() == LivenessDecision.LIVE
                ? question.comparing().judge(known.get(), outcome, requestIds)
                : null;
        Verdict verdict = verdict(outcome, decision);
        if (verdict == Verdict.ACCEPTED && redemptions.redeem(subject, outcome) != Redemption.ACCEPTED) {
            return rejected(subject, Verdict.USED, outcome.state(), question, requestIds);
        }
        return conclude(subject, digest, outcome, verdict, decision, question, requestIds);
    }

    private GuardedResult rejected(
            String subject,
            Verdict verdict,
            @Nullable LivenessState state,
            Question question,
            List<String> requestIds) {
        GuardedResult result = new GuardedResult(verdict, state, null, null);
        report(subject, result, false, clock.instant(), question, requestIds);
        return result;
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

    /**
     * Concludes an attempt. The first call that concludes it returns the verdict and notifies the listeners; every later call
     * returns USED. Listeners are notified after the attempt is concluded, so that no attempt is reported twice, and before the
     * result is returned, so that no attempt is accepted unrecorded.
     */
    private GuardedResult conclude(
            String subject,
            String digest,
            LivenessOutcome outcome,
            Verdict verdict,
            @Nullable MatchDecision decision,
            Question question,
            List<String> requestIds) {
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
            Optional<LockOut> before = log.lockOut(now);
            AttemptLog concluded = log.with(attempt.ended(end, end == State.FAILED ? now : attempt.counted()));
            Optional<LockOut> after = concluded.lockOut(now);
            concluding.locked = after.isPresent() && (before.isEmpty() || isNewlyPermanent(before.get(), after.get()));
            return concluded;
        });
        if (!concluding.first) {
            return rejected(subject, Verdict.USED, outcome.state(), question, requestIds);
        }
        try {
            GuardedResult unreviewed = new GuardedResult(verdict, outcome.state(), decision, null);
            report(subject, unreviewed, concluding.locked, now, question, requestIds);
        } catch (RuntimeException | Error unrecorded) {
            try {
                var unused = review(subject, outcome, verdict, decision, concluding.locked, now);
            } catch (RuntimeException | Error e) {
                unrecorded.addSuppressed(e);
            }
            throw unrecorded;
        }
        UUID reviewCase = review(subject, outcome, verdict, decision, concluding.locked, now);
        return new GuardedResult(verdict, outcome.state(), decision, reviewCase);
    }

    private static boolean isNewlyPermanent(LockOut before, LockOut after) {
        return before.until().isPresent() && after.until().isEmpty();
    }

    private void report(
            String subject,
            GuardedResult result,
            boolean lockedOut,
            Instant now,
            Question question,
            List<String> requestIds) {
        for (Registered registered : listeners) {
            registered
                    .listener()
                    .onDecision(DecisionReport.ofLiveness(
                            now,
                            registered.faces(),
                            subject,
                            result,
                            lockedOut,
                            question.policy(),
                            question.galleries(),
                            question.claimed(),
                            requestIds));
        }
    }

    /** Adds at most one case: for a lock-out rather than for the last decision, which the case contains too. */
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
        ReviewCase.Builder reviewCase = ReviewCase.builder(id, now, subject, why);
        if (decision != null) {
            reviewCase.decision(decision);
        }
        if (imagesForReview) {
            reviewCase.images(outcome.referenceImage().map(List::of).orElse(List.of()));
        }
        reviews.add(reviewCase.build());
        return id;
    }

    private void releaseReservation(String subject, String reserved, Throwable failure) {
        try {
            update(subject, log -> log.without(reserved));
        } catch (FaceBridgeException e) {
            failure.addSuppressed(e);
        }
    }

    private void update(String subject, UnaryOperator<AttemptLog> change) {
        for (int i = 0; i < MAX_UPDATE_ATTEMPTS; i++) {
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
        throw new IllegalStateException("AttemptStore rejected " + MAX_UPDATE_ATTEMPTS
                + " updates in a row; replace must accept the version that find returned");
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

    /** A listener, and the provider that its reports contain. */
    private record Registered(FaceProvider faces, DecisionListener listener) {}

    /** The check that a caller requests about a live person, for the decision and for the listeners. */
    private record Question(
            @Nullable MatchPolicy policy,
            List<GalleryId> galleries,
            @Nullable PersonId claimed,
            Comparing comparing) {
        static Question ofLivenessAlone(Comparing comparing) {
            return new Question(null, List.of(), null, comparing);
        }

        static Question by(
                MatchPolicy policy, List<GalleryId> galleries, @Nullable PersonId claimed, Comparing comparing) {
            return new Question(policy, galleries, claimed, comparing);
        }
    }

    /** Decides about a person who is live. */
    @FunctionalInterface
    private interface Comparing {
        /** Returns the decision, {@code null} without a comparison; adds the ids of its requests. */
        @Nullable
        MatchDecision judge(Attempt attempt, LivenessOutcome outcome, List<String> requestIds);
    }

    /** Builds a {@link LivenessGuard}. Not thread-safe. */
    public static final class Builder {
        private static final Duration OPENING = Duration.ofMinutes(5);

        private final LivenessSessions sessions;
        private final AttemptStore store;
        private final RedemptionStore redemptions;
        private final Clock clock;
        private final Duration opening = OPENING;
        private final Supplier<UUID> random = UUID::randomUUID;
        private final List<Registered> listeners = new ArrayList<>();
        private @Nullable ReviewQueue reviews;
        private boolean imagesForReview;
        private LivenessAttemptPolicy limits = LivenessAttemptPolicy.DEFAULT;

        private Builder(LivenessSessions sessions, AttemptStore store, RedemptionStore redemptions, Clock clock) {
            this.sessions = Objects.requireNonNull(sessions, "sessions");
            this.store = Objects.requireNonNull(store, "attempts");
            this.redemptions = Objects.requireNonNull(redemptions, "redemptions");
            this.clock = Objects.requireNonNull(clock, "clock");
        }

        /**
         * Sets the limits of a subject's attempts. The default is {@link LivenessAttemptPolicy#DEFAULT}.
         *
         * @param value the limits
         * @return this builder
         */
        public Builder attemptPolicy(LivenessAttemptPolicy value) {
            limits = Objects.requireNonNull(value, "attemptPolicy");
            return this;
        }

        /**
         * Sets the queue that receives cases for human review: a lock-out of a subject, and decisions that are INCONCLUSIVE or
         * REVIEW. By default there is no queue, and no case is created.
         *
         * @param queue the queue
         * @return this builder
         */
        public Builder reviews(ReviewQueue queue) {
            reviews = Objects.requireNonNull(queue, "queue");
            return this;
        }

        /**
         * Adds a listener, which is notified after those that were added before. It receives each verdict except PENDING before
         * the caller does: one report for each attempt that is concluded, and one for each rejection (OTHER_SUBJECT, USED). If it
         * throws, the caller gets that exception instead of the verdict, and the attempt stays concluded: it is never accepted, a
         * failure counts, a success does not. Its case for review is still created. A rejection by {@link LivenessGuard#open} is
         * not reported; {@link DecisionReport#lockedOut} is true for the attempt that locked the subject out.
         *
         * @param faces the provider of the sessions, which the reports contain with its regions; stays open
         * @param listener receives the reports, for example a {@link io.facebridge.operations.audit.DecisionLog}
         * @return this builder
         */
        public Builder addListener(FaceProvider faces, DecisionListener listener) {
            listeners.add(new Registered(
                    Objects.requireNonNull(faces, "faces"), Objects.requireNonNull(listener, "listener")));
            return this;
        }

        /**
         * Adds the session's image to the cases for review. An application that enables this needs a legal basis to keep the
         * image, and must delete it in time. By default cases contain no image.
         *
         * @return this builder
         */
        public Builder imagesForReview() {
            imagesForReview = true;
            return this;
        }

        /**
         * Builds the guard.
         *
         * @return a new guard
         */
        public LivenessGuard build() {
            return new LivenessGuard(this);
        }
    }
}
