package io.facebridge.operations.migration;

import io.facebridge.error.FaceBridgeException;
import org.jspecify.annotations.Nullable;

/** Thrown if the journal of a migration cannot be continued, or cannot be written. */
public final class MigrationJournalException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what failed and the remedy
     * @param cause the cause, or {@code null}
     */
    public MigrationJournalException(String message, @Nullable Throwable cause) {
        super(message, null, cause);
    }
}
