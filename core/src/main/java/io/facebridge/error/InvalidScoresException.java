package io.facebridge.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if scores cannot be evaluated as they are. The message contains the defect, with the numbers, and the remedy.
 * It refers to rows and never to people.
 */
public final class InvalidScoresException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** The defect. */
    private final Reason reason;

    /**
     * Creates the exception.
     *
     * @param reason the defect
     * @param message what was found, with the numbers and the remedy
     */
    public InvalidScoresException(Reason reason, String message) {
        this(reason, message, null);
    }

    /**
     * Creates the exception.
     *
     * @param reason the defect
     * @param message what was found, with the numbers and the remedy
     * @param cause the exception that was caught, or {@code null}
     */
    public InvalidScoresException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, null, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * Returns the defect.
     *
     * @return the reason, for code that treats some of them differently
     */
    public Reason reason() {
        return reason;
    }

    /** The defects of scores. More may be added. */
    public enum Reason {
        /** The file could not be read. */
        NOT_READABLE,
        /** The file does not have the required form. */
        MALFORMED,
        /** Mated scores are lower than non-mated ones: distances were used as similarities, or labels are swapped. */
        REVERSED,
        /** All scores are equal. */
        CONSTANT,
        /** Mated pairs compare an image with itself. */
        SELF_COMPARISON,
        /** The same two images are compared in both directions. */
        DUPLICATE_PAIR,
        /** All comparisons are of one person. */
        TOO_FEW_SUBJECTS,
        /** The test scores are the same as, or show the same people as, those that thresholds were set on. */
        SAME_DATA,
        /** The scores are not of the kind that the requested figure needs. */
        WRONG_KIND
    }
}
