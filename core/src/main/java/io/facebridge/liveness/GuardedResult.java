package io.facebridge.liveness;

import io.facebridge.match.MatchDecision;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a guard says of a session. Immutable. */
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

    /**
     * What came of it.
     *
     * @return the verdict
     */
    public Verdict verdict() {
        return verdict;
    }

    /**
     * Whether the person may be let on.
     *
     * @return {@code true} for ACCEPTED alone
     */
    public boolean accepted() {
        return verdict == Verdict.ACCEPTED;
    }

    /**
     * How far the session has come.
     *
     * @return empty if the service was not asked: for OTHER_SUBJECT, and for a session that had its result before
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
     * The case that a person should look at.
     *
     * @return its name in the guard's queue; empty if there is none
     */
    public Optional<UUID> reviewCase() {
        return Optional.ofNullable(reviewCase);
    }

    @Override
    public String toString() {
        return "GuardedResult[" + verdict + (state == null ? "" : ", " + state) + "]";
    }

    /** What can come of a session. All but PENDING, ACCEPTED, OTHER_SUBJECT and USED count as a failure. */
    public enum Verdict {
        /** The session has not ended: ask again. */
        PENDING,
        /** Live, and the person who is claimed if that was asked: let the person on. Given once for a session. */
        ACCEPTED,
        /** Not live. */
        NOT_LIVE,
        /** The session ended without telling whether the person is live. */
        UNDECIDED,
        /** Live, and not the person who is claimed. */
        NO_MATCH,
        /** Live, and it cannot be decided whether it is the person who is claimed. */
        INCONCLUSIVE,
        /** Live, and a human should decide whether it is the person who is claimed. */
        REVIEW,
        /** The session was not opened for this subject by a guard on this store. Look into it. */
        OTHER_SUBJECT,
        /** The session has had its result before. Look into it. */
        USED
    }
}
