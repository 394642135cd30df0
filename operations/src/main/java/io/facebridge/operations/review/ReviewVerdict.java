package io.facebridge.operations.review;

import java.time.Instant;
import java.util.Objects;

/**
 * What a person decided about a case.
 *
 * @param reviewer who, by the application's own id; not blank
 * @param at when
 * @param decision what
 * @param reason why, not blank
 */
public record ReviewVerdict(String reviewer, Instant at, Decision decision, String reason) {
    /**
     * Checks that all are there.
     *
     * @param reviewer see the record
     * @param at see the record
     * @param decision see the record
     * @param reason see the record
     * @throws IllegalArgumentException if reviewer or reason are blank
     */
    public ReviewVerdict {
        if (reviewer.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException(
                    "a verdict needs a reviewer and a reason, as somebody will ask for them, but one was blank");
        }
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(decision, "decision");
    }

    /** Returns text with the decision, without the reviewer and without the reason. */
    @Override
    public String toString() {
        return "ReviewVerdict[" + decision + "]";
    }

    /** What a person can decide. */
    public enum Decision {
        /** It is the person: let them on. */
        ACCEPTED,
        /** It is not, or an attack. */
        REFUSED,
        /** Undecidable: the person has to try again, or be enrolled again. */
        REPEAT
    }
}
