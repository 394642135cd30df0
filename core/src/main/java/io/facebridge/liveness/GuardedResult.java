package io.facebridge.liveness;

import io.facebridge.match.MatchDecision;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The result of a guarded liveness session. Grant access only if {@link #accepted()} returns {@code true}. Immutable. */
public final class GuardedResult {
    private final Verdict verdict;
    private final @Nullable LivenessState state;
    private final @Nullable MatchDecision decision;
    private final @Nullable UUID reviewCase;

    /**
     * Creates a result, for an implementation of a guard.
     *
     * @param verdict the outcome of the session
     * @param state how far the session has come, or {@code null} if the service was not called
     * @param decision whether it is the claimed person, or {@code null} if nothing was compared
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

    /** {@return the outcome of the session} */
    public Verdict verdict() {
        return verdict;
    }

    /** {@return {@code true} if the verdict is {@link Verdict#ACCEPTED}: access may be granted} */
    public boolean accepted() {
        return verdict == Verdict.ACCEPTED;
    }

    /**
     * {@return the state of the session; empty if the service was not called: for {@link Verdict#OTHER_SUBJECT}, and for
     * a session whose result was redeemed before}
     */
    public Optional<LivenessState> state() {
        return Optional.ofNullable(state);
    }

    /**
     * {@return the decision whether the live person is the claimed one; empty if no comparison was requested or the
     * person was not live, so that nothing was compared}
     */
    public Optional<MatchDecision> decision() {
        return Optional.ofNullable(decision);
    }

    /** {@return the id of the case in the guard's review queue; empty if there is none} */
    public Optional<UUID> reviewCase() {
        return Optional.ofNullable(reviewCase);
    }

    @Override
    public String toString() {
        return "GuardedResult[" + verdict + (state == null ? "" : ", " + state) + "]";
    }

    /** The outcome of a guarded session. All but PENDING, ACCEPTED, OTHER_SUBJECT and USED count as a failure. */
    public enum Verdict {
        /** The session has not ended; request the result again later. */
        PENDING,
        /** Live, and, if a comparison was requested, the claimed person. Returned at most once for a session. */
        ACCEPTED,
        /** Not live. */
        NOT_LIVE,
        /** The session ended without a liveness decision. */
        UNDECIDED,
        /** Live, but not the claimed person. */
        NO_MATCH,
        /** Live, but the images allow no decision whether it is the claimed person. */
        INCONCLUSIVE,
        /** Live, and a reviewer should decide whether it is the claimed person. */
        REVIEW,
        /** The session was not opened for this subject by a guard on this store. Investigate it. */
        OTHER_SUBJECT,
        /** The session's result was redeemed before. Investigate it. */
        USED
    }
}
