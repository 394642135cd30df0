package io.facebridge.liveness;

import io.facebridge.match.MatchDecision;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The result of a liveness session, as a liveness guard returns it. Immutable. */
public final class GuardedResult {
    private final Verdict verdict;
    private final @Nullable LivenessState state;
    private final @Nullable MatchDecision decision;
    private final @Nullable UUID reviewCase;

    /**
     * Creates a result, for an implementation of a guard.
     *
     * @param verdict the verdict on the session
     * @param state the state of the session, or {@code null} if the service was not called
     * @param decision the decision whether it is the claimed person, or {@code null} if nothing was compared
     * @param reviewCase the id of the case in the guard's review queue, or {@code null} if there is none
     */
    public GuardedResult(
            Verdict verdict,
            @Nullable LivenessState state,
            @Nullable MatchDecision decision,
            @Nullable UUID reviewCase) {
        this.verdict = Objects.requireNonNull(verdict, "verdict");
        this.state = state;
        this.decision = decision;
        this.reviewCase = reviewCase;
    }

    /** {@return the verdict on the session} */
    public Verdict verdict() {
        return verdict;
    }

    /**
     * Returns whether the session is accepted.
     *
     * @return {@code true} for ACCEPTED alone
     */
    public boolean accepted() {
        return verdict == Verdict.ACCEPTED;
    }

    /**
     * Returns the state of the session.
     *
     * @return empty if the service was not called: for OTHER_SUBJECT, and for a session that had its result before
     */
    public Optional<LivenessState> state() {
        return Optional.ofNullable(state);
    }

    /**
     * Returns the decision whether it is the claimed person.
     *
     * @return empty if no comparison was requested, or the person was not live: then nothing was compared
     */
    public Optional<MatchDecision> decision() {
        return Optional.ofNullable(decision);
    }

    /**
     * Returns the case for human review.
     *
     * @return its id in the guard's review queue; empty if there is none
     */
    public Optional<UUID> reviewCase() {
        return Optional.ofNullable(reviewCase);
    }

    @Override
    public String toString() {
        return "GuardedResult[" + verdict + (state == null ? "" : ", " + state) + "]";
    }

    /** The verdict on a session. All but PENDING, ACCEPTED, OTHER_SUBJECT and USED count as a failure. */
    public enum Verdict {
        /** The session has not ended: request the result again later. */
        PENDING,
        /** Live, and the claimed person if a comparison was requested: accept. Returned once for a session. */
        ACCEPTED,
        /** Not live. */
        NOT_LIVE,
        /** The session ended without a decision on liveness. */
        UNDECIDED,
        /** Live, but not the claimed person. */
        NO_MATCH,
        /** Live, but the images do not allow a decision about the claimed person. */
        INCONCLUSIVE,
        /** Live, but a human must decide whether it is the claimed person. */
        REVIEW,
        /** The session was not opened for this subject by a guard on this store. Investigate it. */
        OTHER_SUBJECT,
        /** The session has returned its result before. Investigate it. */
        USED
    }
}
