package io.facebridge.operations.review;

import java.time.Instant;
import java.util.Objects;

/**
 * The verdict of a reviewer on a case.
 *
 * @param reviewer the reviewer, by the application's own id; not blank
 * @param at when the reviewer decided
 * @param decision the decision
 * @param reason the reason for the decision, not blank
 */
public record ReviewVerdict(String reviewer, Instant at, Decision decision, String reason) {
    /**
     * Creates a verdict.
     *
     * @param reviewer the reviewer, not blank
     * @param at when the reviewer decided
     * @param decision the decision
     * @param reason the reason, not blank
     * @throws IllegalArgumentException if the reviewer or the reason is blank
     */
    public ReviewVerdict {
        if (reviewer.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException(
                    "reviewer and reason of a verdict must not be blank; an audit requires both");
        }
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(decision, "decision");
    }

    /** Returns text with the decision, without the reviewer and without the reason. */
    @Override
    public String toString() {
        return "ReviewVerdict[" + decision + "]";
    }

    /** The decision of a reviewer. */
    public enum Decision {
        /** The right person: grant access. */
        ACCEPTED,
        /** Another person, or an attack: deny access. */
        REJECTED,
        /** Not decidable: the person must try again, or be enrolled again. */
        REPEAT
    }
}
