package io.facebridge.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Scores that cannot be evaluated as they are. The message says what is wrong, with the numbers, and what to do. It names
 * rows and never persons.
 */
public final class InvalidScoresException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    private final Reason reason;

    /**
     * Creates the exception.
     *
     * @param reason what is wrong
     * @param message what was found, with the numbers and the remedy
     */
    public InvalidScoresException(Reason reason, String message) {
        this(reason, message, null);
    }

    /**
     * Creates the exception.
     *
     * @param reason what is wrong
     * @param message what was found, with the numbers and the remedy
     * @param cause what was caught, or {@code null}
     */
    public InvalidScoresException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, null, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * What is wrong.
     *
     * @return the reason, for code that treats some of them differently
     */
    public Reason reason() {
        return reason;
    }

    /** What can be wrong with scores. More may be added. */
    public enum Reason {
        /** The file could not be read at all. */
        NOT_READABLE,
        /** The file is not of the form it should have. */
        MALFORMED,
        /** Mated scores are lower than non-mated ones: distances were taken for similarities, or labels are swapped. */
        REVERSED,
        /** All scores are the same. */
        CONSTANT,
        /** Mated pairs compare a picture with itself. */
        SELF_COMPARISON,
        /** The same two pictures are compared in both directions. */
        DUPLICATE_PAIR,
        /** All comparisons are of one person. */
        TOO_FEW_SUBJECTS,
        /** Scores to test on are those, or show the persons, that thresholds were set on. */
        SAME_DATA,
        /** The scores are not of the kind that the number asked for needs. */
        WRONG_KIND
    }
}
